import pytest

from bot.cards import refusals
from bot.i18n import Translator


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("photo", "I cannot look at pictures."),
        ("sticker", "I cannot look at pictures."),
        ("voice", "I cannot listen to recordings."),
        ("video_note", "I cannot listen to recordings."),
        ("contact", "I have not kept what you sent"),
        ("location", "I have not kept what you sent"),
        ("document", "I cannot open this."),
        ("something new", "I cannot open this."),
    ],
)
def test_what_cannot_be_read_is_named_for_what_it_is(
    translators: dict[str, Translator], kind: str, sentence: str
) -> None:
    assert sentence in refusals.unreadable(translators["en"], kind).html


def test_a_fault_gives_a_reference_to_quote_and_escapes_it(translators: dict[str, Translator]) -> None:
    assert "quote 7f3&lt;." in refusals.fault(translators["en"], "7f3<").html


def test_the_invitation_from_a_group_leads_to_the_private_chat(translators: dict[str, Translator]) -> None:
    shown = refusals.in_group(translators["ru"], "gcm_desk_bot")
    assert shown.rows[0][0].url == "https://t.me/gcm_desk_bot"
    assert shown.rows[0][0].data == ""

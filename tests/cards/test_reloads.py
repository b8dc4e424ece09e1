import pytest

from bot.cards import reloads
from bot.content.changes import Changes
from bot.i18n import Translator
from bot.playground.markup import parse_html


@pytest.mark.parametrize("language", ["en", "ru"])
def test_reasons_are_escaped_and_fit_a_message_however_many_and_long(
    translators: dict[str, Translator], language: str
) -> None:
    message = reloads.refused(translators[language], "\n".join(["<b>&" + "ы" * 5000] * 50))
    shown = parse_html(message.html)
    assert shown.text.count("<b>&") == reloads.REASONS
    assert "gcm-desk check" in shown.text
    assert len(shown) <= 4096
    assert message.rows


def test_what_has_changed_is_said_in_numbers(translators: dict[str, Translator]) -> None:
    changes = Changes(entries=101, phrasings=10868, added=1, removed=0, changed=2)
    assert "101 questions, 10,868 ways to ask" in reloads.reloaded(translators["en"], changes).html
    assert "добавлено: 1, убрано: 0, изменено: 2" in reloads.reloaded(translators["ru"], changes).html

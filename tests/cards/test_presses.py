import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import presses
from bot.cards.places import linked, place
from bot.cards.presses import Do, Press, button
from bot.content import Content
from bot.errors import NoLongerThereError
from bot.i18n import Translator

IDS = st.from_regex(r"[a-z0-9-]{0,12}", fullmatch=True)
ALMOST = st.builds(
    ":".join,
    st.lists(
        st.sampled_from([*Do, "ru", "en", "", "pledge-what", "pledges", "0", "9" * 40, "٣", "²", "-1"]), max_size=6
    ),
)
FORGED = (st.text(max_size=64) | ALMOST).filter(lambda data: len(data.encode("utf-8", "replace")) <= 64)


@given(st.sampled_from(Do), st.sampled_from(["ru", "en"]), st.lists(IDS, max_size=3))
def test_what_a_button_sends_is_read_back(do: Do, language: str, ids: list[str]) -> None:
    assert presses.read(button("x", do, language, *ids).data) == Press(do, language, tuple(ids))


@given(st.text() | ALMOST)
def test_whatever_is_sent_is_read_or_nothing(data: str) -> None:
    press = presses.read(data)
    if press:
        assert press.do in Do
        assert all(isinstance(press.id(n), str) and 0 <= press.number(n) < 10**9 for n in range(5))


@given(data=FORGED)
def test_a_forged_button_opens_a_place_or_says_that_it_is_gone(
    data: str, content: Content, translators: dict[str, Translator]
) -> None:
    press = presses.read(data)
    if press:
        with contextlib.suppress(NoLongerThereError):
            assert place(content, translators["ru"], press).html


@given(parameter=st.text(max_size=64) | st.sampled_from(["faq_", "topic_", "faq_pledge-what", "faq_pledge-what_"]))
def test_a_forged_link_opens_a_place_or_none_or_says_that_it_is_gone(
    parameter: str, content: Content, translators: dict[str, Translator]
) -> None:
    with contextlib.suppress(NoLongerThereError):
        assert linked(content, translators["en"], parameter) is None or parameter.startswith(("faq_", "topic_"))


@pytest.mark.parametrize("data", ["", "card:42:take", "MENU:en", "e:en:a:b:c:d", " menu:en", "menu"])
def test_what_no_button_of_this_release_sends_is_nothing(data: str) -> None:
    press = presses.read(data)
    assert press is None or press.language == ""


def test_two_of_the_longest_ids_a_language_and_a_number_fit() -> None:
    longest = "a" * 24
    assert len(button("x", Do.ENTRY, "ru", longest, 10**8, longest).data) <= 64


def test_what_does_not_fit_is_refused_where_the_button_is_made() -> None:
    with pytest.raises(ValueError, match="over 64 bytes"):
        button("x", Do.TOPIC, "ru", "я" * 30)


def test_a_place_that_a_button_does_not_name_is_empty() -> None:
    press = Press(Do.ENTRY, "ru", ("pledge-what",))
    assert (press.id(0), press.id(1), press.number(1)) == ("pledge-what", "", 0)


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("", 0), ("x", 0), ("-1", 0), ("²", 0), ("٣", 0), ("1" * 10, 0)]
)
def test_a_number_that_is_none_is_0(text: str, number: int) -> None:
    assert Press(Do.TOPICS, "ru", (text,)).number(0) == number

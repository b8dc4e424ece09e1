"""What Telegram finds in a text by itself."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import MAX_ENTITIES, Entity, FormattedText, detect, utf16_length

WORDS = st.text(alphabet="ab/@#.: 😀\nзй_-1org", max_size=60)


def found(text: str) -> list[tuple[str, str]]:
    units = text.encode("utf-16-le")
    return sorted(
        (entity.type, units[entity.offset * 2 : entity.end * 2].decode("utf-16-le")) for entity in detect(text)
    )


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start", [("bot_command", "/start")]),
        ("/start@gcm_desk_bot now", [("bot_command", "/start@gcm_desk_bot")]),
        ("😀 /help", [("bot_command", "/help")]),
        ("1/2 and a/b and //x", []),
        ("see https://x.org/a(b), then", [("url", "https://x.org/a(b)")]),
        ("(https://x.org)", [("url", "https://x.org")]),
        ("See migrationnetwork.un.org.", [("url", "migrationnetwork.un.org")]),
        ("write to un.migration@iom.int", [("email", "un.migration@iom.int")]),
        ("t.me/x and iom.int", [("url", "iom.int"), ("url", "t.me/x")]),
        ("@amina and a@b", [("mention", "@amina")]),
        ("#ГДМ2026", [("hashtag", "#ГДМ2026")]),
        ("3.14 и т.д.", []),
    ],
)
def test_commands_links_addresses_names_and_tags_are_found(text: str, entities: list[tuple[str, str]]) -> None:
    assert found(text) == entities


@given(WORDS)
def test_found_entities_lie_inside_the_text_and_apart(text: str) -> None:
    entities = sorted(detect(text), key=lambda entity: entity.offset)
    assert all(0 <= entity.offset < entity.end <= utf16_length(text) for entity in entities)
    assert all(left.end <= right.offset for left, right in pairwise(entities))


@given(WORDS, st.integers(0, 5), st.integers(0, 5))
def test_stripping_moves_entities_with_their_words(words: str, before: int, after: int) -> None:
    text = " " * before + words + "\n" * after
    whole = FormattedText(text, (Entity("bold", 0, utf16_length(text)),) if text else ())
    stripped = whole.stripped()
    assert stripped.text == text.strip(" \n")
    assert [entity.length for entity in stripped.entities] == ([len(stripped)] if stripped.text else [])


def test_nothing_is_found_inside_code_or_a_link() -> None:
    content = FormattedText("/start /help", (Entity("code", 0, 6),))
    assert [entity.type for entity in content.with_detected().entities] == ["code", "bot_command"]


def test_no_more_than_a_hundred_entities_are_kept() -> None:
    assert len(FormattedText("/a " * 150).with_detected().entities) == MAX_ENTITIES

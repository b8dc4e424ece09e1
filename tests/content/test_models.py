import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from bot.content.models import ANSWER_LENGTH, Entry, Intent, Queue, Site, Source, Topic, Words

TEXT: dict[str, Any] = {"question": "Why?", "answer": "Because.", "phrasings": ["why so"], "revised": "2026-11-20"}
SOURCE = {"document": "compact", "section": {"en": "Preamble"}, "as_of": "2018-12"}


def _entry(**changes: object) -> Entry:
    return Entry.model_validate({"source": [SOURCE], "en": TEXT, "ru": TEXT} | changes)


def test_languages_are_keys_beside_the_others() -> None:
    entry = _entry(fr=TEXT)
    assert list(entry.texts) == ["en", "ru", "fr"]  # in the order they are written in, in every process
    assert entry.texts["fr"].question == "Why?"


def test_one_source_needs_no_list() -> None:
    assert _entry(source=SOURCE).source == _entry().source


def test_a_translation_is_outdated_when_another_was_revised_after_it() -> None:
    entry = _entry(ru=TEXT | {"revised": dt.date(2026, 11, 21)})
    assert entry.outdated("en")
    assert not entry.outdated("ru")


def test_an_answer_is_measured_as_it_is_seen() -> None:
    link = "[x](https://example.org/" + "a" * 200 + ")"
    assert _entry(en=TEXT | {"answer": "y" * (ANSWER_LENGTH - 1) + link})
    with pytest.raises(ValidationError, match=f"it shows {ANSWER_LENGTH + 1} characters"):
        _entry(en=TEXT | {"answer": "y" * (ANSWER_LENGTH + 1)})


@pytest.mark.parametrize(
    "changes",
    [
        {"en": TEXT | {"question": "two\nlines"}},
        {"en": TEXT | {"question": "x" * 121}},
        {"en": TEXT | {"question": "  "}},
        {"en": TEXT | {"phrasings": []}},
        {"en": TEXT | {"revised": "yesterday"}},
        {"english": TEXT},
        {"source": SOURCE | {"document": "The Compact"}},
        {"source": SOURCE | {"document": "x" * 25}},
        {"leads_to": ["form:"]},
        {"leads_to": ["https://x.org"]},
        {"related": ["a", "b", "c", "d"]},
        {"colour": "blue"},
    ],
)
def test_an_entry_that_says_something_else_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        _entry(**changes)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2018-12-10", "2018-12-10"),
        (dt.date(2018, 12, 10), "2018-12-10"),
        ("2018-12", "2018-12"),
        (2018, "2018"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(given: object, read: str) -> None:
    assert Source.model_validate(SOURCE | {"as_of": given}).as_of == read


@pytest.mark.parametrize("given", ["2018-13", "2018-02-30", "10.12.2018", "December 2018", 18, True])
def test_what_is_no_date_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate(SOURCE | {"as_of": given})


@pytest.mark.parametrize("does", ["smalltalk:thanks", "command:forget", "form:pledge", "distress"])
def test_an_intent_does_one_of_four_things(does: str) -> None:
    assert Intent.model_validate({"does": does, "en": {"phrasings": ["x"]}}).does == does


@pytest.mark.parametrize("does", ["dance", "command:", "distress:now", "smalltalk:Thanks"])
def test_an_intent_that_does_something_else_is_refused(does: str) -> None:
    with pytest.raises(ValidationError):
        Intent.model_validate({"does": does, "en": {"phrasings": ["x"]}})


def test_a_contact_is_an_address() -> None:
    with pytest.raises(ValidationError):
        Queue.model_validate({"titles": {"en": "Office"}, "contact": "room 5"})


def test_a_topic_has_an_entry() -> None:
    with pytest.raises(ValidationError):
        Topic.model_validate({"id": "x", "emoji": "x", "titles": {"en": "X"}, "queue": "q", "entries": []})


def test_what_telegram_shows_of_the_bot_fits_telegram() -> None:
    profile = {"name": "x" * 65, "description": "x", "short_description": "x", "about": "x", "privacy": "x"}
    with pytest.raises(ValidationError, match="64"):
        Site.model_validate({"languages": {"en": "English"}, "profile": {"en": profile}, "commands": {}})


def test_a_command_is_named_as_telegram_names_commands() -> None:
    with pytest.raises(ValidationError):
        Site.model_validate({"languages": {"en": "English"}, "profile": {}, "commands": {"Start now": {}}})


@pytest.mark.parametrize(
    "changes", [{"stemmer": "klingon"}, {"keyboard": "qwerty"}, {"stop_words": "the"}, {"code": "en"}]
)
def test_words_that_the_matcher_could_not_use_are_refused(changes: dict[str, object]) -> None:
    words: dict[str, object] = {"stemmer": "english", "keyboard": "x" * 33, "stop_words": ["the"]}
    assert Words.model_validate(words).stop_words == {"the"}
    with pytest.raises(ValidationError):
        Words.model_validate(words | changes)

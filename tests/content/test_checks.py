from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.content import Content, Problem
from bot.content.checks import check
from bot.content.models import EntryText, Strict


def _only(content: Content) -> str:
    """The one problem that there is, as a sentence."""
    (problem,) = check(content)
    return str(problem)


def _with_entry(content: Content, name: str, **changes: object) -> Content:
    return replace(content, entries={**content.entries, name: _changed(content.entries[name], **changes)})


def _with_intent(content: Content, name: str, **changes: object) -> Content:
    return replace(content, intents={**content.intents, name: _changed(content.intents[name], **changes)})


def _changed(model: Any, **changes: object) -> Any:  # noqa: ANN401 a copy of the model that is given
    return model.model_copy(update=changes)


def _without(things: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in things.items() if key != name}


def test_the_content_of_this_release_has_no_problem(content: Content) -> None:
    assert check(content) == []


def test_a_missing_language_of_an_entry_is_found(content: Content) -> None:
    texts = _without(content.entries["pledge-count"].texts, "ru")
    assert _only(_with_entry(content, "pledge-count", texts=texts)) == (
        "faq/pledges/pledge-count.yaml: write it in Русский too: the key “ru” is missing."
    )


def test_a_language_that_the_site_does_not_have_is_found(content: Content) -> None:
    texts = content.entries["pledge-count"].texts
    assert _only(_with_entry(content, "pledge-count", texts={**texts, "fr": _in_french(texts["en"])})) == (
        "faq/pledges/pledge-count.yaml: remove “fr”, or add this language to site.yaml."
    )


def _in_french(text: EntryText) -> EntryText:
    return text.model_copy(update={"question": "Combien de promesses ?", "phrasings": ("combien de promesses déjà",)})


@pytest.mark.parametrize("part", ["topics", "documents", "queues", "profile", "commands", "words", "section"])
def test_a_missing_language_is_found_wherever_it_is_missing(content: Content, part: str) -> None:
    assert "the key “en” is missing" in _only(_without_english(content, part))


def _without_english(content: Content, part: str) -> Content:
    if part == "topics":
        first, *others = content.topics
        return replace(content, topics=(_changed(first, titles=_without(first.titles, "en")), *others))
    if part in {"documents", "queues"}:
        things: dict[str, Strict] = dict(getattr(content, part))
        name, first_thing = next(iter(things.items()))
        things[name] = _changed(first_thing, titles=_without(first_thing.model_dump()["titles"], "en"))
        return replace(content, **{part: things})  # type: ignore[arg-type] # the field that `part` names
    if part == "profile":
        return replace(content, site=_changed(content.site, profile=_without(content.site.profile, "en")))
    if part == "commands":
        helping = _changed(content.site.commands["help"], titles={"ru": "Помощь"})
        return replace(content, site=_changed(content.site, commands={**content.site.commands, "help": helping}))
    if part == "words":
        return replace(content, words=_without(content.words, "en"))
    source = content.entries["pledge-count"].source[0]
    return _with_entry(content, "pledge-count", source=(_changed(source, section={"ru": "Цели"}),))


def test_an_entry_that_no_topic_lists_is_found(content: Content) -> None:
    topics = [
        _changed(topic, entries=tuple(entry for entry in topic.entries if entry != "pledge-count"))
        for topic in content.topics
    ]
    assert _only(replace(content, topics=tuple(topics))) == (
        "faq/*/pledge-count.yaml: no topic of topics.yaml lists this entry; add it to one."
    )


def test_an_entry_in_two_topics_is_found(content: Content) -> None:
    first, *others = content.topics
    longer = _changed(first, entries=(*first.entries, "pledge-count"))
    assert "“pledge-count” stands in network too" in _only(replace(content, topics=(longer, *others)))


def test_a_topic_that_lists_what_is_not_there_is_found(content: Content) -> None:
    first, *others = content.topics
    longer = _changed(first, entries=(*first.entries, "no-such-entry"))
    assert "“no-such-entry” has no file faq/network/no-such-entry.yaml" in _only(
        replace(content, topics=(longer, *others))
    )


def test_a_topic_of_nobody_is_found(content: Content) -> None:
    first, *others = content.topics
    assert _only(replace(content, topics=(_changed(first, queue="nobody"), *others))).startswith("topics.yaml: network")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"related": ("no-such-entry",)}, "related"),
        ({"related": ("pledge-count",)}, "related"),
        ({"leads_to": ("form:no-such-form",)}, "leads_to"),
        ({"leads_to": ("command:frobnicate",)}, "leads_to"),
        ({"leads_to": ("entry:no-such-entry",)}, "leads_to"),
        ({"leads_to": ("question:nobody",)}, "leads_to"),
    ],
)
def test_an_entry_that_leads_nowhere_is_found(content: Content, changes: dict[str, object], where: str) -> None:
    problem = _only(_with_entry(content, "pledge-count", **changes))
    assert problem.startswith(f"faq/pledges/pledge-count.yaml: {where}: ")
    assert "leads nowhere" in problem


@pytest.mark.parametrize("target", ["form:pledge", "command:forget", "entry:pledge-what", "question:pledges"])
def test_an_entry_that_leads_somewhere_is_fine(content: Content, target: str) -> None:
    assert check(_with_entry(content, "pledge-count", leads_to=(target,))) == []


def test_a_source_that_is_no_document_is_found(content: Content) -> None:
    source = _changed(content.entries["pledge-count"].source[0], document="hearsay")
    assert "“hearsay” is no document" in _only(_with_entry(content, "pledge-count", source=(source,)))


@pytest.mark.parametrize("does", ["command:frobnicate", "form:no-such-form"])
def test_an_intent_that_does_what_is_not_there_is_found(content: Content, does: str) -> None:
    intent = _with_intent(content, "forget", does=does, entry="pledge-count")
    assert _only(intent).startswith("intents/forget.yaml: does: there is no ")


@pytest.mark.parametrize("name", ["form-pledge", "subscribe"])
def test_what_is_not_there_yet_needs_an_answer_that_stands_in(content: Content, name: str) -> None:
    assert "name the entry that stands in" in _only(_with_intent(content, name, entry=None))
    assert "“no-entry” leads nowhere" in _only(_with_intent(content, name, entry="no-entry"))


def test_small_talk_without_a_reply_is_found(content: Content) -> None:
    texts = dict(content.intents["thanks"].texts)
    texts["ru"] = texts["ru"].model_copy(update={"reply": None})
    assert _only(_with_intent(content, "thanks", texts=texts)) == (
        "intents/thanks.yaml: ru.reply: write what the desk says back."
    )


@pytest.mark.parametrize("said", ["how many pledges", "  HOW many, pledges?! "])
def test_a_phrasing_said_twice_is_found_whatever_its_case_and_punctuation(content: Content, said: str) -> None:
    text = content.entries["pledge-what"].texts["en"]
    twice = text.model_copy(update={"phrasings": (*text.phrasings, said)})
    texts = {**content.entries["pledge-what"].texts, "en": twice}
    (problem,) = check(_with_entry(content, "pledge-what", texts=texts))
    assert "stands in faq/pledges/pledge-" in problem.mend


def test_a_phrasing_of_an_intent_and_an_entry_is_found(content: Content) -> None:
    text = content.intents["forget"].texts["en"]
    twice = text.model_copy(update={"phrasings": (*text.phrasings, "how many pledges")})
    (problem,) = check(_with_intent(content, "forget", texts={**content.intents["forget"].texts, "en": twice}))
    assert problem.file == "intents/forget.yaml"


def test_problems_come_in_the_order_of_the_files(content: Content) -> None:
    broken = _with_entry(
        _with_intent(content, "forget", does="form:x", entry="gcm-what"), "pledge-count", related=("x",)
    )
    problems = check(_with_entry(broken, "gcm-what", related=("x",)))
    assert problems == sorted(problems)
    assert [problem.file for problem in problems] == [
        "faq/network/gcm-what.yaml",
        "faq/pledges/pledge-count.yaml",
        "intents/forget.yaml",
    ]


def test_a_problem_is_a_sentence_without_what_it_does_not_know() -> None:
    assert str(Problem("a.yaml", "", "mend it")) == "a.yaml: mend it."
    assert str(Problem("a.yaml", "b.0", "mend it")) == "a.yaml: b.0: mend it."

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import content as contents
from bot.content import Content
from bot.content.load import read_all
from bot.errors import NoLongerThereError, OperatorError
from bot.settings import PROJECT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content, to make mistakes in."""
    return shutil.copytree(PROJECT / "content", tmp_path / "content")


def test_the_content_of_this_release_can_be_used(content: Content) -> None:
    assert content.languages == ("en", "ru")
    assert len(content.entries) == sum(len(topic.entries) for topic in content.topics)


def test_ids_are_the_names_of_files(content: Content) -> None:
    assert content.entry("pledge-count") is content.entries["pledge-count"]
    assert content.topic_of("pledge-count") is content.topic("pledges")


@pytest.mark.parametrize("find", [Content.entry, Content.topic, Content.topic_of])
def test_what_is_not_there_is_said_to_be_gone(content: Content, find: Callable[[Content, str], object]) -> None:
    with pytest.raises(NoLongerThereError):
        find(content, "no-such-thing")


@pytest.mark.parametrize("name", ["start", "START", "меню", "Старт"])
def test_a_command_has_several_names_in_any_case(content: Content, name: str) -> None:
    assert content.command(name) == "start"


def test_an_unknown_command_is_none(content: Content) -> None:
    assert content.command("frobnicate") is None


def test_an_intent_is_found_by_what_it_does(content: Content) -> None:
    assert content.intent("command:forget") is content.intents["forget"]
    assert content.intent("command:frobnicate") is None


def test_a_new_entry_is_a_file_and_a_line_in_a_topic(folder: Path) -> None:
    topics = folder / "topics.yaml"
    topics.write_text(
        topics.read_text("utf-8").replace("    - pledge-count\n", "    - pledge-count\n    - pledge-new\n")
    )
    assert "“pledge-new” has no file faq/pledges/pledge-new.yaml; add it" in _refused(folder)
    text = "{question: %s, answer: %s, phrasings: [%s], revised: 2026-11-20}"
    (folder / "faq" / "pledges" / "pledge-new.yaml").write_text(
        "source: {document: compact, section: {ru: Цели, en: Objectives}}\n"
        f"en: {text % ('Which pledge is new?', 'The last.', 'the newest pledge of all')}\n"
        f"ru: {text % ('Какое обязательство новое?', 'Последнее.', 'самое новое обязательство из всех')}\n",
        "utf-8",
    )
    assert contents.load(folder).topic_of("pledge-new").id == "pledges"


def test_content_that_cannot_be_used_names_its_first_problems(folder: Path) -> None:
    for file in sorted((folder / "intents").glob("*.yaml"))[:7]:
        file.write_text("does: dance\n")
    sentence = _refused(folder)
    assert "gcm-desk check" in sentence
    assert sentence.count("\n") == 5
    assert "intents/acknowledgement.yaml: " in sentence


def test_problems_of_the_whole_are_found_when_every_file_can_be_read(folder: Path) -> None:
    topics = folder / "topics.yaml"
    topics.write_text(topics.read_text("utf-8").replace("queue: pledges", "queue: nobody"), "utf-8")
    found, problems = read_all(folder)
    assert found
    assert problems == []
    assert "“nobody” is no queue" in _refused(folder)


def test_an_id_in_two_topics_is_a_problem(folder: Path) -> None:
    shutil.copy(folder / "faq" / "pledges" / "pledge-count.yaml", folder / "faq" / "network" / "pledge-count.yaml")
    assert "faq/pledges/pledge-count.yaml: rename it" in _refused(folder)


def test_an_empty_folder_names_what_is_missing(tmp_path: Path) -> None:
    sentence = _refused(tmp_path)
    for name in ("site", "topics", "sources", "queues"):
        assert f"{name}.yaml: this file is missing; add it." in sentence


def _refused(folder: Path) -> str:
    with pytest.raises(OperatorError) as refused:
        contents.load(folder)
    return str(refused.value)

"""What the shipped content promises beyond being valid."""

from bot.content import Content


def test_every_entry_has_twenty_phrasings_or_more_in_each_language(content: Content) -> None:
    few = {
        (name, code): len(text.phrasings)
        for name, entry in content.entries.items()
        for code, text in entry.texts.items()
        if len(text.phrasings) < 20
    }
    assert few == {}


def test_the_topics_of_this_release_are_whole(content: Content) -> None:
    assert {topic.id: len(topic.entries) for topic in content.topics} == {"network": 9, "champions": 9, "pledges": 7}


def test_every_answer_names_a_source(content: Content) -> None:
    assert [name for name, entry in content.entries.items() if not entry.source] == []

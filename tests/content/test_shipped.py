"""What the shipped content promises beyond being valid."""

from bot.content import Content
from bot.content.markup import to_html


def test_every_entry_has_twenty_phrasings_or_more_in_each_language(content: Content) -> None:
    few = {
        (name, code): len(text.phrasings)
        for name, entry in content.entries.items()
        for code, text in entry.texts.items()
        if len(text.phrasings) < 20
    }
    assert few == {}


def test_the_topics_of_this_release_are_whole(content: Content) -> None:
    assert {topic.id: len(topic.entries) for topic in content.topics} == {
        "network": 9,
        "champions": 9,
        "pledges": 7,
        "guidance": 6,
        "mptf": 8,
        "hub": 6,
        "stakeholders": 2,
        "talks": 4,
        "communications": 11,
        "consultations": 8,
        "dialogue": 14,
        "almaty": 14,
        "about": 2,
    }


def test_every_answer_names_a_source_but_those_about_the_desk(content: Content) -> None:
    assert {name for name, entry in content.entries.items() if not entry.source} == {*content.topic("about").entries}


def test_every_form_and_what_stands_in_for_it_are_there(content: Content) -> None:
    assert {does for form in content.site.forms if (does := f"form:{form}") and content.intent(does) is None} == set()


def test_answers_have_at_most_900_characters(content: Content) -> None:
    long = {
        (name, code)
        for name, entry in content.entries.items()
        for code, text in entry.texts.items()
        if len(to_html(text.answer).striptags()) > 900
    }
    assert long == set()

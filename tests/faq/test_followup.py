import pytest

from bot.content import Content
from bot.faq import Decision, Matcher, followup


def after(content: Content, matcher: Matcher, shown: str, text: str, lang: str) -> Decision | None:
    """Decide as the chat does after it has shown an entry."""
    topic = content.topic_of(shown)
    subjects = (content.entries[shown].texts[lang].question, topic.titles[lang])
    return followup.decide_with(matcher, text, lang, shown, subjects, topic.entries)


@pytest.mark.parametrize(
    ("shown", "text", "lang", "meant"),
    [
        ("mptf-what", "а до какого срока?", "ru", "mptf-deadline"),
        ("champions-what", "and how do we join?", "en", "champions-join"),
        ("almaty-what", "who chairs it?", "en", "almaty-chair"),
        ("pledge-what", "и сколько их уже?", "ru", "pledge-count"),
        ("champions-what", "а кто участвует?", "ru", "champions-countries"),
    ],
)
def test_a_question_that_leans_on_an_answer_is_about_its_subject(
    content: Content, matcher: Matcher, shown: str, text: str, lang: str, meant: str
) -> None:
    assert followup.leans(matcher.decide(text, lang))
    together = after(content, matcher, shown, text, lang)
    assert together
    assert together.action in {"answer", "suggest"}
    assert together.entries[0].id == meant


@pytest.mark.parametrize(
    ("text", "lang"), [("and until when?", "en"), ("and then?", "en"), ("а до какого срока?", "ru")]
)
def test_a_topic_alone_is_no_answer(content: Content, matcher: Matcher, text: str, lang: str) -> None:
    """Whatever leans on an answer is not answered with what the topic's title says by itself."""
    for topic in content.topics:
        alone = matcher.decide(topic.titles[lang], lang).entries[0].id
        for shown in topic.entries:
            together = after(content, matcher, shown, text, lang)
            assert together is None or together.action != "answer" or together.entries[0].id not in {shown, alone}


def test_a_list_after_an_answer_stays_in_its_topic_and_leaves_the_answer_out(
    content: Content, matcher: Matcher
) -> None:
    together = after(content, matcher, "pledge-what", "how many are there?", "en")
    assert together
    ids = {entry.id for entry in together.entries}
    assert ids <= set(content.topic_of("pledge-what").entries) - {"pledge-what"}


@pytest.mark.parametrize(
    "text",
    ["what is the weather tomorrow", "👍", "https://example.org", "How many pledges have been made?", "thanks", "ок"],
)
def test_what_stands_on_its_own_does_not_lean(matcher: Matcher, text: str) -> None:
    assert not followup.leans(matcher.decide(text, "en"))

import pytest

from bot.faq import Matcher
from bot.faq.evaluation import Question, Tally, calibration_error, interval, is_right, tallies


def test_a_question_is_read_from_its_line() -> None:
    line = '{"text": "t", "lang": "ru", "kind": "keywords", "expect": ["hub-what"]}'
    assert Question.parse(line) == Question("t", "ru", "keywords", ("hub-what",))


def test_only_answers_can_be_wrong(matcher: Matcher) -> None:
    tally = Tally()
    right, wrong = matcher.decide("What is a pledge?", "en"), matcher.decide("a pledge, in short", "en")
    tally.add(Question("", "en", "k", ("pledge-what",)), right)
    tally.add(Question("", "en", "k", ("gcm-what",)), right)
    tally.add(Question("", "ru", "k", ("gcm-what",)), wrong)
    assert (tally.asked, tally.first, tally.shown) == (3, 1, 1)
    assert (tally.answered, tally.wrong, tally.language) == (2, 1, 2)


def test_questions_are_counted_by_their_key(matcher: Matcher) -> None:
    asked = [Question("What is a pledge?", "en", kind, ("pledge-what",)) for kind in "aab"]
    counted = tallies(asked, matcher.decide, lambda question: question.kind)
    assert {kind: tally.first for kind, tally in counted.items()} == {"a": 2, "b": 1}


def test_an_interval_holds_the_share_and_narrows() -> None:
    few, many = interval(9, 10), interval(900, 1000)
    assert few[0] < many[0] < 0.9 < many[1] < few[1]
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(5, 5)[1] == pytest.approx(1.0)


def test_what_a_question_asks_for_is_read_from_its_line() -> None:
    rest = '"text": "t", "lang": "ru", "expect": []'
    assert Question.parse(f'{{{rest}, "kind": "requests", "expect_command": "human"}}').target == "command:human"
    assert Question.parse(f'{{{rest}, "kind": "requests", "expect_form": "pledge"}}').target == "form:pledge"
    assert Question.parse(f'{{{rest}, "kind": "smalltalk", "expect_smalltalk": "thanks"}}').target == "smalltalk:thanks"
    assert Question.parse(f'{{{rest}, "kind": "distress"}}').target == "distress"
    assert Question.parse(f'{{{rest}, "kind": "about-danger"}}').target is None


@pytest.mark.parametrize(
    ("text", "expected", "target"),
    [
        ("What is a pledge?", ("pledge-what",), None),
        ("a pledge, in short", ("pledge-what",), None),
        ("switch to English", (), "command:language"),
        ("thanks a lot", (), "smalltalk:thanks"),
        ("I want to die", (), "distress"),
        ("recipe of borscht", (), None),
    ],
)
def test_an_action_is_right_when_it_is_what_was_asked_for(
    matcher: Matcher, text: str, expected: tuple[str, ...], target: str | None
) -> None:
    decision = matcher.decide(text, "en")
    assert is_right(Question(text, "en", "k", expected, target), decision)
    assert not is_right(Question(text, "en", "k", (), "command:other"), decision)


def test_confidence_that_says_how_often_it_is_right_has_no_error() -> None:
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False), (1.0, True)]) == 0
    assert calibration_error([(0.9, False), (0.1, True)]) == pytest.approx(0.9)

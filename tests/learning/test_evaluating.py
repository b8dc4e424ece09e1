import json

import pytest

from bot.content import Content
from bot.faq import Matcher
from bot.faq.evaluation import Question
from bot.faq.learn import learn
from bot.learning import reports
from bot.learning.evaluating import Confusion, Evaluation, Share, evaluate
from bot.learning.held_out import BadLine
from tests.learning.conftest import TUNING

COUNT, SUBMIT = ("pledge-count",), ("pledge-submit",)


@pytest.fixture
def matcher(office: Content) -> Matcher:
    return learn(office)


@pytest.fixture
def found(matcher: Matcher) -> Evaluation:
    return evaluate(matcher, [*(Question(*fields) for fields in TUNING[:-1]), Question(*TUNING[-1], target="distress")])


def test_a_share_has_its_interval_and_none_when_there_is_nothing_to_share() -> None:
    half = Share(5, 10)
    assert half.share == 0.5
    assert half.low == pytest.approx(0.237, abs=0.001)
    assert half.high == pytest.approx(0.763, abs=0.001)
    assert (Share(0, 0).share, Share(0, 0).low, Share(0, 0).high) == (None, None, None)


def test_there_is_a_row_a_kind_and_language_and_for_all(found: Evaluation) -> None:
    rows = {(row.kind, row.language): row for row in found.rows}
    assert list(rows) == [
        ("distress", "ru"),
        ("distress", "all"),
        ("far", "en"),
        ("far", "all"),
        ("paraphrase", "en"),
        ("paraphrase", "ru"),
        ("paraphrase", "all"),
        ("all", "en"),
        ("all", "ru"),
        ("all", "all"),
    ]
    assert rows["paraphrase", "en"].first == Share(3, 3)
    assert rows["paraphrase", "all"].shown == Share(6, 6)
    assert rows["far", "en"].first == Share(0, 0)
    assert rows["far", "en"].wrong == Share(0, 1)
    assert (rows["all", "all"].asked, rows["all", "all"].first.of) == (8, 6)


def test_danger_and_false_alarms_have_their_figures(found: Evaluation) -> None:
    seen = {(one.kind, one.language): one.seen for one in found.understood}
    assert seen["danger", "ru"] == seen["danger", "all"] == Share(1, 1)
    assert seen["false alarms", "all"] == Share(0, 7)
    assert found.calibration is not None


def test_what_was_answered_wrongly_comes_before_what_only_stood_first(matcher: Matcher) -> None:
    found = evaluate(
        matcher,
        [
            Question("our agenda", "en", "k", COUNT),
            Question("How do I submit a pledge?", "en", "k", COUNT),
            Question("how do i submit a pledge", "en", "k", COUNT),
            Question("Where is the calendar of events?", "en", "k", ()),
            Question("How many pledges have been made?", "en", "k", COUNT),
        ],
    )
    first, second, *rest = found.confusions
    assert first == Confusion("pledge-count", "pledge-submit", True, 2, "How do I submit a pledge?")  # noqa: FBT003 as read
    assert (second.expected, second.given, second.answered) == ("nothing", "calendar-view", True)
    assert rest == [Confusion("pledge-count", "calendar-view", False, 1, "our agenda")]  # noqa: FBT003 as read


def test_without_questions_there_are_no_figures(matcher: Matcher) -> None:
    nothing = evaluate(matcher, [])
    assert nothing == Evaluation([], [], None, [])
    assert reports.as_text(nothing) == "There is no question to ask.\n"


def test_a_report_says_every_figure_with_its_interval(found: Evaluation) -> None:
    text = reports.as_text(found)
    (line,) = (line for line in text.splitlines() if line.startswith("paraphrase") and " all " in line)
    assert line.split()[:5] == ["paraphrase", "all", "6", "1.000", "[0.61,"]
    assert "Calibration error: 0." in text
    assert "false alarms" in text


def test_a_report_shows_confusions_with_an_example_in_one_line(matcher: Matcher) -> None:
    text = reports.as_text(evaluate(matcher, [Question("How do I submit\na pledge?", "en", "k", COUNT)]))
    assert text.splitlines()[-1].split("  ")[-1] == "How do I submit a pledge?"
    assert "pledge-count → pledge-submit" in text


def test_json_has_all_of_it_and_the_bad_lines(found: Evaluation) -> None:
    data = json.loads(reports.as_json(found, [BadLine(3, "mend it")]))
    assert set(data) == {"rows", "understood", "calibration", "confusions", "bad_lines"}
    assert data["bad_lines"] == [{"number": 3, "mend": "mend it"}]
    assert set(data["rows"][0]["first"]) == {"count", "of", "share", "low", "high"}

import pytest

from bot.content import Content
from bot.faq.evaluation import Question
from bot.learning.confirmed import Proposal
from bot.learning.trial import Trial
from tests.learning.conftest import TUNING

GOOD = Proposal("pledge-count", "en", "the count of pledges so far")
GOOD_TOO = Proposal("calendar-view", "ru", "когда следующая встреча сети")
BAD = Proposal("calendar-view", "en", "how can we submit our pledges")


@pytest.fixture
def trial(office: Content) -> Trial:
    return Trial(office, [Question(*fields) for fields in TUNING])


def test_what_does_no_harm_is_not_refused(trial: Trial) -> None:
    assert trial.refused([GOOD, GOOD_TOO]) == {}
    assert trial.refused([]) == {}


def test_what_makes_the_desk_worse_is_refused_with_the_figures_and_an_example(trial: Trial) -> None:
    refused = trial.refused([BAD])
    assert set(refused) == {BAD}
    assert "on the tuning half rise by 1, such as " in refused[BAD]
    assert "“how can we submit our pledge” → calendar-view" in refused[BAD]


def test_one_bad_phrasing_among_good_ones_is_the_only_one_refused(trial: Trial) -> None:
    assert set(trial.refused([GOOD, BAD, GOOD_TOO])) == {BAD}
    assert set(trial.refused([BAD, GOOD])) == {BAD}


def test_a_phrasing_that_hides_behind_the_good_of_another_is_found(office: Content) -> None:
    questions = [
        Question("how can we submit our pledge", "en", "k", ("pledge-submit",)),
        Question("grand total please of zorblings", "en", "k", ("pledge-count",)),
    ]
    mends = Proposal("pledge-count", "en", "grand total of zorblings")
    trial = Trial(office, questions)
    assert trial.refused([mends]) == {}
    assert set(trial.refused([mends, BAD])) == {BAD}


def test_a_question_that_falls_by_chance_refuses_nobody_but_one_in_danger_does(office: Content) -> None:
    trial = Trial(office, [Question("pledge total now", "en", "k", ("calendar-view",)), Question(*TUNING[-1])])
    fallen = {("wrong answers", 0): "pledge-count"}
    assert trial._worse({}, fallen, {"calendar-view"}) == ""  # noqa: SLF001 no content falls by chance at will
    assert trial._worse({}, fallen, {"pledge-count"}) != ""  # noqa: SLF001 the same
    unheard = {("people in danger not heard", 1): "none"}
    assert trial._worse({}, unheard, {"calendar-view"}).startswith("people in danger not heard")  # noqa: SLF001 the same


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Number of PLEDGES?!", "it stands in pledge-count already"),
        ("upcoming, events", "it stands in calendar-view already"),
        ("pledges", "one word is too short"),
        ("pledges " * 20, "it is longer than 120 characters"),
        ("tell [e-mail] the count", "it names somebody's address or number"),
        ("call [phone] for a count", "it names somebody's address or number"),
    ],
)
def test_what_is_no_new_phrasing_is_refused_untried(trial: Trial, text: str, why: str) -> None:
    one = Proposal("pledge-count", "en", text)
    assert trial.refused([one]) == {one: why}


def test_one_wording_for_two_entries_is_refused_for_the_second(trial: Trial) -> None:
    other = Proposal("calendar-view", "en", "The count of pledges so far?")
    assert trial.refused([GOOD, other]) == {other: "it is proposed for pledge-count too"}

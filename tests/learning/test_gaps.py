import datetime as dt

import pytest

from bot.content import Content
from bot.db.session import Store
from bot.learning import gaps
from bot.learning.gaps import Gap
from bot.questions import Kind
from tests.learning.conftest import AT, SINCE, Asking

NONE, UNLIKE = (Kind.NONE_OF_THESE, ""), (Kind.UNLIKE, "pledge-count")


async def _find(store: Store, office: Content, language: str | None = None, since: dt.datetime = SINCE) -> list[Gap]:
    return await gaps.find(store, since, office, language)


async def test_without_questions_there_is_no_gap(store: Store, office: Content) -> None:
    assert await _find(store, office) == []


async def test_unanswered_and_disputed_questions_are_gaps_and_no_others(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("visa for Germany", action="none")
    await ask("scholarships for students", NONE, action="suggest")
    await ask("total of promises", UNLIKE)
    await ask("number of pledges please", (Kind.HELPFUL, "pledge-count"))
    await ask("pledges maybe", (Kind.PICKED, "pledge-count"), action="suggest")
    await ask("whom to call", (Kind.PEOPLE, "pledge-count"))
    found = {gap.text: (gap.unanswered, gap.disputed) for gap in await _find(store, office)}
    assert found == {"visa for Germany": (1, 0), "scholarships for students": (1, 0), "total of promises": (0, 1)}


async def test_questions_that_are_alike_are_one_gap_in_its_most_usual_wording(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("How do I get a visa for Germany?", action="none", asker="daniel")
    await ask("visa Germany", action="none")
    await ask("VISA, Germany!", action="none", asker="claire")
    await ask("visa for Germny", action="none")
    await ask("visa for France", action="none")
    first, second = await _find(store, office)
    assert (first.text, first.questions, first.people) == ("visa Germany", 4, 3)
    assert first.last == AT + dt.timedelta(days=4)
    assert (second.text, second.questions) == ("visa for France", 1)


async def test_a_question_on_the_wrong_keyboard_joins_those_on_the_right_one(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("форма обязательства в июле", action="none", language="ru")
    await ask("ajhvf j,zpfntkmcndf d b.kt", action="none", language="ru")
    (gap,) = await _find(store, office)
    assert gap.questions == 2


async def test_each_language_has_gaps_of_its_own(store: Store, office: Content, ask: Asking) -> None:
    await ask("visa 2027", action="none")
    await ask("visa 2027", action="none", language="ru")
    assert [gap.language for gap in await _find(store, office)] == ["ru", "en"]
    assert [gap.language for gap in await _find(store, office, "ru")] == ["ru"]


async def test_only_questions_since_the_moment_count(store: Store, office: Content, ask: Asking) -> None:
    await ask("visa for Germany", action="none")
    await ask("scholarships for students", action="none")
    found = await _find(store, office, since=AT + dt.timedelta(days=2))
    assert [gap.text for gap in found] == ["scholarships for students"]


async def test_the_nearest_entry_is_that_of_the_last_question_of_the_wording(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("visa for Germany", action="none", near=["pledge-count"])
    await ask("visa for Germany", action="none", near=["pledge-submit", "pledge-count"])
    (gap,) = await _find(store, office)
    assert (gap.nearest, gap.score) == ("pledge-submit", 0.5)


async def test_a_gap_may_be_near_to_nothing(store: Store, office: Content, ask: Asking) -> None:
    await ask("visa for Germany", action="none", near=[])
    (gap,) = await _find(store, office)
    assert (gap.nearest, gap.score) == (None, None)


async def test_a_message_with_several_questions_is_one_with_its_whole_text(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("Visa for Germany? Scholarships?", action="none", parts=2)
    (gap,) = await _find(store, office)
    assert (gap.text, gap.questions) == ("Visa for Germany? Scholarships?", 1)


async def test_the_text_of_a_gap_is_one_line_that_can_be_seen(store: Store, office: Content, ask: Asking) -> None:
    await ask("visa\n\x1b[31mfor\t\u202eGermany", action="none")
    (gap,) = await _find(store, office)
    assert gap.text == "visa [31mfor Germany"


@pytest.mark.parametrize("text", ["🤝", "что это", "???"])
async def test_a_question_without_a_word_of_its_own_does_no_harm(
    store: Store, office: Content, ask: Asking, text: str
) -> None:
    await ask(text, action="none", language="ru")
    assert len(await _find(store, office)) <= 1

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import people, questions
from bot.db.session import Store
from bot.db.turn import AlreadyDoneError, Turn
from bot.faq import Decision, Matcher
from bot.people import Kept, Pseudonyms
from bot.questions import Kind

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=3)
AMINA, DANIEL = 1001, 1002
CODE, OTHER_CODE = "a" * 32, "d" * 32


@pytest.fixture(scope="module")
def decision(matcher: Matcher) -> Decision:
    return matcher.decide("How many pledges have been made?", "en")


async def test_nobody_has_a_language_before_choosing_one(store: Store) -> None:
    assert await people.language_of(store, AMINA) is None


async def test_a_choice_of_language_is_remembered_for_that_person_alone(store: Store) -> None:
    await people.choose_language(Turn(store, 1, AT), AMINA, "ru")
    assert await people.language_of(store, AMINA) == "ru"
    assert await people.language_of(store, DANIEL) is None


async def test_another_choice_replaces_the_language_and_its_day(store: Store) -> None:
    await people.choose_language(Turn(store, 1, AT), AMINA, "ru")
    await people.choose_language(Turn(store, 2, LATER), AMINA, "en")
    assert await people.language_of(store, AMINA) == "en"
    assert await people.kept(store, AMINA, CODE) == Kept(since=LATER, questions=0)


async def test_an_old_choice_that_comes_again_changes_nothing(store: Store) -> None:
    first = Turn(store, 1, AT)
    await people.choose_language(first, AMINA, "ru")
    await people.choose_language(Turn(store, 2, LATER), AMINA, "en")
    await people.choose_language(Turn(store, 1, LATER), AMINA, "ru")
    assert await people.language_of(store, AMINA) == "en"


async def test_nothing_is_kept_about_somebody_who_did_nothing(store: Store) -> None:
    assert await people.kept(store, AMINA, CODE) == Kept(since=None, questions=0)


async def test_only_ones_own_questions_are_counted(store: Store, decision: Decision) -> None:
    for update, code in ((1, CODE), (2, CODE), (3, OTHER_CODE)):
        await questions.ask(Turn(store, update, AT), code, [("How many?", decision)])
    assert (await people.kept(store, AMINA, CODE)).questions == 2


async def test_forgetting_erases_choice_questions_and_presses_of_that_person_alone(
    store: Store, decision: Decision
) -> None:
    for update, person, code in ((1, AMINA, CODE), (2, DANIEL, OTHER_CODE)):
        await people.choose_language(Turn(store, update * 10, AT), person, "en")
        (number,) = await questions.ask(Turn(store, update, AT), code, [("How many?", decision)])
        await questions.tap(Turn(store, update * 100, AT), number, code, Kind.HELPFUL, "pledge-count")

    await people.forget(Turn(store, 1000, LATER), AMINA, CODE)

    assert await people.kept(store, AMINA, CODE) == Kept(since=None, questions=0)
    assert await people.kept(store, DANIEL, OTHER_CODE) == Kept(since=AT, questions=1)
    assert await _everything(store, "questions", "asker") == [OTHER_CODE]
    assert await _everything(store, "taps", "question") == [2]
    assert await people.language_of(store, DANIEL) == "en"


async def test_what_was_asked_after_forgetting_is_not_erased_when_the_wish_comes_again(
    store: Store, decision: Decision
) -> None:
    await people.forget(Turn(store, 1, AT), AMINA, CODE)
    await questions.ask(Turn(store, 2, LATER), CODE, [("How many?", decision)])
    await people.forget(Turn(store, 1, LATER), AMINA, CODE)
    assert (await people.kept(store, AMINA, CODE)).questions == 1


async def test_a_wish_that_was_answered_is_not_answered_again(store: Store) -> None:
    turn = Turn(store, 1, AT)
    await people.forget(turn, AMINA, CODE)
    await turn.replied()
    with pytest.raises(AlreadyDoneError):
        await people.forget(Turn(store, 1, LATER), AMINA, CODE)


@given(person=st.integers(min_value=1, max_value=2**52))
def test_a_code_is_the_same_for_the_same_person_and_does_not_hold_their_number(person: int) -> None:
    codes = Pseudonyms("k" * 32)
    assert codes(person) == codes(person)
    assert len(codes(person)) == 32
    assert int(codes(person), 16) != person


@given(st.lists(st.integers(min_value=1, max_value=2**52), unique=True))
def test_different_people_have_different_codes(persons: list[int]) -> None:
    assert len(set(map(Pseudonyms("k" * 32), persons))) == len(persons)


def test_another_key_gives_other_codes() -> None:
    assert Pseudonyms("k" * 32)(AMINA) != Pseudonyms("l" * 32)(AMINA)


async def _everything(store: Store, table: str, column: str) -> list[object]:
    async with store.engine.connect() as connection:
        return list((await connection.exec_driver_sql(f"SELECT {column} FROM {table}")).scalars())  # noqa: S608 our own names

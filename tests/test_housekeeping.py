import datetime as dt

from aiogram.fsm.storage.base import StorageKey
from sqlalchemy import func, select

from bot import housekeeping, people, questions
from bot.db.dialogs import SqlStorage
from bot.db.models import Dialog, Question, Tap, Update
from bot.db.session import Store
from bot.db.turn import Turn
from bot.faq import Matcher
from bot.questions import Kind

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
MOMENT = dt.timedelta(microseconds=1)
AMINA = "a" * 32


async def test_questions_are_erased_with_their_presses_after_180_days(store: Store, matcher: Matcher) -> None:
    decision = matcher.decide("How many pledges have been made?", "en")
    edge = NOW - dt.timedelta(days=180)
    for update, at in ((1, edge - MOMENT), (2, edge), (3, NOW)):
        (number,) = await questions.ask(Turn(store, update, at), AMINA, [("How many?", decision)])
        await questions.tap(Turn(store, update + 10, at), number, AMINA, Kind.HELPFUL, "pledge-count")

    await housekeeping.tidy(store, NOW)

    async with store.read() as session:
        assert list(await session.scalars(select(Question.update_id).order_by(Question.update_id))) == [2, 3]
        assert await session.scalar(select(func.count()).select_from(Tap)) == 2


async def test_updates_are_forgotten_after_two_days(store: Store) -> None:
    edge = NOW - dt.timedelta(days=2)
    for update, at in ((1, edge - MOMENT), (2, edge), (3, NOW)):
        await Turn(store, update, at).store_nothing()

    await housekeeping.tidy(store, NOW)

    async with store.read() as session:
        assert list(await session.scalars(select(Update.update_id).order_by(Update.update_id))) == [2, 3]


async def test_a_dialog_that_was_left_is_forgotten_after_30_days(store: Store) -> None:
    edge = NOW - dt.timedelta(days=30)
    for user, at in ((1, edge - MOMENT), (2, edge), (3, NOW)):
        await SqlStorage(store, [at].pop).set_state(StorageKey(42, user, user), "form:title")

    await housekeeping.tidy(store, NOW)

    async with store.read() as session:
        assert await session.scalar(select(func.count()).select_from(Dialog)) == 2


async def test_a_choice_of_language_stays_until_the_person_erases_it(store: Store) -> None:
    long_ago = NOW - dt.timedelta(days=2000)
    await people.choose_language(Turn(store, 1, long_ago), 1001, "ru")
    await housekeeping.tidy(store, NOW)
    assert await people.language_of(store, 1001) == "ru"


async def test_tidying_an_empty_database_does_nothing(store: Store) -> None:
    await housekeeping.tidy(store, NOW)
    await housekeeping.tidy(store, NOW)

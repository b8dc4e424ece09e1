import asyncio
import datetime as dt

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from bot.db.models import Person, Tap, Update
from bot.db.session import Store
from bot.db.turn import AlreadyDoneError, Turn

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


async def test_an_effect_is_stored_when_it_ends(store: Store) -> None:
    await _choose(Turn(store, 1, AT), "ru")
    assert await _language(store) == "ru"
    assert await _update(store, 1) == (AT, False)


async def test_an_effect_that_fails_leaves_nothing_and_may_be_tried_again(store: Store) -> None:
    turn = Turn(store, 1, AT)
    with pytest.raises(ZeroDivisionError):
        await _fail(turn)
    assert await _language(store) is None
    assert await _update(store, 1) is None
    await _choose(turn, "ru")
    assert await _language(store) == "ru"


async def test_a_repeat_before_the_reply_has_no_effect_and_draws_again(store: Store) -> None:
    await _choose(Turn(store, 1, AT), "ru")
    async with Turn(store, 1, AT).effect() as session:
        assert session is None
    assert await _language(store) == "ru"


async def test_a_repeat_after_the_reply_is_nothing_to_do(store: Store) -> None:
    turn = Turn(store, 1, AT)
    await _choose(turn, "ru")
    await turn.replied()
    assert await _update(store, 1) == (AT, True)
    with pytest.raises(AlreadyDoneError):
        await _choose(Turn(store, 1, AT), "en")
    assert await _language(store) == "ru"


async def test_a_second_effect_of_one_turn_is_not_taken_for_a_repeat(store: Store) -> None:
    turn = Turn(store, 1, AT)
    await _choose(turn, "ru")
    await turn.replied()
    async with turn.effect() as session:
        assert session is None


async def test_a_screen_without_an_effect_is_noted_once(store: Store) -> None:
    turn = Turn(store, 1, AT)
    await turn.store_nothing()
    await turn.store_nothing()
    await turn.replied()
    with pytest.raises(AlreadyDoneError):
        await Turn(store, 1, AT).store_nothing()


async def test_another_update_is_not_held_back(store: Store) -> None:
    turn = Turn(store, 1, AT)
    await _choose(turn, "ru")
    await turn.replied()
    await _choose(Turn(store, 2, AT), "en")
    assert await _language(store) == "en"


async def test_one_update_at_two_processes_at_once_has_one_effect(store: Store, second: Store) -> None:
    async def effects(where: Store) -> bool:
        async with Turn(where, 1, AT).effect() as session:
            await asyncio.sleep(0)
            return session is not None

    done = await asyncio.gather(*(effects(where) for where in (store, second) * 5))
    assert sorted(done) == [False] * 9 + [True]


async def test_rows_are_stored_once_whoever_brings_them_again(store: Store, second: Store) -> None:
    assert await Turn(store, 1, AT).add(Person(id=1, since=AT, language="ru"))
    assert not await Turn(second, 1, AT).add(Person(id=1, since=AT, language="ru"))
    await Turn(store, 1, AT).replied()
    with pytest.raises(AlreadyDoneError):
        await Turn(second, 1, AT).add(Person(id=1, since=AT, language="ru"))


async def test_the_rows_of_one_update_that_comes_twice_at_the_same_moment_are_stored_once(store: Store) -> None:
    added = await asyncio.gather(*(Turn(store, 1, AT).add(Person(id=n, since=AT, language="ru")) for n in (1, 2)))
    assert sorted(added) == [False, True]
    assert await _people(store) == 1


async def test_updates_that_come_together_share_their_transactions(store: Store) -> None:
    commits: list[object] = []
    event.listen(store.engine.sync_engine, "commit", commits.append)

    async def take(number: int) -> None:
        turn = Turn(store, number, AT)
        await turn.add(Person(id=number, since=AT, language="ru"))
        await turn.replied()

    await asyncio.gather(*map(take, range(1, 101)))
    assert await _people(store) == 100
    assert len(commits) < 20


async def test_rows_that_cannot_be_stored_harm_nobody_else(store: Store) -> None:
    good = [Turn(store, number, AT).add(Person(id=number, since=AT, language="ru")) for number in (1, 2, 3)]
    bad = Turn(store, 9, AT).add(Tap(question=7, kind="helpful", entry="", at=AT))
    *added, error = await asyncio.gather(*good, bad, return_exceptions=True)
    assert added == [True, True, True]
    assert isinstance(error, IntegrityError)
    assert await _update(store, 9) is None


async def _fail(turn: Turn) -> None:
    async with turn.effect() as session:
        assert session
        session.add(Person(id=1, since=AT, language="ru"))
        await session.flush()
        raise ZeroDivisionError


async def _choose(turn: Turn, language: str) -> None:
    async with turn.effect() as session:
        if session:
            await session.merge(Person(id=1, since=AT, language=language))


async def _language(store: Store) -> str | None:
    async with store.read() as session:
        return await session.scalar(select(Person.language).where(Person.id == 1))


async def _update(store: Store, number: int) -> tuple[dt.datetime, bool] | None:
    async with store.read() as session:
        found = await session.get(Update, number)
        return (found.at, found.replied) if found else None


async def _people(store: Store) -> int:
    async with store.read() as session:
        return await session.scalar(select(func.count()).select_from(Person)) or 0

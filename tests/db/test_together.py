import asyncio
from collections.abc import Sequence

import pytest

from bot.db.together import LARGEST_ROUND, Together


class Doubling:
    """Doubles numbers, a round when it is let; remembers the rounds, and fails at what it is told to."""

    def __init__(self, *bad: int, error: Exception | None = None) -> None:
        self.rounds: list[list[int]] = []
        self.gate = asyncio.Event()
        self._bad = bad
        self._error = error or ValueError("bad")

    async def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.rounds.append(list(numbers))
        await self.gate.wait()
        if set(self._bad) & set(numbers):
            raise self._error
        return [2 * number for number in numbers]


async def test_somebody_alone_does_not_wait_for_company() -> None:
    doubling = Doubling()
    doubling.gate.set()
    together = Together(doubling)
    assert [await together(1), await together(2)] == [2, 4]
    assert doubling.rounds == [[1], [2]]


async def test_those_who_come_during_a_round_share_the_next_and_each_gets_their_own() -> None:
    doubling = Doubling()
    together = Together(doubling)
    first = asyncio.create_task(together(1))
    await asyncio.sleep(0.01)
    others = [asyncio.create_task(together(number)) for number in (2, 3, 4)]
    await asyncio.sleep(0)
    doubling.gate.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6, 8]
    assert doubling.rounds == [[1], [2, 3, 4]]


async def test_a_round_takes_no_more_than_the_largest() -> None:
    doubling = Doubling()
    doubling.gate.set()
    together = Together(doubling)
    await asyncio.gather(*(together(number) for number in range(LARGEST_ROUND + 1)))
    assert [len(each) for each in doubling.rounds] == [LARGEST_ROUND, 1]


async def test_one_who_cannot_be_helped_harms_nobody_else() -> None:
    doubling = Doubling(2)
    doubling.gate.set()
    together = Together(doubling)
    got = await asyncio.gather(*(together(number) for number in (1, 2, 3)), return_exceptions=True)
    assert (got[0], got[2]) == (2, 6)
    assert isinstance(got[1], ValueError)


async def test_an_outage_is_told_to_everyone_and_not_tried_again_for_each() -> None:
    doubling = Doubling(1, error=ConnectionRefusedError())
    doubling.gate.set()
    together = Together(doubling)
    got = await asyncio.gather(*(together(number) for number in (1, 2, 3)), return_exceptions=True)
    assert [type(each) for each in got] == [ConnectionRefusedError] * 3
    assert doubling.rounds == [[1, 2, 3]]


async def test_one_who_gave_up_holds_nobody_back() -> None:
    doubling = Doubling()
    together = Together(doubling)
    tasks = [asyncio.create_task(together(number)) for number in (1, 2)]
    await asyncio.sleep(0.01)
    tasks[0].cancel()
    doubling.gate.set()
    assert await tasks[1] == 4
    with pytest.raises(asyncio.CancelledError):
        await tasks[0]
    assert await together(3) == 6

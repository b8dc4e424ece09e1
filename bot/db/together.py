"""One statement for many: while one round is under way, those who come later gather for the next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.outages import is_outage

LARGEST_ROUND = 200

Asked = TypeVar("Asked")
Got = TypeVar("Got")


class Together(Generic[Asked, Got]):
    """Does many calls in one, for whoever calls meanwhile; somebody alone does not wait for company.

    Args:
        work: does it for several, and returns what each got in their order. It is atomic: when it fails, nothing
            is done, and everyone is tried alone, so that one who cannot be helped harms nobody else.

    """

    def __init__(self, work: Callable[[Sequence[Asked]], Awaitable[Sequence[Got]]]) -> None:
        self._work = work
        self._waiting: list[tuple[Asked, asyncio.Future[Got]]] = []
        self._rounds: asyncio.Task[None] | None = None

    async def __call__(self, asked: Asked) -> Got:
        """Return what the work gives for this one, or raise what it raises."""
        future: asyncio.Future[Got] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, future))
        if self._rounds is None:
            self._rounds = asyncio.create_task(self._do_rounds())
        return await future

    async def _do_rounds(self) -> None:
        try:
            while self._waiting:
                now, self._waiting = self._waiting[:LARGEST_ROUND], self._waiting[LARGEST_ROUND:]
                await self._do(now)
        finally:
            self._rounds = None

    async def _do(self, those: Sequence[tuple[Asked, asyncio.Future[Got]]]) -> None:
        try:
            got = await self._work([asked for asked, _ in those])
        except Exception as error:  # noqa: BLE001 whatever it is, it is raised where it was called
            if len(those) > 1 and not is_outage(error):
                for one in those:
                    await self._do([one])
                return
            for _, future in those:
                if not future.done():
                    future.set_exception(error)
        else:
            for (_, future), each in zip(those, got, strict=True):
                if not future.done():
                    future.set_result(each)

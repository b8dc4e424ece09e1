"""What the desk knows at this moment, and how it comes to know better without a restart."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable

from bot.clock import Clock
from bot.content.changes import Changes, changes
from bot.db import content_version
from bot.db.session import Store
from bot.errors import OperatorError
from bot.knowledge import Knowledge, settle_memory

log = logging.getLogger(__name__)

MARGIN = dt.timedelta(minutes=1)
"""How far two machines' clocks may be apart, with the time that reading takes."""


class Live:
    """The knowledge that is in force, exchanged whole; who needs several things of it takes `now` once.

    Args:
        knowledge: what is in force first, read just now.
        read: reads the knowledge anew; it is called in a thread, and never twice at the same time.
        store: where the number stands by which processes hear of each other's reloads.
        clock: the time of day.

    """

    def __init__(self, knowledge: Knowledge, read: Callable[[], Knowledge], store: Store, clock: Clock) -> None:
        self.now = knowledge
        self.reloaded = asyncio.Event()
        """Set by every reload that this process was told to make."""
        self._read = read
        self._store = store
        self._clock = clock
        self._began = clock.now()
        self._version = 0
        self._one_at_a_time = asyncio.Lock()
        self._under_way: asyncio.Task[Changes] | None = None

    async def begin(self) -> None:
        """Take the present number for one's own, so that only later reloads are followed.

        One that came about when this process began may have been missed, and is followed too.
        """
        number, at = await content_version.present(self._store)
        may_have_been_missed = at is not None and at > self._began - MARGIN
        self._version = number - may_have_been_missed

    async def reload(self) -> Changes:
        """Read the content anew, here and then in every process; whoever asks while that is under way shares it.

        Raises:
            OperatorError: what was read cannot be used; nothing has changed, here or elsewhere.

        """
        if self._under_way is None:
            self._under_way = asyncio.create_task(self._reload())
            self._under_way.add_done_callback(self._done)
        return await asyncio.shield(self._under_way)

    async def follow(self) -> None:
        """Read the content anew when another process did; what cannot be used here is logged, once."""
        async with self._one_at_a_time:
            number, _ = await content_version.present(self._store)
            if number == self._version:
                return
            self._version = number
            try:
                await self._exchange(await asyncio.to_thread(self._read))
            except OperatorError as error:
                log.error("the content was reloaded elsewhere, and stays as it was here: %s", error)  # noqa: TRY400 the sentence is the cause

    async def _reload(self) -> Changes:
        async with self._one_at_a_time:
            try:
                knowledge = await asyncio.to_thread(self._read)
            except OperatorError as error:
                log.error("the content was not reloaded: %s", error)  # noqa: TRY400 the sentence is the cause
                raise
            await content_version.rise(self._store, self._clock.now())
            # By one, whatever it is now: another process's reload at the same moment is still to be followed.
            self._version += 1
            made = await self._exchange(knowledge)
            self.reloaded.set()
            return made

    async def _exchange(self, knowledge: Knowledge) -> Changes:
        """Put the new in force; the old goes when the last update that began with it ends."""
        made = changes(self.now.content, knowledge.content)
        self.now = knowledge
        await asyncio.to_thread(settle_memory)
        log.info("the content was reloaded: %s", made)
        return made

    def _done(self, _task: asyncio.Task[Changes]) -> None:
        self._under_way = None

"""The outermost layer: every update is named in the log, counted, timed, and waited for at the end."""

import asyncio
import datetime as dt
import time
from typing import Any, cast

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update
from structlog.contextvars import bound_contextvars

from bot import metrics
from bot.clock import Clock
from handlers.drawing import Handler


class Metering(BaseMiddleware):
    """Keeps count of what is in hand, for metrics and for an end that finishes it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        """Deal with one update."""
        update = cast("Update", event)
        self._note_lag(update)
        self._change(+1)
        begin, outcome = time.perf_counter(), "failed"
        try:
            with bound_contextvars(update=update.update_id):
                result = await handler(event, data)
            outcome = "done"
            return result
        finally:
            self._change(-1)
            metrics.HANDLING.observe(time.perf_counter() - begin)
            metrics.UPDATES.labels(update.event_type, outcome).inc()

    async def idle(self, seconds: float) -> bool:
        """Wait until nothing is in hand, so long at most; tell whether it came to that."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    def _change(self, by: int) -> None:
        self._in_hand += by
        metrics.IN_HAND.set(self._in_hand)
        if self._in_hand:
            self._idle.clear()
        else:
            self._idle.set()

    def _note_lag(self, update: Update) -> None:
        if update.message:
            lag = self._clock.now() - update.message.date.astimezone(dt.UTC)
            metrics.LAG.observe(max(0.0, lag.total_seconds()))

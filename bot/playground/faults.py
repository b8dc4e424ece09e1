"""What goes wrong on the wire, by switch: refusals, floods, slowness, lost answers, rate limits."""

import asyncio
import math
import time
from collections import defaultdict, deque
from dataclasses import dataclass

from bot.playground.errors import ApiError, too_many_requests
from bot.playground.messages import Json

PER_CHAT_SECONDS = 1.0
PER_CHAT_BURST = 3
OVERALL_PER_SECOND = 30
LIMITED_METHODS = {"sendmessage", "senddocument", "editmessagetext", "editmessagereplymarkup"}


@dataclass
class _Failure:
    method: str | None
    error: ApiError
    times: int


class Faults:
    """Switches for the next calls; a method is named as in the Bot API, None is any method but getUpdates."""

    def __init__(self) -> None:
        self.rate_limits = False
        self._failures: list[_Failure] = []
        self._slow: dict[str, float] = {}
        self._dropped: dict[str, int] = {}
        self._chats: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=PER_CHAT_BURST))
        self._overall: deque[float] = deque(maxlen=OVERALL_PER_SECOND)

    def fail_next(
        self,
        method: str | None,
        status: int,
        description: str,
        retry_after: int | None = None,
        times: int = 1,
    ) -> None:
        """Refuse the next calls with a status and Telegram's whole sentence."""
        self._failures.append(_Failure(method and method.lower(), ApiError(status, description, retry_after), times))

    def flood(self, method: str | None = None, retry_after: int = 1, times: int = 1) -> None:
        """Refuse the next calls with a 429."""
        self._failures.append(_Failure(method and method.lower(), too_many_requests(retry_after), times))

    def slow(self, method: str, seconds: float) -> None:
        """Let every call of a method take longer; 0 ends it."""
        self._slow[method.lower()] = seconds

    def drop_after(self, method: str, times: int = 1) -> None:
        """Do the work of the next calls, then close the connection without an answer."""
        self._dropped[method.lower()] = times

    async def before(self, method: str, params: Json) -> None:
        """Delay or refuse a call as switched."""
        name = method.lower()
        if delay := self._slow.get(name):
            await asyncio.sleep(delay)
        for failure in self._failures:
            if failure.method == name or (failure.method is None and name != "getupdates"):
                failure.times -= 1
                if failure.times <= 0:
                    self._failures.remove(failure)
                raise failure.error
        if self.rate_limits and name in LIMITED_METHODS:
            self._check_rate(params.get("chat_id"))

    def loses_answer(self, method: str) -> bool:
        """Tell whether this call's answer is to be lost."""
        left = self._dropped.get(method.lower(), 0)
        self._dropped[method.lower()] = max(left - 1, 0)
        return left > 0

    def _check_rate(self, chat: object) -> None:
        """Enforce 30 calls a second, and in one chat 1 a second after a short burst."""
        now = time.monotonic()
        wait = _wait(self._overall, now, 1.0)
        recent = self._chats[chat] if isinstance(chat, int) else None
        if recent is not None:
            wait = max(wait, _wait(recent, now, PER_CHAT_SECONDS * PER_CHAT_BURST))
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        self._overall.append(now)
        if recent is not None:
            recent.append(now)


def _wait(recent: deque[float], now: float, window: float) -> float:
    """Return how long a full window of `recent` calls still lasts, in seconds."""
    return recent[0] + window - now if len(recent) == recent.maxlen else 0.0

"""`gcm-desk web` with a stopwatch on each layer; at the end it writes a line of JSON to standard output.

One question at a time is asked, so that what passes between the begin and the end of a layer belongs to it: elapsed
time, and the processor time of this process.
"""

import functools
import inspect
import json
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from aiogram import Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.types import Update

from bot import people, questions
from bot.__main__ import desk
from bot.cards import decisions
from bot.db.office import SharedOffice
from bot.db.turn import Turn
from bot.faq import Matcher
from bot.web.webhook import Webhook

WARM_UP = 100
"""Questions before the clock starts to count."""

LAYERS = (
    ("in the webhook, all in all", Webhook, "take"),
    ("the update read from JSON", Update, "model_validate_json"),
    ("aiogram and everything below", Dispatcher, "feed_update"),
    ("Redis: the chat locked", SharedOffice, "_wait"),
    ("Redis: the chat let go", SharedOffice, "_leave"),
    ("the language read", people, "language_of"),
    ("matching", Matcher, "decide"),
    ("the effect stored", questions, "ask"),
    ("the card made", decisions, "say"),
    ("the screen sent", AiohttpSession, "make_request"),
    ("marked as drawn", Turn, "replied"),
)
"""A name, and the function that is timed; Telegram's side answers at once."""

totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])


def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Add up what each call takes: how many, elapsed, processor."""

    def note(elapsed: float, processor: float) -> None:
        total = totals[name]
        total[0] += 1
        if total[0] > WARM_UP:
            total[1] += time.perf_counter() - elapsed
            total[2] += time.process_time() - processor

    @functools.wraps(function)
    async def later(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 passes everything on
        begin = time.perf_counter(), time.process_time()
        try:
            return await function(*arguments, **options)
        finally:
            note(*begin)

    @functools.wraps(function)
    def at_once(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 passes everything on
        begin = time.perf_counter(), time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            note(*begin)

    return later if inspect.iscoroutinefunction(function) else at_once


def main() -> None:
    for name, owner, attribute in LAYERS:
        setattr(owner, attribute, timed(name, getattr(owner, attribute)))
    desk(["web"], standalone_mode=False)
    asked = totals[LAYERS[0][0]][0] - WARM_UP
    found = {name: [1000 * part / asked for part in totals[name][1:]] for name, *_ in LAYERS}
    print(json.dumps(found))


if __name__ == "__main__":
    main()

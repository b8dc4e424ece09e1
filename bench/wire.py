"""Telegram's side of the wire, as light as it can be: answers every call at once, posts updates, takes the time."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp
from aiohttp import web

QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "questions"
KINDS = ("keywords", "layout", "mixed", "near", "paraphrase", "translit", "typos")
CHATS = 2000

_PLAIN = b'{"ok":true,"result":true}'
_ANSWERS = {
    "sendMessage": b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}',
    "getMe": b'{"ok":true,"result":{"id":42,"is_bot":true,"first_name":"Desk","username":"bench_bot",'
    b'"can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false}}',
}


@dataclass
class Telegram:
    """A Bot API at `url`; `secret` is what the bot last set for its webhook, and `webhook` tells that it did."""

    url: str = ""
    secret: str = ""
    webhook: asyncio.Event = field(default_factory=asyncio.Event)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Take a call."""
        method = request.path.rpartition("/")[2]
        if method == "setWebhook":
            self.secret = str((await request.post())["secret_token"])
            self.webhook.set()
        else:
            await request.read()
        return web.Response(body=_ANSWERS.get(method, _PLAIN), content_type="application/json")


@dataclass(frozen=True)
class Measured:
    """What came of asking: seconds that each question took, and seconds in all."""

    times: Sequence[float]
    seconds: float


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    """Serve the Bot API on a free port of this machine."""
    there = Telegram()
    runner = web.ServerRunner(web.Server(there.answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    there.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield there
    await runner.cleanup()


def questions() -> list[tuple[str, str]]:
    """Return real questions and the languages of those who ask, in an order that is the same every time."""
    lines = (line for kind in KINDS for line in (QUESTIONS / f"{kind}.jsonl").read_text("utf-8").splitlines())
    found = [(each["text"], each["lang"]) for each in map(json.loads, lines)]
    random.Random(1).shuffle(found)
    return found


async def ask(there: Telegram, ports: Sequence[int], at_once: int, *, number: int, seconds: float) -> Measured:
    """Ask so many questions, or for so long, `at_once` of them in flight, each process in its turn.

    Raises:
        RuntimeError: an update was not taken.

    """
    times: list[float] = []
    turns, asked = count(), questions()
    begin = time.perf_counter()

    async def line(session: aiohttp.ClientSession) -> None:
        while (turn := next(turns)) < number and time.perf_counter() - begin < seconds:
            body = _update(next(there.numbers), *asked[turn % len(asked)])
            start = time.perf_counter()
            async with session.post(f"http://127.0.0.1:{ports[turn % len(ports)]}/telegram/webhook", data=body) as got:
                if got.status != 200:  # noqa: PLR2004 done
                    raise RuntimeError(f"the webhook answered {got.status}")
            times.append(time.perf_counter() - start)

    headers = {"X-Telegram-Bot-Api-Secret-Token": there.secret, "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session, asyncio.TaskGroup() as lines:
        for _ in range(at_once):
            lines.create_task(line(session))
    return Measured(times, time.perf_counter() - begin)


def _update(number: int, text: str, language: str) -> bytes:
    chat = 100_000 + number % CHATS
    who = {"id": chat, "is_bot": False, "first_name": "Somebody", "language_code": language}
    message = {
        "message_id": number,
        "date": int(time.time()),
        "chat": {"id": chat, "type": "private", "first_name": "Somebody"},
        "from": who,
        "text": text,
    }
    return json.dumps({"update_id": number, "message": message}).encode()

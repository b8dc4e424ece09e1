"""The conversation once more, as an office runs it: every test that looks only at the wire and the database."""

import asyncio
import inspect
import re
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from bot.playground.server import Playground
from bot.playground.webhook import SECRET_HEADER
from bot.web.webhook import PATH
from tests.conftest import EN, Chat
from tests.handlers import test_commands, test_data, test_drawing, test_places, test_questions, test_strangers
from tests.procfile.conftest import Office

pytestmark = pytest.mark.asyncio(loop_scope="module")

MODULES = (test_commands, test_data, test_drawing, test_places, test_questions, test_strangers)

POLLED = {"test_a_message_whose_answer_was_lost_is_not_said_twice"}
"""Of polling only: by webhook Telegram brings an update again whose answer was lost, and it is drawn again."""

WIRE = {"amina", "daniel", "claire", "playground", "desk", "content", "translators"}


def _of_the_wire(test: Callable[..., Any]) -> bool:
    """Tell whether a test asks for nothing that an office of several processes has not."""
    marks = getattr(test, "pytestmark", ())
    given = {name for mark in marks for name in re.findall(r"\w+", str(mark.args[0])) if mark.name == "parametrize"}
    return set(inspect.signature(test).parameters) <= WIRE | given


for module in MODULES:
    for name, test in inspect.getmembers(module, inspect.iscoroutinefunction):
        if name.startswith("test_") and name not in POLLED and _of_the_wire(test):
            globals()[f"{name}__{module.__name__.rpartition('.')[2]}"] = test


async def test_both_processes_take_their_part(office: Office, playground: Playground) -> None:
    chats = [Chat(playground, person) for person in playground.world.people]
    for _ in range(4):
        await asyncio.gather(*(chat.say("What is a pledge?") for chat in chats))
    for port in office.ports:
        taken = re.search(r'updates_total\{kind="message",outcome="done"\} (\d+)', await office.metrics(port))
        assert taken, await office.metrics(port)
        assert int(taken[1]) > 0


async def test_one_persons_messages_keep_their_order_across_both_processes(
    office: Office, playground: Playground
) -> None:
    asked = ["What is a pledge?", "/topics", "How many pledges have been made?", "/help"] * 3
    hook, first = playground.world.webhook, 900_000_000
    assert hook
    chat, who = Chat(playground, EN), playground.person(EN).user()
    await chat.start()
    playground.slow("sendMessage", 0.03)
    async with aiohttp.ClientSession(headers={SECRET_HEADER: hook.secret}) as http, asyncio.TaskGroup() as posts:
        for number, text in enumerate(asked):
            message = {"message_id": number + 1, "date": 0, "chat": {"id": EN, "type": "private"}, "from": who}
            update = {"update_id": first + number, "message": message | {"text": text}}
            port = office.ports[number % len(office.ports)]
            posts.create_task(_posted(http, port, update))
            await asyncio.sleep(0.01)
    playground.slow("sendMessage", 0)
    said = [message.text.splitlines()[0] for message in chat.said()[1:]]
    assert len(said) == len(asked)
    assert said == said[:4] * 3
    assert len(set(said[:4])) == 4


async def _posted(http: aiohttp.ClientSession, port: int, update: dict[str, Any]) -> None:
    async with http.post(f"http://127.0.0.1:{port}{PATH}", json=update) as answer:
        assert answer.status == 200

"""The conversation once more, as an office runs it: every test that looks only at the wire and the database."""

import asyncio
import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.server import Playground
from tests.conftest import Chat
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

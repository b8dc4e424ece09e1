"""getMe, names, descriptions and commands."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.playground.server import Playground

Call = Callable[..., Awaitable[Any]]
HELP = {"command": "help", "description": "Help"}


async def test_the_bot_knows_itself(api: Call) -> None:
    bot = await api("getMe")
    assert bot["id"] == 42
    assert bot["is_bot"] is True
    assert bot["username"].endswith("bot")


@pytest.mark.parametrize(
    ("method", "field", "longest"),
    [("Name", "name", 64), ("Description", "description", 512), ("ShortDescription", "short_description", 120)],
)
async def test_texts_are_kept_by_language_within_their_length(
    api: Call, refusal: Call, method: str, field: str, longest: int
) -> None:
    assert await api(f"setMy{method}", **{field: "й" * longest}) is True
    assert await api(f"setMy{method}", **{field: "По-русски"}, language_code="ru") is True
    assert await api(f"getMy{method}") == {field: "й" * longest}
    assert await api(f"getMy{method}", language_code="ru") == {field: "По-русски"}
    assert await api(f"getMy{method}", language_code="fr") == {field: "й" * longest}
    description = await refusal(f"setMy{method}", **{field: "й" * (longest + 1)})
    assert description.endswith(f"must not exceed {longest} characters")
    description = await refusal(f"setMy{method}", **{field: "x"}, language_code="rus")
    assert description == "Bad Request: invalid language code specified"


async def test_commands_are_kept_by_scope_and_language(playground: Playground, api: Call) -> None:
    private = {"type": "all_private_chats"}
    await api("setMyCommands", commands=[HELP])
    await api(
        "setMyCommands", commands=[{"command": "/menu", "description": "Меню"}], scope=private, language_code="ru"
    )
    assert await api("getMyCommands") == [HELP]
    assert await api("getMyCommands", scope=private) == []
    assert await api("getMyCommands", scope=private, language_code="ru") == [{"command": "menu", "description": "Меню"}]
    profile = playground.world.profile
    assert [command["command"] for command in profile.commands_for(1001, "ru")] == ["menu"]
    assert [command["command"] for command in profile.commands_for(1002, "en")] == ["help"]
    assert await api("deleteMyCommands", scope=private, language_code="ru") is True
    assert await api("getMyCommands", scope=private, language_code="ru") == []


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "Bad Request: expected an Array of BotCommand"),
        ({"commands": [HELP] * 101}, "Bad Request: BOT_COMMANDS_TOO_MUCH"),
        ({"commands": ["help"]}, "Bad Request: can't parse BotCommand: expected an Object"),
        ({"commands": [{"command": "help"}]}, "Bad Request: can't parse BotCommand: Can't find field \"description\""),
        ({"commands": [HELP | {"command": "/"}]}, "Bad Request: command must be non-empty"),
        ({"commands": [HELP | {"command": "a" * 33}]}, "Bad Request: command length must not exceed 32"),
        ({"commands": [HELP | {"command": "Помощь"}]}, "Bad Request: BOT_COMMAND_INVALID"),
        ({"commands": [HELP | {"description": " "}]}, "Bad Request: command description must be non-empty"),
        (
            {"commands": [HELP | {"description": "a" * 257}]},
            "Bad Request: command description length must not exceed 256",
        ),
        (
            {"commands": [HELP], "scope": {"type": "everyone"}},
            "Bad Request: can't parse BotCommandScope: Unsupported type specified",
        ),
        (
            {"commands": [HELP], "scope": {"type": "chat"}},
            "Bad Request: can't parse BotCommandScope: Can't find field \"chat_id\"",
        ),
        ({"commands": [HELP], "scope": {"type": "chat", "chat_id": 7}}, "Bad Request: chat not found"),
        ({"commands": [HELP], "language_code": "EN"}, "Bad Request: invalid language code specified"),
    ],
)
async def test_wrong_commands_are_refused(refusal: Call, params: dict[str, object], description: str) -> None:
    assert await refusal("setMyCommands", **params) == description

import logging

import pytest
from aiogram.types import BotCommandScopeAllPrivateChats

from bot.app import App
from bot.content import Content
from bot.playground.server import Playground
from bot.run import speaker
from tests.conftest import Chat, Start


async def ready(playground: Playground, person: int = 1002) -> None:
    await Chat(playground, person).start()


async def test_names_descriptions_and_commands_are_registered_per_language(
    desk: App, playground: Playground, content: Content
) -> None:
    await ready(playground)
    async with speaker(desk.settings) as bot:
        for code in ("", "en", "ru"):
            expected = content.site.profile[code or "en"]
            assert (await bot.get_my_name(language_code=code)).name == expected.name
            assert (await bot.get_my_description(language_code=code)).description == expected.description
            short = await bot.get_my_short_description(language_code=code)
            assert short.short_description == expected.short_description
            commands = await bot.get_my_commands(BotCommandScopeAllPrivateChats(), language_code=code)
            shown = [name for name, command in content.site.commands.items() if command.titles]
            assert [each.command for each in commands] == shown


async def test_a_second_start_writes_nothing(start: Start, playground: Playground) -> None:
    await start()
    await ready(playground)
    await start.stop()
    before = len(playground.calls)
    await start()
    await ready(playground)
    written = [call.method for call in playground.calls[before:] if call.method.lower().startswith("setmy")]
    assert written == []


async def test_a_refused_presentation_is_a_warning_and_the_desk_works(
    start: Start, playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    playground.fail_next("setMyName", 400, "Bad Request: something new")
    with caplog.at_level(logging.WARNING):
        await start()
        await ready(playground)
    assert any("presentation" in record.message for record in caplog.records)

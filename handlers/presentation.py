"""How the bot presents itself in Telegram, per language: name, descriptions, commands; only changes are written."""

import logging
from collections.abc import AsyncIterator, Awaitable

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from bot.content import Content

log = logging.getLogger(__name__)


async def present(bot: Bot, content: Content) -> None:
    """Write what differs from what Telegram has; a failure is a warning, since the desk works without."""
    # The first language also stands for every Telegram language that is none of ours.
    for code in ("", *content.languages):
        try:
            async for change in _changes(bot, content, code):
                await change
        except TelegramAPIError as error:
            log.warning("the presentation in “%s” could not be written: %s", code or "default", error)


async def _changes(bot: Bot, content: Content, code: str) -> AsyncIterator[Awaitable[bool]]:
    wanted = content.site.profile[code or content.languages[0]]
    if (await bot.get_my_name(language_code=code)).name != wanted.name:
        yield bot.set_my_name(name=wanted.name, language_code=code)
    if (await bot.get_my_description(language_code=code)).description != wanted.description:
        yield bot.set_my_description(description=wanted.description, language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != wanted.short_description:
        yield bot.set_my_short_description(short_description=wanted.short_description, language_code=code)
    scope = BotCommandScopeAllPrivateChats()
    commands = {
        name: command.titles[code or content.languages[0]]
        for name, command in content.site.commands.items()
        if command.titles
    }
    # Compared as plain pairs, in order: aiogram's objects also differ by the bot that they came through.
    there = await bot.get_my_commands(scope=scope, language_code=code)
    if [(each.command, each.description) for each in there] != list(commands.items()):
        wanted_commands = [BotCommand(command=name, description=title) for name, title in commands.items()]
        yield bot.set_my_commands(wanted_commands, scope=scope, language_code=code)

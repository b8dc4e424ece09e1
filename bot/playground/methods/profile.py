"""Who the bot is: getMe, its names and descriptions, its commands."""

import re
from typing import NoReturn

from bot.playground.errors import refuse
from bot.playground.events import REFETCH
from bot.playground.messages import Json
from bot.playground.parameters import Parameters
from bot.playground.profile import Scope, in_language
from bot.playground.world import World

MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
MAX_COMMANDS = 100
MAX_COMMAND = 32
MAX_COMMAND_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPE_FIELDS: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def get_me(world: World, _parameters: Parameters) -> Json:
    """Return the bot as a User with its abilities."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return world.bot | abilities


def set_my_name(world: World, parameters: Parameters) -> bool:
    """Set the name for a language."""
    return _set_text(world, parameters, "name", MAX_NAME)


def get_my_name(world: World, parameters: Parameters) -> Json:
    """Return the name for a language."""
    return {"name": in_language(world.profile.names, _language(parameters))}


def set_my_description(world: World, parameters: Parameters) -> bool:
    """Set the text of the empty chat for a language."""
    return _set_text(world, parameters, "description", MAX_DESCRIPTION)


def get_my_description(world: World, parameters: Parameters) -> Json:
    """Return the text of the empty chat for a language."""
    return {"description": in_language(world.profile.descriptions, _language(parameters))}


def set_my_short_description(world: World, parameters: Parameters) -> bool:
    """Set the text of the bot's page for a language."""
    return _set_text(world, parameters, "short_description", MAX_SHORT_DESCRIPTION)


def get_my_short_description(world: World, parameters: Parameters) -> Json:
    """Return the text of the bot's page for a language."""
    return {"short_description": in_language(world.profile.short_descriptions, _language(parameters))}


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Set the commands of a scope and a language."""
    commands = parameters.decoded("commands", "commands JSON object")
    if not isinstance(commands, list):
        refuse("Expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        refuse("BOT_COMMANDS_TOO_MUCH")
    key = (_scope(world, parameters), _language(parameters))
    world.profile.commands[key] = [_command(command) for command in commands]
    _announce(world)
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    return world.profile.commands.get((_scope(world, parameters), _language(parameters)), [])


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Forget the commands of a scope and a language."""
    world.profile.commands.pop((_scope(world, parameters), _language(parameters)), None)
    _announce(world)
    return True


def _set_text(world: World, parameters: Parameters, name: str, longest: int) -> bool:
    """Store a text of the profile; an empty one gives the language back to the text for everybody."""
    text = parameters.text(name).strip()
    if len(text) > longest:
        refuse(f"bot {name.replace('_', ' ')} must not exceed {longest} characters")
    texts: dict[str, str] = getattr(world.profile, f"{name}s")
    texts[_language(parameters)] = text
    _announce(world)
    return True


def _announce(world: World) -> None:
    for person in world.people:
        world.events.publish(person, REFETCH)


def _language(parameters: Parameters) -> str:
    language = parameters.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        refuse("Invalid language code specified")
    return language


def _scope(world: World, parameters: Parameters) -> Scope:
    """Return the scope as a key: its type and the ids it names."""
    scope = parameters.decoded("scope", "BotCommandScope JSON object")
    if scope is None:
        return ("default",)
    if not isinstance(scope, dict):
        refuse("Object expected as scope")
    kind = str(scope.get("type", ""))
    if kind not in _SCOPE_FIELDS:
        refuse("Can't parse BotCommandScope: Unsupported type specified")
    for name in _SCOPE_FIELDS[kind]:
        if name not in scope:
            refuse(f"Can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in _SCOPE_FIELDS[kind] and str(scope["chat_id"]) not in map(str, world.chats):
        refuse("chat not found")
    return (kind, *(str(scope[name]) for name in _SCOPE_FIELDS[kind]))


def _command(command: object) -> Json:
    if not isinstance(command, dict):
        _unparsable("expected an Object")
    for field in ("command", "description"):
        if not isinstance(command.get(field), str):
            _unparsable(f'Can\'t find field "{field}"')
    name = command["command"].strip().removeprefix("/")
    description = command["description"].strip()
    if not name:
        refuse("Command must be non-empty")
    if len(name) > MAX_COMMAND:
        refuse(f"Command length must not exceed {MAX_COMMAND}")
    if not description:
        refuse("Command description must be non-empty")
    if len(description) > MAX_COMMAND_DESCRIPTION:
        refuse(f"Command description length must not exceed {MAX_COMMAND_DESCRIPTION}")
    if not _COMMAND.fullmatch(name):
        refuse("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _unparsable(reason: str) -> NoReturn:
    refuse(f"Can't parse BotCommand: {reason}")

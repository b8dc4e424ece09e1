"""What a call is aimed at: its chat, its message, and whether the bot may."""

from bot.playground.errors import ApiError, refuse
from bot.playground.messages import Chat, Message
from bot.playground.parameters import Parameters
from bot.playground.world import World


def target_chat(world: World, parameters: Parameters) -> Chat:
    """Return the chat of `chat_id`, or raise a 400."""
    if not parameters.text("chat_id"):
        refuse("chat_id is empty")
    chat = world.chats.get(parameters.integer("chat_id"))
    if chat is None:
        refuse("chat not found")
    return chat


def writable_chat(world: World, parameters: Parameters) -> Chat:
    """Return the chat if the bot may write there; a 403 when its person blocked the bot or never wrote to it."""
    chat = target_chat(world, parameters)
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if not chat.started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def target_message(world: World, parameters: Parameters, what: str) -> Message:
    """Return the message of `chat_id` and `message_id`; `what` is Telegram's name for it, such as "message to edit"."""
    message = target_chat(world, parameters).messages.get(parameters.integer("message_id"))
    if message is None:
        refuse(f"{what} not found")
    return message

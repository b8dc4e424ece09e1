"""Changing and deleting messages."""

from bot.playground.errors import refuse
from bot.playground.markups import inline_markup
from bot.playground.messages import Json, Message
from bot.playground.methods.targets import target_message
from bot.playground.parameters import Parameters
from bot.playground.texts import message_text
from bot.playground.world import World

DELETABLE_SECONDS = 48 * 3600
_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, parameters: Parameters) -> Json:
    """Give a text message new words; without a reply_markup it loses its keyboard."""
    content = message_text(parameters)
    markup = inline_markup(parameters)
    message = _editable(world, parameters)
    if message.attachment is not None:
        refuse("there is no text in the message to edit")
    if content.with_detected() == message.content and markup == message.markup:
        refuse(_UNCHANGED)
    world.edit_message(message, content, markup)
    return message.api(world.bot)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Json:
    """Give a message another keyboard, or none."""
    markup = inline_markup(parameters)
    message = _editable(world, parameters)
    if markup == message.markup:
        refuse(_UNCHANGED)
    world.edit_message(message, message.content, markup)
    return message.api(world.bot)


def delete_message(world: World, parameters: Parameters) -> bool:
    """Delete a message of a private chat, or the bot's own, within 48 hours."""
    if not parameters.text("chat_id"):
        refuse("Chat identifier is not specified")
    if not parameters.integer("message_id"):
        refuse("Message identifier is not specified")
    message = target_message(world, parameters, "message to delete")
    foreign = message.sender is not None and message.chat.type != "private"
    if foreign or world.clock() - message.date > DELETABLE_SECONDS:
        refuse("message can't be deleted for everyone")
    world.delete_message(message)
    return True


def _editable(world: World, parameters: Parameters) -> Message:
    if not parameters.text("chat_id") and not parameters.integer("message_id"):
        # Without a chat and a message Telegram looks for an inline message.
        refuse("inline message identifier is not specified")
    message = target_message(world, parameters, "message to edit")
    brought_reply_keyboard = message.markup is not None and "inline_keyboard" not in message.markup
    if message.sender is not None or brought_reply_keyboard:
        refuse("message can't be edited")
    return message

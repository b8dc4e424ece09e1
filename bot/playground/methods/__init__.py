"""The Bot API methods: each takes the world and the parameters of a call, and returns its result."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.methods import callbacks, editing, files, polling, profile, sending
from bot.playground.parameters import Parameters
from bot.playground.world import World

Method = Callable[[World, Parameters], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "getUpdates": polling.get_updates,
    "setWebhook": polling.set_webhook,
    "deleteWebhook": polling.delete_webhook,
    "getWebhookInfo": polling.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": callbacks.answer_callback_query,
    "getFile": files.get_file,
}

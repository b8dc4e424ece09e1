"""Messages, documents and "typing…"."""

from bot.playground.entities import FormattedText
from bot.playground.errors import refuse
from bot.playground.markups import reply_markup
from bot.playground.messages import Attachment, File, Json
from bot.playground.methods.targets import writable_chat
from bot.playground.parameters import Parameters
from bot.playground.texts import caption, message_text
from bot.playground.world import World, document

_ACTIONS = {
    "cancel",
    "typing",
    "record_video",
    "upload_video",
    "record_audio",
    "record_voice",
    "upload_audio",
    "upload_voice",
    "upload_photo",
    "upload_document",
    "choose_sticker",
    "pick_up_location",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(world: World, parameters: Parameters) -> Json:
    """Send a text."""
    parameters.decoded("link_preview_options", "link preview options JSON object")
    return _send(world, parameters, message_text(parameters))


def send_document(world: World, parameters: Parameters) -> Json:
    """Send a file: uploaded, or known by its file_id."""
    content = caption(parameters)
    return _send(world, parameters, content, document(_document_file(world, parameters)))


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Show that the bot is typing or uploading."""
    action = parameters.text("action").lower()
    if action not in _ACTIONS:
        refuse("Wrong parameter action in request")
    chat = writable_chat(world, parameters)
    if action != "cancel":
        world.tell(chat, {"type": "typing", "action": action})
    return True


def _send(world: World, parameters: Parameters, content: FormattedText, attachment: Attachment | None = None) -> Json:
    markup = reply_markup(parameters)
    answered_id, required = _replied_message(parameters)
    chat = writable_chat(world, parameters)
    answered = chat.messages.get(answered_id)
    if answered is None and answered_id and required:
        refuse("message to be replied not found")
    thread = parameters.integer("message_thread_id") or None
    message = world.add_message(
        chat,
        None,
        content,
        attachment=attachment,
        reply_to=answered,
        thread=thread,
        markup=markup,
    )
    if markup is not None and ("keyboard" in markup or "remove_keyboard" in markup):
        world.set_reply_keyboard(chat, markup if "keyboard" in markup else None)
    return message.api(world.bot)


def _replied_message(parameters: Parameters) -> tuple[int, bool]:
    """Return the id of the message to answer, 0 for none, and whether it must exist."""
    reply = parameters.decoded("reply_parameters", "reply parameters JSON object")
    if reply is None:
        return parameters.integer("reply_to_message_id"), not parameters.flag("allow_sending_without_reply")
    if not isinstance(reply, dict):
        refuse("Object expected as reply parameters")
    if not isinstance(reply.get("message_id"), int):
        refuse("Can't parse reply parameters: Can't find field \"message_id\"")
    return reply["message_id"], not reply.get("allow_sending_without_reply", False)


def _document_file(world: World, parameters: Parameters) -> File:
    given = parameters.text("document")
    upload = parameters.files.get(given.removeprefix("attach://") if given else "document")
    if upload is not None:
        if not upload.content:
            refuse("file must be non-empty")
        return world.store_file("document", upload.name or "document", upload.content, upload.mime)
    if not given or given.startswith("attach://"):
        refuse("There is no document in the request")
    if given.startswith(("http://", "https://")):
        refuse("failed to get HTTP URL content")
    if given not in world.files:
        refuse("wrong remote file identifier specified: Wrong string length")
    return world.files[given]

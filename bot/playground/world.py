"""Everything the server knows: people, chats, messages, files, open button presses, and what waits for the bot."""

import mimetypes
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.playground.entities import FormattedText
from bot.playground.events import REFETCH, EventStreams
from bot.playground.messages import Attachment, Chat, File, Json, Message, Person
from bot.playground.profile import Profile
from bot.playground.updates import UpdateQueue
from bot.playground.views import view
from bot.playground.webhook import Webhook

BOT_NAME = "GCM Desk"
BOT_USERNAME = "gcm_desk_playground_bot"
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "sticker": "stickers"}


@dataclass
class CallbackQuery:
    """A press that waits for an answer; `asked` is Unix seconds."""

    id: str
    person: Person
    asked: float
    answered: bool = False


def _first_id() -> int:
    """Ids that rise from run to run, so that a bot that remembers the last run never meets one twice."""
    return int((datetime.now(UTC) - datetime(2026, 1, 1, tzinfo=UTC)).total_seconds()) * 10 + 1


class World:
    """The state of one playground, in memory; `clock` gives Unix seconds."""

    def __init__(self, bot_id: int, people: Iterable[Person], clock: Callable[[], float] = time.time) -> None:
        self.bot_id = bot_id
        self.clock = clock
        self.people = {person.id: person for person in people}
        self.chats = {person.id: Chat(person.id, "private", {person.id: person}) for person in self.people.values()}
        self.files: dict[str, File] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.profile = Profile({"": BOT_NAME})
        first_id = _first_id()
        self.updates = UpdateQueue(first_id)
        self.events = EventStreams(first_id)
        self.webhook: Webhook | None = None
        self._private_ids = count(first_id)

    @property
    def bot(self) -> Json:
        """The bot as a User object."""
        return {"id": self.bot_id, "is_bot": True, "first_name": self.profile.name(""), "username": BOT_USERNAME}

    def now(self) -> int:
        """Return the time in whole Unix seconds."""
        return int(self.clock())

    def create_group(self, title: str, members: Iterable[int], *, forum: bool = False) -> Chat:
        """Add a supergroup with the bot and these people in it."""
        chat_id = -1_000_000_000_000 - len(self.chats)
        people = {member: self.people[member] for member in members}
        chat = self.chats[chat_id] = Chat(chat_id, "supergroup", people, title, forum, started=True)
        return chat

    def add_message(self, chat: Chat, sender: Person | None, content: FormattedText, **details: Any) -> Message:  # noqa: ANN401 # the other fields of Message, checked there
        """Put a new message into a chat and show it to its members; `sender` None is the bot."""
        private = chat.type == "private"
        message_id = next(self._private_ids) if private else max(chat.messages, default=0) + 1
        message = Message(message_id, chat, sender, self.now(), content.with_detected(), **details)
        chat.messages[message_id] = message
        self.tell(chat, {"type": "message", "message": view(message)})
        return message

    def edit_message(self, message: Message, content: FormattedText, markup: Json | None) -> None:
        """Change a message in place."""
        message.content = content.with_detected()
        message.markup = markup
        message.edited = self.now()
        self.tell(message.chat, {"type": "edit", "message": view(message)})

    def delete_message(self, message: Message) -> None:
        """Take a message out of its chat for everybody."""
        del message.chat.messages[message.id]
        self.tell(message.chat, {"type": "delete", "message_id": message.id})

    def set_reply_keyboard(self, chat: Chat, keyboard: Json | None) -> None:
        """Put a keyboard under a chat's text field, or take it away."""
        chat.reply_keyboard = keyboard
        self.tell(chat, REFETCH)

    def tell(self, chat: Chat, event: Json) -> None:
        """Send an event to the pages of a chat's members; the page shows private chats only."""
        if chat.type == "private":
            self.events.publish(chat.id, event)

    def store_file(self, kind: str, name: str, content: bytes, mime: str | None = None) -> File:
        """Keep a file; its id is as opaque as Telegram's."""
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        number = len(self.files)
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        path = f"{_FOLDERS[kind]}/file_{number}.{suffix}"
        file = File(f"{kind}-{secrets.token_urlsafe(24)}", secrets.token_urlsafe(8), name, mime, content, path)
        self.files[file.id] = file
        return file

    def ask(self, person: Person) -> CallbackQuery:
        """Note a press of a button."""
        query = CallbackQuery(str(secrets.randbelow(10**18)), person, self.clock())
        self.queries[query.id] = query
        return query


def document(file: File) -> Attachment:
    """Return a document as a message carries it."""
    fields = {"file_name": file.name, "mime_type": file.mime, **sized(file)}
    return Attachment("document", {"document": fields}, file)


def sized(file: File) -> Json:
    """Return what every Bot API object of a file has."""
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size}

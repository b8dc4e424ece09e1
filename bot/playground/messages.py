"""What is in a chat: people, files, messages, and how the Bot API describes them."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.entities import FormattedText

Json = dict[str, Any]
FileKind = Literal["photo", "document", "voice", "video", "sticker"]


@dataclass(frozen=True)
class Person:
    """A Telegram user."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    last_name: str = ""

    def user(self) -> Json:
        """Return a User object."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return user | {name: value for name, value in optional.items() if value}


@dataclass(frozen=True)
class File:
    """A file at the server; `path` is what getFile answers."""

    id: str
    unique_id: str
    name: str
    mime: str
    content: bytes = field(repr=False)
    path: str

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


@dataclass(frozen=True)
class Attachment:
    """What a message carries besides text: its Bot API fields, such as {"document": {…}}, and its file, if any."""

    kind: str
    fields: Json
    file: File | None = None


@dataclass
class Chat:
    """A conversation; a private chat has its person's id, a group a negative one."""

    id: int
    type: Literal["private", "group", "supergroup"]
    members: dict[int, Person]
    title: str = ""
    is_forum: bool = False
    started: bool = False
    blocked: bool = False
    messages: "dict[int, Message]" = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    reply_keyboard: Json | None = None

    def api(self) -> Json:
        """Return a Chat object."""
        if self.type == "private":
            user = self.members[self.id].user()
            names = ("first_name", "last_name", "username")
            return {"id": self.id, "type": self.type} | {name: user[name] for name in names if name in user}
        chat: Json = {"id": self.id, "type": self.type, "title": self.title}
        return chat | {"is_forum": True} if self.is_forum else chat


@dataclass
class Message:
    """A message in a chat; `sender` is None for the bot, dates are Unix seconds."""

    id: int
    chat: Chat
    sender: Person | None
    date: int
    content: FormattedText = field(default_factory=FormattedText)
    attachment: Attachment | None = None
    reply_to: "Message | None" = None
    forwarded: bool = False
    album: str | None = None
    thread: int | None = None
    markup: Json | None = None
    edited: int | None = None

    def api(self, bot: Json, *, nested: bool = True) -> Json:
        """Return a Message object; the message it answers is inside, but not the one that answers."""
        sender = self.sender.user() if self.sender else bot
        message: Json = {"message_id": self.id, "from": sender, "chat": self.chat.api(), "date": self.date}
        if self.edited is not None:
            message["edit_date"] = self.edited
        if self.thread is not None:
            message |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.forwarded:
            message["forward_origin"] = {"type": "user", "sender_user": sender, "date": self.date}
        if self.reply_to is not None and nested:
            message["reply_to_message"] = self.reply_to.api(bot, nested=False)
        if self.album is not None:
            message["media_group_id"] = self.album
        message |= self._content()
        if self.markup is not None and "inline_keyboard" in self.markup:
            message["reply_markup"] = self.markup
        return message

    def _content(self) -> Json:
        entities = [entity.api() for entity in self.content.entities]
        if self.attachment is None:
            return {"text": self.content.text} | ({"entities": entities} if entities else {})
        caption: Json = {"caption": self.content.text} if self.content.text else {}
        return {**self.attachment.fields, **caption, **({"caption_entities": entities} if entities else {})}

"""What people do in their Telegram app: write, press, attach, edit, block."""

import secrets
from collections.abc import Sequence

from bot.playground.attachments import LocalFile, attachment
from bot.playground.entities import FormattedText, utf16_length
from bot.playground.errors import PlayError
from bot.playground.messages import Chat, Json, Message, Person
from bot.playground.texts import MAX_CAPTION, MAX_TEXT
from bot.playground.views import shown
from bot.playground.world import World

MAX_START = 64
MAX_ALBUM = 10
_STARTABLE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


class People:
    """Acts for the people of a world; whatever an app would not allow raises PlayError."""

    def __init__(self, world: World) -> None:
        self._world = world

    def write(self, person: int, text: str, reply_to: int | None = None, *, forward: bool = False) -> Message:
        """Send a text, in parts of 4096 like the apps do, and return the last part."""
        chat = self._open_chat(person)
        parts = _parts(text)
        if not parts:
            message = "An empty message cannot be sent."
            raise PlayError(message)
        return [self._post(chat, person, part, reply_to, forward=forward) for part in parts][-1]

    def start(self, person: int, parameter: str = "") -> Message:
        """Press Start, or open a deep link; a blocked bot is unblocked by that."""
        if len(parameter) > MAX_START or not _STARTABLE.issuperset(parameter):
            message = "A start parameter has up to 64 characters of A-Z, a-z, 0-9, _ and -."
            raise PlayError(message)
        self.block(person, blocked=False)
        return self.write(person, f"/start {parameter}".strip())

    def edit(self, person: int, message_id: int, text: str) -> Message:
        """Change a text or caption of one's own."""
        message = self._message(person, message_id)
        content = FormattedText(text).stripped()
        longest = MAX_CAPTION if message.attachment else MAX_TEXT
        if message.sender is None or message.sender.id != person:
            refusal = "Only one's own messages can be edited."
            raise PlayError(refusal)
        if len(content) > longest or not (content.text or message.attachment):
            refusal = f"A message has 1 to {longest} characters."
            raise PlayError(refusal)
        self._world.edit_message(message, content, None)
        self._world.updates.put("edited_message", message.api(self._world.bot))
        return message

    def press(self, person: int, message_id: int, row: int, column: int) -> str:
        """Press a callback button and return the id of the query."""
        message = self._message(person, message_id)
        rows: list[list[Json]] = (message.markup or {}).get("inline_keyboard", [])
        if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
            refusal = f"There is no button {row}, {column} under this message; there are {shown(message).buttons}."
            raise PlayError(refusal)
        button = rows[row][column]
        if "callback_data" not in button:
            refusal = f"The button {button['text']!r} does not ask the bot."
            raise PlayError(refusal)
        who = self.person(person)
        query = self._world.ask(who)
        content = {
            "id": query.id,
            "from": who.user(),
            "message": message.api(self._world.bot),
            "chat_instance": str(message.chat.id * 7919),
            "data": button["callback_data"],
        }
        self._world.updates.put("callback_query", content)
        return query.id

    def press_text(self, person: int, message_id: int, text: str) -> str:
        """Press the button with this text."""
        message = self._message(person, message_id)
        for row, buttons in enumerate(shown(message).keyboard):
            for column, button in enumerate(buttons):
                if button.text == text:
                    return self.press(person, message_id, row, column)
        refusal = f"There is no button {text!r} under this message; there are {shown(message).buttons}."
        raise PlayError(refusal)

    def upload(self, person: int, kind: str, files: Sequence[LocalFile] = (), caption: str = "") -> list[Message]:
        """Send files, one's contact or one's place; several photos, videos or documents are albums of up to ten."""
        chat = self._open_chat(person)
        content = FormattedText(caption).stripped()
        if len(content) > MAX_CAPTION:
            refusal = f"A caption has up to {MAX_CAPTION} characters."
            raise PlayError(refusal)
        if len(files) > MAX_ALBUM:
            refusal = f"An album has up to {MAX_ALBUM} files."
            raise PlayError(refusal)
        attached = [attachment(self._world, self.person(person), kind, file) for file in files or (None,)]
        grouped = len(attached) > 1 and kind in {"photo", "video", "document"}
        album = str(secrets.randbelow(10**17)) if grouped else None
        sent = []
        for number, item in enumerate(attached):
            words = content if number == 0 else FormattedText()
            message = self._world.add_message(chat, self.person(person), words, attachment=item, album=album)
            self._world.updates.put("message", message.api(self._world.bot))
            sent.append(message)
        return sent

    def block(self, person: int, *, blocked: bool = True) -> None:
        """Block or unblock the bot; it hears of it as my_chat_member."""
        who, chat = self.person(person), self._world.chats[person]
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        member = {"user": self._world.bot, "status": "member"}
        kicked = {"user": self._world.bot, "status": "kicked", "until_date": 0}
        content = {"chat": chat.api(), "from": who.user(), "date": self._world.now()}
        old, new = (member, kicked) if blocked else (kicked, member)
        self._world.updates.put("my_chat_member", content | {"old_chat_member": old, "new_chat_member": new})

    def clear(self, person: int) -> None:
        """Empty the person's view of the chat; the bot does not hear of it."""
        chat = self._world.chats[self.person(person).id]
        chat.hidden.update(chat.messages)
        chat.reply_keyboard = None

    def post_in_group(self, chat_id: int, person: int, text: str, thread: int | None = None) -> Message:
        """Write into a group."""
        return self._post(self._world.chats[chat_id], person, FormattedText(text).stripped(), thread=thread)

    def person(self, person: int) -> Person:
        """Return a person by id."""
        if person not in self._world.people:
            refusal = f"There is no person {person}."
            raise PlayError(refusal)
        return self._world.people[person]

    def _open_chat(self, person: int) -> Chat:
        chat = self._world.chats[self.person(person).id]
        if chat.blocked:
            refusal = "The bot is blocked: unblock it first."
            raise PlayError(refusal)
        chat.started = True
        return chat

    def _message(self, person: int, message_id: int) -> Message:
        chat = self._world.chats[self.person(person).id]
        if message_id not in chat.messages:
            refusal = f"There is no message {message_id} in this chat."
            raise PlayError(refusal)
        return chat.messages[message_id]

    def _post(
        self,
        chat: Chat,
        person: int,
        content: FormattedText,
        reply_to: int | None = None,
        *,
        forward: bool = False,
        thread: int | None = None,
    ) -> Message:
        answered = chat.messages.get(reply_to) if reply_to is not None else None
        details = {"reply_to": answered, "forwarded": forward, "thread": thread}
        message = self._world.add_message(chat, self.person(person), content, **details)
        self._world.updates.put("message", message.api(self._world.bot))
        return message


def _parts(text: str) -> list[FormattedText]:
    """Split a text into parts of up to 4096 UTF-16 units, none of them blank."""
    parts, part = [], ""
    room = MAX_TEXT
    for character in text:
        size = utf16_length(character)
        if size > room:
            parts.append(part)
            part, room = "", MAX_TEXT
        part += character
        room -= size
    stripped = [FormattedText(whole).stripped() for whole in (*parts, part)]
    return [content for content in stripped if content.text]

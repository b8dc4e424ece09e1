"""A message as the page gets it (JSON) and as a test reads it (a frozen dataclass)."""

from dataclasses import dataclass

from bot.playground.messages import Json, Message
from bot.playground.safe_html import safe_html

_QUOTED_CHARACTERS = 80


@dataclass(frozen=True)
class Button:
    """A button under a message; `kind` is "callback", "url" or "other"."""

    text: str
    kind: str
    url: str | None = None
    data: str | None = None


@dataclass(frozen=True)
class ShownMessage:
    """A message as a person sees it; `html` and `text` are the caption's when it carries a file."""

    message_id: int
    from_bot: bool
    date: int
    html: str
    text: str
    keyboard: tuple[tuple[Button, ...], ...]
    edited: int | None
    reply_to: int | None
    file_name: str | None

    @property
    def buttons(self) -> list[str]:
        """The texts of all its buttons, row by row."""
        return [button.text for row in self.keyboard for button in row]


def shown(message: Message) -> ShownMessage:
    """Return a message for a test."""
    file = message.attachment and message.attachment.file
    return ShownMessage(
        message_id=message.id,
        from_bot=message.sender is None,
        date=message.date,
        html=safe_html(message.content),
        text=message.content.text,
        keyboard=tuple(tuple(_button(button) for button in row) for row in _rows(message)),
        edited=message.edited,
        reply_to=message.reply_to.id if message.reply_to else None,
        file_name=file.name if file else None,
    )


def view(message: Message) -> Json:
    """Return a message for the page."""
    rows = [[_page_button(_button(button)) for button in row] for row in _rows(message)]
    words = "caption_html" if message.attachment else "html"
    return {
        "message_id": message.id,
        "from": message.sender.id if message.sender else "bot",
        "date": message.date,
        "edited": message.edited,
        "html": "",
        "caption_html": None,
        words: safe_html(message.content),
        "plain": message.content.text,
        "reply_to": _quotation(message.reply_to) if message.reply_to else None,
        "forwarded": message.forwarded,
        "file": _file(message),
        "album": message.album,
        "inline_keyboard": rows or None,
    }


def _rows(message: Message) -> list[list[Json]]:
    rows: list[list[Json]] = (message.markup or {}).get("inline_keyboard", [])
    return rows


def _button(button: Json) -> Button:
    url, data = button.get("url"), button.get("callback_data")
    kind = "url" if url else "callback" if data else "other"
    return Button(button["text"], kind, url, data)


def _page_button(button: Button) -> Json:
    return {"text": button.text, "kind": button.kind, "url": button.url}


def _quotation(message: Message) -> Json:
    plain = message.content.text or (message.attachment.kind if message.attachment else "")
    return {"message_id": message.id, "plain": plain[:_QUOTED_CHARACTERS]}


def _file(message: Message) -> Json | None:
    attachment = message.attachment
    if attachment is None:
        return None
    if attachment.file is None:
        return {
            "kind": attachment.kind,
            "name": _description(attachment.fields),
            "size": None,
            "mime": None,
            "url": None,
        }
    file = attachment.file
    url = f"/play/file/{file.id}"
    return {"kind": attachment.kind, "name": file.name, "size": file.size, "mime": file.mime, "url": url}


def _description(fields: Json) -> str:
    """Say in a line what has no file: a contact or a place."""
    if contact := fields.get("contact"):
        return f"{contact['first_name']}, {contact['phone_number']}"
    place = fields["location"]
    return f"{place['latitude']:.4f}, {place['longitude']:.4f}"

"""What a person can attach, described as Telegram describes it to the bot."""

from dataclasses import dataclass, field

from bot.playground.errors import PlayError
from bot.playground.messages import Attachment, File, Json, Person
from bot.playground.world import World, document, sized

_OFFICE_IN_GENEVA = {"latitude": 46.2210, "longitude": 6.1405}
_PHOTO_SIZES = ((90, 67), (320, 240), (800, 600), (1280, 960))
_VIDEO = {"width": 1280, "height": 720}
_STICKER = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "🙂"}
_BYTES_PER_SECOND = {"voice": 4_000, "video": 250_000}


@dataclass(frozen=True)
class LocalFile:
    """A file that a person picks."""

    name: str
    content: bytes = field(repr=False)
    mime: str | None = None


def attachment(world: World, person: Person, kind: str, file: LocalFile | None) -> Attachment:
    """Return what a message carries: a file of a kind, or the person's contact or location."""
    if kind == "contact":
        contact = {"phone_number": f"+4122{person.id:07}", "first_name": person.first_name, "user_id": person.id}
        return Attachment(kind, {"contact": contact})
    if kind == "location":
        return Attachment(kind, {"location": dict(_OFFICE_IN_GENEVA)})
    if file is None or not file.content:
        message = "Choose a file that is not empty."
        raise PlayError(message)
    if kind not in {"photo", "document", "voice", "video", "sticker"}:
        message = f"Nothing of the kind {kind!r} can be attached."
        raise PlayError(message)
    return _described(kind, world.store_file(kind, file.name, file.content, file.mime), world)


def _described(kind: str, file: File, world: World) -> Attachment:
    if kind == "document":
        return document(file)
    if kind == "photo":
        return Attachment(kind, {"photo": _photo_sizes(file, world)}, file)
    if kind == "sticker":
        return Attachment(kind, {"sticker": {**_STICKER, **sized(file)}}, file)
    seconds = max(1, file.size // _BYTES_PER_SECOND[kind])
    fields = {"duration": seconds, "mime_type": file.mime, **sized(file)}
    if kind == "video":
        fields |= _VIDEO | {"file_name": file.name}
    return Attachment(kind, {kind: fields}, file)


def _photo_sizes(file: File, world: World) -> list[Json]:
    """Return a photo in Telegram's sizes; the playground scales nothing, so each is the same picture."""
    smaller = [world.store_file("photo", file.name, file.content, file.mime) for _ in _PHOTO_SIZES[1:]]
    sizes = zip((*smaller, file), _PHOTO_SIZES, strict=True)
    return [{**sized(size), "width": width, "height": height} for size, (width, height) in sizes]

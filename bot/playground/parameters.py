"""The parameters of one Bot API call, however they were sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from multidict import MultiMapping

from bot.playground.errors import refuse
from bot.playground.messages import Json

_INTEGERS = {"chat_id", "message_id", "message_thread_id", "offset", "limit", "timeout", "reply_to_message_id"}
_WORDS = {"text", "caption", "name", "description", "short_description", "callback_query_id", "url"}
_TRUE = {"true", "yes", "1"}


@dataclass(frozen=True)
class Upload:
    """A file in a multipart body."""

    name: str
    mime: str | None
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Parameters:
    """Strings by name, as Telegram reads every parameter, and uploaded files by name."""

    values: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a parameter as it was sent, "" without it."""
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        """Return a truth value; whatever Telegram does not take for true is false."""
        return self.text(name).strip().lower() in _TRUE

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; like Telegram, read anything else as 0."""
        text = self.text(name).strip()
        if not text:
            return default
        try:
            return int(text)
        except ValueError:
            return 0

    def within(self, name: str, default: int, lowest: int, highest: int) -> int:
        """Return a whole number moved into bounds."""
        return min(max(self.integer(name, default), lowest), highest)

    def decoded(self, name: str, what: str) -> Any:  # noqa: ANN401 # any JSON value
        """Return a nested value, None without it; a 400 names `what` when it is not JSON."""
        text = self.text(name)
        if not text:
            return None
        try:
            value = json.loads(text)
        except ValueError:
            refuse(f"Can't parse {what}")
        if not _is_proper(json.dumps(value, ensure_ascii=False)):
            refuse(f"Can't parse {what}")
        return value

    def readable(self) -> Json:
        """Return the parameters with numbers, truth values and nested values as such: for people and tests."""
        files = {name: upload.name for name, upload in self.files.items()}
        return files | {name: _readable(name, value) for name, value in self.values.items()}


async def read_parameters(request: web.Request) -> Parameters:
    """Read a query string and a JSON, form or multipart body, the body winning."""
    values = {name: str(value) for name, value in request.query.items()}
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= _json_body(await request.read())
    elif request.can_read_body:
        files = _form_body(await request.post(), values)
    for value in values.values():
        if not _is_proper(value):
            refuse("strings must be encoded in UTF-8")
    return Parameters(values, files)


def _json_body(body: bytes) -> dict[str, str]:
    try:
        content = json.loads(body or b"{}")
    except ValueError:
        content = None
    if not isinstance(content, dict):
        refuse("Can't parse JSON object")
    return {name: _as_text(value) for name, value in content.items() if value is not None}


def _form_body(
    form: MultiMapping[str | bytes | bytearray | web.FileField],
    values: dict[str, str],
) -> dict[str, Upload]:
    files = {}
    for name, value in form.items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            values[name] = value.decode(errors="replace") if isinstance(value, bytes | bytearray) else value
    return files


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_proper(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _readable(name: str, value: str) -> object:
    if name in _WORDS:
        return value
    if name in _INTEGERS and value.removeprefix("-").isdecimal():
        return int(value)
    if value in {"true", "True", "false", "False"}:
        return value.lower() == "true"
    if value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value

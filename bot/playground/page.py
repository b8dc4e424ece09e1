"""What the chat page calls: /, /page/…, /play/…, as JSON and server-sent events."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.playground.attachments import LocalFile
from bot.playground.errors import PlayError
from bot.playground.messages import Json
from bot.playground.people import People
from bot.playground.views import view
from bot.playground.world import World

HEARTBEAT_SECONDS = 15.0
SHOWN_MESSAGES = 200
_FOLDER = Path(__file__).parent / "page"
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
}
_INLINE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Page:
    """The endpoints of the page."""

    def __init__(self, world: World, people: People) -> None:
        self._world = world
        self._people = people

    def routes(self) -> list[web.RouteDef]:
        """Return the routes, each answering a PlayError as a 400 with one sentence."""
        get = {
            "/": self._index,
            "/page/{file}": self._file_of_page,
            "/play/state": self._state,
            "/play/chat": self._chat,
            "/play/events": self._events,
            "/play/file/{id}": self._file,
        }
        post = {
            "/play/send": self._send,
            "/play/edit": self._edit,
            "/play/press": self._press,
            "/play/start": self._start,
            "/play/upload": self._upload,
            "/play/block": self._block,
            "/play/clear": self._clear,
        }
        return [
            *(web.get(path, _explained(handler)) for path, handler in get.items()),
            *(web.post(path, _explained(handler)) for path, handler in post.items()),
        ]

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_FOLDER / "index.html", headers=_HEADERS)

    async def _file_of_page(self, request: web.Request) -> web.StreamResponse:
        path = _FOLDER / Path(request.match_info["file"]).name
        if not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_HEADERS)

    async def _state(self, _request: web.Request) -> web.Response:
        bot = self._world.bot
        people = [
            {
                "id": person.id,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "username": person.username,
                "language_code": person.language_code,
                "blocked": self._world.chats[person.id].blocked,
            }
            for person in self._world.people.values()
        ]
        shown = self._world.profile.shown("")
        known = {"id": bot["id"], "username": bot["username"], "first_name": bot["first_name"]}
        texts = {"description": shown["description"], "short_description": shown["short_description"]}
        return web.json_response({"bot": known | texts, "people": people})

    async def _chat(self, request: web.Request) -> web.Response:
        person = self._people.person(_number(request.query, "person"))
        chat, profile = self._world.chats[person.id], self._world.profile
        messages = [view(message) for message in chat.messages.values() if message.id not in chat.hidden]
        return web.json_response(
            {
                "messages": messages[-SHOWN_MESSAGES:],
                "commands": profile.commands_for(person.id, person.language_code),
                "bot": profile.shown(person.language_code),
                "reply_keyboard": chat.reply_keyboard,
                "menu_button": None,
            }
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        person = self._people.person(_number(request.query, "person")).id
        after = request.headers.get("Last-Event-ID", "")
        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        # Listen first: what happens while the headers go out belongs to this page, too.
        with self._world.events.listening(person, int(after) if after.isdecimal() else None) as queue:
            await response.prepare(request)
            await response.write(b": welcome\n\n")
            while True:
                try:
                    item = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if item is None:
                    return response
                number, event = item
                await response.write(f"id: {number}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode())

    async def _send(self, request: web.Request) -> web.Response:
        body = await _body(request)
        reply_to = _number(body, "reply_to") if body.get("reply_to") is not None else None
        forward = body.get("forward") is True
        message = self._people.write(_number(body, "person"), _text(body, "text"), reply_to, forward=forward)
        return web.json_response({"message": view(message)})

    async def _edit(self, request: web.Request) -> web.Response:
        body = await _body(request)
        message = self._people.edit(_number(body, "person"), _number(body, "message_id"), _text(body, "text"))
        return web.json_response({"message": view(message)})

    async def _press(self, request: web.Request) -> web.Response:
        body = await _body(request)
        place = _number(body, "row"), _number(body, "column")
        query_id = self._people.press(_number(body, "person"), _number(body, "message_id"), *place)
        return web.json_response({"query_id": query_id})

    async def _start(self, request: web.Request) -> web.Response:
        body = await _body(request)
        parameter = _text(body, "parameter") if body.get("parameter") else ""
        return web.json_response({"message": view(self._people.start(_number(body, "person"), parameter))})

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        files = [
            LocalFile(value.filename, value.file.read(), value.content_type)
            for value in form.values()
            if isinstance(value, web.FileField)
        ]
        caption = str(form.get("caption", ""))
        messages = self._people.upload(_number(form, "person"), str(form.get("kind", "")), files, caption)
        return web.json_response({"messages": [view(message) for message in messages]})

    async def _block(self, request: web.Request) -> web.Response:
        body = await _body(request)
        self._people.block(_number(body, "person"), blocked=body.get("blocked") is not False)
        return web.json_response({})

    async def _clear(self, request: web.Request) -> web.Response:
        self._people.clear(_number(await _body(request), "person"))
        return web.json_response({})

    async def _file(self, request: web.Request) -> web.Response:
        file = self._world.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        # Only pictures, sound and film are shown: an HTML or SVG document would run in the page's origin.
        safe = file.mime.startswith(_INLINE_TYPES)
        headers = _HEADERS if safe else {**_HEADERS, "Content-Disposition": "attachment"}
        return web.Response(body=file.content, content_type=file.mime, headers=headers)


def _explained(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except PlayError as refusal:
            return web.json_response({"error": str(refusal)}, status=400)

    return answer


async def _body(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        message = "The body is a JSON object."
        raise PlayError(message)
    return body


def _number(values: Any, name: str) -> int:  # noqa: ANN401 # a JSON object, a form or a query
    try:
        return int(values[name])
    except (KeyError, TypeError, ValueError):
        message = f"“{name}” is a whole number."
        raise PlayError(message) from None


def _text(body: Json, name: str) -> str:
    if not isinstance(body.get(name), str):
        message = f"“{name}” is a text."
        raise PlayError(message)
    text: str = body[name]
    return text

"""The Bot API over HTTP: reads a call, applies the switched faults, answers as Telegram does, records it."""

import inspect
from dataclasses import dataclass

from aiohttp import web

from bot.playground.errors import ApiError
from bot.playground.faults import Faults
from bot.playground.messages import Json
from bot.playground.methods import METHODS, Method
from bot.playground.parameters import Parameters, read_parameters
from bot.playground.world import World

MAX_REQUEST_BYTES = 51 * 1024 * 1024
_BY_LOWER_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}


@dataclass(frozen=True)
class Call:
    """A call that the bot made; `params` has nested values decoded, `answer` is the whole JSON object."""

    method: str
    params: Json
    status: int
    answer: Json


class BotApi:
    """Answers /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, token: str, world: World, faults: Faults) -> None:
        self._token = token
        self._world = world
        self._faults = faults
        self.calls: list[Call] = []
        self.unknown: list[str] = []
        self.busy = 0
        self.finished = 0

    def routes(self) -> list[web.RouteDef]:
        """Return the two routes."""
        return [
            web.route("*", "/bot{token}/{method}", self._call),
            web.get("/file/bot{token}/{path:.+}", self._file),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name, method = request.match_info["method"], None
        if found := _BY_LOWER_NAME.get(name.lower()):
            name, method = found
        # A poll that waits is not work: the bot is idle then.
        work = 0 if name == "getUpdates" else 1
        self.busy += work
        try:
            params, status, answer = await self._answer(request, name, method)
        finally:
            self.busy -= work
            self.finished += work
        self.calls.append(Call(name, params, status, answer))
        if self._faults.loses_answer(name) and request.transport is not None:
            request.transport.close()
        return web.json_response(answer, status=status)

    async def _answer(self, request: web.Request, name: str, method: Method | None) -> tuple[Json, int, Json]:
        """Return the readable parameters, the status and the answer of a call."""
        params: Json = {}
        try:
            self._authorize(request)
            parameters = await _parameters(request)
            params = parameters.readable()
            await self._faults.before(name, params)
            result = self._known(name, method)(self._world, parameters)
            if inspect.isawaitable(result):
                result = await result
        except ApiError as refused:
            return params, refused.status, refused.answer()
        return params, 200, {"ok": True, "result": result}

    def _authorize(self, request: web.Request) -> None:
        if request.match_info["token"] != self._token:
            raise ApiError(401, "Unauthorized")

    def _known(self, name: str, method: Method | None) -> Method:
        if method is None:
            self.unknown.append(name)
            raise ApiError(404, "Not Found")
        return method

    async def _file(self, request: web.Request) -> web.Response:
        try:
            self._authorize(request)
        except ApiError as refused:
            return web.json_response(refused.answer(), status=refused.status)
        path = request.match_info["path"]
        for file in self._world.files.values():
            if file.path == path:
                return web.Response(body=file.content, content_type="application/octet-stream")
        return web.json_response(ApiError(404, "Not Found").answer(), status=404)


async def _parameters(request: web.Request) -> Parameters:
    try:
        return await read_parameters(request)
    except web.HTTPRequestEntityTooLarge as too_large:
        raise ApiError(413, "Request Entity Too Large") from too_large

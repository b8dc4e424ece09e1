"""The playground: the server, its people and its faults in one object for tests and for `make play`."""

import asyncio
from collections.abc import Sequence
from typing import Self

from aiohttp import web

from bot.playground.api import MAX_REQUEST_BYTES, BotApi, Call
from bot.playground.attachments import LocalFile
from bot.playground.faults import Faults
from bot.playground.messages import Person
from bot.playground.page import Handler, Page
from bot.playground.people import People
from bot.playground.views import ShownMessage, shown
from bot.playground.webhook import WebhookSender
from bot.playground.world import World

DEFAULT_PEOPLE = (
    Person(1001, "Амина", "amina", "ru"),
    Person(1002, "Daniel", "daniel", "en"),
    Person(1003, "Claire", "claire", "fr"),
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
QUIET_SECONDS = 0.05
_STEP_SECONDS = 0.005


class Playground(Faults):
    """A Bot API server and a chat page on loopback, with people who act and switches for faults.

    What people do returns message ids, and raises PlayError for what an app would not allow.
    """

    def __init__(self, token: str, people: Sequence[Person] = DEFAULT_PEOPLE) -> None:
        super().__init__()
        self.token = token
        self.world = World(int(token.partition(":")[0]), people)
        self.url = ""
        self._people = People(self.world)
        self._api = BotApi(token, self.world, self)
        self._runner: web.AppRunner | None = None
        self._webhooks: WebhookSender | None = None
        self._read: dict[int, int] = {}

    @property
    def calls(self) -> list[Call]:
        """Every call the bot made, oldest first."""
        return self._api.calls

    @property
    def unknown(self) -> list[str]:
        """The methods it was asked for and does not have."""
        return self._api.unknown

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on a loopback address; port 0 is any free one. ValueError for another host."""
        if host not in _LOOPBACK:
            message = f"The playground listens on this machine only, not on {host!r}."
            raise ValueError(message)
        app = web.Application(client_max_size=MAX_REQUEST_BYTES, middlewares=[_only_this_machine])
        app.add_routes([*self._api.routes(), *Page(self.world, self._people).routes()])
        app.on_shutdown.append(self._release)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self._webhooks = WebhookSender(self.world)
        bound = self._runner.addresses[0][1]
        self.url = f"http://[{host}]:{bound}" if ":" in host else f"http://{host}:{bound}"

    async def stop(self) -> None:
        """Close the server and every connection."""
        if self._webhooks is not None:
            await self._webhooks.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self._webhooks = self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def person(self, person: int) -> Person:
        """Return a person by id."""
        return self._people.person(person)

    async def send(self, person: int, text: str, reply_to: int | None = None, *, forward: bool = False) -> int:
        """Let a person write to the bot."""
        return self._people.write(person, text, reply_to, forward=forward).id

    async def press_start(self, person: int, parameter: str = "") -> int:
        """Let a person press Start or open https://t.me/<bot>?start=<parameter>."""
        return self._people.start(person, parameter).id

    async def press(self, person: int, message_id: int, button: str | tuple[int, int]) -> str:
        """Let a person press a callback button, by its text or by row and column; return the query's id."""
        if isinstance(button, str):
            return self._people.press_text(person, message_id, button)
        return self._people.press(person, message_id, *button)

    async def edit_text(self, person: int, message_id: int, text: str) -> None:
        """Let a person change a message of theirs."""
        self._people.edit(person, message_id, text)

    async def upload(self, person: int, kind: str, *files: LocalFile, caption: str = "") -> list[int]:
        """Let a person send a photo, document, voice, video or sticker, or their contact or location."""
        return [message.id for message in self._people.upload(person, kind, files, caption)]

    async def block(self, person: int, *, blocked: bool = True) -> None:
        """Let a person block or unblock the bot."""
        self._people.block(person, blocked=blocked)

    async def post_in_group(self, chat: int, person: int, text: str, thread: int | None = None) -> int:
        """Let a person write in a group made by `create_group`."""
        return self._people.post_in_group(chat, person, text, thread).id

    def create_group(self, title: str, members: Sequence[int], *, forum: bool = False) -> int:
        """Make a supergroup of the bot and these people; return its chat id."""
        return self.world.create_group(title, members, forum=forum).id

    def messages(self, chat: int) -> list[ShownMessage]:
        """Return what is in a chat, oldest first; a person's id is their chat with the bot."""
        return [shown(message) for message in self.world.chats[chat].messages.values()]

    async def next_message(self, chat: int, timeout: float = 5.0) -> ShownMessage:  # noqa: ASYNC109 # part of the contract
        """Wait for the bot's next message that this has not yet returned for the chat; TimeoutError without one."""
        async with asyncio.timeout(timeout):
            while True:
                for message in self.messages(chat):
                    if message.from_bot and message.message_id > self._read.get(chat, 0):
                        self._read[chat] = message.message_id
                        return message
                await asyncio.sleep(_STEP_SECONDS)

    async def settled(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 # part of the contract
        """Wait until the bot has confirmed every update and has made no call for a while; TimeoutError otherwise."""
        loop = asyncio.get_running_loop()
        quiet_since, calls = loop.time(), self._api.finished
        async with asyncio.timeout(timeout):
            while loop.time() - quiet_since < QUIET_SECONDS:
                await asyncio.sleep(_STEP_SECONDS)
                if len(self.world.updates) or self._api.busy or self._api.finished != calls:
                    quiet_since, calls = loop.time(), self._api.finished

    def redeliver(self, update_id: int | None = None) -> int:
        """Give the bot an update once more, the last one by default; return its id."""
        return self.world.updates.repeat(update_id)

    async def _release(self, _app: web.Application) -> None:
        """Let waiting polls and pages go, so that stopping takes no time."""
        self.world.updates.release()
        self.world.events.close()


@web.middleware
async def _only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests for another host name: a foreign web page could point its own name at this machine."""
    if request.url.host not in _LOOPBACK:
        raise web.HTTPForbidden
    return await handler(request)

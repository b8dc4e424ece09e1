"""The real desk in front of a real Bot API server, for one test at a time."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import content as contents
from bot import i18n
from bot.app import App, assemble, build
from bot.content import Content
from bot.faq import Matcher
from bot.faq.learn import learn
from bot.i18n import Translator
from bot.knowledge import Knowledge
from bot.playground.server import Playground
from bot.playground.views import ShownMessage
from bot.run import serve
from bot.settings import Settings

pytest_plugins = ["tests.servers", "tests.editor"]

RU, EN, FR = 1001, 1002, 1003
ADMIN = 1002
TOKEN = "42:" + "playground" * 3
KEY = "k" * 32


@pytest.fixture(scope="session")
def content() -> Content:
    return contents.load(Settings().content_dir)


@pytest.fixture(scope="session")
def translators(content: Content) -> dict[str, Translator]:
    return dict(i18n.load(Settings().locales_dir, content.languages))


@pytest.fixture(scope="session")
def matcher(content: Content) -> Matcher:
    return learn(content)


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """A Bot API server; a method that it does not know fails the test that called it."""
    async with Playground(TOKEN) as server:
        yield server
        assert server.unknown == []


async def settled(playground: Playground) -> None:
    """Wait until the desk has taken every update and is done with it."""
    await playground.settled(timeout=20)
    while _in_hand():  # noqa: ASYNC110 aiogram tells nobody when a task of its own ends
        await asyncio.sleep(0.005)


def _in_hand() -> int:
    running = (getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks())
    return sum(name == "Dispatcher._process_with_semaphore" for name in running)


@dataclass
class Chat:
    """One person's chat with the desk, at Telegram's side of the wire."""

    playground: Playground
    person: int

    async def say(self, text: str, **how: bool) -> ShownMessage:
        """Write something, and return what the desk says to it."""
        await self.playground.send(self.person, text, **how)
        return await self.heard()

    async def start(self, parameter: str = "") -> ShownMessage:
        """Open a link, and return what the desk says to it."""
        await self.playground.press_start(self.person, parameter)
        return await self.heard()

    async def press(self, button: str | tuple[int, int], message: ShownMessage | None = None) -> ShownMessage:
        """Press a button of the last message, and return the last message as it is then."""
        await self.playground.press(self.person, (message or self.last()).message_id, button)
        return await self.heard()

    async def forge(self, data: str, message: ShownMessage | None = None) -> ShownMessage:
        """Press a button that the message never had, as a forged client could."""
        world, who = self.playground.world, self.playground.person(self.person)
        pressed = world.chats[self.person].messages[(message or self.last()).message_id]
        query = {"id": world.ask(who).id, "from": who.user(), "message": pressed.api(world.bot), "data": data}
        world.updates.put("callback_query", query | {"chat_instance": "1"})
        return await self.heard()

    async def heard(self) -> ShownMessage:
        """Wait until the desk has done everything, and return its last message."""
        await settled(self.playground)
        return self.last()

    def last(self) -> ShownMessage:
        """Return the desk's last message."""
        return self.said()[-1]

    def said(self) -> list[ShownMessage]:
        """Return everything that the desk said and that still stands, oldest first."""
        return [message for message in self.playground.messages(self.person) if message.from_bot]


class Start:
    """Starts the desk as `run` does, as often as a test needs; keywords change settings."""

    def __init__(self, playground: Playground, folder: Path, knowledge: Knowledge) -> None:
        self._playground = playground
        self._folder = folder
        self._knowledge = knowledge
        self._running: list[tuple[asyncio.Task[None], App]] = []

    async def __call__(self, **changes: object) -> App:
        """Start it, on the same database each time."""
        app = self.build(**changes)
        self._running.append((asyncio.create_task(serve(app)), app))
        return app

    def build(self, **changes: object) -> App:
        """Build it without starting it."""
        wanted = {
            "bot_token": TOKEN,
            "telegram_api_url": self._playground.url,
            "database_url": f"sqlite+aiosqlite:///{self._folder / 'desk.db'}",
            "secret_key": KEY,
            "admin_ids": [ADMIN],
            "flood_updates": 1000,
            "port": 0,
        }
        settings = Settings.model_validate(wanted | changes)
        return build(settings) if "content_dir" in changes else assemble(settings, self._knowledge)

    async def stop(self) -> None:
        """Stop what runs; a desk that ended by itself fails the test."""
        running, self._running = self._running, []
        for task, app in running:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await app.close()


@pytest.fixture
async def start(
    playground: Playground, tmp_path: Path, content: Content, translators: dict[str, Translator], matcher: Matcher
) -> AsyncIterator[Start]:
    """Start the desk when the test wants it."""
    starting = Start(playground, tmp_path, Knowledge(content, matcher, translators))
    yield starting
    await starting.stop()


@pytest.fixture
async def desk(start: Start) -> App:
    """The desk, running."""
    return await start()


@pytest.fixture
def amina(playground: Playground, desk: App) -> Chat:  # noqa: ARG001 the desk must run
    """A Russian-speaking person."""
    return Chat(playground, RU)


@pytest.fixture
def daniel(playground: Playground, desk: App) -> Chat:  # noqa: ARG001 the desk must run
    """An English-speaking person."""
    return Chat(playground, EN)


@pytest.fixture
def claire(playground: Playground, desk: App) -> Chat:  # noqa: ARG001 the desk must run
    """A person whose Telegram speaks neither."""
    return Chat(playground, FR)


Outage = Callable[[App], AbstractAsyncContextManager[None]]


@pytest.fixture
def outage(tmp_path: Path) -> Outage:
    """Take a desk's database away until this is left: its folder is not where it was."""

    @asynccontextmanager
    async def held(app: App) -> AsyncIterator[None]:
        away = tmp_path.with_name(f"{tmp_path.name}-away")
        await app.store.close()
        os.rename(tmp_path, away)  # noqa: PTH104 pathlib's would block just as long
        try:
            yield
        finally:
            os.rename(away, tmp_path)  # noqa: PTH104 the same

    return held

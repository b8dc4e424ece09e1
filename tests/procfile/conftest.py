"""The office at its largest: the Procfile under honcho, two `web` behind a balancer, PostgreSQL and Redis."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from sqlalchemy import delete

from bot.app import App, assemble
from bot.content import Content
from bot.db.models import Base
from bot.db.session import Store
from bot.faq import Matcher
from bot.i18n import Translator
from bot.knowledge import Knowledge
from bot.playground.server import Playground
from bot.settings import PROJECT, Settings
from tests.conftest import ADMIN, KEY, TOKEN, settled
from tests.servers import Postgres, RedisServer
from tests.web.conftest import free_port

WEBS = 2

_OF_A_HOP = {"host", "content-length", "transfer-encoding", "connection"}


@dataclass(frozen=True)
class Office:
    """What runs: Telegram, the ports of the `web` processes, and honcho over them."""

    playground: Playground
    database: str
    ports: tuple[int, ...]
    honcho: asyncio.subprocess.Process
    log: Path

    async def metrics(self, port: int) -> str:
        """Read what one process counts."""
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}/metrics") as response:
            return await response.text()


class Balancer:
    """Hands requests to the processes in turn, as the proxy in front of an office does."""

    def __init__(self, ports: tuple[int, ...]) -> None:
        self._turns = cycle(ports)
        self._http = aiohttp.ClientSession()

    async def pass_on(self, request: web.Request) -> web.Response:
        """Pass one request on; 502 when nobody is there."""
        url = f"http://127.0.0.1:{next(self._turns)}{request.path_qs}"
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _OF_A_HOP}
        try:
            async with self._http.request(request.method, url, headers=headers, data=await request.read()) as answer:
                return web.Response(status=answer.status, body=await answer.read())
        except aiohttp.ClientError:
            return web.Response(status=502)

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(
    postgres: Postgres, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """Start the Procfile, once for this folder, and stop it as an operator would."""
    await postgres.empty()
    folder, base, public = tmp_path_factory.mktemp("office"), _free_range(), free_port()
    # honcho counts a hundred ports for each line of the Procfile: release, web, worker.
    ports = tuple(base + 100 + number for number in range(WEBS))
    balancer = Balancer(ports)
    front = web.AppRunner(_in_front(balancer), access_log=None)
    await front.setup()
    await web.TCPSite(front, "127.0.0.1", public).start()
    async with Playground(TOKEN) as playground:
        own = {
            "BOT_TOKEN": TOKEN,
            "SECRET_KEY": KEY,
            "ADMIN_IDS": str(ADMIN),
            "FLOOD_UPDATES": "1000",
            "TELEGRAM_API_URL": playground.url,
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis_server.url,
            "PUBLIC_URL": f"http://127.0.0.1:{public}",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        kept = {name: value for name, value in os.environ.items() if name == "HOME"}
        assert await (await _honcho(folder, kept | own, "run", "gcm-desk", "migrate")).wait() == 0
        concurrency = f"release=0,web={WEBS},worker=1"
        honcho = await _honcho(folder, kept | own, "start", "--port", str(base), "--concurrency", concurrency)
        opened = Office(playground, postgres.url, ports, honcho, folder / "log")
        await _until_well(opened)
        yield opened
        honcho.send_signal(signal.SIGTERM)
        async with asyncio.timeout(30):
            await honcho.wait()
    await front.cleanup()
    await balancer.close()


@pytest_asyncio.fixture(loop_scope="module")
async def playground(office: Office) -> AsyncIterator[Playground]:
    """Telegram of the office, where nobody has written anything yet, and nothing is stored."""
    playground, world = office.playground, office.playground.world
    for number, chat in world.chats.items():
        world.chats[number] = replace(
            chat, started=False, blocked=False, messages={}, hidden=set(), reply_keyboard=None
        )
    playground.calls.clear()
    playground.unknown.clear()
    yield playground
    await settled(playground)
    assert playground.unknown == []
    store = Store(office.database)
    async with store.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(delete(table))
    await store.close()


@pytest_asyncio.fixture(loop_scope="module")
async def desk(
    office: Office, playground: Playground, content: Content, translators: dict[str, Translator], matcher: Matcher
) -> AsyncIterator[App]:
    """The desk's parts on the office's database, to look into what is stored; it is the office that answers."""
    settings = Settings.model_validate(
        {"bot_token": TOKEN, "secret_key": KEY, "telegram_api_url": playground.url, "database_url": office.database}
    )
    app = assemble(settings, Knowledge(content, matcher, translators))
    yield app
    await app.close()


def _in_front(balancer: Balancer) -> web.Application:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", balancer.pass_on)
    return app


async def _honcho(folder: Path, environment: dict[str, str], *command: str) -> asyncio.subprocess.Process:
    """Start honcho on the project's Procfile, without anybody's .env; what is written goes into a file."""
    (folder / "env").touch()
    options = ("--app-root", str(PROJECT), "--env", str(folder / "env"), "--procfile", str(PROJECT / "Procfile"))
    with (folder / "log").open("ab") as log:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "honcho", *options, *command, env=environment, stdout=log, stderr=log
        )


def _free_range() -> int:
    """Find where honcho may count from."""
    while True:
        base = free_port()
        if base < 65000 - 300:
            return base


async def _until_well(office: Office) -> None:
    """Wait until every `web` listens and Telegram knows the webhook."""
    async with asyncio.timeout(60):
        for port in office.ports:
            while True:
                assert office.honcho.returncode is None, office.log.read_text()
                try:
                    await office.metrics(port)
                    break
                except aiohttp.ClientError:
                    await asyncio.sleep(0.1)
        while office.playground.world.webhook is None:  # noqa: ASYNC110 the other side of the wire
            await asyncio.sleep(0.05)

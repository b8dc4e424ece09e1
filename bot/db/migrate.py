"""Bring the database to the shape that this code expects, and tell whether it has it."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from bot.db.models import Base
from bot.db.session import Store
from bot.errors import OperatorError

_CONFIG = Path(__file__).resolve().parent.parent.parent / "alembic.ini"

# A number of this project's own among PostgreSQL's advisory locks: "gcm-desk migrates".
_MIGRATING = 0x67636D_6D


async def upgrade(store: Store, to: str = "head") -> None:
    """Run every migration that is missing, each once, whoever else does it at the same moment.

    Raises:
        OperatorError: the database is of another release than this code.

    """
    async with store.changing_tables() as connection:
        await connection.run_sync(_upgrade, to)


async def expect(store: Store) -> None:
    """Make sure that the database is of this release.

    Raises:
        OperatorError: it is of another; the sentence names the command.

    """
    if (there := await revision(store)) != newest():
        raise OperatorError(f"The database is at revision {there}, not {newest()}: run `gcm-desk migrate` first.")


async def differences(store: Store) -> list[object]:
    """List what the migrated tables have otherwise than the models."""
    async with store.engine.connect() as connection:
        return await connection.run_sync(_differences)


async def revision(store: Store) -> str | None:
    """Return the revision that the database is at; None for an empty one."""
    async with store.engine.connect() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


def newest() -> str | None:
    """Return the revision that this code expects."""
    return ScriptDirectory.from_config(Config(_CONFIG)).get_current_head()


def _upgrade(connection: Connection, to: str) -> None:
    if connection.dialect.name == "postgresql":  # SQLite's writers wait for each other anyway
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATING})"))
    config = Config(_CONFIG)
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise OperatorError(f"The database is not of this release ({error}): run the release that it is of.") from error


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))

"""Telling an outage from a mistake: what the desk stands on is away, and comes back by itself."""

import sqlite3

from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# asyncpg lets the system's own errors through when it cannot connect.
_AWAY = (
    OSError,
    OperationalError,
    InterfaceError,
    PoolTimeoutError,
    RedisConnectionError,
    RedisTimeoutError,
)


class OutageError(Exception):
    """An update could not be dealt with because something it needs is away; whoever sent it should repeat it."""


def is_outage(error: BaseException) -> bool:
    """Tell whether database or Redis is away, whichever library says so."""
    if isinstance(error, DBAPIError):
        # SQLite says "operational" of mistakes in the SQL too.
        mistaken = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
        return error.connection_invalidated or (isinstance(error, _AWAY) and not mistaken)
    return isinstance(error, _AWAY)

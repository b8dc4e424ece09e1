"""The store, opened to be read from at the command line."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.db import migrate
from bot.db.session import Store
from bot.errors import OperatorError
from bot.outages import is_outage

Found = TypeVar("Found")


async def look(url: str, days: int, search: Callable[[Store, dt.datetime], Awaitable[Found]]) -> Found:
    """Search the store for what is as many days old at most.

    Raises:
        OperatorError: the database is away, or of another release.

    """
    async with _opened(url) as store:
        return await search(store, Clock().now() - dt.timedelta(days=days))


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Store]:
    store = Store(url)
    try:
        await migrate.expect(store)
        yield store
    except Exception as error:
        if not isinstance(error, DBAPIError) and not is_outage(error):
            raise
        raise OperatorError("DATABASE_URL: the database cannot be read; `gcm-desk doctor` says why.") from error
    finally:
        await store.close()

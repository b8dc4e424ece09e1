import asyncio
import datetime as dt

from bot.db import content_version
from bot.db.content_version import Version
from bot.db.session import Store

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


async def test_before_the_first_reload_the_number_is_0(store: Store) -> None:
    assert await content_version.present(store) == Version(0, None)


async def test_each_reload_raises_it_by_one_and_says_when(store: Store) -> None:
    await content_version.rise(store, AT)
    await content_version.rise(store, AT + dt.timedelta(hours=1))
    assert await content_version.present(store) == Version(2, AT + dt.timedelta(hours=1))


async def test_none_of_many_at_once_is_lost(store: Store) -> None:
    await asyncio.gather(*(content_version.rise(store, AT) for _ in range(10)))
    assert (await content_version.present(store)).number == 10

"""The number by which every process hears that one of them has read the content anew."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select

from bot.db.models import ContentVersion
from bot.db.session import Store


class Version(NamedTuple):
    """How often the content was read anew in running processes, and when it last was; never is 0 and None."""

    number: int
    at: dt.datetime | None


async def present(store: Store) -> Version:
    """Look the number up."""
    async with store.read() as session:
        found = await session.execute(select(ContentVersion.number, ContentVersion.at).where(ContentVersion.id == 1))
        row = found.one_or_none()
        return Version(*row) if row else Version(0, None)


async def rise(store: Store, at: dt.datetime) -> None:
    """Raise the number by one."""
    first = store.insert(ContentVersion).values(id=1, number=1, at=at)
    later = {"number": ContentVersion.number + 1, "at": at}
    async with store.write() as session:
        await session.execute(first.on_conflict_do_update(index_elements=["id"], set_=later))

"""Use case of the clock: what is past its time is erased, as the privacy notice promises."""

import datetime as dt

from sqlalchemy import delete

from bot.db.dialogs import KEEP_DIALOGS
from bot.db.models import Dialog, Question, Update
from bot.db.session import Store

KEEP_QUESTIONS = dt.timedelta(days=180)

KEEP_UPDATES = dt.timedelta(days=2)
"""Telegram repeats an update for a day at most."""


async def tidy(store: Store, now: dt.datetime) -> None:
    """Erase questions with their taps, updates, and places in dialogs, that are past their time."""
    async with store.write() as session:
        await session.execute(delete(Question).where(Question.at < now - KEEP_QUESTIONS))
        await session.execute(delete(Update).where(Update.at < now - KEEP_UPDATES))
        await session.execute(delete(Dialog).where(Dialog.changed_at < now - KEEP_DIALOGS))

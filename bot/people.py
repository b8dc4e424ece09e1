"""Use cases of the person: the language they chose, what is kept about them, forgetting it."""

import datetime as dt
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from bot.db.models import Person, Question
from bot.db.session import Store
from bot.db.turn import Turn


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept about somebody: since when their choice of language, and how many questions."""

    since: dt.datetime | None
    questions: int


class Pseudonyms:
    """Codes in place of people, the same for the same person, without a way back (HMAC-SHA256, 128 bits)."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def __call__(self, person: int) -> str:
        """Return the 32 hexadecimal digits that stand for a person."""
        return hmac.digest(self._key, str(person).encode(), "sha256").hex()[:32]


async def language_of(store: Store, person: int) -> str | None:
    """Return the language that this person chose; None when they did not."""
    return await store.together(_languages_of, person)


async def _languages_of(store: Store, those: Sequence[int]) -> list[str | None]:
    async with store.read() as session:
        found = await session.execute(select(Person.id, Person.language).where(Person.id.in_(those)))
        chosen: dict[int, str] = dict(found.all())
    return [chosen.get(person) for person in those]


async def choose_language(turn: Turn, person: int, language: str) -> None:
    """Remember the language that this person chose."""
    async with turn.effect() as session:
        if session:
            chosen = turn.store.insert(Person).values(id=person, since=turn.at, language=language)
            latest = {"since": turn.at, "language": language}
            await session.execute(chosen.on_conflict_do_update(index_elements=["id"], set_=latest))


async def kept(store: Store, person: int, asker: str) -> Kept:
    """Count what is kept about this person, whose questions stand under the code `asker`."""
    async with store.read() as session:
        since = await session.scalar(select(Person.since).where(Person.id == person))
        questions = await session.scalar(select(func.count()).where(Question.asker == asker)) or 0
        return Kept(since, questions)


async def forget(turn: Turn, person: int, asker: str) -> None:
    """Erase everything kept about this person: their row, their questions, what they pressed."""
    async with turn.effect() as session:
        if session:
            await session.execute(delete(Question).where(Question.asker == asker))
            await session.execute(delete(Person).where(Person.id == person))

"""Use cases of the person who asks: the question and what they press under the answer are stored, masked."""

import re
from enum import StrEnum

from sqlalchemy import literal, select
from sqlalchemy.dialects.sqlite import insert

from bot.db.models import Question, Tap
from bot.db.session import Store, Turn
from bot.faq import Decision


class Kind(StrEnum):
    """What can be pressed about a question."""

    HELPFUL = "helpful"
    UNLIKE = "unlike"
    NONE_OF_THESE = "none"
    PICKED = "picked"
    PEOPLE = "people"


_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[ ()\u00a0\u2010-\u2014-]{0,3}\d){6,}(?!\w|[:./]\d)")
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:{_YEAR}(?:-\d\d(?:-\d\d)?)?|\d\d?-\d\d?-{_YEAR})"
_DATES = re.compile(rf"{_DATE}(?:[ \u00a0\u2010-\u2014-]+{_DATE})*")


def masked(text: str) -> str:
    """Cover e-mail addresses and phone numbers in a text; dates, spans of years and short numbers stay."""
    return _PHONE.sub(_covered, _EMAIL.sub("[e-mail]", text))


def _covered(number: re.Match[str]) -> str:
    return number[0] if _DATES.fullmatch(number[0]) else "[phone]"


async def ask(turn: Turn, asker: str, text: str, decision: Decision) -> int:
    """Store a question and what was decided, under the asker's code; return the question's number."""
    async with turn.effect() as session:
        if session is None:
            return await number_of(turn.store, turn.update_id)
        question = Question(
            update_id=turn.update_id,
            at=turn.at,
            asker=asker,
            language=decision.lang,
            text=masked(text),
            action=decision.action,
            entries=[{"id": entry.id, "score": round(entry.score, 4)} for entry in decision.entries],
            confidence=decision.confidence,
        )
        session.add(question)
        await session.flush()
        return question.id


async def number_of(store: Store, update_id: int) -> int:
    """Return the number of the question that an earlier delivery of this update stored; 0 when it was erased since."""
    async with store.read() as session:
        return await session.scalar(select(Question.id).where(Question.update_id == update_id)) or 0


async def tap(turn: Turn, question: int, asker: str, kind: Kind, entry: str = "") -> None:
    """Store what was pressed; nothing happens when the question is erased, or somebody else's."""
    async with turn.effect() as session:
        if session and question:
            own = select(Question.id, literal(kind.value), literal(entry), literal(turn.at, Tap.at.type)).where(
                Question.id == question, Question.asker == asker
            )
            columns = [Tap.question, Tap.kind, Tap.entry, Tap.at]
            await session.execute(insert(Tap).from_select(columns, own).on_conflict_do_nothing())


async def nearest(store: Store, question: int, asker: str) -> tuple[str, ...]:
    """Return the entries that were nearest to one's own question, best first; none when it is erased."""
    async with store.read() as session:
        found = await session.scalar(
            select(Question.entries).where(Question.id == question, Question.asker == asker),
        )
        return tuple(entry["id"] for entry in found or ())

"""Use cases of the person who asks: the question and what they press under the answer are stored, masked."""

import datetime as dt
import re
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import select

from bot.content.models import ID_LENGTH
from bot.db.models import Question, Tap
from bot.db.session import Store
from bot.db.turn import Turn
from bot.faq import Decision


class Kind(StrEnum):
    """What can be pressed about a question."""

    HELPFUL = "helpful"
    UNLIKE = "unlike"
    NONE_OF_THESE = "none"
    PICKED = "picked"
    PEOPLE = "people"


# A forged button may name anything.
_ENTRY = re.compile(rf"[a-z0-9-]{{0,{ID_LENGTH}}}")


# What looks like a telephone number is cut out of a text in three steps: full dates and document symbols are set
# aside; in what is left, runs of seven digits or more are found; runs of years, days, round amounts are let stand.
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_GAP = r"[ ()./\u00a0\u2009\u202f\u2010-\u2015-]"
_RUN = re.compile(rf"\+?\(?\d(?:{_GAP}{{0,4}}\d){{6,}}")
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:{_YEAR}[-./]\d\d[-./]\d\d|\d\d?[-./]\d\d?[-./]{_YEAR}|{_YEAR} ?[-\u2013\u2014] ?{_YEAR})"
_SYMBOL = r"\b(?:A|E|S|ST|CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD|HRI)(?:/(?:[A-Za-z]+(?:\.\d{1,4})?|\d{1,4})\b)+"
_SET_ASIDE = re.compile(rf"({_SYMBOL}|(?<!\d)(?<!\d[-./]){_DATE}(?![-./]?\d))")
_MONTH_OR_YEAR = rf"(?:\d\d/\d{{1,3}}{_GAP}+)?(?:\d\d[./])?{_YEAR}(?:-\d\d)?"
_DAY_OR_TIME = r"[0-3]?\d\.[0-5]\d"
_ROUND = r"[1-9]\d{0,2}(?:[.\u00a0\u2009\u202f ]\d{3})*[.\u00a0\u2009\u202f ]000"
# Atomic: these begin alike, and trying every way to tell them apart would take a long text for ever.
_PLAIN = rf"(?>{_DATE}|{_ROUND}|{_MONTH_OR_YEAR}|{_DAY_OR_TIME})(?!\d)"
_LET_STAND = re.compile(rf"{_PLAIN}(?:{_GAP}++{_PLAIN})*+")


def masked(text: str) -> str:
    """Cover e-mail addresses and phone numbers in a text; dates, symbols, round amounts and short numbers stay."""
    parts = _SET_ASIDE.split(_EMAIL.sub("[e-mail]", text))
    parts[::2] = (_RUN.sub(_covered, part) for part in parts[::2])
    return "".join(parts)


def _covered(run: re.Match[str]) -> str:
    return run[0] if _LET_STAND.fullmatch(run[0]) else "[phone]"


async def ask(turn: Turn, asker: str, asked: Sequence[tuple[str, Decision]]) -> list[int]:
    """Store the questions of one message with what was decided on each, under the asker's code.

    Returns:
        Their numbers, in the same order; 0 for those that were stored by an earlier delivery and erased since.

    """
    rows = [_row(turn, asker, part, text, decision) for part, (text, decision) in enumerate(asked)]
    if await turn.add(*rows):
        return [row.id for row in rows]
    return await _numbers(turn, len(asked))


async def count_danger(turn: Turn, decision: Decision) -> None:
    """Store that somebody was in danger, in which language and when; neither who nor what they wrote."""
    count = _row(turn, "", 0, "", decision)
    count.entries = []
    await turn.add(count)


def _row(turn: Turn, asker: str, part: int, text: str, decision: Decision) -> Question:
    return Question(
        update_id=turn.update_id,
        part=part,
        at=turn.at,
        asker=asker,
        language=decision.lang,
        text=_storable(masked(text)),
        action=decision.action,
        entries=[{"id": entry.id, "score": round(entry.score, 4)} for entry in decision.entries],
        confidence=decision.confidence,
    )


def _storable(text: str) -> str:
    """Leave out what no database holds: halves of characters, and for PostgreSQL the null."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


async def _numbers(turn: Turn, parts: int) -> list[int]:
    async with turn.store.read() as session:
        stored = select(Question.part, Question.id).where(Question.update_id == turn.update_id)
        numbers = {row.part: row.id for row in await session.execute(stored)}
        return [numbers.get(part, 0) for part in range(parts)]


async def just_shown(store: Store, asker: str, since: dt.datetime) -> str | None:
    """Return the entry that the asker's latest question was answered with, or that they picked; None when it is old."""
    latest = select(Question.id).where(Question.asker == asker, Question.at >= since)
    latest = latest.order_by(Question.at.desc(), Question.id.desc()).limit(1)
    answers = select(Question.action, Question.entries, Tap.entry)
    picked = (Tap.question == Question.id) & (Tap.kind == Kind.PICKED.value)
    answers = answers.outerjoin(Tap, picked).where(Question.id == latest.scalar_subquery()).order_by(Tap.at.desc())
    async with store.read() as session:
        found = (await session.execute(answers.limit(1))).one_or_none()
    if found is None:
        return None
    action, entries, chosen = found
    return str(chosen or entries[0]["id"]) if chosen or (action == "answer" and entries) else None


async def tap(turn: Turn, question: int, asker: str, kind: Kind, entry: str = "") -> bool:
    """Store what was pressed about one's own question; each kind once a question and entry.

    Returns:
        Whether it is stored, now or since before; not when the question is erased, or somebody else's.

    """
    own = select(Question.id).where(Question.id == question, Question.asker == asker)
    if not _ENTRY.fullmatch(entry):
        return False
    async with turn.effect() as session:
        if session:
            # The row is held, so that it is not erased before the press hangs on it.
            if await session.scalar(own.with_for_update(read=True, key_share=True)) is None:
                return False
            pressed = turn.store.insert(Tap).values(question=question, kind=kind.value, entry=entry, at=turn.at)
            await session.execute(pressed.on_conflict_do_nothing())
            return True
    async with turn.store.read() as reading:
        return await reading.scalar(own) is not None


async def nearest(store: Store, question: int, asker: str) -> tuple[str, ...]:
    """Return the entries that were nearest to one's own question, best first; none when it is erased."""
    async with store.read() as session:
        found = await session.scalar(
            select(Question.entries).where(Question.id == question, Question.asker == asker),
        )
        return tuple(entry["id"] for entry in found or ())

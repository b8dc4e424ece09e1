"""Phrasings that people confirmed: they worded a question so, and tapped the entry that answers it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from bot.content import Content
from bot.db.models import Question, Tap
from bot.db.session import Store
from bot.learning.wording import Wordings, plain
from bot.questions import Kind

_TELLING = (Kind.HELPFUL, Kind.PICKED, Kind.UNLIKE)
_GUESSED = ("answer", "suggest")  # a form or a command in words is no way to ask for the entry that stands in for it


@dataclass(frozen=True, slots=True)
class Proposal:
    """A phrasing for an entry in a language, and how many people confirmed it."""

    entry: str
    language: str
    text: str
    people: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class _Tapped:
    """A question, and the entries that each kind of tap was about."""

    asker: str
    language: str
    text: str
    action: str
    nearest: Sequence[str]
    taps: dict[str, set[str]]


async def proposals(store: Store, since: dt.datetime, content: Content) -> list[Proposal]:
    """Find what was confirmed since a moment and is fit to be a phrasing; what most people confirmed first.

    What people confirmed for different entries goes to the entry of most of them, and to none when they are as many.
    """
    wordings = Wordings(content)
    asked = [one for one in await _tapped(store, since) if not wordings.unfit(one.text)]
    disputed = {(one.asker, wordings.key(one.text), entry) for one in asked for entry in one.taps[Kind.UNLIKE]}
    people: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    texts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in asked:
        words = wordings.key(one.text)
        entry = _meant(one)
        if entry and entry in content.entries and one.language in content.languages:
            texts[one.language, words][one.text] += 1
            if (one.asker, words, entry) not in disputed:
                people[one.language, words][entry].add(one.asker)
    found = (
        Proposal(entry, language, _usual(texts[language, words]), len(askers[entry]))
        for (language, words), askers in people.items()
        if (entry := _most(askers))
    )
    return sorted(found, key=lambda one: (-one.people, one.entry, one.language, one.text))


async def _tapped(store: Store, since: dt.datetime) -> Iterable[_Tapped]:
    """Load the questions with telling taps; of a message with several questions nobody knows which words are whose."""
    other = aliased(Question)
    several = exists().where(other.update_id == Question.update_id, other.part > 0)
    wanted = (
        select(Question, Tap.kind, Tap.entry)
        .join(Tap, Tap.question == Question.id)
        .where(Question.at >= since, Question.action.in_(_GUESSED), Tap.kind.in_(_TELLING), ~several)
        .order_by(Question.id)
    )
    async with store.read() as session:
        rows = (await session.execute(wanted)).all()
    found: dict[int, _Tapped] = {}
    for row, kind, entry in rows:
        nearest = [near["id"] for near in row.entries]
        one = _Tapped(row.asker, row.language, plain(row.text), row.action, nearest, defaultdict(set))
        found.setdefault(row.id, one).taps[kind].add(entry)
    return found.values()


def _meant(one: _Tapped) -> str | None:
    """Tell which entry a question was about: the one that helped, else the one picked from a list.

    A list is shown at once, or after the answer was disputed; what is opened from an answer is only related to it.
    Of several none is certain, unless the desk itself had answered with one of them.
    """
    listed = one.nearest if one.action == "suggest" or one.taps[Kind.UNLIKE] else ()
    confirmed = one.taps[Kind.HELPFUL] or one.taps[Kind.PICKED].intersection(listed)
    confirmed = confirmed - one.taps[Kind.UNLIKE]
    if one.action == "answer" and one.nearest and one.nearest[0] in confirmed:
        return one.nearest[0]
    return next(iter(confirmed)) if len(confirmed) == 1 else None


def _most(askers: dict[str, set[str]]) -> str | None:
    ranked = sorted(askers, key=lambda entry: -len(askers[entry]))
    if len(ranked) > 1 and len(askers[ranked[0]]) == len(askers[ranked[1]]):
        return None
    return ranked[0]


def _usual(texts: Counter[str]) -> str:
    return min(texts, key=lambda text: (-texts[text], len(text), text))

"""Gaps: questions without an answer, or with one that people disputed, put together by likeness."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from bot.content import Content
from bot.db.models import Question, Tap
from bot.db.session import Store
from bot.errors import OperatorError
from bot.learning.wording import Wordings, plain
from bot.questions import Kind

ALIKE = 0.6
"""Dice's coefficient of the stems of two wordings, each by its weight, above which they ask one thing."""

MISSPELT = 5  # letters from which a word with one mistake is no other word


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions in one language that ask one thing, as most people worded it.

    `unanswered` and `disputed` add up to `questions`. `nearest` is the entry that was nearest to the last question of
    this wording, with its score from 0 to 1; None when there was none.
    """

    text: str
    language: str
    questions: int
    people: int
    unanswered: int
    disputed: int
    last: dt.datetime
    nearest: str | None
    score: float | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question, as the store has it."""

    text: str
    language: str
    asker: str
    at: dt.datetime
    nearest: Sequence[dict[str, float | str]]
    unanswered: bool


@dataclass(frozen=True, slots=True)
class _Wording:
    """The questions of one wording, the latest last, and the stems of what it is about."""

    asked: Sequence[_Asked]
    text: str
    stems: frozenset[str]


async def find(store: Store, since: dt.datetime, content: Content, language: str | None = None) -> list[Gap]:
    """Find the gaps of the time since a moment, in one language or in all; the most frequent first.

    Raises:
        OperatorError: there is no such language.

    """
    if language not in {None, *content.languages}:
        raise OperatorError(f"There is no language “{language}” here: put {' or '.join(content.languages)} there.")
    wordings: dict[tuple[str, str], list[_Asked]] = defaultdict(list)
    known = Wordings(content)
    for asked in await _asked(store, since):
        if language in {None, asked.language} and (words := known.key(asked.text)):
            wordings[asked.language, words].append(asked)
    by_language: dict[str, list[_Wording]] = defaultdict(list)
    for (code, _), asked_so in wordings.items():
        by_language[code].append(_wording(known, asked_so))
    found = [_gap(cluster) for own in by_language.values() for cluster in _clusters(known, own)]
    return sorted(found, key=lambda gap: (-gap.questions, -gap.people, -gap.last.timestamp(), gap.language, gap.text))


async def _asked(store: Store, since: dt.datetime) -> list[_Asked]:
    """Load what is a gap, once a message; the whole text stands with a message's first part."""
    first, none, unlike = aliased(Question), _tapped(Kind.NONE_OF_THESE), _tapped(Kind.UNLIKE)
    wanted = (
        select(Question, first.text, none.label("none"), unlike.label("unlike"))
        .join(first, (first.update_id == Question.update_id) & (first.part == 0))
        .where(Question.at >= since, or_(Question.action == "none", none, unlike))
        .order_by(Question.at, Question.id)
    )
    async with store.read() as session:
        rows = (await session.execute(wanted)).all()
    by_message: dict[int, _Asked] = {}
    for row, text, said_none, _ in rows:
        unanswered = row.action == "none" or (said_none and row.action != "answer")
        asked = _Asked(plain(text), row.language, row.asker, row.at, row.entries, unanswered)
        by_message.setdefault(row.update_id, asked)
    return list(by_message.values())


def _tapped(kind: Kind) -> ColumnElement[bool]:
    return exists().where(Tap.question == Question.id, Tap.kind == kind.value)


def _wording(known: Wordings, asked: Sequence[_Asked]) -> _Wording:
    texts = Counter(one.text for one in asked)
    text = min(texts, key=lambda text: (-texts[text], len(text), text))
    return _Wording(asked, text, known.stems(text, asked[0].language) or frozenset({text}))


def _clusters(known: Wordings, wordings: Iterable[_Wording]) -> list[list[_Wording]]:
    """Put each wording to the likest cluster, by the cluster's first wording; the most frequent ones come first."""
    ordered = sorted(wordings, key=lambda one: (-len(one.asked), len(one.text), one.text))
    spelt = _spellings(one.stems for one in ordered)
    clusters: list[list[_Wording]] = []
    heaviness: list[float] = []
    having: dict[str, list[int]] = defaultdict(list)
    for one in ordered:
        weights = {spelt[stem]: known.weigh(spelt[stem]) for stem in sorted(one.stems)}
        whole = sum(weights.values())
        common: dict[int, float] = defaultdict(float)
        for stem, weight in weights.items():
            for number in having[stem]:
                common[number] += weight
        likeness = {number: 2 * weight / (whole + heaviness[number]) for number, weight in common.items()}
        best = max(likeness, key=lambda number: (likeness[number], -number), default=None)
        if best is not None and likeness[best] > ALIKE:
            clusters[best].append(one)
            continue
        for stem in weights:
            having[stem].append(len(clusters))
        clusters.append([one])
        heaviness.append(whole)
    return clusters


def _spellings(wordings: Iterable[frozenset[str]]) -> dict[str, str]:
    """Map each stem to the more frequent one that it differs from by one mistake, or to itself."""
    counts = Counter(stem for stems in wordings for stem in stems)
    spelt: dict[str, str] = {}
    kept: list[str] = []
    for stem in sorted(counts, key=lambda stem: (-counts[stem], stem)):
        near = None
        if len(stem) >= MISSPELT and stem.isalpha():
            near = process.extractOne(stem, kept, scorer=OSA.distance, score_cutoff=1)
        spelt[stem] = near[0] if near else stem
        if not near and stem.isalpha():
            kept.append(stem)
    return spelt


def _gap(cluster: Sequence[_Wording]) -> Gap:
    asked = [one for wording in cluster for one in wording.asked]
    unanswered = sum(one.unanswered for one in asked)
    latest = max(cluster[0].asked, key=attrgetter("at"))
    nearest = latest.nearest[0] if latest.nearest else None
    return Gap(
        text=cluster[0].text,
        language=latest.language,
        questions=len(asked),
        people=len({one.asker for one in asked}),
        unanswered=unanswered,
        disputed=len(asked) - unanswered,
        last=max(one.at for one in asked),
        nearest=str(nearest["id"]) if nearest else None,
        score=float(nearest["score"]) if nearest else None,
    )

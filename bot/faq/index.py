"""The index: what the phrasings teach of the targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.faq.coverage import Coverage
from bot.faq.decision import Scored
from bot.faq.evidence import Evidence
from bot.faq.features import Features, Occurrences, Weights
from bot.faq.language import Language
from bot.faq.ranking import Ranking
from bot.faq.vocabulary import Vocabulary

DISTRESS = "distress"
OUTSIDE = "outside"
MAX_ENTRIES = 5
SAID = 1.0  # the score of who says just this: what is learned to be the score of a phrasing
FORM = "form:"
NEARLY = 0.3  # score by which a form may be ahead of the entry that is meant when somebody asks
UNSEEN = 0.5  # phrasings added to those that a feature stands in, in danger and out of it
SHARPNESS = 16.0  # turns scores into probabilities; the likeliest on the tuning half of the held-out questions

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """What the index has for some words: see `Decision` and `Reading` for the fields."""

    evidence: Evidence
    entries: tuple[Scored, ...]
    contributions: Mapping[str, Mapping[str, float]]


class Index:
    """All phrasings of all targets, as weights."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        documents: Sequence[Sequence[str]],
        targets: Sequence[str],
        languages: Sequence[Language],
    ) -> None:
        """Learn from the words of each phrasing and the target it asks for."""
        self._personal = frozenset().union(*(language.personal for language in languages))
        self._asking = frozenset().union(*(language.asking for language in languages))
        self._names = sorted(set(targets))
        place = {name: number for number, name in enumerate(self._names)}
        numbers = np.array([place[target] for target in targets], dtype=np.int32)
        self._vocabulary = vocabulary
        self._features = Features(vocabulary)
        learned = self._features.learn(documents, numbers)
        self._ranking = Ranking(learned, self._features.width, numbers)
        self._entries = np.array([":" not in name and name != DISTRESS for name in self._names])
        self._outside = np.array([name.startswith(f"{OUTSIDE}:") for name in self._names])
        self._distress = place.get(DISTRESS)
        outside = set(np.flatnonzero(self._outside).tolist())
        self._asides = {self._distress, *outside}
        self._alarm = _alarm(learned, self._features.width, numbers == self._distress)
        self._coverage = Coverage(vocabulary, documents, numbers.tolist(), outside)

    def find(self, words: Sequence[str]) -> Found:
        """Weigh all targets for `words`."""
        vectors = self._features.vectors(words)
        by_kind = {kind: self._ranking.scores(*vector) for kind, vector in vectors.items()}
        stems, _ = vectors["stems"]
        alarm = float(self._alarm[stems].mean()) if len(stems) else 0.0
        scores: Scores = np.sum(list(by_kind.values()), axis=0)
        sayer = self._coverage.sayer(words)
        if sayer is not None:
            scores[sayer] = max(scores[sayer], SAID)
        shares = np.exp(SHARPNESS * (scores - scores.max()))
        shares /= shares.sum()
        ranked: list[int] = np.argsort(-scores, kind="stable").tolist()
        nearest = [number for number in ranked if self._entries[number]][:MAX_ENTRIES]
        return Found(
            self._evidence(words, scores, sayer, alarm, [number for number in ranked if number not in self._asides]),
            tuple(Scored(self._names[number], float(shares[number])) for number in nearest),
            {self._names[number]: {kind: float(part[number]) for kind, part in by_kind.items()} for number in nearest},
        )

    def _evidence(
        self, words: Sequence[str], scores: Scores, sayer: int | None, alarm: float, ranked: list[int]
    ) -> Evidence:
        asks = not self._asking.isdisjoint(words)
        if asks and self._names[ranked[0]].startswith(FORM):
            ranked = self._entries_first(scores, ranked)
        best = ranked[0]
        content = [word for word in words if word not in self._vocabulary.stop_words]
        return Evidence(
            target=self._names[best],
            score=float(scores[best]),
            margin=float(scores[best] - scores[ranked[1]]) if len(ranked) > 1 else float(scores[best]),
            explained=self._coverage.explained(content or words, best),
            known=self._coverage.known(content),
            content=len(set(content)),
            said=best == sayer,
            personal=not self._personal.isdisjoint(words),
            asks=asks,
            entry=float(scores[self._entries].max(initial=0)),
            outside=float(scores[self._outside].max(initial=0)),
            distress=0.0 if self._distress is None else float(scores[self._distress]),
            alarm=alarm,
        )

    def _entries_first(self, scores: Scores, ranked: list[int]) -> list[int]:
        """Put entries first when the best is nearly as good as the form: who asks how wants to be told."""
        entries = [number for number in ranked if self._entries[number]]
        near = entries and scores[entries[0]] >= scores[ranked[0]] - NEARLY
        return entries if near else ranked


def _alarm(phrasings: Occurrences, width: int, danger: NDArray[np.bool_]) -> Weights:
    """Return the logarithm of how many times oftener each feature stands in phrasings of danger than in others."""
    if not danger.any():
        return np.zeros(width, dtype=np.float32)
    dangerous = np.repeat(danger, np.diff(phrasings.starts))
    inside = np.bincount(phrasings.features[dangerous], minlength=width)
    outside = np.bincount(phrasings.features[~dangerous], minlength=width)
    odds = np.log(inside + UNSEEN) - np.log(outside + UNSEEN)
    alarm: Weights = (odds - np.log(danger.sum() / (~danger).sum())).astype(np.float32)
    return alarm

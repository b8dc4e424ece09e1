"""The index: what the phrasings teach of the targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.faq.coverage import Coverage
from bot.faq.decision import Scored
from bot.faq.evidence import Evidence
from bot.faq.features import Features
from bot.faq.ranking import Ranking
from bot.faq.vocabulary import Vocabulary

DISTRESS = "distress"
MAX_ENTRIES = 5
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
        personal: frozenset[str],
    ) -> None:
        """Learn from the words of each phrasing and the target it asks for."""
        self._personal = personal
        self._names = sorted(set(targets))
        place = {name: number for number, name in enumerate(self._names)}
        numbers = np.array([place[target] for target in targets], dtype=np.int32)
        self._vocabulary = vocabulary
        self._coverage = Coverage(vocabulary, documents, numbers.tolist())
        self._features = Features(vocabulary)
        self._ranking = Ranking(self._features.learn(documents, numbers), self._features.width, numbers)
        self._entries = np.array([":" not in name and name != DISTRESS for name in self._names])
        self._distress = place.get(DISTRESS)

    def find(self, words: Sequence[str]) -> Found:
        """Weigh all targets for `words`."""
        by_kind = {kind: self._ranking.scores(*vector) for kind, vector in self._features.vectors(words).items()}
        scores: Scores = np.sum(list(by_kind.values()), axis=0)
        shares = np.exp(SHARPNESS * (scores - scores.max()))
        shares /= shares.sum()
        ranked: list[int] = np.argsort(-scores, kind="stable").tolist()
        nearest = [number for number in ranked if self._entries[number]][:MAX_ENTRIES]
        return Found(
            self._evidence(words, scores, [number for number in ranked[:3] if number != self._distress]),
            tuple(Scored(self._names[number], float(shares[number])) for number in nearest),
            {self._names[number]: {kind: float(part[number]) for kind, part in by_kind.items()} for number in nearest},
        )

    def _evidence(self, words: Sequence[str], scores: Scores, ranked: list[int]) -> Evidence:
        best = ranked[0]
        content = [word for word in words if word not in self._vocabulary.stop_words]
        return Evidence(
            target=self._names[best],
            score=float(scores[best]),
            margin=float(scores[best] - scores[ranked[1]]) if len(ranked) > 1 else float(scores[best]),
            explained=self._coverage.explained(content or words, best),
            missing=self._coverage.missing(words, best),
            known=self._coverage.known(content),
            content=len(set(content)),
            said=self._coverage.said(words, best),
            personal=not self._personal.isdisjoint(words),
            entry=float(scores[self._entries].max(initial=0)),
            distress=0.0 if self._distress is None else float(scores[self._distress]),
            suffering=0.0 if self._distress is None else self._coverage.explained(content, self._distress),
        )

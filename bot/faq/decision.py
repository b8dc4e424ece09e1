"""What to do with a question, and how it was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Action = Literal["answer", "suggest", "form", "command", "distress", "smalltalk", "none"]


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry and its share of the probability, from 0 to 1."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood, for `--explain`.

    `repair` is "layout", "translit" or "". `mended` maps words as typed to words as read. `known` and
    `explained` are the shares of the content words, by weight, that any phrasing and the best target's phrasings
    have. `contributions` holds, for each of the nearest entries, what each kind of feature adds to its score.
    """

    lang_from: Literal["repair", "words", "interface"]
    repair: str
    mended: Mapping[str, str]
    words: tuple[str, ...]
    stems: tuple[str, ...]
    content: tuple[str, ...]
    known: float
    explained: float
    contributions: Mapping[str, Mapping[str, float]] = field(repr=False)
    rule: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The action for a question, and what it needs.

    `entries` are the nearest entries, at most five, best first, whatever the action. `form`, `command` and
    `smalltalk` hold an id when the action is of that name. `confidence` is the probability that the action is
    right: that the entry answered, one of the first three entries suggested, the command, the form or the small talk
    is what was asked for, that somebody is in danger, or for "none" that there is nothing to answer. `lang` is the
    language to reply in. `parts` has one decision for each question of a message that asks several, and is else
    empty; the message's own decision is that of its first question.
    """

    action: Action
    entries: tuple[Scored, ...]
    form: str | None
    command: str | None
    smalltalk: str | None
    confidence: float
    lang: str
    parts: tuple["Decision", ...]
    reading: Reading

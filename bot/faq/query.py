"""From a message to the query that the index is asked: its words, repaired and mended, and its language."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.faq.language import Language
from bot.faq.repair import Repair
from bot.faq.spelling import Spelling
from bot.faq.text import Normaliser, chunks
from bot.faq.vocabulary import Vocabulary

# Votes: the frame of a question tells its language better than the terms in it, and its first word best.
_FRAME, _FIRST = 3, 3


@dataclass(frozen=True, slots=True)
class Query:
    """The words of a message, the language to reply in, and what was repaired (see `Reading`)."""

    words: tuple[str, ...]
    lang: str
    lang_from: Literal["repair", "words", "interface"]
    repair: str
    mended: Mapping[str, str]


class QueryParser:
    """Turns messages into queries in words that the index knows, as far as that can be done."""

    def __init__(self, languages: Mapping[str, Language], vocabulary: Vocabulary, normalise: Normaliser) -> None:
        self._normalise = normalise
        self._vocabulary = vocabulary
        self._repair = Repair(languages, vocabulary)
        self._spelling = Spelling(vocabulary)

    def __call__(self, text: str, lang: str) -> Query:
        """Parse `text`; `lang` is its language when it shows none."""
        typed = self._repair(chunks(self._normalise(text)))
        words, mended = self._spelling.mend(typed.words)
        if shown := self._language(words):
            return Query(tuple(words), shown, "repair" if shown == typed.lang else "words", typed.repair, mended)
        return Query(tuple(words), lang, "interface", typed.repair, mended)

    def _language(self, words: Sequence[str]) -> str | None:
        """Return the language with the most votes; words of several languages have none."""
        votes: Counter[str] = Counter()
        for place, word in enumerate(words):
            if code := self._vocabulary.only_language(word):
                frame = _FRAME if word in self._vocabulary.stop_words else 1
                votes[code] += frame * (1 if place else _FIRST)
        return votes.most_common(1)[0][0] if votes else None

"""How something is worded: what makes two wordings one, and which are fit to be phrasings."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from math import log

from bot.content import Content
from bot.faq.learn import languages, phrasings
from bot.faq.query import QueryParser
from bot.faq.text import Normaliser, chunks, words
from bot.faq.vocabulary import Vocabulary

LONGEST = 120
"""Characters of a phrasing: what is longer tells a story, and teaches the words of the story."""

_MASKS = ("[e-mail]", "[phone]")
_FEWEST = 2


def plain(text: str) -> str:
    """Return a text as one line of visible characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


class Wordings:
    """What the content says already, known by its words: case, punctuation and folded letters aside."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._normalise = Normaliser(language.folds for language in languages(content).values())
        self._targets = {self.key(said.text): said.target for said in phrasings(content)}

    def key(self, text: str) -> str:
        """Return the words of a text, which are the same for every way to write them."""
        folded = self._normalise(text).casefold()
        return " ".join("".join(char if char.isalnum() else " " for char in folded).split())

    @cached_property
    def _reading(self) -> tuple[QueryParser, Vocabulary, Mapping[str, float]]:
        """What the matcher reads with; to make it is quick beside learning which entry is meant."""
        known = languages(self._content)
        texts = [(said.lang, words(" ".join(chunks(self._normalise(said.text))))) for said in phrasings(self._content)]
        vocabulary = Vocabulary(known, texts)
        having = Counter(stem for _, said in texts for stem in {vocabulary.stem(word) for word in said})
        weights = {stem: log(1 + len(texts) / (1 + count)) for stem, count in having.items()}
        return QueryParser(known, vocabulary, self._normalise), vocabulary, weights

    def weigh(self, stem: str) -> float:
        """Return how much a stem tells: little when many phrasings have it, most when none has."""
        _, _, weights = self._reading
        return weights.get(stem, log(1 + len(self._targets)))

    def stems(self, text: str, language: str) -> frozenset[str]:
        """Return the stems of what a text is about, read as the matcher does: its words repaired and mended."""
        parse, vocabulary, _ = self._reading
        read = parse(text, language).words
        about = [word for word in read if word not in vocabulary.stop_words]
        return frozenset(map(vocabulary.stem, about or read))

    def unfit(self, text: str) -> str:
        """Say what keeps a text from being a new phrasing; empty when nothing does."""
        key = self.key(text)
        if target := self._targets.get(key):
            return f"it stands in {target} already"
        if len(key.split()) < _FEWEST:
            return "one word is too short"
        if len(text) > LONGEST:
            return f"it is longer than {LONGEST} characters"
        parse, vocabulary, _ = self._reading
        if not any(word not in vocabulary.stop_words for word in parse(text, self._content.languages[0]).words):
            return "it says nothing without what was said before it"
        if any(mask in text for mask in _MASKS):
            return "it names somebody's address or number"
        return ""

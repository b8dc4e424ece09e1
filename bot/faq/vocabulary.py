"""The words the index knows, what they mean, and which language each belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from Stemmer import Stemmer

from bot.faq.language import Language

_REMEMBERED = 20_000  # words whose stems are kept at hand: stemming is what a question would spend most on


class Vocabulary:
    """The words of all phrasings and all word data, by language.

    A word is known when its stem is: an ending that no phrasing has does not make a word strange.
    """

    def __init__(self, languages: Mapping[str, Language], texts: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Take `texts` as pairs of a language's code and the words of one phrasing in it."""
        self.stem = lru_cache(_REMEMBERED)(self._stem)
        self._scripts = [(language.letters, Stemmer(language.stemmer)) for language in languages.values()]
        self._stop_words = {code: language.stop_words for code, language in languages.items()}
        self.stop_words = frozenset().union(*self._stop_words.values())
        self.forms = {code: set(words) for code, words in self._stop_words.items()}
        for code, words in texts:
            self.forms[code].update(words)
        self._stems = {
            code: {self.stem(form) for form in forms if form not in self.stop_words}
            for code, forms in self.forms.items()
        }
        self._meanings: dict[str, list[str]] = defaultdict(list)
        for code, language in languages.items():
            self._stems[code].update(map(self.stem, language.common_words))
            for meaning, members in language.meanings.items():
                stems = sorted(set(map(self.stem, members)))
                self._stems[code].update(stems)
                for stem in stems:
                    self._meanings[stem].append(meaning)

    def _stem(self, word: str) -> str:
        """Return the stem of `word` in the first language whose letters it is written in."""
        for letters, stemmer in self._scripts:
            if word[0] in letters:
                return str(stemmer.stemWord(word))
        return word

    def meanings(self, stem: str) -> list[str]:
        """Return the names of the meanings a stem has."""
        return self._meanings.get(stem, [])

    def knows(self, word: str, code: str) -> bool:
        """Whether the language `code` has `word`."""
        return word in self._stop_words[code] or self.stem(word) in self._stems[code]

    def knows_somewhere(self, word: str) -> bool:
        """Whether any language has `word`."""
        return any(self.knows(word, code) for code in self.forms)

    def only_language(self, word: str) -> str | None:
        """Return the code of the language of `word`: the one that has it, or whose letters alone it is written in."""
        if not word[0].isalpha():
            return None
        having = [code for code in self.forms if self.knows(word, code)]
        if having:
            return having[0] if len(having) == 1 else None
        writing = [code for code, (letters, _) in zip(self.forms, self._scripts, strict=True) if word[0] in letters]
        return writing[0] if len(writing) == 1 else None

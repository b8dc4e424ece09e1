"""Text typed with the wrong keyboard or in the wrong letters, read as what was meant."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from bot.faq.language import KEYS, Language
from bot.faq.text import MAX_WORDS, words
from bot.faq.vocabulary import Vocabulary

# Characters that the same keys give with Shift held: layout repair reads them as the keys.
_SHIFTED = str.maketrans('{}:"<>~', "[];',.`")
# Letters of a word that is strange as typed and known as repaired, and of a stop word of that sort: no accident.
_LONG, _SHORT = 4, 3
_PUNCTUATION = ".,;:!?'\""


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a text, and in what way they had been typed: "layout", "translit" or "" for plainly."""

    words: tuple[str, ...]
    lang: str | None
    repair: str


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of mistyping a language: `candidates` gives what a chunk may have been meant to be, likeliest first."""

    name: str
    lang: str
    candidates: Callable[[str], Iterator[list[str]]]


class Repair:
    """Undoes keyboard layout and transliteration where that turns strange words into known ones."""

    def __init__(self, languages: Mapping[str, Language], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._ways = [
            _Way("layout", meant.code, _layout(typed, meant))
            for typed, meant in permutations(languages.values(), 2)
            if typed.letters.isdisjoint(meant.letters)
        ]
        self._ways += [
            _Way("translit", language.code, _Transliteration(language, vocabulary).candidates)
            for language in languages.values()
            if language.romanise
        ]

    def __call__(self, chunks: list[str]) -> Typed:
        """Return the words of `chunks`; a way of mistyping is undone when it explains more than it spoils."""
        typed = [words(chunk) for chunk in chunks]
        plain = [bool(tokens) and self._known_anywhere(tokens) for tokens in typed]
        if all(plain):
            return Typed(_flat(typed), None, "")
        attempts = [self._undo(way, chunks, typed, plain) for way in self._ways]
        best = max(attempts, key=lambda attempt: attempt[0])
        return best[1] if best[0] > 0 else Typed(_flat(typed), None, "")

    def _undo(self, way: _Way, chunks: list[str], typed: list[list[str]], plain: list[bool]) -> tuple[int, Typed]:
        """Return how many chunks became known, and the text with this way of mistyping undone."""
        meant = [self._meant(way, chunk) for chunk in chunks]
        rows = list(zip(typed, plain, meant, strict=True))
        gained = [known and not as_typed for _, as_typed, (_, known) in rows]
        spoilt = sum(as_typed and not known for _, as_typed, (_, known) in rows)
        throughout = sum(gained) > spoilt
        result: list[list[str]] = []
        mended = 0
        for (tokens, as_typed, (repaired, known)), gain in zip(rows, gained, strict=True):
            certain = gain and self._tells(repaired, alone=not throughout and spoilt > 0)
            mended += certain
            wanted = (known or not as_typed) if throughout else certain
            result.append(repaired if repaired and wanted else tokens)
        return mended, Typed(_flat(result), way.lang, way.name)

    def _tells(self, repaired: list[str], *, alone: bool) -> bool:
        """Whether it is no accident that these are known words: they are long, or hold a question together.

        Short words that stand `alone` among words known as they were typed hold nothing together: "teh" is "the".
        """
        stop_words = self._vocabulary.stop_words
        return any(
            len(word) >= _LONG or (not alone and len(word) >= _SHORT and word in stop_words) for word in repaired
        )

    def _meant(self, way: _Way, chunk: str) -> tuple[list[str], bool]:
        """Return the words that `chunk` was meant to be, typed in this way, and whether the language knows them all."""
        first: list[str] = []
        for candidate in way.candidates(chunk):
            if candidate and all(self._vocabulary.knows(word, way.lang) for word in candidate):
                return candidate, True
            first = first or candidate
        return first, False

    def _known_anywhere(self, tokens: list[str]) -> bool:
        return all(self._vocabulary.knows_somewhere(word) for word in tokens)


def _flat(lists: list[list[str]]) -> tuple[str, ...]:
    return tuple(word for tokens in lists for word in tokens)[:MAX_WORDS]


def _layout(typed: Language, meant: Language) -> Callable[[str], Iterator[list[str]]]:
    """Return what gives the candidates of a chunk typed on the keyboard of `typed` and meant for that of `meant`."""
    table = str.maketrans(dict(zip(typed.keyboard, meant.keyboard, strict=True)))
    letters = typed.letters

    def candidates(chunk: str) -> Iterator[list[str]]:
        if letters.isdisjoint(chunk):
            return
        keys = chunk.translate(_SHIFTED) if typed.keyboard == KEYS else chunk
        # The last full stop may be one, or the key of a letter.
        yield words(keys.rstrip(_PUNCTUATION).translate(table))
        yield words(keys.translate(table))

    return candidates


class _Transliteration:
    """Undoes Latin spellings of a language that is written in other letters."""

    def __init__(self, language: Language, vocabulary: Vocabulary) -> None:
        self._language = language
        self._known = {self._key(self._romanised(form)): form for form in sorted(vocabulary.forms[language.code])}
        # Backwards, the longest spellings first, so that "shch" is not read as "s" and "hch".
        spelt = {spelling: letter for letter, spelling in reversed(list(language.romanise.items())) if spelling}
        self._letters = sorted(spelt.items(), key=lambda pair: -len(pair[0]))

    def candidates(self, chunk: str) -> Iterator[list[str]]:
        """Yield the words of a chunk in Latin letters, as known words or else letter by letter."""
        if not chunk.isascii() or not any(letter.isalpha() for letter in chunk):
            return
        tokens = words(chunk)
        yield [self._word(token) for token in tokens]

    def _word(self, token: str) -> str:
        for written, meant in (("", ""), *self._language.second_readings):
            if known := self._known.get(self._key(token.replace(written, meant) if written else token)):
                return known
        return self._spelt(token)

    def _spelt(self, token: str) -> str:
        for spelling, letter in self._letters:
            token = token.replace(spelling, letter)
        return token

    def _romanised(self, word: str) -> str:
        return "".join(self._language.romanise.get(letter, letter) for letter in word)

    def _key(self, latin: str) -> str:
        for spelling, plain in self._language.spellings:
            latin = latin.replace(spelling, plain)
        return latin

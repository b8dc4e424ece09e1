"""Words nobody knows, mended into words the index knows."""

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.faq.vocabulary import Vocabulary

MAX_MENDED = 12  # words of one question that are looked at; bounds the work
_MIN_LENGTH = 4  # shorter words have too many neighbours
_TWO_EDITS = 8  # letters from which a word may have two mistakes: below, real words are that close together
_WRONG_FIRST = 6  # letters from which the first one may be the mistake
_MIN_GLUED = 7  # letters of two words typed without a space
_MIN_PART = 2  # letters of one of them
_MIN_JOINED = 6  # letters of one word typed with a space


class Spelling:
    """Finds the known words that strange ones were meant to be."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._forms = frozenset().union(*vocabulary.forms.values())
        buckets: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self._forms):
            if len(form) >= _MIN_LENGTH:
                for key in _keys(form):
                    buckets[key].append(form)
        self._buckets = dict(buckets)

    def mend(self, words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
        """Return the words with strange ones mended, joined or taken apart, and what was made of what."""
        mended: dict[str, str] = {}
        result: list[str] = []
        rest = list(reversed(words))
        tried = 0
        while rest:
            word = rest.pop()
            if self._vocabulary.knows_somewhere(word) or tried >= MAX_MENDED:
                result.append(word)
                continue
            tried += 1
            if rest and self._is_one_word(word + rest[-1]):
                pair = f"{word} {rest.pop()}"
                mended[pair] = pair.replace(" ", "")
                result.append(mended[pair])
            elif result and self._is_one_word(result[-1] + word):
                pair = f"{result.pop()} {word}"
                mended[pair] = pair.replace(" ", "")
                result.append(mended[pair])
            elif len(word) >= _MIN_LENGTH and word.isalpha() and (meant := self._meant(word)):
                mended[word] = " ".join(meant)
                result.extend(meant)
            else:
                result.append(word)
        return result, mended

    def _is_one_word(self, joined: str) -> bool:
        return len(joined) >= _MIN_JOINED and joined in self._forms

    def _meant(self, word: str) -> list[str]:
        nearest = self._nearest(word)
        return [nearest] if nearest else self._taken_apart(word)

    def _nearest(self, word: str) -> str | None:
        """Return the closest known word: the fewest edits decide, then the same length, then the alphabet."""
        edits = 1 if len(word) < _TWO_EDITS else 2
        found: list[tuple[float, int, str]] = []
        for key in _keys(word):
            choices = self._buckets.get(key, [])
            for match, distance, _ in process.extract(word, choices, scorer=OSA.distance, score_cutoff=edits):
                if match[0] == word[0] or len(word) >= _WRONG_FIRST:
                    found.append((distance, abs(len(match) - len(word)), match))
        return min(found)[2] if found else None

    def _taken_apart(self, word: str) -> list[str]:
        """Return the fewest known words that make up `word`, or nothing."""
        if len(word) < _MIN_GLUED:
            return []
        best: list[list[str] | None] = [[], *([None] * len(word))]
        for end in range(_MIN_PART, len(word) + 1):
            for start in range(end - _MIN_PART, -1, -1):
                before = best[start]
                if before is not None and word[start:end] in self._forms:
                    fewest = best[end]
                    if fewest is None or len(before) + 1 < len(fewest):
                        best[end] = [*before, word[start:end]]
        parts = best[-1] or []
        return parts if any(len(part) >= _MIN_LENGTH for part in parts) else []


def _keys(word: str) -> tuple[str, str]:
    """Return what a word and its misspelling share: the first letter, or the ending when that is the mistake."""
    return f"{word[0]}-", f"-{word[-3:]}"

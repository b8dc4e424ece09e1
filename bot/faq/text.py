"""From a message to the words in it. Every step is linear in the length of the text."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

MAX_CHARACTERS = 4096  # Telegram's limit for one message
MAX_WORDS = 200  # more than any question has; bounds what a question can cost
MAX_LETTERS = 32  # of one word
MAX_CHUNK = 128  # characters without a space
MAX_SENTENCES = 64  # that are looked at one by one
MAX_PARTS = 3  # questions answered of one message

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_QUESTION_END = re.compile(r"(?<=[?!])\s+|\n+|(?<=[^\W\d]\.)\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+|\n+")
_NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s+")
_OF_ADDRESSES = ("://", "@", "www.")
# Apostrophes become one; accents set over a letter and invisible characters go.
_MARKS: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "’ʼ‘`´"), "'"),
    **dict.fromkeys(range(0x300, 0x370)),
    **dict.fromkeys(range(0x200B, 0x2010)),
    0xAD: None,
}


class Normaliser:
    """One form for letters that are typed in several ways."""

    def __init__(self, folds: Iterable[Mapping[str, str]]) -> None:
        pairs = {ord(letter): read for fold in folds for letter, read in fold.items()}
        self._table = {**{mark: read for mark, read in _MARKS.items() if mark != ord("`")}, **pairs}

    def __call__(self, text: str) -> str:
        """Return `text` in compatibility form, in lower case, with each letter folded; at most 4096 characters."""
        composed = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).lower()
        return composed.translate(self._table)[:MAX_CHARACTERS]


def chunks(text: str) -> list[str]:
    """Return what stands between the spaces of `text`, without addresses of sites, people and mailboxes."""
    apart = text.split()
    if any(sign in text for sign in _OF_ADDRESSES):
        apart = [chunk for chunk in apart if not ("://" in chunk or "@" in chunk or chunk.startswith("www."))]
    return [chunk[:MAX_CHUNK] for chunk in apart[:MAX_WORDS]]


def words(text: str) -> list[str]:
    """Return the words of `text`: runs of letters and digits of any script, each cut at 32 letters."""
    return [word[:MAX_LETTERS] for word in _WORD.findall(text)]


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`, each line by itself; what comes after many of them stays together."""
    *some, rest = _SENTENCE_END.split(text[:MAX_CHARACTERS], MAX_SENTENCES - 1)
    return [sentence for sentence in (*some, rest) if _WORD.search(sentence)]


def questions(text: str) -> list[str]:
    """Return the questions of a message that asks several, in their order; a message with one comes back whole.

    Several means: two sentences or more that each end in a question mark, or a list numbered from one.
    """
    text = text[:MAX_CHARACTERS]
    numbers = list(_NUMBER.finditer(text))
    if [number[1] for number in numbers[:2]] == ["1", "2"]:
        ends = [number.start() for number in numbers[1:]] + [len(text)]
        return [text[number.end() : end] for number, end in zip(numbers, ends, strict=True)][:MAX_PARTS]
    parts: list[str] = []
    lead: list[str] = []
    for sentence in _QUESTION_END.split(text):
        lead.append(sentence)
        if sentence.rstrip().endswith("?") and _WORD.search(sentence):
            parts.append(" ".join(lead))
            lead = []
    return parts[:MAX_PARTS] if len(parts) > 1 else [text]

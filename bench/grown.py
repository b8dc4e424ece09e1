"""More phrasings than anybody has written, made of the shipped ones, to see how matchers grow.

The first targets keep some shipped phrasings. Each further target takes the phrasings of a shipped one and reads half
of its words as words of its own, coined from the halves of two known ones; so the words grow with the targets. The
phrasings of one target are then swapped words and dropped words of each other. The same numbers give the same result.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle

from bot.faq import Phrasing

PER_TARGET = 30  # phrasings, in all languages together
_OWN = 0.5  # share of the words of a new target that are its own
_SWAPPED, _DROPPED = 0.15, 0.1  # of the words of a phrasing
_MIN_COINED = 5  # letters of a word that is replaced

Sayings = dict[str, list[list[str]]]  # the words of phrasings by language


def grown(shipped: Sequence[Phrasing], size: int) -> list[Phrasing]:
    """Return `size` phrasings, thirty of each target at most, the shipped ones first."""
    rng = random.Random(size)
    sayings = _by_target(shipped)
    made = [Phrasing(name, code, " ".join(said)) for name in sayings for code, said in _some(sayings[name], rng)]
    words = {
        code: sorted({w for one in sayings.values() for said in one.get(code, ()) for w in said})
        for code in sorted({phrasing.lang for phrasing in shipped})
    }
    for number, name in enumerate(cycle(sayings)):
        if len(made) >= size:
            break
        read_as = {code: _coined(sayings[name].get(code, []), known, rng) for code, known in words.items()}
        own = {
            code: [[read_as[code].get(word, word) for word in said] for said in one]
            for code, one in sayings[name].items()
        }
        made += [Phrasing(f"{name}-{number}", code, " ".join(said)) for code, said in _some(own, rng)]
    return made[:size]


def _by_target(shipped: Sequence[Phrasing]) -> dict[str, Sayings]:
    found: dict[str, Sayings] = defaultdict(lambda: defaultdict(list))
    for phrasing in shipped:
        found[phrasing.target][phrasing.lang].append(phrasing.text.lower().split())
    return dict(found)


def _some(sayings: Sayings, rng: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Yield as many phrasings as a target has: those there are, and varied ones if they are too few."""
    each = PER_TARGET // len(sayings)
    for code, said in sayings.items():
        yield from ((code, one) for one in said[:each])
        yield from ((code, _varied(rng.choice(said), rng.choice(said), rng)) for _ in range(each - len(said)))


def _varied(said: Sequence[str], other: Sequence[str], rng: random.Random) -> list[str]:
    """Return `said` with some words dropped and some taken from `other`."""
    kept = [rng.choice(other) if rng.random() < _SWAPPED else word for word in said if rng.random() >= _DROPPED]
    return kept or list(said)


def _coined(sayings: Sequence[Sequence[str]], known: Sequence[str], rng: random.Random) -> Mapping[str, str]:
    """Return what half of the longer words are read as: the start of one known word and the end of another."""
    longer = sorted({word for said in sayings for word in said if len(word) >= _MIN_COINED})
    own = (word for word in longer if rng.random() < _OWN)
    return {word: _half(rng.choice(known), 0) + _half(rng.choice(known), 1) for word in own}


def _half(word: str, which: int) -> str:
    middle = (len(word) + 1) // 2
    return word[middle:] if which else word[:middle]

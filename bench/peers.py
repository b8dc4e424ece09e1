"""Matchers that others use for such questions, each learned from the same phrasings as ours.

Each builder takes the phrasings and returns what ranks targets for a text, best first, with how sure it is of each:
a score that the bench finds a threshold for. A library is imported when its builder runs, so that the others do not
pay for it; they are the extra `bench` of pyproject.toml.
"""

import heapq
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from operator import itemgetter
from typing import Any

from rapidfuzz import fuzz, process, utils
from Stemmer import Stemmer

from bot.faq import Phrasing

Ranked = Sequence[tuple[str, float]]
Rank = Callable[[str], Ranked]

FIRST = 20  # phrasings that are looked through for the first entry
_WORD = re.compile(r"\w+")
_STEMMERS = Stemmer("english"), Stemmer("russian")


def rapidfuzz_peer(scorer: Callable[..., float], said: Sequence[Phrasing]) -> Rank:
    """Rank by `rapidfuzz.process.extract` over phrasings that are prepared once."""
    texts = [utils.default_process(one.text) for one in said]

    def rank(text: str) -> Ranked:
        found = process.extract(utils.default_process(text), texts, scorer=scorer, limit=FIRST)
        return [(said[place].target, ratio) for _, ratio, place in found]

    return rank


def rules_bot_peer(said: Sequence[Phrasing]) -> Rank:
    """Rank as rules-bot of python-telegram-bot does (components/search.py): all are scored, and the best are kept."""
    ratio = import_module("thefuzz.fuzz").token_set_ratio

    def rank(text: str) -> Ranked:
        scored = ((ratio(one.text, text), one.target) for one in said)
        return [(target, score) for score, target in heapq.nlargest(FIRST, scored, key=itemgetter(0))]

    return rank


def stems(text: str) -> list[str]:
    """Return the Snowball stems of the words of `text`, English or Russian by their letters."""
    return [_STEMMERS[not word.isascii()].stemWord(word) for word in _WORD.findall(text.lower())]


def bm25_peer(said: Sequence[Phrasing]) -> Rank:
    """Rank by bm25s over stems."""
    bm25s = import_module("bm25s")
    index = bm25s.BM25()
    index.index([stems(one.text) for one in said], show_progress=False)

    def rank(text: str) -> Ranked:
        known = [stem for stem in stems(text) if stem in index.vocab_dict]
        if not known:
            return []
        places, scores = index.retrieve([known], k=min(FIRST, len(said)), show_progress=False)
        return [(said[place].target, float(score)) for place, score in zip(places[0], scores[0], strict=True)]

    return rank


def regression_peer(said: Sequence[Phrasing]) -> Rank:
    """Rank by logistic regression over TF-IDF of stems (1-2) and letters (2-5), as scikit-learn's users do."""
    text = import_module("sklearn.feature_extraction.text")
    join = import_module("sklearn.pipeline")
    linear = import_module("sklearn.linear_model")
    words = text.TfidfVectorizer(tokenizer=stems, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True)
    letters = text.TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)
    features = join.make_union(words, letters)
    model: Any = linear.LogisticRegression(C=10, tol=1e-3)
    model.fit(features.fit_transform([one.text for one in said]), [one.target for one in said])

    def rank(asked: str) -> Ranked:
        shares = model.predict_proba(features.transform([asked]))[0]
        best = shares.argsort()[::-1][:FIRST]
        return [(str(model.classes_[place]), float(shares[place])) for place in best]

    return rank


PEERS: Mapping[str, Callable[[Sequence[Phrasing]], Rank]] = {
    "rapidfuzz `token_set_ratio`": partial(rapidfuzz_peer, fuzz.token_set_ratio),
    "rapidfuzz `WRatio`": partial(rapidfuzz_peer, fuzz.WRatio),
    "thefuzz as in rules-bot": rules_bot_peer,
    "bm25s": bm25_peer,
    "TF-IDF + logistic regression": regression_peer,
}

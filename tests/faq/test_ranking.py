import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.content import Content
from bot.faq import ranking, ridge
from bot.faq.features import Features, Occurrences
from bot.faq.learn import languages as learned_languages
from bot.faq.ranking import NEGLIGIBLE, Ranking
from bot.faq.ridge import RIDGE, TOLERANCE
from bot.faq.vocabulary import Vocabulary

DOCUMENTS = ["what is a pledge", "pledge definition", "update a pledge", "who is a champion", "list of champions", "is"]
TARGETS = np.array([0, 0, 1, 2, 3, 3], dtype=np.int32)

Table = NDArray[np.float64]


@pytest.fixture(scope="module")
def features(content: Content) -> Features:
    languages = learned_languages(content)
    documents = [text.split() for text in DOCUMENTS]
    return Features(Vocabulary(languages, [("en", words) for words in documents]))


@pytest.fixture(scope="module")
def learned(features: Features) -> Occurrences:
    return features.learn([text.split() for text in DOCUMENTS], TARGETS)


def dense(learned: Occurrences, width: int) -> Table:
    matrix = np.zeros((len(learned.starts) - 1, width))
    matrix[np.repeat(np.arange(len(matrix)), np.diff(learned.starts)), learned.features] = learned.weights
    return matrix


def sparse(rows: Table) -> Occurrences:
    documents, features = np.nonzero(rows)
    starts = np.searchsorted(documents, np.arange(len(rows) + 1))
    return Occurrences(starts, features.astype(np.int32), rows[documents, features].astype(np.float32))


def random_rows(seed: int, size: int, width: int) -> Table:
    """Return rows of length one, as phrasings have, of which one in twenty is empty."""
    rng = np.random.default_rng(seed)
    rows = rng.random((size, width)) * (rng.random((size, width)) < 0.2) * (rng.random((size, 1)) < 0.95)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def random_targets(seed: int, size: int, kinds: int) -> NDArray[np.int32]:
    """Return numbers of targets, each of which has a phrasing."""
    numbers = np.unique(np.random.default_rng(seed).integers(0, kinds, size), return_inverse=True)[1]
    return numbers.astype(np.int32)


def exact(rows: Table, targets: NDArray[np.int32]) -> Table:
    """Return the scores of `rows` by the formula of ridge regression."""
    kernel = rows @ rows.T
    wanted = np.eye(int(targets.max()) + 1)[targets]
    return np.asarray(kernel @ np.linalg.solve(kernel + RIDGE * np.eye(len(rows)), wanted))


def scores(learned: Ranking, rows: Table) -> Table:
    asked = [(row, np.flatnonzero(row).astype(np.int32)) for row in rows]
    return np.array([learned.scores(ids, row[ids].astype(np.float32)) for row, ids in asked])


def test_a_document_and_the_same_words_asked_have_the_same_features(features: Features, learned: Occurrences) -> None:
    rows = dense(learned, features.width)
    for row, text in zip(rows, DOCUMENTS, strict=True):
        asked = np.zeros(features.width)
        for ids, weights in features.vectors(text.split()).values():
            asked[ids] = weights
        assert asked == pytest.approx(row, abs=1e-6)


def test_a_word_of_few_targets_weighs_more_than_one_of_all(features: Features, learned: Occurrences) -> None:
    rows = dense(learned, features.width)
    vectors = {word: features.vectors([word])["stems"][0] for word in ("pledge", "is")}
    pledge, usual = (rows[0, ids].sum() for ids in vectors.values())
    assert pledge > usual > 0


def test_words_are_scored_as_ridge_regression_scores_them(
    features: Features, learned: Occurrences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ridge, "TOLERANCE", 1e-4)
    rows = dense(learned, features.width)
    found = scores(Ranking(learned, features.width, TARGETS), rows)
    assert found == pytest.approx(exact(rows, TARGETS), abs=0.05)


@settings(deadline=None)
@given(seed=st.integers(0, 999), size=st.integers(2, 300), width=st.integers(1, 80), kinds=st.integers(1, 70))
def test_the_ridge_regression_that_is_stopped_late_is_exact(seed: int, size: int, width: int, kinds: int) -> None:
    rows, targets = random_rows(seed, size, width), random_targets(seed, size, kinds)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ridge, "TOLERANCE", 1e-4)
        found = scores(Ranking(sparse(rows), width, targets), rows)
    assert found == pytest.approx(exact(rows, targets), abs=NEGLIGIBLE * np.sqrt(width))


@settings(deadline=None)
@given(seed=st.integers(0, 999), size=st.integers(2, 300), width=st.integers(1, 80), kinds=st.integers(1, 70))
def test_stopping_earlier_moves_scores_little(seed: int, size: int, width: int, kinds: int) -> None:
    rows, targets = random_rows(seed, size, width), random_targets(seed, size, kinds)
    moved = scores(Ranking(sparse(rows), width, targets), rows) - exact(rows, targets)
    assert np.sqrt(np.mean(moved**2)) < TOLERANCE


def test_targets_that_are_learned_in_parts_rank_their_own_phrasings_first(monkeypatch: pytest.MonkeyPatch) -> None:
    targets = np.repeat(np.arange(60, dtype=np.int32), 5)
    rows = random_rows(3, len(targets), 200) * 0.3
    rows[np.arange(len(targets)), targets] = 1  # a word of its own for each target
    monkeypatch.setattr(ranking, "SAMPLED", 100)
    monkeypatch.setattr(ranking, "LEAST", 50)
    found = scores(Ranking(sparse(rows), 200, targets), rows)
    assert np.array_equal(found.argmax(axis=1), targets)


def test_nothing_known_scores_nothing(features: Features, learned: Occurrences) -> None:
    nothing = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    assert not Ranking(learned, features.width, TARGETS).scores(*nothing).any()

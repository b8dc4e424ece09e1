import numpy as np
import pytest

from bot.content import Content
from bot.faq.features import Features, Occurrences
from bot.faq.learn import languages as learned_languages
from bot.faq.ranking import RIDGE, Ranking
from bot.faq.vocabulary import Vocabulary

DOCUMENTS = ["what is a pledge", "pledge definition", "update a pledge", "who is a champion", "list of champions", "is"]
TARGETS = np.array([0, 0, 1, 2, 3, 3], dtype=np.int32)


@pytest.fixture(scope="module")
def features(content: Content) -> Features:
    languages = learned_languages(content)
    documents = [text.split() for text in DOCUMENTS]
    return Features(Vocabulary(languages, [("en", words) for words in documents]))


@pytest.fixture(scope="module")
def learned(features: Features) -> Occurrences:
    return features.learn([text.split() for text in DOCUMENTS], TARGETS)


def dense(learned: Occurrences, width: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    matrix = np.zeros((len(DOCUMENTS), width))
    matrix[learned.documents, learned.features] = learned.weights
    return matrix


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


def test_weights_are_those_of_ridge_regression(features: Features, learned: Occurrences) -> None:
    rows = dense(learned, features.width)
    wanted = np.eye(4)[TARGETS]
    expected = rows.T @ np.linalg.solve(rows @ rows.T + RIDGE * np.eye(len(rows)), wanted)
    ranking = Ranking(learned, features.width, TARGETS)
    ids = np.arange(features.width, dtype=np.int32)
    for number in ids:
        scores = ranking.scores(ids[number : number + 1], np.ones(1, dtype=np.float32))
        assert scores == pytest.approx(expected[number], abs=1e-5)


def test_more_phrasings_than_a_block_are_solved_alike() -> None:
    rng = np.random.default_rng(7)
    size, width = 600, 50
    rows = rng.random((size, width), dtype=np.float32) * (rng.random((size, width)) < 0.2)
    rows[:, 0] = 1
    rows[0, :] = 1
    targets = rng.integers(0, 5, size).astype(np.int32)
    documents, features = np.nonzero(rows)
    weights = rows[documents, features].astype(np.float32)
    given = Occurrences(documents.astype(np.int32), features.astype(np.int32), weights)
    expected = rows.T @ np.linalg.solve(rows @ rows.T + RIDGE * np.eye(size), np.eye(5)[targets])
    found = Ranking(given, width, targets).scores(np.arange(1, dtype=np.int32), np.ones(1, dtype=np.float32))
    assert found == pytest.approx(expected[0], abs=1e-3)

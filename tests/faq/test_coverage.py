import pytest

from bot.content import Content
from bot.faq.coverage import Coverage
from bot.faq.learn import languages as learned_languages
from bot.faq.vocabulary import Vocabulary

PLEDGE, CHAMPION = 0, 1
SAID = [("what is a pledge", PLEDGE), ("pledge definition", PLEDGE), ("how long does a champion serve", CHAMPION)]


@pytest.fixture(scope="module")
def coverage(content: Content) -> Coverage:
    languages = learned_languages(content)
    documents = [text.split() for text, _ in SAID]
    vocabulary = Vocabulary(languages, [("en", words) for words in documents])
    return Coverage(vocabulary, documents, [target for _, target in SAID], set())


def test_strange_words_lower_the_known_share(coverage: Coverage) -> None:
    assert coverage.known(["pledge"]) == 1
    assert 0 < coverage.known(["pledge", "zeppelin"]) < coverage.known(["pledge", "weather"]) < 1
    assert coverage.known([]) == 0


def test_a_target_explains_its_own_words_and_others_of_their_meaning(coverage: Coverage) -> None:
    assert coverage.explained(["pledge"], PLEDGE) == 1
    assert coverage.explained(["pledge"], CHAMPION) == 0
    assert 0 < coverage.explained(["обещание"], PLEDGE) < 1


def test_a_question_says_what_a_phrasing_of_one_target_says(coverage: Coverage) -> None:
    assert coverage.sayer(["how", "long", "does", "a", "champion", "serve"]) == CHAMPION
    assert coverage.sayer(["how", "long", "does", "this", "champion", "serve"]) is None
    assert coverage.sayer(["what", "is", "a", "pledge"]) == PLEDGE
    assert coverage.sayer(["the", "definition", "of", "pledges"]) == PLEDGE
    assert coverage.sayer(["pledge"]) is None

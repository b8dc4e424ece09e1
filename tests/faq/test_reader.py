from collections.abc import Callable

import pytest

from bot.content import Content
from bot.faq import Phrasing
from bot.faq.learn import languages as learned_languages
from bot.faq.learn import phrasings
from bot.faq.reader import Read, Reader
from bot.faq.text import Normaliser, chunks, words
from bot.faq.vocabulary import Vocabulary

Reading = Callable[..., Read]


@pytest.fixture(scope="module")
def read(content: Content) -> Reading:
    known = learned_languages(content)
    normalise = Normaliser(language.folds for language in known.values())

    def taken(said: Phrasing) -> list[str]:
        return words(" ".join(chunks(normalise(said.text))))

    said = [one for one in phrasings(content) if ":" not in one.target]
    reader = Reader(known, Vocabulary(known, [(one.lang, taken(one)) for one in said]), normalise)
    return lambda text, lang="ru": reader(text, lang)


@pytest.mark.parametrize(
    ("typed", "meant", "lang"),
    [
        ("rfr gjlfnm j,zpfntkmcndj?", "как подать обязательство", "ru"),
        ("RFR GJLFNM J<ZPFNTKMCNDJ", "как подать обязательство", "ru"),
        ("рщц ещ ыгиьше ф здувпу", "how to submit a pledge", "en"),
        ("kak podat obyazatelstvo", "как подать обязательство", "ru"),
        ("chto takoe objazatelstvo", "что такое обязательство", "ru"),
        ("4to takoe globalnyj dogovor", "что такое глобальный договор", "ru"),
        ("kak submit pledge", "как submit pledge", "ru"),
    ],
)
def test_the_wrong_keyboard_and_the_wrong_letters_are_read_as_meant(
    read: Reading, typed: str, meant: str, lang: str
) -> None:
    found = read(typed)
    assert " ".join(found.words) == meant
    assert found.lang == lang
    assert found.repair


@pytest.mark.parametrize(
    "plain",
    [
        "how do we submit a pledge to the network",
        "как подать обязательство по gcm",
        "что такое imrf",
        "does ouagadougou sit on the committee",
        "кто такой свопщук",
    ],
)
def test_what_is_typed_plainly_stays(read: Reading, plain: str) -> None:
    found = read(plain)
    assert " ".join(found.words) == plain
    assert not found.repair


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("что такое обезательство", "что такое обязательство"),
        ("как подать обязатлеьство", "как подать обязательство"),
        ("how to sumbit a pleldge", "how to submit a pledge"),
        ("какподать обязательство", "как подать обязательство"),
        ("как податьобязательство", "как подать обязательство"),
        ("как подать обяза тельство", "как подать обязательство"),
        ("champoin countries", "champion countries"),
    ],
)
def test_misspelt_words_are_mended(read: Reading, typed: str, meant: str) -> None:
    found = read(typed)
    assert " ".join(found.words) == meant
    assert found.mended


@pytest.mark.parametrize("word", ["attention", "sounds", "ground", "пакет", "виза", "working", "зарплата", "2031"])
def test_ordinary_words_are_not_mended_into_others(read: Reading, word: str) -> None:
    assert read(word).words == (word,)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("У champion countries initiative есть end date?", "ru"),
        ("how do we join the первопроходцы", "en"),
        ("обязательство", "ru"),
        ("pledge", "en"),
    ],
)
def test_the_frame_of_a_question_tells_its_language(read: Reading, text: str, lang: str) -> None:
    assert read(text, "en" if lang == "ru" else "ru").lang == lang


@pytest.mark.parametrize("text", ["", "?", "🙂", "224", "GCM", "8 800 555 35 35", "移民"])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_shows_no_language_is_answered_in_that_of_the_interface(read: Reading, text: str, lang: str) -> None:
    found = read(text, lang)
    assert (found.lang, found.lang_from) == (lang, "interface")

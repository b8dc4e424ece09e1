from collections.abc import Callable

import pytest

from bot.content import Content
from bot.faq import Phrasing
from bot.faq.learn import languages as learned_languages
from bot.faq.learn import phrasings
from bot.faq.query import Query, QueryParser
from bot.faq.text import Normaliser, chunks, words
from bot.faq.vocabulary import Vocabulary

Parse = Callable[..., Query]


@pytest.fixture(scope="module")
def parse(content: Content) -> Parse:
    known = learned_languages(content)
    normalise = Normaliser(language.folds for language in known.values())

    def taken(said: Phrasing) -> list[str]:
        return words(" ".join(chunks(normalise(said.text))))

    said = [one for one in phrasings(content) if ":" not in one.target]
    parser = QueryParser(known, Vocabulary(known, [(one.lang, taken(one)) for one in said]), normalise)
    return lambda text, lang="ru": parser(text, lang)


@pytest.mark.parametrize(
    ("typed", "meant", "lang"),
    [
        ("rfr gjlfnm j,zpfntkmcndj?", "как подать обязательство", "ru"),
        ("RFR GJLFNM J<ZPFNTKMCNDJ", "как подать обязательство", "ru"),
        ("рщц ещ ыгиьше ф здувпу", "how to submit a pledge", "en"),
        ("kak podat obyazatelstvo", "как подать обязательство", "ru"),
        ("chto takoe objazatelstvo", "что такое обязательство", "ru"),
        ("4to takoe globalnyj dogovor", "что такое глобальный договор", "ru"),
        ("kak podat pledge", "как подать pledge", "ru"),
        ("explain obyazatelstvo please", "explain обязательство please", "en"),
    ],
)
def test_the_wrong_keyboard_and_the_wrong_letters_are_read_as_meant(
    parse: Parse, typed: str, meant: str, lang: str
) -> None:
    found = parse(typed)
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
        "wat is teh global compact",
        "how nad when do we update a pledge",
    ],
)
def test_what_is_typed_plainly_stays(parse: Parse, plain: str) -> None:
    found = parse(plain)
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
def test_misspelt_words_are_mended(parse: Parse, typed: str, meant: str) -> None:
    found = parse(typed)
    assert " ".join(found.words) == meant
    assert found.mended


@pytest.mark.parametrize("word", ["attention", "sounds", "ground", "пакет", "виза", "working", "зарплата", "2031"])
def test_ordinary_words_are_not_mended_into_others(parse: Parse, word: str) -> None:
    assert parse(word).words == (word,)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("У champion countries initiative есть end date?", "ru"),
        ("how do we join the первопроходцы", "en"),
        ("обязательство", "ru"),
        ("pledge", "en"),
    ],
)
def test_the_frame_of_a_question_tells_its_language(parse: Parse, text: str, lang: str) -> None:
    assert parse(text, "en" if lang == "ru" else "ru").lang == lang


@pytest.mark.parametrize("text", ["", "?", "🙂", "224", "GCM", "8 800 555 35 35", "移民"])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_shows_no_language_is_answered_in_that_of_the_interface(parse: Parse, text: str, lang: str) -> None:
    found = parse(text, lang)
    assert (found.lang, found.lang_from) == (lang, "interface")

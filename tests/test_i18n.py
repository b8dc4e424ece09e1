import datetime as dt
from pathlib import Path

import pytest
from markupsafe import Markup

from bot import i18n
from bot.errors import OperatorError
from bot.i18n import Translator

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def en(translators: dict[str, Translator]) -> Translator:
    return translators["en"]


@pytest.fixture
def ru(translators: dict[str, Translator]) -> Translator:
    return translators["ru"]


def _write(folder: Path, text: str) -> None:
    path = folder / "en" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


def test_a_sentence_is_said_in_the_language_that_is_asked_for(en: Translator, ru: Translator) -> None:
    assert (en("Topics"), ru("Topics")) == ("Topics", "Темы")


def test_a_sentence_without_a_translation_is_said_in_english(ru: Translator) -> None:
    assert ru("Nobody translated this.") == "Nobody translated this."


def test_what_is_filled_in_is_escaped_and_markup_is_not(en: Translator) -> None:
    assert en("Write to {address}.", address="<b>&") == "Write to &lt;b&gt;&amp;."
    assert en("Write to {address}.", address=Markup("<b>x</b>")) == "Write to <b>x</b>."


def test_braces_in_what_is_filled_in_stay(en: Translator) -> None:
    assert en("Write to {address}.", address="{address}{0}{") == "Write to {address}{0}{."


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "1 вопрос"),
        (2, "2 вопроса"),
        (5, "5 вопросов"),
        (11, "11 вопросов"),
        (21, "21 вопрос"),
        (0, "0 вопросов"),
    ],
)
def test_russian_counts_in_three_forms(ru: Translator, n: int, words: str) -> None:
    assert ru.plural("{n} question", "{n} questions", n) == words


@pytest.mark.parametrize(("n", "words"), [(0, "0 questions"), (1, "1 question"), (2, "2 questions")])
def test_english_counts_in_two_forms(en: Translator, n: int, words: str) -> None:
    assert en.plural("{n} question", "{n} questions", n) == words


def test_numbers_are_written_as_each_language_does(en: Translator, ru: Translator) -> None:
    assert en.number(1234567.5) == "1,234,567.5"
    assert ru.number(1234567.5).replace("\xa0", " ") == "1 234 567,5"


@pytest.mark.parametrize(
    ("given", "english", "russian"),
    [
        ("2020-11-01", "1 November 2020", "1 ноября 2020 г."),
        ("2023-04", "April 2023", "апрель 2023 г."),
        ("2013", "2013", "2013"),
    ],
)
def test_a_date_is_as_precise_as_it_is_given(
    en: Translator, ru: Translator, given: str, english: str, russian: str
) -> None:
    assert en.partial_date(given) == english
    assert ru.partial_date(given).replace("\u202f", " ").replace("\xa0", " ") == russian


def test_a_day_is_written_in_full(en: Translator) -> None:
    assert en.date(dt.date(2020, 11, 1)) == en.partial_date("2020-11-01")


def test_a_missing_catalog_is_a_sentence_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"en/LC_MESSAGES/messages\.po is missing.*LOCALES_DIR"):
        i18n.load(tmp_path, ["en"])


def test_a_broken_catalog_is_a_sentence_with_its_line(tmp_path: Path) -> None:
    _write(tmp_path, HEADER + 'msgid "Topics"\nmsgstr "Topics"\nTopics\n')
    with pytest.raises(OperatorError, match=r"messages\.po: .*on 6; mend the line"):
        i18n.load(tmp_path, ["en"])


def test_a_catalog_that_is_not_utf_8_is_a_sentence(tmp_path: Path) -> None:
    _write(tmp_path, HEADER)
    with (tmp_path / "en" / "LC_MESSAGES" / "messages.po").open("ab") as file:
        file.write('msgid "Topics"\nmsgstr "Темы"\n'.encode("cp1251"))
    with pytest.raises(OperatorError, match=r"messages\.po"):
        i18n.load(tmp_path, ["en"])


def test_a_fuzzy_translation_is_not_shown(tmp_path: Path) -> None:
    _write(tmp_path, HEADER + '#, fuzzy\nmsgid "Topics"\nmsgstr "Themes"\n')
    assert i18n.load(tmp_path, ["en"])["en"]("Topics") == "Topics"

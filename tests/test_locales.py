"""The catalogs are what the code says now: nothing is missing, nothing is left over."""

import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.content import Content
from bot.settings import PROJECT

LOCALES = PROJECT / "locales"
TEMPLATE = LOCALES / "messages.pot"
LANGUAGES = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())


def test_the_template_is_what_the_code_says_now(tmp_path: Path) -> None:
    (flags,) = re.findall(r"^EXTRACT := (.*)$", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    new = tmp_path / "messages.pot"
    subprocess.run(  # noqa: S603 the command of `make locales`
        [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", *shlex.split(flags), "-o", str(new), "."],
        cwd=PROJECT,
        check=True,
    )
    assert TEMPLATE.read_text("utf-8") == new.read_text("utf-8"), "run `make locales`"


def test_every_language_of_the_content_has_a_catalog_and_no_other(content: Content) -> None:
    assert sorted(content.languages) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_the_sentences_of_the_template_and_no_other(language: str) -> None:
    assert _sentences(_catalog(language)) == _sentences(_read(TEMPLATE, None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_is_translated_to_the_last_plural_form(language: str) -> None:
    catalog = _catalog(language)
    for message in catalog:
        if message.pluralizable:
            assert len(_texts(message.string)) == catalog.num_plurals, message.id
        assert all(_texts(message.string)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_its_sentence_does(language: str) -> None:
    for message in _catalog(language):
        if message.id:
            wanted = _filled_in(_texts(message.id)[-1])
            assert all(_filled_in(text) == wanted for text in _texts(message.string)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_a_catalog_is_fuzzy_or_obsolete(language: str) -> None:
    catalog = _catalog(language)
    assert not [message.id for message in catalog if message.fuzzy and message.id]
    assert not catalog.obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_ends_as_its_sentence_does(language: str) -> None:
    for message in _catalog(language):
        if message.id:
            ending = _ending(_texts(message.id)[0])
            assert all(_ending(text) == ending for text in _texts(message.string)), message.id


def test_english_says_what_its_sentences_say() -> None:
    for message in _catalog("en"):
        if message.id:
            assert _texts(message.string) == _texts(message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_names_no_person_and_no_time(language: str) -> None:
    text = (LOCALES / language / "LC_MESSAGES" / "messages.po").read_text("utf-8")
    assert not re.search(r"POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated-By", text)
    assert f"Language: {language}\\n" in text


def _catalog(language: str) -> Catalog:
    return _read(LOCALES / language / "LC_MESSAGES" / "messages.po", language)


def _read(path: Path, language: str | None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _sentences(catalog: Catalog) -> set[tuple[str, ...]]:
    return {_texts(message.id) for message in catalog if message.id}


def _texts(given: str | Sequence[str] | None) -> tuple[str, ...]:
    return (given or "",) if given is None or isinstance(given, str) else tuple(given)


def _filled_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _ending(text: str) -> str:
    return text[-1] if text[-1] in ".:?…!" else ""

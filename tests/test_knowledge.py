import gc
from pathlib import Path

import pytest

from bot import knowledge
from bot.errors import OperatorError
from bot.settings import PROJECT
from tests.editor import Editor

LOCALES = PROJECT / "locales"


def test_content_matcher_and_interface_are_of_one_reading(editor: Editor) -> None:
    read = knowledge.read(editor.folder, LOCALES)
    assert list(read.translators) == ["en", "ru"]
    assert read.matcher.decide("when is tea", "en").entries[0].id in read.content.entries


def test_a_mistake_in_the_content_is_a_sentence_with_its_file(editor: Editor) -> None:
    editor.break_it()
    with pytest.raises(OperatorError, match=r"faq/tea/tea-when\.yaml"):
        knowledge.read(editor.folder, LOCALES)


def test_a_language_without_a_catalog_is_a_sentence(editor: Editor, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="LOCALES_DIR"):
        knowledge.read(editor.folder, tmp_path)


def test_a_file_that_cannot_be_read_is_a_sentence_and_no_outage(editor: Editor) -> None:
    (editor.folder / "site.yaml").unlink()
    (editor.folder / "site.yaml").mkdir()
    with pytest.raises(OperatorError, match=r"site\.yaml cannot be read"):
        knowledge.read(editor.folder, LOCALES)


def test_what_was_known_before_takes_no_memory(editor: Editor) -> None:
    frozen, known = [], None
    for _ in range(4):
        known = knowledge.read(editor.folder, LOCALES)
        knowledge.settle_memory()
        frozen.append(gc.get_freeze_count())
    gc.unfreeze()
    assert known
    assert frozen[-1] <= frozen[1] + 100

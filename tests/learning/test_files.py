from pathlib import Path

import pytest
import yaml

from bot import content as contents
from bot.content import Content
from bot.errors import OperatorError
from bot.learning import files
from bot.learning.confirmed import Proposal

ENTRY = """\
# Counted by the secretariat.
source: {document: book, section: {en: "All", ru: "Все"}}
en:
  question: How many pledges have been made?
  phrasings:
    - number of pledges
    - "pledge statistics"  # as in the report

    # the rest
  answer: |
    So.
  revised: 2026-11-20
ru:
  question: Сколько обязательств заявлено?
  answer: Так.
  revised: 2026-11-20
  phrasings:
  - число обязательств
"""
HARD = (
    "yes",
    "count: how many",
    "- dashed",
    "'quoted' \"twice\"",
    "#hash",
    "a, b [c] {d}",
    "сколько: много?",
    "🤝 224",
)


@pytest.fixture
def entry(folder: Path) -> Path:
    """An entry as a person wrote it."""
    path = folder / "faq" / "all" / "pledge-count.yaml"
    path.write_text(ENTRY, "utf-8")
    return path


def test_a_phrasing_is_a_line_more_after_the_last_one_and_nothing_else(folder: Path, entry: Path) -> None:
    changed = files.append(
        folder,
        [Proposal("pledge-count", "en", "the count so far"), Proposal("pledge-count", "ru", "сколько уже обещано")],
    )
    assert changed == ["faq/all/pledge-count.yaml"]
    after = ENTRY.replace("# as in the report\n", "# as in the report\n    - the count so far\n")
    assert entry.read_text("utf-8") == after + "  - сколько уже обещано\n"


@pytest.mark.parametrize("text", HARD)
def test_whatever_people_write_is_read_back_as_they_wrote_it(folder: Path, entry: Path, text: str) -> None:
    before = entry.read_bytes().splitlines()
    files.append(folder, [Proposal("pledge-count", "en", text)])
    assert contents.load(folder).entry("pledge-count").texts["en"].phrasings[-1] == text
    assert [line for line in entry.read_bytes().splitlines() if line not in before] != []
    assert len(entry.read_bytes().splitlines()) == len(before) + 1


@pytest.mark.parametrize("text", HARD)
def test_a_list_in_brackets_is_added_to_in_its_brackets(folder: Path, entry: Path, text: str) -> None:
    entry.write_text(
        ENTRY.replace("  phrasings:\n  - число обязательств\n", "  phrasings: [число обязательств]\n"), "utf-8"
    )
    files.append(folder, [Proposal("pledge-count", "ru", text)])
    assert contents.load(folder).entry("pledge-count").texts["ru"].phrasings == ("число обязательств", text)
    assert len(entry.read_text("utf-8").splitlines()) == len(ENTRY.splitlines()) - 1


def test_a_file_without_a_last_line_end_is_added_to(folder: Path, entry: Path) -> None:
    entry.write_text(ENTRY.rstrip("\n"), "utf-8")
    files.append(folder, [Proposal("pledge-count", "ru", "сколько уже обещано")])
    assert entry.read_text("utf-8") == ENTRY + "  - сколько уже обещано\n"


def test_a_phrasing_over_several_lines_is_not_cut(folder: Path, entry: Path) -> None:
    entry.write_text(ENTRY.replace("  - число обязательств\n", "  - >-\n    число\n    обязательств\n"), "utf-8")
    files.append(folder, [Proposal("pledge-count", "ru", "сколько уже обещано")])
    said = contents.load(folder).entry("pledge-count").texts["ru"].phrasings
    assert said == ("число обязательств", "сколько уже обещано")


def test_the_line_ends_of_a_file_stay_its_own(folder: Path, entry: Path) -> None:
    entry.write_bytes(ENTRY.replace("\n", "\r\n").encode())
    files.append(folder, [Proposal("pledge-count", "en", "the count so far")])
    data = entry.read_bytes()
    assert b"    - the count so far\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")


def test_when_the_content_would_be_wrong_every_file_is_as_it_was(folder: Path, entry: Path) -> None:
    wrong = [Proposal("pledge-submit", "en", "a new way"), Proposal("pledge-count", "en", "upcoming events")]
    with pytest.raises(OperatorError, match="upcoming events"):
        files.append(folder, wrong)
    assert entry.read_text("utf-8") == ENTRY
    assert "a new way" not in (folder / "faq" / "all" / "pledge-submit.yaml").read_text("utf-8")


def test_phrasings_that_cannot_be_added_to_are_left_to_a_person(folder: Path, entry: Path) -> None:
    alias = ENTRY.replace("  phrasings:\n    - number", "  phrasings: &said\n    - number")
    entry.write_text(alias.replace("  phrasings:\n  - число обязательств\n", "  phrasings: *said\n"), "utf-8")
    before = entry.read_bytes()
    with pytest.raises(OperatorError, match="add them by hand"):
        files.append(folder, [Proposal("pledge-count", "ru", "сколько уже обещано")])
    assert entry.read_bytes() == before


def test_a_patch_that_was_written_is_read_as_it_was(tmp_path: Path, office: Content) -> None:
    said = [Proposal("pledge-count", "ru", text) for text in HARD] + [Proposal("calendar-view", "en", "when is it on")]
    files.write_patch(tmp_path / "patch.yaml", said)
    assert set(files.read_patch(tmp_path / "patch.yaml", office)) == set(said)
    assert yaml.safe_load((tmp_path / "patch.yaml").read_text("utf-8"))["calendar-view"] == {"en": ["when is it on"]}


def test_a_phrasing_that_stands_twice_in_a_patch_is_read_once(tmp_path: Path, office: Content) -> None:
    (tmp_path / "patch.yaml").write_text("pledge-count: {en: [so many, so many]}\n")
    assert files.read_patch(tmp_path / "patch.yaml", office) == [Proposal("pledge-count", "en", "so many")]


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("- a list\n", "write keys and values here"),
        ("pledge-count: [so many]\n", "write keys and values here"),
        ("pledge-count: {en: so many}\n", "write a list here"),
        ("pledge-count: {en: [5]}\n", "write a text here"),
        ("pledge-count: {fr: [tant que cela]}\n", "“fr” is no language of the content"),
        ("pledge-counts: {en: [so many]}\n", "“pledge-counts” is no entry"),
        ("pledge-count: {\n", "mend the YAML"),
    ],
)
def test_a_patch_that_cannot_be_read_says_what_to_mend(tmp_path: Path, office: Content, text: str, mend: str) -> None:
    (tmp_path / "patch.yaml").write_text(text)
    with pytest.raises(OperatorError) as refused:
        files.read_patch(tmp_path / "patch.yaml", office)
    assert mend in str(refused.value)
    assert str(refused.value).startswith("patch.yaml: ")


def test_a_patch_where_no_file_can_be_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="cannot be written"):
        files.write_patch(tmp_path, [])

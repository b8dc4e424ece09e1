from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.content.read import Problem, read


class Office(BaseModel):
    """The shape of the file that these tests read."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=5)
    floors: dict[str, tuple[int, ...]] = {}


SHAPE = TypeAdapter(Office)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "office.yaml"


def test_a_file_becomes_its_model(file: Path) -> None:
    file.write_text("name: Bern\nfloors: {ground: [1, 2]}\n")
    assert read(file, "office.yaml", SHAPE) == Office(name="Bern", floors={"ground": (1, 2)})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name: Bern\nname: Bonn\n", "office.yaml: line 2: the key “name” stands here twice; mend the YAML."),
        ("name: [Bern\n", "office.yaml: line 2: "),
        ("name: Bern\n\tfloors: {}\n", "office.yaml: line 2: "),
        ("floors: {}\n", "office.yaml: name: add this key."),
        ("name: Geneva\n", "office.yaml: name: shorten this to 5 characters."),
        ("name: 5\n", "office.yaml: name: write a text here; put it in quotes"),
        ("name: Bern\nflors: {}\n", "office.yaml: flors: remove this key, or check its spelling"),
        ("name: Bern\nfloors: {a: one}\n", "office.yaml: floors.a: write a list here"),
        ("name: Bern\nfloors: 5\n", "office.yaml: floors: write keys and values here."),
        ("- Bern\n", "office.yaml: write keys and values here."),
        ("", "office.yaml: write keys and values here."),
        ("name: \x07\n", "office.yaml: "),
        ("name: !!python/object/apply:os.system [x]\n", "office.yaml: line 1: "),
    ],
)
def test_a_mistake_is_a_sentence_with_file_place_and_mend(file: Path, text: str, problem: str) -> None:
    file.write_text(text)
    found = read(file, "office.yaml", SHAPE)
    assert isinstance(found, list)
    assert str(found[0]).startswith(problem)
    assert str(found[0]).endswith(".")
    assert "\n" not in str(found[0])


def test_every_mistake_of_a_file_is_found_at_once(file: Path) -> None:
    file.write_text("name: Geneva\nflors: {}\nfloors: 5\n")
    found = read(file, "office.yaml", SHAPE)
    assert isinstance(found, list)
    assert {problem.where for problem in found} == {"name", "flors", "floors"}


def test_a_missing_file_is_a_problem(file: Path) -> None:
    assert read(file, "office.yaml", SHAPE) == [Problem("office.yaml", "", "this file is missing; add it")]


def test_a_file_that_is_not_utf_8_is_a_problem(file: Path) -> None:
    file.write_bytes("name: Берн".encode("cp1251"))
    assert read(file, "office.yaml", SHAPE) == [Problem("office.yaml", "", "save this file as UTF-8")]


@given(st.binary() | st.text(alphabet="ab:-[]{}'\"\n #&*!|>%@`,?").map(str.encode))
def test_any_file_is_read_or_is_a_problem(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(data)
    found = read(file, "any.yaml", SHAPE)
    assert isinstance(found, Office) or all(problem.mend for problem in found)

from pathlib import Path

import pytest

from bench import tuning_half
from bot.content import Content
from bot.errors import OperatorError
from bot.faq.evaluation import Question
from bot.learning import held_out
from tests.learning.conftest import TUNING

GOOD = b'{"text": "t", "lang": "en", "kind": "k", "expect": ["pledge-count"]}'


def test_a_line_is_a_question_and_an_empty_one_is_none(office: Content) -> None:
    questions, bad = held_out.read([b"\xef\xbb\xbf" + GOOD, b"", b"  \r\n", GOOD + b"\n"], office)
    assert questions == [Question("t", "en", "k", ("pledge-count",))] * 2
    assert bad == []


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        (b"how many?", "this is not JSON; write "),
        (b"[" * 100_000, "this is not JSON"),
        (b'["how many?"]', "this is no object"),
        (b'{"text": "\xff"}', "save the file as UTF-8"),
        (GOOD.replace(b'"t"', b'" "'), "“text” is missing"),
        (GOOD.replace(b'"t"', b"5"), "“text” is missing or no text"),
        (GOOD.replace(b'"kind": "k", ', b""), "“kind” is missing"),
        (GOOD.replace(b'"en"', b'"fr"'), "there is no language “fr”; put en or ru there"),
        (GOOD.replace(b"pledge-count", b"pledges"), "“pledges” is no entry of the content"),
        (GOOD.replace(b'["pledge-count"]', b"[[]]"), 'write "expect": ["<entry>"]'),
        (GOOD.replace(b'["pledge-count"]', b'"pledge-count"'), 'write "expect": ["<entry>"]'),
        (GOOD.replace(b', "expect": ["pledge-count"]', b""), 'write "expect": ["<entry>"], or []'),
        (GOOD.replace(b"}", b', "expect_command": 5}'), "“expect_command” is no text"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_its_mend(office: Content, line: bytes, mend: str) -> None:
    questions, (bad,) = held_out.read([GOOD, line, GOOD], office)
    assert len(questions) == 2
    assert str(bad).startswith("Line 2: ")
    assert str(bad).endswith(".")
    assert mend in bad.mend


def test_the_tuning_half_of_the_content_is_read(folder: Path, office: Content) -> None:
    assert held_out.tuning_half(folder, office) == [Question(*fields) for fields in TUNING[:-1]] + [
        Question(*TUNING[-1], target="distress")
    ]


def test_a_tuning_half_with_a_bad_line_names_its_file(folder: Path, office: Content) -> None:
    (folder / "evaluation" / "typos.jsonl").write_bytes(GOOD + b"\nbad\n")
    with pytest.raises(OperatorError, match=r"evaluation/typos\.jsonl: Line 2: this is not JSON"):
        held_out.tuning_half(folder, office)


def test_without_a_tuning_half_nothing_can_be_tried(folder: Path, office: Content) -> None:
    (folder / "evaluation" / "questions.jsonl").unlink()
    with pytest.raises(OperatorError, match="no questions on which phrasings could be tried"):
        held_out.tuning_half(folder, office)


def test_the_tuning_half_that_is_shipped_is_that_of_the_held_out_questions() -> None:
    shipped = {path.name: path.read_text("utf-8") for path in tuning_half.SHIPPED.glob("*")}
    assert shipped == tuning_half.tuning_half(), "run `python -m bench.tuning_half`"


def test_the_tuning_half_that_is_shipped_can_be_asked(content: Content) -> None:
    assert held_out.tuning_half(tuning_half.SHIPPED.parent, content)

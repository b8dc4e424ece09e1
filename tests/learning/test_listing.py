import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest

from bot.learning.gaps import Gap
from bot.learning.listing import as_csv, as_jsonl, as_table

GAP = Gap(
    text="visa for Germany",
    language="en",
    questions=3,
    people=2,
    unanswered=2,
    disputed=1,
    last=dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC),
    nearest="pledge-count",
    score=0.4321,
)
RUSSIAN = replace(GAP, text="виза в Германию", language="ru", nearest=None, score=None)


def test_a_table_has_a_line_a_gap_under_its_head() -> None:
    head, first, second = as_table([GAP, RUSSIAN]).splitlines()
    assert " ".join(head.split()) == "asked people no answer disputed last nearest score lang question"
    assert " ".join(first.split()) == "3 2 2 1 2026-11-20 pledge-count 0.43 en visa for Germany"
    assert " ".join(second.split()) == "3 2 2 1 2026-11-20 ru виза в Германию"
    assert head.index("question") == first.index("visa") == second.index("виза")


def test_a_long_question_is_cut_in_a_table_only() -> None:
    long = replace(GAP, text="visa " * 100)
    assert as_table([long]).endswith("…\n")
    assert "visa " * 99 in as_csv([long])


def test_csv_has_the_fields_of_a_gap() -> None:
    first, second = csv.DictReader(io.StringIO(as_csv([GAP, RUSSIAN])))
    assert (first["text"], first["questions"], first["last"]) == ("visa for Germany", "3", "2026-11-20T09:30:00+00:00")
    assert (second["nearest"], second["score"]) == ("", "")


@pytest.mark.parametrize("sign", "=+-@")
def test_a_cell_that_a_spreadsheet_would_reckon_out_is_defused(sign: str) -> None:
    (row,) = csv.DictReader(io.StringIO(as_csv([replace(GAP, text=f"{sign}1+1")])))
    assert row["text"] == f"'{sign}1+1"


def test_json_lines_have_the_fields_of_a_gap() -> None:
    (line,) = as_jsonl([RUSSIAN]).splitlines()
    assert json.loads(line) == {
        "text": "виза в Германию",
        "language": "ru",
        "questions": 3,
        "people": 2,
        "unanswered": 2,
        "disputed": 1,
        "last": "2026-11-20T09:30:00+00:00",
        "nearest": None,
        "score": None,
    }


def test_nothing_is_a_head_in_csv_and_no_line_in_json_lines() -> None:
    assert as_csv([]).count("\n") == 1
    assert as_jsonl([]) == ""

"""Gaps as a table for a terminal, as CSV for a spreadsheet, as JSON Lines for a program."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields

from bot.learning.gaps import Gap

WIDTH = 80
"""Characters of a question in a table."""

_FORMULA = ("=", "+", "-", "@")


def as_table(gaps: Sequence[Gap]) -> str:
    """Write a line a gap, the question last."""
    head = ("asked", "people", "no answer", "disputed", "last", "nearest", "score", "lang", "question")
    rows = [head, *(_cells(gap) for gap in gaps)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head) - 1)]
    lines = ("  ".join([*(map(str.ljust, row, widths)), row[-1]]) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def as_csv(gaps: Sequence[Gap]) -> str:
    """Write a header and a row a gap; a spreadsheet takes nothing in it for a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(Gap)], lineterminator="\n")
    writer.writeheader()
    for gap in gaps:
        writer.writerow({name: _defused(value) for name, value in _fields(gap).items()})
    return out.getvalue()


def as_jsonl(gaps: Sequence[Gap]) -> str:
    """Write an object a line, with the fields of `Gap`."""
    return "".join(f"{json.dumps(_fields(gap), ensure_ascii=False)}\n" for gap in gaps)


FORMATS: Mapping[str, Callable[[Sequence[Gap]], str]] = {"table": as_table, "csv": as_csv, "jsonl": as_jsonl}


def _cells(gap: Gap) -> tuple[str, ...]:
    counts = (gap.questions, gap.people, gap.unanswered, gap.disputed)
    score = "" if gap.score is None else f"{gap.score:.2f}"
    text = gap.text if len(gap.text) <= WIDTH else f"{gap.text[: WIDTH - 1]}…"
    return (*map(str, counts), f"{gap.last:%Y-%m-%d}", gap.nearest or "", score, gap.language, text)


def _fields(gap: Gap) -> dict[str, object]:
    return asdict(gap) | {"last": gap.last.isoformat(timespec="seconds")}


def _defused(value: object) -> object:
    """Put a quotation mark before what a spreadsheet would reckon out."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

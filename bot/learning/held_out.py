"""Held-out questions from lines of JSON: those that can be asked, and what to mend of the others."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content import Content
from bot.errors import OperatorError
from bot.faq.evaluation import Question

FOLDER = "evaluation"
"""The part of the content folder that holds the tuning half, a file a kind."""

_EXAMPLE = '{"text": "…", "lang": "en", "kind": "paraphrase", "expect": ["<entry>"]}'
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be asked: its number from 1, and how to mend it."""

    number: int
    mend: str

    def __str__(self) -> str:
        return f"Line {self.number}: {self.mend}."


def read(lines: Iterable[bytes], content: Content) -> tuple[list[Question], list[BadLine]]:
    """Read a question a line; empty lines are passed over."""
    questions: list[Question] = []
    bad: list[BadLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            text = line.decode("utf-8-sig")
            mend = next(_mends(json.loads(text), content), "")
        except UnicodeDecodeError:
            mend = "save the file as UTF-8"
        except (ValueError, RecursionError):
            mend = f"this is not JSON; write {_EXAMPLE}"
        if mend:
            bad.append(BadLine(number, mend))
        else:
            questions.append(Question.parse(text))
    return questions, bad


def tuning_half(content_dir: Path, content: Content) -> list[Question]:
    """Read the questions on which phrasings are tried.

    Raises:
        OperatorError: there are none, or a line is bad.

    """
    questions: list[Question] = []
    problems: list[str] = []
    for path in sorted((content_dir / FOLDER).glob("*.jsonl")):
        good, bad = read(path.read_bytes().splitlines(), content)
        questions.extend(good)
        problems.extend(f"{FOLDER}/{path.name}: {line}" for line in bad)
    if problems:
        raise OperatorError("\n".join(problems[:_SHOWN]))
    if not questions:
        raise OperatorError(
            f"{content_dir / FOLDER} has no questions on which phrasings could be tried: "
            "put files of JSON lines there, as docs/operations.md says."
        )
    return questions


def _mends(asked: Any, content: Content) -> Iterator[str]:  # noqa: ANN401 whatever JSON holds
    """Yield what is wrong with a line's object."""
    if not isinstance(asked, dict):
        yield f"this is no object; write {_EXAMPLE}"
        return
    for name in ("text", "lang", "kind"):
        if not isinstance(asked.get(name), str) or not asked[name].strip():
            yield f"“{name}” is missing or no text; write {_EXAMPLE}"
    if asked.get("lang") not in content.languages:
        yield f"there is no language “{asked.get('lang')}”; put {' or '.join(content.languages)} there"
    expect = asked.get("expect")
    if isinstance(expect, list) and all(isinstance(entry, str) for entry in expect):
        unknown = (entry for entry in expect if entry not in content.entries)
        yield from (f"“{entry}” is no entry of the content; correct it in “expect”" for entry in unknown)
    else:
        yield 'the entries that answer it are missing; write "expect": ["<entry>"], or [] when none does'
    for name, value in asked.items():
        if name.startswith("expect_") and not isinstance(value, str):
            yield f"“{name}” is no text; write one, or leave it out"

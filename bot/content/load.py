"""The files of `content/`: each read, then all checked together."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.content.checks import check
from bot.content.models import Document, Entry, Intent, Queue, Site, Topic, Words
from bot.content.read import Problem, read
from bot.content.whole import Content
from bot.errors import OperatorError

_PARTS: dict[str, TypeAdapter[Any]] = {
    "site": TypeAdapter(Site),
    "topics": TypeAdapter(tuple[Topic, ...]),
    "sources": TypeAdapter(dict[str, Document]),
    "queues": TypeAdapter(dict[str, Queue]),
}
_FOLDERS: dict[str, tuple[str, TypeAdapter[Any]]] = {
    "faq": ("*/*.yaml", TypeAdapter(Entry)),
    "intents": ("*.yaml", TypeAdapter(Intent)),
    "words": ("*.yaml", TypeAdapter(Words)),
}
SHAPES: Mapping[str, TypeAdapter[Any]] = _PARTS | {name: shape for name, (_, shape) in _FOLDERS.items()}
"""The shape of each kind of file, by the name of the file or of its folder."""


def read_all(folder: Path) -> tuple[Content | None, list[Problem]]:
    """Read every file: the content when each could be read, and the problems of those that could not."""
    problems: list[Problem] = []
    parts = {name: _read(folder / f"{name}.yaml", folder, shape, problems) for name, shape in _PARTS.items()}
    folders: dict[str, dict[str, Any]] = {}
    for name, (pattern, shape) in _FOLDERS.items():
        paths = sorted((folder / name).glob(pattern))
        problems.extend(_taken_twice(paths, folder))
        folders[name] = {path.stem: _read(path, folder, shape, problems) for path in paths}
    if problems:
        return None, problems
    return Content(
        site=parts["site"],
        topics=parts["topics"],
        documents=parts["sources"],
        queues=parts["queues"],
        entries=folders["faq"],
        intents=folders["intents"],
        words=folders["words"],
    ), []


def load(folder: Path) -> Content:
    """Read the content for running.

    Raises:
        OperatorError: something in it is wrong; the sentence names the first problems.

    """
    content, problems = read_all(folder)
    problems = problems or check(content) if content else problems
    if content is None or problems:
        shown = "\n".join(str(problem) for problem in sorted(problems)[:5])
        raise OperatorError(f"The content in {folder} cannot be used; `gcm-desk check` lists everything.\n{shown}")
    return content


def _read(path: Path, folder: Path, shape: TypeAdapter[Any], problems: list[Problem]) -> Any:  # noqa: ANN401 of the shape
    found = read(path, path.relative_to(folder).as_posix(), shape)
    if isinstance(found, list):
        problems.extend(found)
        return None
    return found


def _taken_twice(paths: list[Path], folder: Path) -> list[Problem]:
    first: dict[str, Path] = {}
    return [
        Problem(path.relative_to(folder).as_posix(), "", f"rename it: {other.relative_to(folder)} has the same id")
        for path in paths
        if (other := first.setdefault(path.stem, path)) is not path
    ]

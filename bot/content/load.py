"""The whole of `content/` as one object: read, then checked together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.content.models import Document, Entry, Intent, Queue, Site, Topic, Words
from bot.content.read import Problem, read
from bot.errors import NoLongerThereError, OperatorError

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


@dataclass(frozen=True)
class Content:
    """Everything that an office would change; ids are file names."""

    site: Site
    topics: tuple[Topic, ...]
    entries: Mapping[str, Entry]
    documents: Mapping[str, Document]
    queues: Mapping[str, Queue]
    intents: Mapping[str, Intent]
    words: Mapping[str, Words]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages' codes; the first is the one to fall back on."""
        return tuple(self.site.languages)

    @cached_property
    def _topic_by_entry(self) -> dict[str, Topic]:
        return {entry: topic for topic in self.topics for entry in topic.entries}

    def entry(self, entry_id: str) -> Entry:
        """Find an entry.

        Raises:
            NoLongerThereError: there is none of this id.

        """
        if entry_id not in self.entries:
            raise NoLongerThereError(entry_id)
        return self.entries[entry_id]

    def topic(self, topic_id: str) -> Topic:
        """Find a topic.

        Raises:
            NoLongerThereError: there is none of this id.

        """
        for topic in self.topics:
            if topic.id == topic_id:
                return topic
        raise NoLongerThereError(topic_id)

    def topic_of(self, entry_id: str) -> Topic:
        """Find the topic that lists an entry.

        Raises:
            NoLongerThereError: none does.

        """
        if entry_id not in self._topic_by_entry:
            raise NoLongerThereError(entry_id)
        return self._topic_by_entry[entry_id]

    def command(self, name: str) -> str | None:
        """Find a command by any of its names, in any case; None when there is none."""
        return self._command_by_name.get(name.lower())

    @cached_property
    def _command_by_name(self) -> dict[str, str]:
        commands = self.site.commands.items()
        return {alias: name for name, command in commands for alias in (name, *command.aliases)}

    def intent(self, does: str) -> Intent | None:
        """Find the intent that does this, such as `smalltalk:thanks`."""
        return next((intent for intent in self.intents.values() if intent.does == does), None)


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
    from bot.content.checks import check  # noqa: PLC0415 the checks are about Content, which stands here

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

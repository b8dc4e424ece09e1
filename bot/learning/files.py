"""Phrasings into files: appended to their entries' own, or written and read as a patch."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from bot import content as contents
from bot.content import Content
from bot.content.models import Code, Line
from bot.content.read import read
from bot.errors import OperatorError
from bot.learning.confirmed import Proposal

_PATCH = TypeAdapter(dict[str, dict[Code, tuple[Line, ...]]])


def write_patch(path: Path, proposals: Iterable[Proposal]) -> None:
    """Write phrasings as YAML, by entry and language.

    Raises:
        OperatorError: the file cannot be written.

    """
    patch: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in proposals:
        patch[one.entry][one.language].append(one.text)
    plain = {entry: dict(texts) for entry, texts in patch.items()}
    _write(path, yaml.safe_dump(plain, allow_unicode=True, width=sys.maxsize).encode())


def read_patch(path: Path, content: Content) -> list[Proposal]:
    """Read what `write_patch` wrote, or an editor.

    Raises:
        OperatorError: it has no such form, or names what the content does not have.

    """
    patch = read(path, path.name, _PATCH)
    if isinstance(patch, list):
        raise OperatorError("\n".join(map(str, patch)))
    for entry, texts in patch.items():
        if entry not in content.entries:
            raise OperatorError(f"{path.name}: “{entry}” is no entry; name one that is.")
        for language in texts:
            if language not in content.languages:
                raise OperatorError(f"{path.name}: {entry}: “{language}” is no language of the content; remove it.")
    said = (
        Proposal(entry, language, text)
        for entry, texts in patch.items()
        for language, written in texts.items()
        for text in written
    )
    return list(dict.fromkeys(said))


def append(content_dir: Path, proposals: Iterable[Proposal]) -> list[str]:
    """Append phrasings to those of their entries; return the names of the files, of which all else stays as it was.

    Raises:
        OperatorError: a file cannot be changed so; then none is.

    """
    by_path: dict[Path, list[Proposal]] = defaultdict(list)
    for one in proposals:
        by_path[next(content_dir.glob(f"faq/*/{one.entry}.yaml"))].append(one)
    before = {path: path.read_bytes() for path in by_path}
    after = {path: _extended(path.name, before[path], added) for path, added in by_path.items()}
    try:
        for path, data in after.items():
            _write(path, data)
        contents.load(content_dir)
    except OperatorError:
        for path, data in before.items():
            _write(path, data)
        raise
    return sorted(path.relative_to(content_dir).as_posix() for path in by_path)


def _extended(name: str, before: bytes, added: Sequence[Proposal]) -> bytes:
    text = before.decode("utf-8")
    wanted: Any = yaml.safe_load(text)
    for one in added:
        own = wanted[one.language]
        # Not in place: by an alias two languages may share one list.
        wanted[one.language] = own | {"phrasings": [*own["phrasings"], one.text]}
        text = _with_item(text, one.language, one.text)
        if _read(text) != wanted:
            raise OperatorError(f"{name}: its phrasings are written so that none can be added; add them by hand.")
    return text.encode()


def _read(text: str) -> Any:  # noqa: ANN401 whatever stands in the file
    with suppress(yaml.YAMLError):
        return yaml.safe_load(text)


def _with_item(text: str, language: str, item: str) -> str:
    """Insert an item at the end of a language's list of phrasings, in the list's own style."""
    phrasings = _value(_value(yaml.compose(text, yaml.SafeLoader), language), "phrasings")
    last = phrasings.value[-1].end_mark.index
    if phrasings.flow_style:
        written = yaml.safe_dump([item], allow_unicode=True, width=sys.maxsize, default_flow_style=True)
        return f"{text[:last]}, {written.strip()[1:-1]}{text[last:]}"
    written = yaml.safe_dump([item], allow_unicode=True, width=sys.maxsize).rstrip("\n")
    line_end = "\r\n" if "\r\n" in text else "\n"
    end = last if text[last - 1] == "\n" else _end_of_line(text, last)
    before = text[:end] if text[end - 1] == "\n" else text[:end] + line_end
    return f"{before}{' ' * phrasings.start_mark.column}{written}{line_end}{text[end:]}"


def _end_of_line(text: str, place: int) -> int:
    found = re.compile(r"\n|\Z").search(text, place)
    return found.end() if found else len(text)


def _value(mapping: Any, key: str) -> Any:  # noqa: ANN401 a node of YAML
    return next(value for name, value in mapping.value if name.value == key)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OperatorError(f"{path} cannot be written ({error.strerror}); name a file that may be.") from error

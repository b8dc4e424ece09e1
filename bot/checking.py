"""Whether content and locales are fit to run: every problem at once, each with its mend."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter
from urllib.parse import urlsplit

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from bot.cards.presses import COMMANDS
from bot.content import Content, Problem, load
from bot.content.checks import check
from bot.content.load import SHAPES, read_all
from bot.faq.learn import learn, phrasings

CLEARLY = 0.3  # score between two entries that is more than what learning from a sample moves it by
LINK = re.compile(r"\]\(([^)\s]*)\)")


def problems(content_dir: Path, locales_dir: Path) -> list[Problem]:
    """Find every problem in the content, in the catalogs of its languages, and in the schemas for editors."""
    content, found = read_all(content_dir)
    if content is None:
        return sorted(found)
    found = [*check(content), *_commands(content), *_schemas(content_dir), *_left_behind(content), *_links(content)]
    for code in content.languages:
        found.extend(_catalog(locales_dir, code))
    return found


def confused(content_dir: Path) -> Iterator[Problem]:
    """Find phrasings that are clearly more like another entry's, in content without any other problem."""
    content = load(content_dir)
    matcher = learn(content)
    for said in phrasings(content):
        if said.target not in content.entries:
            continue
        contributions = matcher.decide(said.text, said.lang).reading.contributions
        scores = {name: sum(parts.values()) for name, parts in contributions.items()}
        nearest = max(scores, key=scores.__getitem__)
        if scores[nearest] > scores.get(said.target, 0) + CLEARLY:
            sentence = f"“{said.text}” is nearer to {nearest}; say it otherwise, or move it there"
            yield Problem(_file(content, said.target), f"{said.lang}.phrasings", sentence)


def write_schemas(content_dir: Path) -> None:
    """Write a JSON Schema a kind of file, for the tools that editors write content with."""
    for name, text in _wanted_schemas().items():
        path = content_dir / "schemas" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def _commands(content: Content) -> Iterator[Problem]:
    for name in content.site.commands:
        intent = content.intent(f"command:{name}")
        if name not in COMMANDS and not (intent and intent.entry):
            known = ", ".join(COMMANDS)
            yield Problem(
                "site.yaml", f"commands.{name}", f"the chat knows no such command; remove it, or name one of {known}"
            )


def _left_behind(content: Content) -> Iterator[Problem]:
    """Find what was rewritten in one language and not read again in the other."""
    for name, entry in content.entries.items():
        for code in entry.texts:
            if entry.outdated(code):
                others = "a later day stands in another language"
                yield Problem(
                    _file(content, name), f"{code}.revised", f"{others}; read the two together, and date both"
                )


def _links(content: Content) -> Iterator[Problem]:
    """Find links that open nothing; whether a site answers is not asked."""
    for name, entry in content.entries.items():
        for code, text in entry.texts.items():
            for link in LINK.findall(text.answer):
                parts = urlsplit(link)
                if parts.scheme != "https" or "." not in parts.netloc:
                    yield Problem(_file(content, name), f"{code}.answer", f"“{link}” opens nothing; write https://…")


def _file(content: Content, entry: str) -> str:
    return f"faq/{content.topic_of(entry).id}/{entry}.yaml"


def _wanted_schemas() -> dict[str, str]:
    return {
        f"{name}.schema.json": json.dumps(shape.json_schema(), ensure_ascii=False, indent=2) + "\n"
        for name, shape in SHAPES.items()
    }


def _schemas(content_dir: Path) -> Iterator[Problem]:
    for name, text in _wanted_schemas().items():
        path = content_dir / "schemas" / name
        if not path.exists() or path.read_text("utf-8") != text:
            yield Problem(f"schemas/{name}", "", "this is not of this release; run `gcm-desk check --write-schemas`")


def _catalog(locales_dir: Path, code: str) -> Iterator[Problem]:
    file = f"{code}/LC_MESSAGES/messages.po"
    try:
        template = _read(locales_dir / "messages.pot", None)
        catalog = _read(locales_dir / file, code)
    except FileNotFoundError as error:
        yield Problem(Path(str(error.filename)).name if "pot" in str(error.filename) else file, "", "add this file")
        return
    except (PoFileError, ValueError) as error:
        yield Problem(file, "", f"{error}; mend the line that it names")
        return
    for message in template:
        if message.id:
            yield from _translation(file, message, catalog.get(message.id), catalog)


def _translation(file: str, wanted: Message, found: Message | None, catalog: Catalog) -> Iterator[Problem]:
    ids = _forms(wanted.id)
    strings = _forms(found.string if found else "")
    where = f"“{ids[0]}”"
    if not all(strings) or (len(ids) > 1 and len(strings) != catalog.num_plurals):
        yield Problem(file, where, "write the translation, each plural form of it")
    elif found and found.fuzzy:
        yield Problem(file, where, "look at this translation and remove “fuzzy”")
    elif any(_placeholders(text) != _placeholders(ids[-1]) for text in strings):
        yield Problem(file, where, "keep the same {placeholders} as in the sentence")


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the forms of a sentence: one, or one a plural form."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _placeholders(text: str) -> set[str] | None:
    """Return the names of what is filled in; None when a brace stands alone, so that nothing could be."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _read(path: Path, code: str | None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)

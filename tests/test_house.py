"""Who may import whom: the walls of the house, held by reading every import."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from bot.settings import PROJECT

PURE = {"bot.errors", "bot.message", "bot.i18n", "bot.content", "bot.faq", "bot.cards"}
USE_CASES = {"bot.people", "bot.questions", "bot.housekeeping"}

MAY_IMPORT: Mapping[str, set[str]] = {
    # These stand on nothing of ours; whatever an operator must mend is told by an error of bot.errors.
    "bot": set(),
    "bot.errors": set(),
    "bot.clock": set(),
    "bot.message": set(),
    "bot.metrics": set(),
    "bot.outages": set(),
    "bot.settings": {"bot.errors"},
    "bot.logs": {"bot.settings"},
    "bot.i18n": {"bot.errors"},
    "bot.content": {"bot.errors"},
    "bot.db": {"bot.errors", "bot.outages"},
    # The matcher takes phrasings from anywhere; only `learn` knows that they come from the content.
    "bot.faq": set(),
    "bot.faq.learn": {"bot.faq", "bot.content"},
    # Cards draw decisions, so they know what a decision is, and nothing else of the matcher.
    "bot.cards": {"bot.content", "bot.message", "bot.i18n", "bot.errors", "bot.faq.decision"},
    # Use cases: one transaction each. The moment comes with the turn, so they need no clock.
    "bot.people": PURE | {"bot.db"},
    "bot.questions": PURE | {"bot.db"},
    "bot.housekeeping": PURE | {"bot.db"},
    # Use cases of editors at the command line: they look back from now, and try what they find on the matcher.
    "bot.learning": PURE | {"bot.faq.learn", "bot.questions", "bot.db", "bot.clock", "bot.outages"},
    "bot.delivery": PURE | {"bot.db", "bot.clock"},
    # What the desk knows is read from its files as one value, and exchanged whole while it runs.
    "bot.knowledge": {"bot.content", "bot.errors", "bot.faq", "bot.faq.learn", "bot.i18n"},
    "bot.live": {"bot.clock", "bot.content", "bot.db", "bot.errors", "bot.knowledge"},
    # Handlers hand the turn to use cases, so they know it and the store, but no table.
    "handlers": PURE
    | USE_CASES
    | {"bot.db.session", "bot.db.turn", "bot.clock", "bot.live", "bot.metrics", "bot.outages"},
    # What is served over HTTP hands updates on, and knows nothing of what they lead to.
    "bot.web": {"bot.errors", "bot.outages"},
    # The playground is the other side of the wire.
    "bot.playground": set(),
    # The only place that constructs things.
    "bot.app": PURE | USE_CASES | {"bot.db", "bot.delivery", "bot.settings", "bot.clock", "bot.knowledge", "bot.live"},
    "bot.watching": {"bot.app", "bot.cards", "bot.content", "bot.errors", "bot.live", "bot.outages"},
    "bot.run": {"bot.app", "bot.db", "bot.errors", "bot.housekeeping", "bot.outages", "bot.settings", "bot.watching"}
    | {"bot.web", "handlers"},
    # The command line: `play`, `ask`, `check` and `doctor` are too long for one file.
    "bot.play": {"bot.app", "bot.errors", "bot.playground", "bot.run", "bot.settings"},
    "bot.doctor": {"bot.checking", "bot.clock", "bot.db", "bot.errors", "bot.settings", "bot.web"},
    "bot.asking": PURE | {"bot.faq.learn", "bot.settings"},
    "bot.checking": {"bot.cards", "bot.content", "bot.faq.learn"},
    "bot.__main__": {"bot.asking", "bot.checking", "bot.db", "bot.doctor", "bot.errors", "bot.logs", "bot.play"}
    | {"bot.content", "bot.faq.learn", "bot.learning", "bot.run", "bot.settings"},
}
"""A module belongs to the longest name that it begins with, and may import its own unit and these."""

LIBRARIES: Mapping[str, set[str]] = {
    "aiogram": {"handlers", "bot.run", "bot.web", "bot.db.dialogs"},
    "aiogram_dialog": {"handlers", "bot.run", "bot.web", "bot.db.dialogs"},
    "telegram": {"bot.delivery"},
    "aiohttp": {"bot.web", "bot.playground", "bot.doctor", "handlers.drawing"},  # an error of its that aiogram wraps
    # Beside storage and use cases: who must know that the database is away.
    "sqlalchemy": USE_CASES | {"bot.db", "bot.run", "bot.outages", "bot.doctor", "bot.learning", "bot.__main__"},
    "alembic": {"bot.db"},
    "asyncpg": set(),  # SQLAlchemy's driver, as aiosqlite is
    "aiosqlite": set(),
    "redis": {"bot.app", "bot.db", "bot.outages", "bot.doctor", "bot.run"},
    "prometheus_client": {"bot.metrics", "bot.web"},
    "pydantic_settings": {"bot.settings"},
    "structlog": {"bot.logs", "handlers.metering"},  # every line about an update bears its number
    "click": {"bot.__main__", "bot.play", "bot.learning.editing"},
    "yaml": {"bot.content", "bot.learning.files"},
    "markdown_it": {"bot.content"},
    "babel": {"bot.i18n", "bot.checking"},
    "numpy": {"bot.faq"},
    "scipy": {"bot.faq"},
    "rapidfuzz": {"bot.faq", "bot.learning.gaps"},
    "Stemmer": {"bot.faq", "bot.content"},  # content knows which stemmers there are
}
"""Where a library may be imported; one that is not named here may be imported anywhere."""

NO_INPUT_OR_OUTPUT = {"bot.errors", "bot.message", "bot.faq", "bot.faq.learn", "bot.cards"}
INPUT_AND_OUTPUT = {"asyncio", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3"} | {
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
}

ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.putenv"}
MOMENTS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}


def violations(root: Path) -> list[str]:
    """Find every forbidden import, and every look at the environment or the clock, below `root`."""
    paths = {_module(path.relative_to(root)): path for path in sorted(root.glob("bot/**/*.py"))}
    paths |= {_module(path.relative_to(root)): path for path in sorted(root.glob("handlers/**/*.py"))}
    found = []
    for module, path in paths.items():
        if "migrations" in path.parts:
            continue  # alembic's, not imported by anybody
        tree = ast.parse(path.read_text("utf-8"))
        for line, reason in (*_imports(module, tree, set(paths)), *_looks(module, tree)):
            found.append(f"{path.relative_to(root)}:{line}: {reason}")
    return found


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _unit(module: str) -> str:
    """The longest name in the table that the module begins with."""
    while module not in MAY_IMPORT and "." in module:
        module = module.rpartition(".")[0]
    return module


def _is_below(module: str, places: set[str]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def _imports(module: str, tree: ast.AST, known: set[str]) -> Iterator[tuple[int, str]]:
    for line, name in _imported(tree, known):
        top = name.partition(".")[0]
        if not name:
            yield line, "write the whole name of what is imported"
        elif top in {"bot", "handlers"}:
            if not _may_import(module, name):
                yield line, f"{_unit(module)} may not import {name}"
        elif top in LIBRARIES and not _is_below(module, LIBRARIES[top]):
            yield line, f"{top} may be imported only in {', '.join(sorted(LIBRARIES[top])) or 'nothing of ours'}"
        elif top in INPUT_AND_OUTPUT and _unit(module) in NO_INPUT_OR_OUTPUT:
            yield line, f"{_unit(module)} is pure: it may not import {top}"


def _may_import(module: str, name: str) -> bool:
    own = _unit(module)
    if own not in MAY_IMPORT or _unit(name) not in MAY_IMPORT:
        return False
    allowed = {place for place in MAY_IMPORT[own] | {own} if _unit(place) == _unit(name)}
    return _is_below(name, allowed)


def _imported(tree: ast.AST, known: set[str]) -> Iterator[tuple[int, str]]:
    """The modules that are imported, wherever in the file; an empty name for a relative import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield node.lineno, "" if node.level else inner if inner in known else node.module or ""


def _looks(module: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = f"{ast.unparse(node.value).rpartition('.')[2]}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module in {"os", "time"}:
            name = f"{node.module}.{node.names[0].name}"
        else:
            continue
        if name in ENVIRONMENT and module != "bot.settings":
            yield node.lineno, f"{name}: only bot.settings reads the environment"
        if name in MOMENTS and not _is_below(module, {"bot.clock", "bot.playground"}):
            yield node.lineno, f"{name}: only bot.clock knows the time"


def test_nobody_imports_or_reads_what_they_may_not() -> None:
    assert violations(PROJECT) == []


def test_every_module_of_the_house_stands_in_the_table() -> None:
    modules = {_module(path.relative_to(PROJECT)) for path in PROJECT.glob("bot/**/*.py")}
    at_top = {module for module in modules if _unit(module) == "bot"} - {"bot"}
    assert not at_top, "say in MAY_IMPORT what they may import"


def test_no_wall_has_two_sides() -> None:
    """Were two units allowed to import each other, they would be one."""
    graph = {unit: {_unit(name) for name in names} - {unit} for unit, names in MAY_IMPORT.items()}
    assert list(TopologicalSorter(graph).static_order())


def test_names_in_the_table_are_of_modules_that_are_there() -> None:
    for unit in MAY_IMPORT:
        path = PROJECT.joinpath(*unit.split("."))
        assert path.is_dir() or path.with_suffix(".py").is_file(), unit


@pytest.mark.parametrize(
    ("file", "source", "reason"),
    [
        ("bot/people.py", "from aiogram import Bot", "aiogram may be imported only in"),
        ("bot/people.py", "import aiogram.types", "aiogram may be imported only in"),
        ("bot/cards/menus.py", "from aiogram_dialog import Dialog", "aiogram_dialog may be imported only in"),
        ("handlers/places.py", "from telegram import Bot", "telegram may be imported only in bot.delivery"),
        ("bot/run.py", "from telegram.ext import Application", "telegram may be imported only in bot.delivery"),
        ("bot/people.py", "from redis.asyncio import Redis", "redis may be imported only in bot.app, bot.db"),
        ("bot/db/session.py", "import asyncpg", "asyncpg may be imported only in nothing of ours"),
        ("bot/db/session.py", "from aiogram.fsm.storage.base import BaseStorage", "aiogram may be imported only in"),
        ("bot/web/webhook.py", "from bot.questions import ask", "bot.web may not import bot.questions"),
        ("handlers/order.py", "from bot.db.office import SharedOffice", "handlers may not import bot.db.office"),
        ("handlers/order.py", "import prometheus_client", "prometheus_client may be imported only in bot.metrics"),
        ("bot/app.py", "import yaml", "yaml may be imported only in bot.content"),
        ("bot/cards/menus.py", "from bot.faq import Matcher", "bot.cards may not import bot.faq"),
        ("bot/cards/menus.py", "from bot.faq.matcher import Matcher", "bot.cards may not import bot.faq.matcher"),
        ("bot/cards/menus.py", "from bot import faq", "bot.cards may not import bot.faq"),
        ("bot/cards/menus.py", "from bot.db.session import Store", "bot.cards may not import bot.db.session"),
        ("bot/faq/matcher.py", "from bot.content import Content", "bot.faq may not import bot.content"),
        ("bot/faq/matcher.py", "from bot.faq.learn import learn", "bot.faq may not import bot.faq.learn"),
        ("bot/faq/matcher.py", "import time", "bot.faq is pure: it may not import time"),
        ("bot/db/models.py", "from bot.settings import Settings", "bot.db may not import bot.settings"),
        ("bot/people.py", "from handlers.reply import Reply", "bot.people may not import handlers.reply"),
        ("bot/people.py", "from bot import app", "bot.people may not import bot.app"),
        ("bot/playground/server.py", "from bot.settings import Settings", "bot.playground may not import bot.settings"),
        ("handlers/places.py", "from bot.db.models import Person", "handlers may not import bot.db.models"),
        ("handlers/places.py", "def f():\n    import bot.app", "handlers may not import bot.app"),
        ("bot/new.py", "from bot.errors import DeskError", "bot may not import bot.errors"),
        ("bot/people.py", "from .db import models", "write the whole name"),
        ("bot/run.py", "import os\nos.environ['X']", "os.environ: only bot.settings"),
        ("bot/run.py", "import os\nos.getenv('X')", "os.getenv: only bot.settings"),
        ("bot/run.py", "from os import environ", "os.environ: only bot.settings"),
        ("bot/people.py", "import datetime as dt\ndt.datetime.now()", "datetime.now: only bot.clock"),
        ("handlers/data.py", "from datetime import date\ndate.today()", "date.today: only bot.clock"),
    ],
)
def test_a_planted_violation_is_found_in_its_file_and_line(tmp_path: Path, file: str, source: str, reason: str) -> None:
    for name in (
        "bot/app.py",
        "bot/faq/__init__.py",
        "bot/faq/learn.py",
        "bot/faq/matcher.py",
        "bot/db/models.py",
        file,
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / file).write_text(f'"""A module."""\n\n{source}\n')
    (found,) = violations(tmp_path)
    assert found.startswith(f"{file}:{len(source.splitlines()) + 2}: {reason}")


@pytest.mark.parametrize(
    ("file", "source"),
    [
        (
            "handlers/places.py",
            "from aiogram import Router\nfrom bot.db.turn import Turn\nfrom bot.people import forget",
        ),
        ("bot/db/dialogs.py", "from aiogram.fsm.storage.redis import RedisStorage\nfrom redis.asyncio import Redis"),
        ("bot/delivery/telegram.py", "from telegram import Bot\nfrom bot.message import Message"),
        ("bot/cards/decisions.py", "from bot.faq.decision import Decision\nfrom bot.cards import menus"),
        ("bot/faq/learn.py", "from bot.content import Content\nfrom bot.faq.matcher import Matcher"),
        ("bot/settings.py", "import os\nos.environ['X']"),
        ("bot/clock.py", "import datetime as dt\ndt.datetime.now(dt.UTC)"),
        ("handlers/drawing.py", "self.clock.now()"),
    ],
)
def test_what_is_allowed_is_not_complained_of(tmp_path: Path, file: str, source: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(f"{source}\n")
    assert violations(tmp_path) == []

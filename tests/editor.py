"""A small content of a test's own, to be changed while a desk runs on it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import PROJECT

Texts = dict[str, tuple[str, tuple[str, ...]]]
"""By language: a question, and other ways to ask it."""

NAMES = {"en": "English", "ru": "Русский"}

TITLES = {"en": "Tea", "ru": "Чай"}

_WHEN: Texts = {
    "en": ("When is tea?", ("what time is tea", "tea time", "when do you serve tea", "at what hour is tea")),
    "ru": ("Когда чай?", ("во сколько чай", "время чая", "когда подают чай", "в котором часу чай")),
}
_WHERE: Texts = {
    "en": ("Where is the library?", ("the way to the library", "in which building is the library", "library address")),
    "ru": ("Где библиотека?", ("как пройти в библиотеку", "в каком здании библиотека", "адрес библиотеки")),
}


class Editor:
    """Writes and changes the files in `folder`, as an office's editors do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.languages = ["en", "ru"]
        self.entries: dict[str, tuple[str, Texts]] = {
            "tea-when": ("At four.", _WHEN),
            "library-where": ("On the left.", _WHERE),
        }
        self.write()

    def write(self) -> None:
        """Write everything anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "faq" / "tea").mkdir(parents=True)
        (self.folder / "words").mkdir()
        for code in self.languages:
            shutil.copy(PROJECT / "content" / "words" / f"{code}.yaml", self.folder / "words")
        profile = {
            "name": "Tea desk",
            "description": "Asks.",
            "short_description": "Tea.",
            "about": "-",
            "privacy": "-",
        }
        commands = {name: {"titles": self._in(TITLES)} for name in ("start", "topics", "help")}
        languages = {code: NAMES[code] for code in self.languages}
        site = {"languages": languages, "profile": dict.fromkeys(self.languages, profile), "commands": commands}
        topic = {"id": "tea", "emoji": "🍵", "titles": self._in(TITLES), "queue": "kitchen"}
        self._put("site", site)
        self._put("topics", [topic | {"entries": list(self.entries)}])
        self._put("queues", {"kitchen": {"titles": self._in(TITLES)}})
        self._put("sources", {"menu": {"titles": self._in(TITLES)}})
        for name, (answer, texts) in self.entries.items():
            self._put(f"faq/tea/{name}", self._entry(answer, texts))

    def answer(self, name: str, text: str) -> None:
        """Change an answer, in every language alike."""
        self.entries[name] = (text, self.entries[name][1])
        self.write()

    def add(self, name: str) -> None:
        """Add an entry."""
        said: Texts = {code: (f"{name} ({code})?", (f"about {name} in {code}",)) for code in NAMES}
        self.entries[name] = ("So it is.", said)
        self.write()

    def call_it(self, name: str) -> None:
        """Give the bot another name."""
        path = self.folder / "site.yaml"
        path.write_text(path.read_text("utf-8").replace("Tea desk", name), "utf-8")

    def break_it(self) -> None:
        """Leave an entry as no desk can use it."""
        self._put("faq/tea/tea-when", {"<b>": "?"})

    def _entry(self, answer: str, texts: Texts) -> dict[str, Any]:
        own = {
            code: {
                "question": texts[code][0],
                "answer": answer,
                "phrasings": list(texts[code][1]),
                "revised": "2026-11-20",
            }
            for code in self.languages
        }
        return {"source": {"document": "menu", "section": self._in(TITLES)}} | own

    def _in(self, texts: dict[str, str]) -> dict[str, str]:
        return {code: texts[code] for code in self.languages}

    def _put(self, name: str, what: object) -> None:
        (self.folder / f"{name}.yaml").write_text(yaml.safe_dump(what, allow_unicode=True), "utf-8")


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """An editor of a small content, in both languages, with the entries `tea-when` and `library-where`."""
    return Editor(tmp_path / "content")

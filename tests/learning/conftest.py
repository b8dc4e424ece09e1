"""A small office of its own: two languages, three entries, danger, and a tuning half of eight questions."""

import datetime as dt
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from bot import content as contents
from bot.content import Content
from bot.db.models import Question, Tap
from bot.db.session import Store
from bot.questions import Kind
from bot.settings import PROJECT

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
SINCE = AT - dt.timedelta(days=180)

SAID: Mapping[str, Mapping[str, Sequence[str]]] = {
    "pledge-count": {
        "en": ("How many pledges have been made?", "number of pledges", "pledge statistics", "tally of promises"),
        "ru": ("Сколько обязательств заявлено?", "число обязательств", "количество обещаний", "список обещаний"),
    },
    "pledge-submit": {
        "en": ("How do I submit a pledge?", "send in our pledge", "pledge form address", "where to file a pledge"),
        "ru": ("Как подать обязательство?", "отправить обязательство", "куда подать обещание", "форма обязательства"),
    },
    "calendar-view": {
        "en": ("Where is the calendar of events?", "upcoming events", "agenda of meetings", "dates of sessions"),
        "ru": ("Где календарь мероприятий?", "ближайшие события", "расписание встреч", "даты заседаний"),
    },
}
DISTRESS = {
    "en": ("Help, we are locked in", "my boss took my passport and beats me"),
    "ru": ("Помогите, нас заперли", "хозяин забрал мой паспорт и бьет"),
}
TUNING: Sequence[tuple[str, str, str, tuple[str, ...]]] = (
    ("how many pledges are there", "en", "paraphrase", ("pledge-count",)),
    ("сколько всего обязательств", "ru", "paraphrase", ("pledge-count",)),
    ("how can we submit our pledge", "en", "paraphrase", ("pledge-submit",)),
    ("как нам подать обязательство", "ru", "paraphrase", ("pledge-submit",)),
    ("calendar of upcoming events", "en", "paraphrase", ("calendar-view",)),
    ("календарь ближайших событий", "ru", "paraphrase", ("calendar-view",)),
    ("recipe of borscht", "en", "far", ()),
    ("нас заперли, помогите", "ru", "distress", ()),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The office's content as files."""
    own = tmp_path / "content"
    shutil.copytree(PROJECT / "content" / "words", own / "words")
    profile = {"name": "Desk", "description": "A desk.", "short_description": "A desk", "about": "A.", "privacy": "P."}
    _dump(
        own / "site.yaml",
        {"languages": {"en": "English", "ru": "Русский"}, "commands": {}, "forms": []}
        | {"profile": {"en": profile, "ru": profile}},
    )
    _dump(own / "queues.yaml", {"office": {"titles": {"en": "Office", "ru": "Бюро"}, "contact": "desk@example.org"}})
    _dump(own / "sources.yaml", {"book": {"titles": {"en": "Book", "ru": "Книга"}}})
    titles = {"en": "All", "ru": "Все"}
    _dump(
        own / "topics.yaml", [{"id": "all", "emoji": "🤝", "titles": titles, "queue": "office", "entries": list(SAID)}]
    )
    _dump(
        own / "intents" / "distress.yaml",
        {"does": "distress"} | {language: {"phrasings": list(said)} for language, said in DISTRESS.items()},
    )
    for entry, texts in SAID.items():
        _dump(
            own / "faq" / "all" / f"{entry}.yaml",
            {"source": {"document": "book", "section": titles}}
            | {
                language: {"question": said[0], "answer": "So.", "revised": "2026-11-20", "phrasings": list(said[1:])}
                for language, said in texts.items()
            },
        )
    lines = (
        json.dumps({"text": text, "lang": lang, "kind": kind, "expect": list(expect)}, ensure_ascii=False)
        for text, lang, kind, expect in TUNING
    )
    (own / "evaluation").mkdir()
    (own / "evaluation" / "questions.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return own


@pytest.fixture
def office(folder: Path) -> Content:
    """The office's content."""
    return contents.load(folder)


def _dump(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


class Asking:
    """Puts questions with what was pressed about them into the store, each a day after the one before."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._number = 0

    async def __call__(
        self,
        text: str,
        *taps: tuple[Kind, str],
        asker: str = "amina",
        action: str = "answer",
        near: Sequence[str] = ("pledge-count", "pledge-submit"),
        language: str = "en",
        parts: int = 1,
    ) -> None:
        """Store a question, the taps under its first part, and `parts` parts of it in all."""
        self._number += 1
        at = AT + dt.timedelta(days=self._number)
        entries = [{"id": entry, "score": 0.5} for entry in near]
        stored = {"update_id": self._number, "at": at, "asker": asker, "language": language, "action": action}
        rows = [
            Question(part=part, text="" if part else text, entries=entries, confidence=0.5, **stored)
            for part in range(parts)
        ]
        async with self._store.write() as session:
            session.add_all(rows)
            await session.flush()
            session.add_all(Tap(question=rows[0].id, kind=kind.value, entry=entry, at=at) for kind, entry in taps)


@pytest.fixture
def ask(store: Store) -> Asking:
    """What people ask, in each kind of database."""
    return Asking(store)

"""One model a kind of file under `content/`; a language is a key, so another language needs no code."""

import datetime as dt
import re
from typing import Annotated, Any, Generic, TypeVar

import Stemmer
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from bot.content.markup import visible_length

ANSWER_LENGTH = 900
"""Characters of an answer as a person sees it."""

ID_LENGTH = 24
"""Characters of an entry's id: two of them, a language and a number fit a button's 64 bytes."""


def _as_partial_date(value: object) -> object:
    """YAML reads 2013 as a number and 2020-11-01 as a date; both are meant as they are written."""
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError("write the date as 2020-11-01, 2023-04 or 2013")
    dt.date.fromisoformat((text + "-01-01")[:10])
    return text


def _fits(value: str) -> str:
    if (length := visible_length(value)) > ANSWER_LENGTH:
        raise ValueError(f"shorten the answer: it shows {length} characters, and {ANSWER_LENGTH} fit")
    return value


def _is_target(value: str) -> str:
    kind, _, name = value.partition(":")
    if kind not in {"form", "command", "entry", "question"} or not name:
        raise ValueError("write form:<form>, command:<command>, entry:<entry> or question:<queue>")
    return value


def _is_stemmer(value: str) -> str:
    if value not in Stemmer.algorithms():
        raise ValueError(f"there is no stemmer of this name; there are {', '.join(Stemmer.algorithms())}")
    return value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=ID_LENGTH)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, pattern=r"^[^\n]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
PartialDate = Annotated[str, BeforeValidator(_as_partial_date)]
Target = Annotated[str, AfterValidator(_is_target)]
Titles = dict[Code, Line]


class Strict(BaseModel):
    """A file or a part of one; a key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """Where an answer comes from: a document of `sources.yaml`, its section, the date its facts are true of."""

    document: Id
    section: Titles
    as_of: PartialDate | None = None


class EntryText(Strict):
    """An entry in one language; `revised` is the day that its wording was last checked against the other's."""

    question: Annotated[Line, Field(max_length=120)]
    answer: Annotated[Text, AfterValidator(_fits)]
    phrasings: tuple[Line, ...] = Field(min_length=1)
    revised: dt.date


T = TypeVar("T", bound="Strict")


class InLanguages(Strict, Generic[T]):
    """A model with a key a language (`ru:`, `en:` …) beside its own keys."""

    texts: dict[Code, T] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _languages_are_keys(cls, data: Any) -> Any:  # noqa: ANN401 whatever stands in the file
        if not isinstance(data, dict) or "texts" in data:
            return data
        codes = [key for key in data if re.fullmatch(r"[a-z]{2}", str(key))]
        own = {key: value for key, value in data.items() if key not in codes}
        return own | {"texts": {code: data[code] for code in codes}}


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class Entry(InLanguages[EntryText]):
    """One question with its answer, `faq/<topic>/<id>.yaml`."""

    source: Annotated[tuple[Source, ...], BeforeValidator(_one_or_more)]
    leads_to: tuple[Target, ...] = Field(default=(), max_length=2)
    related: tuple[Id, ...] = Field(default=(), max_length=3)

    def outdated(self, language: str) -> bool:
        """Whether another language was revised after this one."""
        return any(text.revised > self.texts[language].revised for text in self.texts.values())


class IntentText(Strict):
    """How people say it, and for small talk what the desk says back."""

    phrasings: tuple[Line, ...] = Field(min_length=1)
    reply: Text | None = None


class Intent(InLanguages[IntentText]):
    """Something that people type which is no question of an entry: `intents/<id>.yaml`, what it is meant to do.

    "outside" is what the desk has no answer to, though it may sound like it. `entry` is the answer that stands in for
    a form or a command until that is there.
    """

    does: Annotated[str, StringConstraints(pattern=r"^(smalltalk|command|form):[a-z-]+$|^distress$|^outside$")]
    entry: Id | None = None


class Topic(Strict):
    """A group of questions; they stand in the order of `entries`, the topic's contact is its queue's."""

    id: Id
    emoji: Line
    titles: Titles
    queue: Id
    entries: tuple[Id, ...] = Field(min_length=1)


class Document(Strict):
    """A document that answers are taken from."""

    titles: Titles


class Queue(Strict):
    """Who answers questions of a kind, and the public address where people can write to them."""

    titles: Titles
    contact: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    contact_as_of: PartialDate | None = None


class Command(Strict):
    """A command of the chat: other names for it, and its line in the command menu (none: not in the menu)."""

    aliases: tuple[Line, ...] = ()
    titles: Annotated[Titles, Field(default_factory=dict)]


class Profile(Strict):
    """What Telegram shows of the bot in one language: its name, the texts before a chat and on its page."""

    name: Annotated[Line, Field(max_length=64)]
    description: Annotated[Text, Field(max_length=512)]
    short_description: Annotated[Line, Field(max_length=120)]
    about: Text
    privacy: Text


class Site(Strict):
    """The office: its languages (the first is the one to fall back on), how it presents itself, its commands."""

    languages: dict[Code, Line] = Field(min_length=1)
    profile: dict[Code, Profile]
    commands: dict[Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,32}$")], Command]
    forms: tuple[Id, ...] = ()


class Words(Strict):
    """What the matcher knows of a language, `words/<code>.yaml`; `bot.faq.language` says what each field means."""

    stemmer: Annotated[str, AfterValidator(_is_stemmer)]
    keyboard: Annotated[str, Field(min_length=33, max_length=33)]
    stop_words: frozenset[str]
    personal: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    folds: dict[str, str] = Field(default_factory=dict)
    romanise: dict[str, str] = Field(default_factory=dict)
    spellings: tuple[tuple[str, str], ...] = ()
    second_readings: tuple[tuple[str, str], ...] = ()
    meanings: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    common_words: frozenset[str] = frozenset()

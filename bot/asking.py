"""The desk's decision without a chat: for a person at a terminal, or for a program, a line a question."""

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TextIO

from markupsafe import Markup

from bot import content as contents
from bot import i18n
from bot.cards import decisions
from bot.errors import OperatorError
from bot.faq import Decision
from bot.faq.learn import learn
from bot.settings import Settings


class Asking:
    """Content, catalogs and matcher, built once for any number of questions.

    Raises:
        OperatorError: the content or the catalogs cannot be used.

    """

    def __init__(self, settings: Settings) -> None:
        self._content = contents.load(settings.content_dir)
        self._translators = i18n.load(settings.locales_dir, self._content.languages)
        self._matcher = learn(self._content)

    def decide(self, text: str, lang: str | None) -> Decision:
        """Decide as the chat does; `lang` is the interface's language, the first one of the content by default.

        Raises:
            OperatorError: there is no such language.

        """
        if lang is not None and lang not in self._content.languages:
            known = " or ".join(self._content.languages)
            raise OperatorError(f"There is no language “{lang}” here: put {known} there.")
        return self._matcher.decide(text, lang or self._content.languages[0])

    def as_json(self, text: str, lang: str | None, *, explain: bool = False) -> str:
        """Decide, and write the decision as one line of JSON, with how it came about when `explain` is set."""
        return _line(_as_object(self.decide(text, lang), explain=explain))

    def for_person(self, text: str, lang: str | None, *, explain: bool) -> str:
        """Decide, and write what the chat would show, with how it came about when `explain` is set."""
        whole = self.decide(text, lang)
        blocks: list[str] = []
        for decision in whole.parts or (whole,):
            blocks.append(f"[{decision.action} · {decision.confidence:.2f} · {decision.lang}]")
            card = decisions.say(self._content, self._translators, decision, 0)
            blocks.append(_plain(card.html))
            blocks.extend("  ".join(f"[ {button.text} ]" for button in row) for row in card.rows)
            if explain:
                blocks.append(_explained(decision))
        return _writable("\n".join(blocks))


class BadLineError(Exception):
    """A line that asks nothing; the sentence says how to write it."""


def answer_lines(desk: Asking, lines: Iterable[bytes], out: TextIO, lang: str | None) -> int:
    """Answer lines of JSON, each flushed in its turn; return 1 when a line was bad, else 0."""
    bad = 0
    for line in lines:
        try:
            text, own = _question(line)
            answer = desk.as_json(text, own or lang)
        except (BadLineError, OperatorError) as error:
            bad = 1
            answer = _line({"error": str(error)})
        print(answer, file=out, flush=True)
    return bad


def _question(line: bytes) -> tuple[str, str | None]:
    try:
        asked: Any = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadLineError("This line is not UTF-8: save the questions as UTF-8.") from None
    except (ValueError, RecursionError):
        raise BadLineError('This line is not JSON: write {"text": "…", "lang": "en"}.') from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise BadLineError('This line has no text: write {"text": "…", "lang": "en"}.')
    if not isinstance(asked.get("lang"), str | None):
        raise BadLineError('The language here is no text: write "lang": "en", or leave it out.')
    return asked["text"], asked.get("lang") or None


def _line(answer: dict[str, Any]) -> str:
    return _writable(json.dumps(answer, ensure_ascii=False))


def _writable(text: str) -> str:
    r"""Write halves of characters, which UTF-8 cannot, as \ud800, which is also how JSON writes them."""
    return text.encode("utf-8", "backslashreplace").decode()


def _as_object(decision: Decision, *, explain: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "action": decision.action,
        "entries": [{"id": entry.id, "score": round(entry.score, 4)} for entry in decision.entries],
        "form": decision.form,
        "command": decision.command,
        "confidence": round(decision.confidence, 4),
        "lang": decision.lang,
    }
    if decision.parts:
        answer["parts"] = [_as_object(part, explain=explain) for part in decision.parts]
    if explain:
        reading = decision.reading
        answer["reading"] = {field.name: getattr(reading, field.name) for field in fields(reading)}
    return answer


def _plain(html: Markup) -> str:
    return "\n".join(line.striptags() for line in html.split("\n"))


def _explained(decision: Decision) -> str:
    reading = decision.reading
    mended = ", ".join(f"{typed} → {read}" for typed, read in reading.mended.items())
    facts = {
        "language": f"{decision.lang}, from the {reading.lang_from}",
        "repaired": reading.repair or "nothing",
        "mended": mended or "nothing",
        "read as": " ".join(reading.words),
        "content words": " ".join(reading.content),
        "stems": " ".join(reading.stems),
        "known": f"{reading.known:.0%} of them by weight, {reading.explained:.0%} by the best",
        "rule": reading.rule,
    }
    lines = [f"  {name + ':':<15}{value}" for name, value in facts.items()]
    for entry in decision.entries:
        parts = ", ".join(f"{part} {value:+.2f}" for part, value in reading.contributions.get(entry.id, {}).items())
        lines.append(f"  {entry.score:.3f}  {entry.id}  {parts}")
    return "\n".join(lines)

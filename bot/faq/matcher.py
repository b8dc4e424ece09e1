"""The matcher: an index of phrasings that decides what to do with a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.faq.decision import Decision, Reading
from bot.faq.index import Index
from bot.faq.language import Language
from bot.faq.query import Query, QueryParser
from bot.faq.rule import choose
from bot.faq.text import Normaliser, chunks, questions, sentences, words
from bot.faq.vocabulary import Vocabulary

PART_FROM = 0.6  # probability of danger from which a sentence of many is believed; the others say what it is about


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for a target.

    Targets are an entry's id, "smalltalk:<id>", "command:<name>", "form:<id>", "distress" and
    "outside:<kind>".
    """

    target: str
    lang: str
    text: str


class Matcher:
    """Built once from all phrasings; `decide` keeps no state and knows no other text than its own."""

    def __init__(self, phrasings: Sequence[Phrasing], languages: Mapping[str, Language]) -> None:
        """Build the index. `languages` has every code that a phrasing has; there is one phrasing or more."""
        normalise = Normaliser(language.folds for language in languages.values())
        # One copy of each word: the few that are kept would hold the memory that lies between them.
        copy: dict[str, str] = {}
        texts = (" ".join(chunks(normalise(phrasing.text))) for phrasing in phrasings)
        documents = [[copy.setdefault(word, word) for word in words(text)] for text in texts]
        codes = [phrasing.lang for phrasing in phrasings]
        self._vocabulary = Vocabulary(languages, zip(codes, documents, strict=True))
        self._parse = QueryParser(languages, self._vocabulary, normalise)
        targets = [phrasing.target for phrasing in phrasings]
        self._index = Index(self._vocabulary, documents, targets, tuple(languages.values()))

    def decide(self, text: str, lang: str) -> Decision:
        """Return what to do with `text`; `lang` is the reply's language when the text shows none."""
        whole = self._decide(self._parse(text, lang))
        if whole.action == "distress":
            return whole
        if danger := self._danger_beside(text, lang):
            return danger
        asked = questions(text)
        if len(asked) == 1:
            return whole
        parts = tuple(part for one in asked if (part := self._decide(self._parse(one, lang))).reading.content)
        sure = {_meant(part) for part in parts if part.action not in {"suggest", "none"}}
        if len(sure) > 1:
            return replace(parts[0], parts=parts)
        first = parts[0] if parts else whole
        if first.action == whole.action == "answer" and _meant(whole) not in sure:
            # The next one leans on it: "What is the Process? And who chairs it?"
            return replace(first, parts=(first, whole))
        # Two sentences that are not each clear, or that ask for one thing, are better read together.
        return whole

    def _danger_beside(self, text: str, lang: str) -> Decision | None:
        """Hear each of several sentences: danger beside anything calm is danger."""
        said = sentences(text)
        each = (self._decide(self._parse(sentence, lang)) for sentence in said if len(said) > 1)
        return next((one for one in each if one.action == "distress" and one.confidence >= PART_FROM), None)

    def _decide(self, query: Query) -> Decision:
        found = self._index.find(query.words)
        choice = choose(found.evidence)
        action = choice.action
        name = found.evidence.target.partition(":")[2]
        stop_words = self._vocabulary.stop_words
        reading = Reading(
            lang_from=query.lang_from,
            repair=query.repair,
            mended=query.mended,
            words=query.words,
            stems=tuple(map(self._vocabulary.stem, query.words)),
            content=tuple(word for word in query.words if word not in stop_words),
            known=found.evidence.known,
            explained=found.evidence.explained,
            contributions=found.contributions,
            rule=choice.rule,
        )
        return Decision(
            action=action,
            entries=found.entries,
            form=name if action == "form" else None,
            command=name if action == "command" else None,
            smalltalk=name if action == "smalltalk" else None,
            confidence=choice.confidence,
            lang=query.lang,
            parts=(),
            reading=reading,
        )


def _meant(decision: Decision) -> str | None:
    """Return what a decision leads to: a command, a form, small talk, else the first entry."""
    return decision.command or decision.form or decision.smalltalk or decision.entries[0].id

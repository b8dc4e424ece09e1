"""Phrasings on trial: what would make the matcher worse on the tuning half is refused."""

from collections.abc import Container, Iterator, Mapping, Sequence
from math import sqrt

from bot.content import Content
from bot.faq import Decision, Matcher, Phrasing
from bot.faq.evaluation import DISTRESS, Question
from bot.faq.learn import languages, phrasings
from bot.learning.confirmed import Proposal
from bot.learning.wording import Wordings

WRONG, ALARM, UNHEARD, LOST = "wrong answers", "false alarms", "people in danger not heard", "right entries not first"
"""Kinds of mistakes, the costliest first."""

_Z = 1.96  # for what happens by chance in one case of twenty

Mistakes = Mapping[tuple[str, int], str]
"""What came instead, by the kind of the mistake and the number of the question: the first entry, or an action."""


class Trial:
    """Tries phrasings on held-out questions, beside the phrasings that the content has.

    To build a matcher takes many seconds. So all are tried together, and only when they do harm in smaller groups:
    those whose entries the new mistakes name apart from the others, or else halves.
    """

    def __init__(self, content: Content, questions: Sequence[Question]) -> None:
        self._questions = questions
        self._wordings = Wordings(content)
        self._said = tuple(phrasings(content))
        self._languages = languages(content)
        self._at_first = self._mistakes([])

    def refused(self, proposals: Sequence[Proposal]) -> dict[Proposal, str]:
        """Say which phrasings are not to be added, and why; the others do no harm together."""
        reasons: dict[Proposal, str] = {}
        fit: dict[str, Proposal] = {}
        for one in proposals:
            key = self._wordings.key(one.text)
            if why := self._wordings.unfit(one.text):
                reasons[one] = why
            elif key in fit and fit[key] != one:
                reasons[one] = f"it is proposed for {fit[key].entry} too"
            else:
                fit[key] = one
        by_entry = sorted(fit.values(), key=lambda one: (one.entry, one.language, one.text))
        self._take([], self._at_first, by_entry, reasons)
        return reasons

    def _take(
        self, base: list[Proposal], before: Mistakes, group: list[Proposal], reasons: dict[Proposal, str]
    ) -> tuple[list[Proposal], Mistakes]:
        """Add to `base` what of a group does no harm; return that and the mistakes then made."""
        if not group:
            return base, before
        after = self._mistakes([*base, *group])
        why = self._worse(before, after, {one.entry for one in group})
        if len(group) == 1 and why:
            reasons[group[0]] = why
            return base, before
        suspects, others = _parted(before, after, group)
        if len(group) > 1 and (why or suspects):
            for part in (others, suspects) if others and suspects else (group[::2], group[1::2]):
                base, before = self._take(base, before, part, reasons)
            return base, before
        return [*base, *group], after

    def _mistakes(self, added: Sequence[Proposal]) -> Mistakes:
        more = (Phrasing(one.entry, one.language, one.text) for one in added)
        matcher = Matcher((*self._said, *more), self._languages)
        made: dict[tuple[str, int], str] = {}
        for number, question in enumerate(self._questions):
            decision = matcher.decide(question.text, question.lang)
            made.update(((kind, number), came) for kind, came in _kinds(question, decision))
        return made

    def _worse(self, before: Mistakes, after: Mistakes, entries: Container[str]) -> str:
        """Say which kind of mistake phrasings of these entries bring, with one of them; empty when they bring none."""
        for kind in (WRONG, ALARM, UNHEARD, LOST):
            new = sorted(number for made, number in after.keys() - before.keys() if made == kind)
            mended = [number for made, number in before.keys() - after.keys() if made == kind]
            own = [number for number in new if after[kind, number] in entries]
            own_mended = [number for number in mended if any(one in entries for one in self._questions[number].expect)]
            rise = max(len(own) - len(own_mended), _beyond_chance(kind, len(new), len(mended)))
            if rise > 0:
                number = (own or new)[0]
                example = f"“{self._questions[number].text}” → {after[kind, number]}"
                return f"{kind} on the tuning half rise by {rise}, such as {example}"
        return ""


def _beyond_chance(kind: str, new: int, mended: int) -> int:
    """Return by how many mistakes there are more, when it is more than chance makes of as many that changed.

    Whatever is learnt moves all weights a little, and questions on a threshold fall to either side of it. Of people
    in danger none may be lost by chance either.
    """
    chance = 0.0 if kind == UNHEARD else _Z * sqrt(new + mended)
    return new - mended if new - mended > chance else 0


def _kinds(question: Question, decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield the kinds of mistakes that a decision is, and what came instead."""
    first = decision.entries[0].id if decision.entries else ""
    if first not in question.expect:
        if decision.action == "answer":
            yield WRONG, first
        if question.expect:
            yield LOST, first
    if (decision.action == DISTRESS) != (question.kind == DISTRESS):
        yield (UNHEARD if question.kind == DISTRESS else ALARM), decision.action


def _parted(before: Mistakes, after: Mistakes, group: Sequence[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """Part a group into those whose entry a new mistake names, and the others.

    There may be suspects though mistakes are no more than before: what one mends may hide what another one brings.
    """
    named = {after[mistake] for mistake in after.keys() - before.keys()}
    return [one for one in group if one.entry in named], [one for one in group if one.entry not in named]

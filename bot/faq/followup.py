"""A question that leans on the answer just before it: "and until when?"."""

from collections.abc import Container, Sequence
from dataclasses import replace

from bot.faq.decision import Decision
from bot.faq.matcher import Matcher

QUESTION_MARKS = "? "

WORDS = 12
"""A longer question stands on its own."""


def leans(decision: Decision) -> bool:
    """Tell whether a question says too little alone: nothing was found, and all that it does say is known."""
    reading = decision.reading
    little = len(reading.content) <= 1 and 0 < len(reading.words) <= WORDS
    return decision.action in {"none", "suggest"} and little and (reading.known == 1 or not reading.content)


def decide_with(
    matcher: Matcher, text: str, lang: str, shown: str, subjects: Sequence[str], around: Container[str]
) -> Decision | None:
    """Decide on a question together with each thing that it may be about.

    Args:
        matcher: knows the entries.
        text: the question.
        lang: the language to reply in.
        shown: the entry just shown, which is not meant again.
        subjects: what was just spoken of, nearest first: the question of an entry, the title of its topic.
        around: the entries of its topic.

    Returns:
        The first clear answer, else the list of what is near in the topic, if anything is.

    """
    together = [matcher.decide(f"{subject.rstrip(QUESTION_MARKS)} {text}", lang) for subject in subjects]
    for subject, decision in zip(subjects, together, strict=True):
        said = {shown, matcher.decide(subject, lang).entries[0].id}  # without any question
        if decision.action == "answer" and decision.entries[0].id not in said:
            return decision
    near = tuple(entry for entry in together[0].entries if entry.id != shown and entry.id in around)
    return replace(together[0], action="suggest", entries=near) if near else None

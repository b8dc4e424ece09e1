"""From evidence to an action. All that is uncertain about a question is decided here.

The principle is what a mistake costs. A wrong answer misleads, so an answer must be nearly certain, and less than
that is a list. A command only opens a screen and small talk only says a sentence, so being likelier than not is
enough for them, however short the message is. Danger is heard first: to see one too many is better than to miss one.

The constants were fitted on the tuning half of tests/data/questions, like those of confidence.py.
"""

from dataclasses import dataclass

from bot.faq.confidence import ANSWERED, DANGER, LISTED, NOTHING, TARGET
from bot.faq.coverage import SHORT
from bot.faq.decision import Action
from bot.faq.evidence import Evidence

DANGER_FROM = 0.35  # probability: three calm messages in a thousand are taken for danger
ANSWER_FROM = 0.75  # probability: under 2 % of the questions in scope, and 10 % of those near it, get a wrong answer
EXPLAINED_FROM = 0.3  # share of the words without which nothing is answered, however near the rest
# The same for what is taken when it is likely, the score that one word out of a phrasing does not reach, and the score
# of what is so like a phrasing that words of no phrasing in it do not matter: a name, a town.
INTENT_EXPLAINED_FROM, INTENT_SCORE_FROM, INTENT_LIKE_FROM = 0.4, 0.38, 0.45
TAKEN_FROM = {"command": 0.4, "smalltalk": 0.4, "form": 0.3}  # probability
PLAIN_FROM = 0.8  # score from which two words ask for a form: I want to submit a pledge
POINTED_FROM = 0.7  # score from which a question of one word or two is answered: how many pledges
AHEAD_FROM = {1: 0.3, 2: 0.1}  # and its margin, by its words
SUGGEST_FROM = 0.1  # probability: below it the right entry was never among the first three
ENTRY_FROM = 0.2  # score of an entry worth a place in a list


@dataclass(frozen=True, slots=True)
class Choice:
    """An action, the probability that it is right, and in words the rule that decided it."""

    action: Action
    confidence: float
    rule: str


def choose(evidence: Evidence) -> Choice:
    """Return the action of the first rule that holds."""
    kind = evidence.target.partition(":")[0] if ":" in evidence.target else ""
    target = TARGET.get(kind, TARGET[""])(evidence)
    danger = DANGER(evidence)
    clear = _is_about(evidence, kind) and (evidence.said or target >= TAKEN_FROM.get(kind, ANSWER_FROM))
    strange = not evidence.known and not (evidence.content and evidence.explained)
    long = evidence.said or evidence.content > SHORT
    plain = evidence.personal and evidence.content == SHORT and evidence.score >= PLAIN_FROM
    ahead = evidence.margin >= AHEAD_FROM.get(evidence.content, 1.0)
    pointed = evidence.asks and evidence.score >= POINTED_FROM and ahead
    related = target >= SUGGEST_FROM and evidence.entry >= ENTRY_FROM
    rules: tuple[tuple[bool, Action, float, str], ...] = (
        (danger >= DANGER_FROM, "distress", danger, "somebody may be in danger"),
        (kind == "smalltalk" and clear, "smalltalk", target, "nothing but small talk"),
        (kind == "command" and clear, "command", target, "asks for a command"),
        (kind == "form" and clear and (long or plain), "form", target, "asks for a form"),
        (strange, "none", NOTHING(evidence), "no content word is known"),
        (not kind and clear and (long or pointed), "answer", ANSWERED(evidence), _why(evidence)),
        (not related, "none", NOTHING(evidence), "too little in common with any entry"),
        (not long, "suggest", LISTED(evidence), "too short to guess"),
    )
    held = (Choice(action, confidence, why) for holds, action, confidence, why in rules if holds)
    return next(held, Choice("suggest", LISTED(evidence), "not sure enough"))


def _is_about(evidence: Evidence, kind: str) -> bool:
    if kind:
        said = evidence.explained >= INTENT_EXPLAINED_FROM and evidence.score >= INTENT_SCORE_FROM
        return said or evidence.score >= INTENT_LIKE_FROM
    return evidence.explained >= EXPLAINED_FROM


def _why(evidence: Evidence) -> str:
    return "says what a phrasing says" if evidence.said else "sure enough"

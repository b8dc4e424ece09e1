"""From a decision about a question to what is said."""

from collections.abc import Mapping

from bot.cards import answers, menus
from bot.cards.places import place
from bot.cards.presses import COMMANDS, Press
from bot.content import Content
from bot.faq.decision import Decision
from bot.i18n import Translator
from bot.message import Message


def say(content: Content, translators: Mapping[str, Translator], decision: Decision, question: int) -> Message:
    """Draw what was decided, in the language of the question; `question` is its number."""
    t = translators[decision.lang]
    nearest = [entry.id for entry in decision.entries if entry.id in content.entries]
    shown: Message | None = None
    match decision.action:
        case "answer" if nearest:
            shown = answers.answer_card(content, t, nearest[0], question)
        case "smalltalk":
            shown = answers.smalltalk(content, t, f"smalltalk:{decision.smalltalk}") or menus.menu(content, t)
        case "command":
            shown = command(content, t, decision.command or "start", question)
        case "distress":
            shown = answers.distress(content, t)
        case "form":
            shown = _stand_in(content, t, f"form:{decision.form}", question)
        case "suggest" if nearest:
            shown = answers.suggestions(content, t, nearest, question)
    return shown or answers.no_answer(t, question)


def command(content: Content, t: Translator, name: str, question: int = 0) -> Message:
    """Draw the place that a command opens, or the answer that stands in for it."""
    if name in COMMANDS:
        return place(content, t, Press(COMMANDS[name], t.language, ()))
    return _stand_in(content, t, f"command:{name}", question) or menus.menu(content, t)


def _stand_in(content: Content, t: Translator, does: str, question: int) -> Message | None:
    """Draw the answer that stands in for a form or a command that is not there yet."""
    intent = content.intent(does)
    return answers.answer_card(content, t, intent.entry, question) if intent and intent.entry else None

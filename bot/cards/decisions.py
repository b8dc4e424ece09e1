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
    match decision.action:
        case "answer" if nearest:
            return answers.answer_card(content, t, nearest[0], question)
        case "smalltalk":
            return answers.smalltalk(content, t, f"smalltalk:{decision.smalltalk}") or menus.menu(content, t)
        case "command":
            return place(content, t, Press(COMMANDS[decision.command or "start"], t.language, ()))
        case "distress":
            return answers.distress(content, t)
        case "suggest" | "form" if nearest:
            return answers.suggestions(content, t, nearest, question)
    return answers.no_answer(t, question)

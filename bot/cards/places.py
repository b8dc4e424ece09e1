"""Which screen a button, a command or a link opens: the map of the desk."""

from collections.abc import Callable

from bot.cards import answers, menus
from bot.cards.presses import Do, Press
from bot.content import Content
from bot.errors import NoLongerThereError
from bot.i18n import Translator
from bot.message import Message

_PLAIN: dict[Do, Callable[[Content, Translator], Message]] = {
    Do.MENU: menus.menu,
    Do.CANCEL: menus.cancelled,
    Do.ASK: menus.ask,
    Do.HELP: menus.help_,
    Do.ABOUT: menus.about,
    Do.PRIVACY: menus.privacy,
    Do.LANGUAGES: menus.languages,
}


def place(content: Content, t: Translator, press: Press) -> Message:
    """Draw the place that a press opens; what is no place but a deed opens the menu.

    Raises:
        NoLongerThereError: the place is about a question or a topic that is gone.

    """
    match press.do:
        case Do.TOPICS:
            return menus.topics(content, t, press.number(0))
        case Do.TOPIC:
            return menus.topic(content, t, press.id(0), press.number(1))
        case Do.ENTRY:
            return answers.answer_card(content, t, press.id(0), press.number(1), press.id(2))
        case Do.PEOPLE:
            return answers.people(content, t, press.id(0), press.number(1), press.id(2))
        case other:
            return _PLAIN.get(other, menus.menu)(content, t)


def linked(content: Content, t: Translator, parameter: str) -> Message | None:
    """Draw the place that `?start=<parameter>` opens; None when it names nothing that is there."""
    kind, _, name = parameter.partition("_")
    try:
        match kind:
            case "faq":
                return answers.answer_card(content, t, name)
            case "topic":
                return menus.topic(content, t, name)
    except NoLongerThereError:
        return None
    return None

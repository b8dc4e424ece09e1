"""What a handler answers with: screens and a toast, drawn once its effect is stored."""

from dataclasses import dataclass

from bot.message import Message


@dataclass(frozen=True, slots=True)
class Reply:
    """One screen, rarely more; after a press the first replaces the message that was pressed.

    Attributes:
        messages: the screens, in order.
        toast: a few words over the chat, after a press only.
        anew: keep the pressed message as it is and say this below it.

    """

    messages: tuple[Message, ...] = ()
    toast: str = ""
    anew: bool = False


def say(*messages: Message, toast: str = "", anew: bool = False) -> Reply:
    """Answer with these screens."""
    return Reply(messages, toast, anew)

"""The emoji at the head of messages and on buttons: the same for the same thing everywhere."""

from markupsafe import Markup

ANSWER = "❔"
UNSURE = "🔎"
PEOPLE = "💬"
MENU = "🏠"
ASK = "✏️"
TOPICS = "📚"
LANGUAGE = "🌐"
ABOUT = "ℹ️"
PRIVACY = "🔒"
DONE = "✅"
TROUBLE = "⚠️"
HELPFUL = "👍"
UNLIKE = "👎"


def headed(sign: str, sentence: str) -> Markup:
    """Put a sign at the head of a message."""
    return Markup("{} {}").format(sign, sentence)


def signed(sign: str, text: str) -> str:
    """Put a sign before a button's words."""
    return f"{sign} {text}"

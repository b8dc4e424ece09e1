"""What an administrator reads about a reload of the content."""

from itertools import islice

from markupsafe import Markup

from bot.cards import menus, signs
from bot.content.changes import Changes
from bot.i18n import Translator
from bot.message import Message, bold, lines, paragraphs

REASONS = 10
REASON_LENGTH = 300
"""As many reasons, each of so many characters, fit a message with the rest."""


def reloaded(t: Translator, changes: Changes) -> Message:
    """Say that it is done, how much there is now, and what has changed."""
    entries = t.plural("{n} question", "{n} questions", changes.entries)
    phrasings = t.plural("{n} way to ask", "{n} ways to ask", changes.phrasings)
    counts = t(
        "Questions added: {added}, removed: {removed}, changed: {changed}.",
        added=t.number(changes.added),
        removed=t.number(changes.removed),
        changed=t.number(changes.changed),
    )
    head = signs.headed(signs.DONE, bold(t("The content is reloaded.")))
    extent = t("Now there are: {entries}, {phrasings}.", entries=entries, phrasings=phrasings)
    followed = t("Other processes follow within a minute.")
    return Message(paragraphs(head, lines(extent, counts), followed), (menus.menu_row(t),))


def refused(t: Translator, reasons: str) -> Message:
    """Say that nothing has changed, and why: a reason a line, only the first of many."""
    shown = (Markup.escape(reason[:REASON_LENGTH]) for reason in islice(reasons.splitlines(), REASONS))
    head = signs.headed(signs.TROUBLE, bold(t("The content was not reloaded. Everything is as it was.")))
    command = Markup("<code>gcm-desk check</code>")
    hint = t("On the server, {command} lists everything that is to be mended.", command=command)
    return Message(paragraphs(head, lines(*shown), hint), (menus.menu_row(t),))

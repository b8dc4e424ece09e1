"""What the desk says and knows: models of `content/*`, read from YAML and checked as a whole."""

from bot.content.load import load
from bot.content.models import Document, Entry, EntryText, Intent, Queue, Site, Source, Topic
from bot.content.read import Problem
from bot.content.whole import Content

__all__ = [
    "Content",
    "Document",
    "Entry",
    "EntryText",
    "Intent",
    "Problem",
    "Queue",
    "Site",
    "Source",
    "Topic",
    "load",
]

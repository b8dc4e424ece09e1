"""What has changed between two readings of the content, in numbers."""

from dataclasses import dataclass

from bot.content.whole import Content


@dataclass(frozen=True, slots=True)
class Changes:
    """How many entries and phrasings of them there are now, and how many entries are new, gone, or say otherwise."""

    entries: int
    phrasings: int
    added: int
    removed: int
    changed: int


def changes(old: Content, new: Content) -> Changes:
    """Compare two readings, entry by entry; whatever else stands in the content is not counted."""
    stayed = old.entries.keys() & new.entries.keys()
    return Changes(
        entries=len(new.entries),
        phrasings=sum(1 + len(text.phrasings) for entry in new.entries.values() for text in entry.texts.values()),
        added=len(new.entries) - len(stayed),
        removed=len(old.entries) - len(stayed),
        changed=sum(old.entries[name] != new.entries[name] for name in stayed),
    )

"""The whole of `content/` as one object."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.content.models import Document, Entry, Intent, Queue, Site, Topic, Words
from bot.errors import NoLongerThereError


@dataclass(frozen=True)
class Content:
    """Everything that an office would change; ids are file names."""

    site: Site
    topics: tuple[Topic, ...]
    entries: Mapping[str, Entry]
    documents: Mapping[str, Document]
    queues: Mapping[str, Queue]
    intents: Mapping[str, Intent]
    words: Mapping[str, Words]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages' codes; the first is the one to fall back on."""
        return tuple(self.site.languages)

    @cached_property
    def _topic_by_entry(self) -> dict[str, Topic]:
        return {entry: topic for topic in self.topics for entry in topic.entries}

    def entry(self, entry_id: str) -> Entry:
        """Find an entry.

        Raises:
            NoLongerThereError: there is none of this id.

        """
        if entry_id not in self.entries:
            raise NoLongerThereError(entry_id)
        return self.entries[entry_id]

    def topic(self, topic_id: str) -> Topic:
        """Find a topic.

        Raises:
            NoLongerThereError: there is none of this id.

        """
        for topic in self.topics:
            if topic.id == topic_id:
                return topic
        raise NoLongerThereError(topic_id)

    def topic_of(self, entry_id: str) -> Topic:
        """Find the topic that lists an entry.

        Raises:
            NoLongerThereError: none does.

        """
        if entry_id not in self._topic_by_entry:
            raise NoLongerThereError(entry_id)
        return self._topic_by_entry[entry_id]

    def command(self, name: str) -> str | None:
        """Find a command by any of its names, in any case; None when there is none."""
        return self._command_by_name.get(name.lower())

    @cached_property
    def _command_by_name(self) -> dict[str, str]:
        commands = self.site.commands.items()
        return {alias: name for name, command in commands for alias in (name, *command.aliases)}

    def intent(self, does: str) -> Intent | None:
        """Find the intent that does this, such as `smalltalk:thanks`."""
        return next((intent for intent in self.intents.values() if intent.does == does), None)

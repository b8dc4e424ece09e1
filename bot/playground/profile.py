"""What the bot says of itself: names, descriptions and commands, each by language."""

from dataclasses import dataclass, field

from bot.playground.messages import Json

Scope = tuple[str, ...]


@dataclass
class Profile:
    """Texts by language code, "" being everybody else; commands by scope and language."""

    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)

    def name(self, language: str | None) -> str:
        """Return the bot's name for a language."""
        return in_language(self.names, language)

    def shown(self, language: str | None) -> Json:
        """Return what a person with this language sees on the bot's page."""
        return {
            "name": self.name(language),
            "description": in_language(self.descriptions, language),
            "short_description": in_language(self.short_descriptions, language),
        }

    def commands_for(self, person: int, language: str | None) -> list[Json]:
        """Return the commands in a person's private chat: the narrowest scope wins, in it the person's language."""
        scopes: tuple[Scope, ...] = (("chat", str(person)), ("all_private_chats",), ("default",))
        for scope in scopes:
            for code in (language or "", ""):
                if commands := self.commands.get((scope, code)):
                    return commands
        return []


def in_language(texts: dict[str, str], language: str | None) -> str:
    """Return the text for a language, or the one for everybody else."""
    return texts.get(language or "") or texts.get("", "")

"""What an editor does with confirmed phrasings: look at each, write a patch of all, or apply one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from bot.content import Content
from bot.learning import files
from bot.learning.confirmed import Proposal
from bot.learning.held_out import tuning_half
from bot.learning.trial import Trial


class Editing:
    """The content, and the trial that every phrasing stands.

    Raises:
        OperatorError: the content or its tuning half cannot be used.

    """

    def __init__(self, content_dir: Path, content: Content) -> None:
        self._folder = content_dir
        self._content = content
        self._trial = Trial(content, tuning_half(content_dir, content))

    def review(self, proposals: Sequence[Proposal]) -> None:
        """Ask about each phrasing that passes, and add those that are wanted to their entries."""
        passed = self._passed(proposals)
        chosen = list(_chosen(self._content, passed))
        # Without those that were left out, or under another entry, the rest may do harm.
        self._add(chosen if chosen == passed else self._passed(chosen))

    def write_patch(self, path: Path, proposals: Sequence[Proposal]) -> None:
        """Write those that pass into a file, for `apply`."""
        passed = self._passed(proposals)
        files.write_patch(path, passed)
        click.echo(f"{_counted(passed)} written to {path}.")

    def apply(self, path: Path) -> bool:
        """Add the phrasings of a patch to their entries; return whether all were."""
        proposals = files.read_patch(path, self._content)
        passed = self._passed(proposals)
        self._add(passed)
        return len(passed) == len(proposals)

    def _passed(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Leave out what is refused, and say why."""
        click.echo(f"Trying {_counted(proposals)} on the tuning half …", err=True)
        refused = self._trial.refused(proposals)
        for one, why in refused.items():
            click.echo(f"Refused: {_named(one)}: {why}.")
        return [one for one in proposals if one not in refused]

    def _add(self, proposals: Iterable[Proposal]) -> None:
        chosen = list(proposals)
        if not chosen:
            click.echo("Nothing was added.")
            return
        changed = ", ".join(files.append(self._folder, chosen))
        click.echo(f"{_counted(chosen)} added: {changed}. The desk uses them once it has read the content anew.")


def _chosen(content: Content, proposals: Sequence[Proposal]) -> Iterable[Proposal]:
    """Ask about each, and yield those to add, until all are asked about or the editor has had enough."""
    for number, one in enumerate(proposals, start=1):
        click.echo(f"\n{number} of {len(proposals)}: {_named(one)}, confirmed by {_people(one)}")
        click.echo(f"   {content.entries[one.entry].texts[one.language].question}")
        match click.prompt("Add it? yes, no, other entry, quit", type=click.Choice(list("ynoq")), default="n"):
            case "y":
                yield one
            case "o":
                entry = click.prompt("Which entry", type=click.Choice(sorted(content.entries)), show_choices=False)
                yield replace(one, entry=entry)
            case "q":
                return


def _named(one: Proposal) -> str:
    return f"{one.entry}, {one.language}: “{one.text}”"


def _people(one: Proposal) -> str:
    return "1 person" if one.people == 1 else f"{one.people} people"


def _counted(proposals: Sequence[Proposal]) -> str:
    return "1 phrasing" if len(proposals) == 1 else f"{len(proposals)} phrasings"

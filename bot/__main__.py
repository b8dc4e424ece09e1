"""The command line: `python -m bot …`, installed as `gcm-desk`."""

import asyncio
import sys
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import click

from bot.errors import OperatorError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="gcm-desk")
def desk() -> None:
    """GCM Desk: a help desk in Telegram for the secretariat of the UN Network on Migration."""


@desk.command()
def run() -> None:
    """Run everything in one process, for the token in .env."""
    from bot import logs, settings

    chosen = settings.load().for_running()
    logs.set_up(chosen)
    # The heavy half comes last, so that a wrong setting is told at once.
    from bot.run import run as running

    _complete(running(chosen))


@desk.command()
def play() -> None:
    """Run the whole desk on this machine, without a token: a chat page in your browser."""
    from bot import logs, settings

    chosen = settings.load()
    logs.set_up(chosen)
    from bot.play import play as playing

    _complete(playing(chosen))


@desk.command()
def web() -> None:
    """Take updates by webhook: one process of several, beside workers."""
    from bot import logs, settings

    chosen = settings.load().for_web()
    logs.set_up(chosen)
    from bot.run import web as serving

    _complete(serving(chosen))


@desk.command()
def worker() -> None:
    """Do what is to be done by the clock, for any number of web processes."""
    from bot import logs, settings

    chosen = settings.load().for_running()
    logs.set_up(chosen)
    from bot.run import worker as working

    _complete(working(chosen))


@desk.command()
def migrate() -> None:
    """Bring the database to the shape that this release expects."""
    from sqlalchemy.exc import DBAPIError

    from bot import settings
    from bot.db import migrate as migrations
    from bot.db.session import Store

    async def migrating() -> None:
        store = Store(settings.load().database_url)
        try:
            await migrations.upgrade(store)
            click.echo(f"The database is at revision {await migrations.revision(store)}.")
        except DBAPIError as error:
            raise OperatorError(f"DATABASE_URL: {error.orig}; name a database that the desk may change.") from error
        finally:
            await store.close()

    _complete(migrating())


@desk.command()
@click.option("--write-schemas", is_flag=True, help="Write content/schemas anew from the models.")
def check(*, write_schemas: bool) -> None:
    """Check content and locales: each problem with its file, its place and how to mend it."""
    from bot import checking, settings

    chosen = settings.load()
    if write_schemas:
        checking.write_schemas(chosen.content_dir)
    problems = checking.problems(chosen.content_dir, chosen.locales_dir)
    problems = problems or list(checking.confused(chosen.content_dir))
    for problem in problems:
        click.echo(problem)
    if problems:
        click.echo(f"{len(problems)} to mend.", err=True)
        sys.exit(1)
    click.echo("Content and locales are in order.")


@desk.command()
def doctor() -> None:
    """Look at everything that the desk stands on: a line each, with what mends it."""
    from bot import doctor as doctors

    findings = asyncio.run(doctors.examine(doctors.admitted()))
    for name, finding in findings.items():
        click.echo(doctors.line(name, finding))
    sys.exit(any(finding.level is doctors.Level.WRONG for finding in findings.values()))


@desk.command()
@click.argument("text", required=False)
@click.option("--lang", metavar="LANGUAGE", help="Language of the interface, used when the text shows none.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a text.")
@click.option("--explain", is_flag=True, help="Also say how the text was read and why the decision fell.")
@click.option("--jsonl", is_flag=True, help='Read lines {"text": …, "lang": …}, write one answer a line.')
def ask(text: str | None, lang: str | None, *, as_json: bool, explain: bool, jsonl: bool) -> None:
    r"""Ask TEXT as a person would in the chat, and see what the desk decides.

    \b
    gcm-desk ask "How do I submit a pledge?"
    gcm-desk ask "какие страны участвуют" --explain
    gcm-desk ask --jsonl < questions.jsonl
    """
    from bot import asking, settings

    if (text is None) != jsonl or (jsonl and (as_json or explain)):
        raise click.UsageError("Give either a text, or --jsonl alone with the questions on standard input.")
    asked = asking.Asking(settings.load())
    if jsonl:
        sys.exit(asking.answer_lines(asked, sys.stdin.buffer, sys.stdout, lang))
    write = asked.as_json if as_json else asked.for_person
    click.echo(write(text or "", lang, explain=explain))


_FILE = click.Path(dir_okay=False, path_type=Path)
_SINCE = click.option(
    "--since",
    type=click.IntRange(1, 10_000),
    default=180,
    show_default=True,
    metavar="DAYS",
    help="How far back to look.",
)


@desk.command()
@click.option("--language", metavar="LANGUAGE", help="Only questions in this language.")
@_SINCE
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
@click.option("--out", type=click.File("w", "utf-8"), default="-", help="A file to write, instead of the terminal.")
def gaps(language: str | None, since: int, form: str, out: TextIO) -> None:
    """List what people asked in vain: unanswered and disputed questions, those alike together."""
    from bot import content, settings
    from bot.learning import gaps as finding
    from bot.learning import listing, reading

    chosen = settings.load()
    known = content.load(chosen.content_dir)
    found = asyncio.run(
        reading.look(chosen.database_url, since, partial(finding.find, content=known, language=language))
    )
    click.echo(listing.FORMATS[form](found) if found or form != "table" else "", file=out, nl=False)
    if not found:
        click.echo(f"No question of the last {since} days was left unanswered or disputed.", err=form != "table")


@desk.command()
@_SINCE
@click.option("--patch", type=_FILE, metavar="FILE", help="Write all that pass into a YAML file, and ask nothing.")
@click.option("--apply", type=_FILE, metavar="FILE", help="Add the phrasings of such a file to their entries.")
def learn(since: int, patch: Path | None, apply: Path | None) -> None:
    r"""Add phrasings that people confirmed by their taps to the entries of the content.

    Each is tried first: one that makes the desk worse on the questions of content/evaluation is refused.

    \b
    gcm-desk learn                        # ask about each
    gcm-desk learn --patch learnt.yaml    # write them all; look through the file, then
    gcm-desk learn --apply learnt.yaml
    """
    from bot import content, settings
    from bot.learning import confirmed, reading
    from bot.learning.editing import Editing

    if patch and apply:
        raise click.UsageError("Give either --patch or --apply.")
    chosen = settings.load()
    known = content.load(chosen.content_dir)
    if apply:
        sys.exit(not Editing(chosen.content_dir, known).apply(apply))
    found = asyncio.run(reading.look(chosen.database_url, since, partial(confirmed.proposals, content=known)))
    if not found:
        click.echo(f"In the last {since} days no tap confirmed a phrasing that is new.")
    elif patch:
        Editing(chosen.content_dir, known).write_patch(patch, found)
    else:
        Editing(chosen.content_dir, known).review(found)


@desk.command()
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of tables.")
def evaluate(file: BinaryIO, *, as_json: bool) -> None:
    r"""Ask the questions of FILE (- is standard input) and say how good the answers are.

    \b
    A line a question: {"text": "…", "lang": "en", "kind": "typos", "expect": ["<entry>"]}
    """
    from bot import content, settings
    from bot.faq.learn import learn as learning
    from bot.learning import evaluating, held_out, reports

    known = content.load(settings.load().content_dir)
    questions, bad = held_out.read(file, known)
    found = evaluating.evaluate(learning(known), questions)
    click.echo(reports.as_json(found, bad) if as_json else reports.as_text(found), nl=False)
    for line in bad:
        click.echo(line, err=True)
    sys.exit(bool(bad))


def _complete(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end; an interrupt from the keyboard is an end too."""
    with suppress(KeyboardInterrupt):
        asyncio.run(work)


def main() -> None:
    """Run the command line; what the operator can mend is one sentence, never a traceback."""
    try:
        desk()
    except OperatorError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()

"""The commands as an editor uses them, on both kinds of database."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from bot.__main__ import desk
from bot.db.session import Store
from bot.errors import OperatorError
from bot.questions import Kind
from tests.learning.conftest import Asking

COUNT, SUBMIT = (Kind.HELPFUL, "pledge-count"), (Kind.HELPFUL, "pledge-submit")
LONG_AGO = "--since", "10000"
LINE = '{"text": "%s", "lang": "en", "kind": "paraphrase", "expect": ["pledge-count"]}\n'

Run = Callable[..., Awaitable[Result]]


@pytest.fixture
def run(store: Store, folder: Path) -> Run:
    """Runs a command on the small office's content and an empty database."""
    environment = {
        "DATABASE_URL": store.url.render_as_string(hide_password=False),
        "CONTENT_DIR": str(folder),
    }

    async def running(*arguments: str, given: str | None = None) -> Result:
        # In a thread, for a command has an event loop of its own.
        return await asyncio.to_thread(CliRunner().invoke, desk, arguments, input=given, env=environment)

    return running


def _said(folder: Path, entry: str, language: str = "en") -> list[str]:
    path = folder / "faq" / "all" / f"{entry}.yaml"
    said: list[str] = yaml.safe_load(path.read_text("utf-8"))[language]["phrasings"]
    return said


async def test_gaps_are_listed_as_a_table(run: Run, ask: Asking) -> None:
    await ask("visa for Germany", action="none")
    done = await run("gaps", *LONG_AGO)
    assert done.exit_code == 0
    head, line = done.stdout.splitlines()
    assert head.startswith("asked  people")
    assert line.endswith("visa for Germany")


async def test_gaps_are_written_to_a_file_for_a_spreadsheet(run: Run, ask: Asking, tmp_path: Path) -> None:
    await ask("виза в Германию", action="none", language="ru")
    done = await run("gaps", *LONG_AGO, "--format", "csv", "--out", str(tmp_path / "gaps.csv"))
    assert (done.exit_code, done.output) == (0, "")
    assert "виза в Германию" in (tmp_path / "gaps.csv").read_text("utf-8")


async def test_gaps_of_one_language_are_listed_for_a_program(run: Run, ask: Asking) -> None:
    await ask("виза в Германию", action="none", language="ru")
    await ask("visa for Germany", action="none")
    done = await run("gaps", *LONG_AGO, "--format", "jsonl", "--language", "en")
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["visa for Germany"]


async def test_without_gaps_there_is_a_sentence_that_no_program_takes_for_data(run: Run) -> None:
    sentence = "No question of the last 180 days was left unanswered or disputed.\n"
    done = await run("gaps")
    assert (done.exit_code, done.stdout, done.stderr) == (0, sentence, "")
    done = await run("gaps", "--format", "jsonl")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", sentence)
    done = await run("gaps", "--format", "csv")
    assert (done.stdout.count("\n"), done.stderr) == (1, sentence)


async def test_gaps_in_a_language_that_is_not_there_are_refused(run: Run) -> None:
    done = await run("gaps", "--language", "fr")
    assert isinstance(done.exception, OperatorError)
    assert "“fr”" in str(done.exception)


@pytest.mark.parametrize("command", ["gaps", "learn"])
async def test_a_database_without_tables_names_the_command_that_makes_them(
    command: str, folder: Path, tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'other.db'}", "CONTENT_DIR": str(folder)}
    done = await asyncio.to_thread(CliRunner().invoke, desk, [command], env=environment)
    assert isinstance(done.exception, OperatorError)
    assert "gcm-desk migrate" in str(done.exception)


@pytest.mark.parametrize("command", ["gaps", "learn"])
async def test_what_is_no_database_is_named(command: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("these are my notes\n" * 100)
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'notes.db'}", "CONTENT_DIR": str(folder)}
    done = await asyncio.to_thread(CliRunner().invoke, desk, [command], env=environment)
    assert isinstance(done.exception, OperatorError)
    assert "DATABASE_URL" in str(done.exception)


async def test_an_editor_says_yes_no_and_another_entry(run: Run, ask: Asking, folder: Path) -> None:
    for asker in ("amina", "daniel", "claire"):
        await ask("the count so far", COUNT, asker=asker)
    for asker in ("amina", "daniel"):
        await ask("an address for the form", COUNT, asker=asker)
    await ask("figures, whatever they may be", COUNT)
    done = await run("learn", *LONG_AGO, given="y\no\nno-such-entry\npledge-submit\nn\n")
    assert done.exit_code == 0, done.output
    assert "1 of 3: pledge-count, en: “the count so far”, confirmed by 3 people" in done.stdout
    assert "How many pledges have been made?" in done.stdout
    assert "confirmed by 1 person\n" in done.stdout
    assert "2 phrasings added: faq/all/pledge-count.yaml, faq/all/pledge-submit.yaml." in done.stdout
    assert _said(folder, "pledge-count")[-1] == "the count so far"
    assert _said(folder, "pledge-submit")[-1] == "an address for the form"


async def test_an_editor_who_has_had_enough_keeps_what_was_chosen(run: Run, ask: Asking, folder: Path) -> None:
    await ask("the count so far", COUNT)
    await ask("tell us the sum", COUNT)
    done = await run("learn", *LONG_AGO, given="y\nq\n")
    assert "1 phrasing added" in done.stdout
    assert _said(folder, "pledge-count")[-1] in {"the count so far", "tell us the sum"}


async def test_an_editor_who_breaks_off_changes_nothing(run: Run, ask: Asking, folder: Path) -> None:
    await ask("the count so far", COUNT)
    await ask("tell us the sum", COUNT)
    before = _said(folder, "pledge-count")
    done = await run("learn", *LONG_AGO, given="y\n")
    assert done.exit_code == 1
    assert _said(folder, "pledge-count") == before


async def test_what_makes_the_desk_worse_is_refused_with_its_reason_and_not_asked_about(
    run: Run, ask: Asking, folder: Path
) -> None:
    await ask("how can we submit our pledges", COUNT)
    done = await run("learn", *LONG_AGO)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Refused: pledge-count, en: “how can we submit our pledges”: ")
    assert "on the tuning half rise by 1, such as " in done.stdout
    assert done.stdout.endswith("Nothing was added.\n")
    assert "how can we submit our pledges" not in _said(folder, "pledge-count")


async def test_another_entry_is_tried_too(run: Run, ask: Asking, folder: Path) -> None:
    await ask("how are we to submit our pledge", SUBMIT)
    done = await run("learn", *LONG_AGO, given="o\ncalendar-view\n")
    assert "Refused: calendar-view" in done.stdout
    assert "how are we to submit our pledge" not in _said(folder, "calendar-view")


async def test_a_patch_is_written_and_applied_later(run: Run, ask: Asking, folder: Path, tmp_path: Path) -> None:
    await ask("the count so far", COUNT)
    await ask("how can we submit our pledges", COUNT)
    patch = tmp_path / "patch.yaml"
    done = await run("learn", *LONG_AGO, "--patch", str(patch))
    assert done.exit_code == 0, done.output
    assert yaml.safe_load(patch.read_text()) == {"pledge-count": {"en": ["the count so far"]}}
    assert "the count so far" not in _said(folder, "pledge-count")
    done = await run("learn", "--apply", str(patch))
    assert (done.exit_code, _said(folder, "pledge-count")[-1]) == (0, "the count so far")
    done = await run("learn", "--apply", str(patch))
    assert done.exit_code == 1
    assert "it stands in pledge-count already" in done.stdout


async def test_the_bad_part_of_a_patch_is_refused_and_the_rest_applied(run: Run, folder: Path, tmp_path: Path) -> None:
    patch = tmp_path / "patch.yaml"
    patch.write_text("pledge-count: {en: [the count so far, how can we submit our pledges]}\n")
    done = await run("learn", "--apply", str(patch))
    assert done.exit_code == 1
    assert "Refused: pledge-count, en: “how can we submit our pledges”" in done.stdout
    assert _said(folder, "pledge-count")[-1] == "the count so far"


async def test_without_confirmed_phrasings_there_is_a_sentence(run: Run) -> None:
    done = await run("learn")
    assert (done.exit_code, done.stdout) == (0, "In the last 180 days no tap confirmed a phrasing that is new.\n")


async def test_writing_and_applying_at_once_is_a_usage_error(run: Run) -> None:
    assert (await run("learn", "--patch", "a", "--apply", "b")).exit_code == 2


async def test_a_file_is_evaluated(run: Run, tmp_path: Path) -> None:
    (tmp_path / "asked.jsonl").write_text(LINE % "number of pledges" + LINE % "upcoming events")
    done = await run("evaluate", str(tmp_path / "asked.jsonl"))
    assert (done.exit_code, done.stderr) == (0, "")
    assert "pledge-count → calendar-view" in done.stdout


async def test_standard_input_is_evaluated_and_a_bad_line_fails_without_hiding_the_figures(run: Run) -> None:
    done = await run("evaluate", "-", "--json", given=LINE % "number of pledges" + "bad\n")
    assert done.exit_code == 1
    assert done.stderr.startswith("Line 2: this is not JSON")
    data = json.loads(done.stdout)
    assert data["rows"][0]["first"]["count"] == 1
    assert [line["number"] for line in data["bad_lines"]] == [2]


async def test_an_empty_file_is_a_sentence(run: Run) -> None:
    done = await run("evaluate", "-", given="")
    assert (done.exit_code, done.stdout) == (0, "There is no question to ask.\n")

"""The command line as an operator uses it: in a process of its own, from a copy that has nobody's `.env`."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import PROJECT, Settings

TOKEN = "123456:" + "abcdefg" * 4
KEY = "k" * 32
COMMANDS = ("ask", "check", "doctor", "evaluate", "gaps", "learn", "migrate", "play", "run", "web", "worker")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk as it is checked out, and nothing that a developer put beside it."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("bot", "handlers", "content", "locales"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "alembic.ini", folder)
    return folder


@pytest.fixture
def run(project: Path, tmp_path: Path) -> Run:
    """Runs a command to its end; keywords are variables of its environment."""
    bare = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    database = f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}"

    def running(*arguments: str, given: bytes = b"", **variables: str) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(  # noqa: S603 our own command line
            [sys.executable, "-m", "bot", *arguments],
            cwd=project,
            env=bare | {"DATABASE_URL": database, "PYTHONUTF8": "1"} | variables,
            input=given,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return running


def _assert_refused(done: "subprocess.CompletedProcess[str]", *words: str) -> None:
    """It says what to mend, in a sentence, and fails."""
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.endswith(".\n")
    assert not [word for word in words if word not in done.stderr], done.stderr
    assert done.stdout == ""


def test_help_lists_every_command(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    assert tuple(line.split()[0] for line in done.stdout.split("Commands:\n")[1].splitlines()) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    done = run(command, "-h")
    assert (done.returncode, done.stderr) == (0, "")
    assert f" {command} " in done.stdout.splitlines()[0]


def test_a_command_that_is_not_there_is_refused(run: Run) -> None:
    done = run("frobnicate")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_running_without_a_token_says_where_to_get_one(run: Run) -> None:
    _assert_refused(run("run"), "BOT_TOKEN", "@BotFather", ".env")


def test_running_without_a_key_says_how_to_make_one(run: Run) -> None:
    _assert_refused(run("run", BOT_TOKEN=TOKEN), "SECRET_KEY", "token_urlsafe")


def test_running_with_a_short_key_is_refused_without_repeating_it(run: Run) -> None:
    done = run("run", BOT_TOKEN=TOKEN, SECRET_KEY="hush")  # noqa: S106 too short to be a key
    _assert_refused(done, "SECRET_KEY", "32")
    assert "hush" not in done.stderr


def test_running_with_half_a_token_is_refused_without_repeating_it(run: Run) -> None:
    done = run("run", BOT_TOKEN="123456", SECRET_KEY=KEY)  # noqa: S106 half a token
    _assert_refused(done, "BOT_TOKEN")
    assert "123456 " not in done.stderr


@pytest.mark.parametrize(("command", "updates"), [("run", "webhook"), ("web", "polling")])
def test_webhooks_without_an_address_are_refused(run: Run, command: str, updates: str) -> None:
    _assert_refused(run(command, BOT_TOKEN=TOKEN, SECRET_KEY=KEY, UPDATES=updates), "PUBLIC_URL", "https://")


def test_content_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    done = run("ask", "x", CONTENT_DIR=str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "site.yaml: this file is missing; add it." in done.stderr


def test_catalogs_that_are_not_there_are_named(run: Run, tmp_path: Path) -> None:
    _assert_refused(run("ask", "x", LOCALES_DIR=str(tmp_path)), "LOCALES_DIR")


def test_the_file_env_is_read(run: Run, project: Path) -> None:
    file = project / ".env"
    file.write_text("PORT=many\n")
    try:
        _assert_refused(run("migrate"), "PORT")
    finally:
        file.unlink()


def test_migrating_makes_the_database_and_says_its_revision(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        done = run("migrate")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("The database is at revision 0")
    assert (tmp_path / "desk.db").exists()


def test_migrating_what_is_no_database_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_text("these are my notes\n" * 100)
    _assert_refused(run("migrate"), "DATABASE_URL")


def test_migrating_where_no_file_can_be_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _assert_refused(run("migrate", DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path / 'file' / 'desk.db'}"), "DATABASE_URL")
    _assert_refused(run("migrate", DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}"), "DATABASE_URL")


def test_checking_says_that_all_is_in_order(run: Run) -> None:
    done = run("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Content and locales are in order.\n", "")


def test_checking_lists_what_is_to_mend(run: Run, tmp_path: Path) -> None:
    content = shutil.copytree(PROJECT / "content", tmp_path / "content")
    (content / "queues.yaml").unlink()
    done = run("check", CONTENT_DIR=str(content))
    assert (done.returncode, done.stdout) == (1, "queues.yaml: this file is missing; add it.\n")
    assert done.stderr == "1 to mend.\n"


def test_checking_can_write_the_schemas_anew(run: Run, tmp_path: Path) -> None:
    content = shutil.copytree(PROJECT / "content", tmp_path / "content")
    shutil.rmtree(content / "schemas")
    assert run("check", "--write-schemas", CONTENT_DIR=str(content)).returncode == 0
    assert (content / "schemas" / "faq.schema.json").exists()


def test_asking_needs_no_token_and_writes_what_the_chat_would_show(run: Run) -> None:
    done = run("ask", "How many pledges have been made?")
    assert (done.returncode, done.stderr) == (0, "")
    assert "There were 224 pledges in April 2023." in done.stdout


def test_asking_in_json_writes_one_object(run: Run) -> None:
    done = run("ask", "сколько обязательств", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["entries"][0]["id"] == "pledge-count"


def test_asking_in_json_with_an_explanation_adds_the_reading(run: Run) -> None:
    done = run("ask", "сколько обязательств", "--json", "--explain")
    assert json.loads(done.stdout)["reading"]["lang_from"] == "words"


def test_asking_line_by_line_answers_each_and_fails_when_one_was_bad(run: Run) -> None:
    good = json.dumps({"text": "How many pledges have been made?"}).encode()
    done = run("ask", "--jsonl", given=b"\n".join([good, b"bad", good]))
    assert done.returncode == 1
    assert ["error" in json.loads(line) for line in done.stdout.splitlines()] == [False, True, False]
    done = run("ask", "--jsonl", given=good)
    assert (done.returncode, done.stderr) == (0, "")


def test_asking_in_a_language_that_is_not_there_is_refused(run: Run) -> None:
    _assert_refused(run("ask", "combien", "--lang", "fr"), "“fr”")


@pytest.mark.parametrize("arguments", [(), ("x", "--jsonl"), ("--jsonl", "--json"), ("--jsonl", "--explain")])
def test_asking_without_a_question_or_in_two_ways_is_a_usage_error(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("ask", *arguments)
    assert done.returncode == 2
    assert "Give either a text, or --jsonl alone" in done.stderr

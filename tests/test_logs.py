import json
import logging
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
import structlog

from bot import logs
from bot.settings import Settings

TOKEN = "123456:" + "abcdefg" * 4
ANOTHER = "987654321:BBabcdefghijklmnopqrstuvwxyz_-0123"
KEY = 'a "quoted" key \\ with a backslash, й'
HOOK = "hush-hush"
DATABASE, REDIS = "p@ss/word", "rédis"
SECRETS = [TOKEN, ANOTHER, KEY, HOOK, DATABASE, quote(DATABASE, safe=""), REDIS]

SetUp = Callable[..., None]
Read = Callable[[], str]

log = logging.getLogger("desk.test")


@pytest.fixture(params=["text", "json"])
def log_format(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def set_up(log_format: str) -> Iterator[SetUp]:
    """Sets the logs up, and puts back what was there."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []

    def setting_up(level: str = "info") -> None:
        secrets = {
            "bot_token": TOKEN,
            "secret_key": KEY,
            "webhook_secret": HOOK,
            "database_url": f"postgresql://desk:{quote(DATABASE, safe='')}@localhost/desk",
            "redis_url": f"redis://:{quote(REDIS)}@localhost:6379/0",
        }
        logs.set_up(Settings.model_validate({"log_format": log_format, "log_level": level} | secrets))

    yield setting_up
    root.handlers = handlers
    root.setLevel(level)


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Read:
    """Reads what was logged since the last reading."""
    return lambda: capsys.readouterr().err


def _fail(secret: str) -> None:
    raise RuntimeError(f"https://api.telegram.org/bot{secret}/getMe")


def test_a_line_says_when_how_grave_who_and_what(set_up: SetUp, written: Read, log_format: str) -> None:
    set_up()
    log.warning("%d questions", 3)
    line = written()
    assert line.count("\n") == 1
    if log_format == "json":
        assert json.loads(line) | {"timestamp": ""} == {
            "timestamp": "",
            "level": "warning",
            "logger": "desk.test",
            "event": "3 questions",
        }
    else:
        assert re.match(r"20\d\d-\S+Z \[warning *\] 3 questions +\[desk\.test\]", line)


def test_words_in_any_alphabet_stay_readable(set_up: SetUp, written: Read) -> None:
    set_up()
    log.info("вопрос")
    assert "вопрос" in written()


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_in_a_message_is_covered(set_up: SetUp, written: Read, secret: str) -> None:
    set_up()
    log.info("took %s", secret)
    log.info("bot%s/getMe", secret)
    line = written()
    assert "took [" in line
    _assert_covered(line, secret)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_in_a_traceback_is_covered(set_up: SetUp, written: Read, secret: str) -> None:
    set_up()
    try:
        _fail(secret)
    except RuntimeError:
        log.exception("it broke")
    line = written()
    assert "Traceback" in line
    assert "in _fail" in line
    _assert_covered(line, secret)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_in_a_bound_value_is_covered(set_up: SetUp, written: Read, secret: str) -> None:
    set_up()
    with structlog.contextvars.bound_contextvars(url=f"/bot{secret}/getMe"):
        log.info("called")
    line = written()
    assert "getMe" in line
    _assert_covered(line, secret)


def test_a_token_in_an_encoded_address_is_covered(set_up: SetUp, written: Read) -> None:
    set_up()
    log.info("/bot%s/getMe", ANOTHER.replace(":", "%3A"))
    assert "BBabc" not in written()


def test_a_traceback_is_one_line_of_json(set_up: SetUp, written: Read, log_format: str) -> None:
    set_up()
    try:
        _fail("")
    except RuntimeError:
        log.exception("it broke")
    line = written()
    shown = json.loads(line)["exception"] if log_format == "json" else line
    assert shown.count("Traceback") == 1


def test_what_is_below_the_level_is_not_written(set_up: SetUp, written: Read) -> None:
    set_up("error")
    log.warning("not this")
    log.error("but this")
    err = written()
    assert "not this" not in err
    assert "but this" in err


@pytest.mark.parametrize("name", ["aiogram.event", "httpx", "alembic.runtime.migration", "aiohttp.access"])
def test_chatty_libraries_only_warn(set_up: SetUp, written: Read, name: str) -> None:
    set_up()
    logging.getLogger(name).info("every update, every request")
    assert written() == ""
    logging.getLogger(name).warning("something")
    assert "something" in written()


def test_setting_up_twice_writes_each_line_once(set_up: SetUp, written: Read) -> None:
    set_up()
    set_up()
    log.info("once")
    assert written().count("once") == 1


def _assert_covered(line: str, secret: str) -> None:
    forms = {secret, json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}
    assert not [form for form in forms if form in line], line
    assert "[token]" in line or "[secret]" in line

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot import settings
from bot.errors import OperatorError
from bot.settings import Settings

TOKEN = "123456:" + "abcdefg" * 4
KEY = "k" * 32

SetEnv = Callable[..., None]


@pytest.fixture(autouse=True)
def set_env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SetEnv:
    """Sets variables; there are no others, and no `.env` but the one that a test writes into `tmp_path`."""
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def setting(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return setting


def test_nothing_needs_to_be_set_to_read_the_settings() -> None:
    found = settings.load()
    assert found.updates == "polling"
    assert found.zone.key == "Europe/Zurich"
    assert found.content_dir.name == "content"


def test_a_variable_of_the_environment_wins_over_the_file(set_env: SetEnv, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=1000\nHOST=0.0.0.0\n")
    set_env(PORT="2000")
    assert (settings.load().port, settings.load().host) == (2000, "0.0.0.0")  # noqa: S104 a value to read, nobody listens


def test_an_empty_value_is_as_good_as_none(set_env: SetEnv) -> None:
    set_env(PORT="", LOG_LEVEL="", ADMIN_IDS="")
    assert settings.load() == Settings()


def test_an_env_file_that_is_not_utf_8_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("HOST=хост".encode("cp1251"))
    with pytest.raises(OperatorError, match="UTF-8"):
        settings.load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "123456"),
        ("BOT_TOKEN", "AAabc:123456"),
        ("BOT_TOKEN", f"{TOKEN} and more"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "http://[half"),
        ("PUBLIC_URL", "ftp://desk.example.org"),
        ("PUBLIC_URL", "http://desk.example.org"),
        ("DATABASE_URL", "var/desk.db"),
        ("DATABASE_URL", "postgresql://"),
        ("DATABASE_URL", "mysql://localhost/desk"),
        ("REDIS_URL", "localhost:6379"),
        ("WEBHOOK_SECRET", "пароль"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("SECRET_KEY", "short"),
        ("ADMIN_IDS", "daniel"),
        ("ADMIN_IDS", "1001;1002"),
        ("ADMIN_IDS", "-5"),
        ("UPDATES", "pigeon"),
        ("PORT", "many"),
        ("PORT", "65536"),
        ("TIMEZONE", "Geneva"),
        ("SEND_RATE", "31"),
        ("SEND_RATE", "0"),
        ("GROUP_RATE", "21"),
        ("FLOOD_UPDATES", "0"),
        ("FLOOD_SECONDS", "-1"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_is_a_sentence_that_names_it(set_env: SetEnv, name: str, value: str) -> None:
    set_env(**{name: value})
    with pytest.raises(OperatorError, match=rf"^{name}: \S.*\.$"):
        settings.load()


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("PORT", "many", "put a whole number there"),
        ("PORT", "8080.5", "put a whole number there"),
        ("PORT", "1" * 5000, "put a whole number there"),
        ("PORT", "65536", "put 65535 or less there"),
        ("PORT", "-1", "put 0 or more there"),
        ("SEND_RATE", "fast", "put a number there"),
        ("SEND_RATE", "31", "put 30 or less there"),
        ("SEND_RATE", "0", "put more than 0 there"),
        ("GROUP_RATE", "20.5", "put 20 or less there"),
        ("FLOOD_UPDATES", "0", "put 1 or more there"),
        ("FLOOD_UPDATES", "x", "put a whole number there"),
        ("FLOOD_SECONDS", "-1", "put more than 0 there"),
        ("ADMIN_IDS", "²", "put a whole number there"),
        ("LOG_LEVEL", "loud", "put debug, info, warning or error there"),
        ("LOG_FORMAT", "xml", "put text or json there"),
        ("UPDATES", "pigeon", "put polling or webhook there"),
    ],
)
def test_a_number_or_word_that_does_not_fit_is_told_what_to_put_there(
    set_env: SetEnv, name: str, value: str, mend: str
) -> None:
    set_env(**{name: value})
    with pytest.raises(OperatorError) as refused:
        settings.load()
    assert str(refused.value) == f"{name}: {mend}."


def test_every_wrong_value_is_named_at_once(set_env: SetEnv) -> None:
    set_env(PORT="many", TIMEZONE="Geneva", SECRET_KEY="short")  # noqa: S106 too short to be a key
    with pytest.raises(OperatorError) as refused:
        settings.load()
    assert sorted(line.split(":")[0] for line in str(refused.value).splitlines()) == ["PORT", "SECRET_KEY", "TIMEZONE"]


@pytest.mark.parametrize(("name", "value"), [("BOT_TOKEN", "98765-hush"), ("SECRET_KEY", "hush")])
def test_a_wrong_secret_is_not_repeated(set_env: SetEnv, name: str, value: str) -> None:
    set_env(**{name: value})
    with pytest.raises(OperatorError) as refused:
        settings.load()
    assert "hush" not in str(refused.value)
    with pytest.raises(ValidationError) as invalid:
        Settings()
    assert "hush" not in str(invalid.value)


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    found = Settings.model_validate({"bot_token": TOKEN, "secret_key": KEY, "webhook_secret": "hush"})
    for secret in (TOKEN, KEY, "hush"):
        assert secret not in f"{found!r} {found} {found.model_dump()}"


@pytest.mark.parametrize(
    ("url", "secrets"),
    [
        ("postgresql://desk:hush@db.example.org/desk", {"hush"}),
        ("postgresql://desk:hu%40sh@db.example.org/desk", {"hu%40sh", "hu@sh"}),
        ("postgresql://desk@db.example.org/desk?password=hush", {"hush"}),
        ("postgresql://desk@db.example.org/desk", set()),
        ("sqlite:////srv/desk.db", set()),
    ],
)
def test_the_password_of_a_database_is_a_secret(set_env: SetEnv, url: str, secrets: set[str]) -> None:
    set_env(BOT_TOKEN=TOKEN, SECRET_KEY=KEY)
    before = settings.load().secrets
    assert {TOKEN, KEY} < before
    set_env(DATABASE_URL=url)
    assert settings.load().secrets - before == secrets
    assert not [secret for secret in secrets if secret in f"{settings.load()!r} {settings.load()}"]


@pytest.mark.parametrize("url", ["redis://:hush@127.0.0.1:6379/0", "unix:///run/redis.sock?password=hush"])
def test_the_password_of_redis_is_a_secret(set_env: SetEnv, url: str) -> None:
    set_env(REDIS_URL=url)
    assert "hush" in settings.load().secrets
    assert "hush" not in f"{settings.load()!r}"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc] # what is forbidden is what is tried


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("1001", {1001}),
        (" 1001 , 1002,", {1001, 1002}),
        (",", set()),
    ],
)
def test_admins_are_numbers_separated_by_commas(set_env: SetEnv, given: str, read: set[int]) -> None:
    set_env(ADMIN_IDS=given)
    assert settings.load().admin_ids == read


def test_words_may_be_written_in_any_case(set_env: SetEnv) -> None:
    set_env(LOG_LEVEL="WARNING", LOG_FORMAT="JSON", UPDATES="Webhook")
    found = settings.load()
    assert (found.log_level, found.log_format, found.updates) == ("warning", "json", "webhook")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg"])
def test_postgresql_is_reached_by_its_asynchronous_driver(set_env: SetEnv, scheme: str) -> None:
    set_env(DATABASE_URL=f"{scheme}://desk:secret@db.example.org/desk")
    assert settings.load().database_url == "postgresql+asyncpg://desk:secret@db.example.org/desk"


@pytest.mark.parametrize("given", ["sqlite:///var/desk.db", "sqlite+aiosqlite:///var/desk.db"])
def test_sqlite_is_reached_by_its_asynchronous_driver(set_env: SetEnv, given: str) -> None:
    set_env(DATABASE_URL=given)
    assert settings.load().database_url == "sqlite+aiosqlite:///var/desk.db"


def test_an_address_is_kept_without_its_last_slash(set_env: SetEnv) -> None:
    set_env(TELEGRAM_API_URL="http://127.0.0.1:8081/", PUBLIC_URL="https://desk.example.org/hook/")
    found = settings.load()
    assert (found.telegram_api_url, found.public_url) == ("http://127.0.0.1:8081", "https://desk.example.org/hook")


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:8080"])
def test_this_machine_itself_needs_no_encryption(set_env: SetEnv, host: str) -> None:
    set_env(PUBLIC_URL=f"http://{host}")
    assert settings.load().public_url == f"http://{host}"


def test_token_and_key_are_enough_for_running(set_env: SetEnv) -> None:
    set_env(BOT_TOKEN=TOKEN, SECRET_KEY=KEY)
    found = settings.load()
    assert found.for_running() is found


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SECRET_KEY": KEY}, "BOT_TOKEN"),
        ({"BOT_TOKEN": TOKEN}, "SECRET_KEY"),
        ({"BOT_TOKEN": TOKEN, "SECRET_KEY": KEY, "UPDATES": "webhook"}, "PUBLIC_URL"),
    ],
)
def test_what_is_missing_for_running_is_named(set_env: SetEnv, given: dict[str, str], named: str) -> None:
    set_env(**given)
    with pytest.raises(OperatorError, match=named):
        settings.load().for_running()

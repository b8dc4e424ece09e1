"""What `doctor` finds, against a real Bot API server and real databases; each fault is a real one."""

import asyncio
import datetime as dt
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot import doctor
from bot.clock import Clock
from bot.db import migrate
from bot.db.session import Store
from bot.doctor import Level, Patient, admitted, examine, line
from bot.playground.server import Playground
from bot.settings import PROJECT, Settings
from tests.servers import Postgres, RedisServer

TOKEN = "42:" + "playground" * 3
UNKNOWN = "42:" + "hush" * 9
KEY = "k" * 32
PUBLIC = "https://desk.example.org"

Make = Callable[..., Patient]


@pytest.fixture
def patient(playground: Playground, tmp_path: Path) -> Make:
    """Makes a patient on an SQLite file of its own; keywords are settings."""

    def making(clock: Clock | None = None, **changes: object) -> Patient:
        wanted = {
            "bot_token": TOKEN,
            "secret_key": KEY,
            "admin_ids": [1002],
            "telegram_api_url": playground.url,
            "database_url": f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}",
        }
        return Patient(Settings.model_validate(wanted | changes), clock=clock or Clock())

    return making


@pytest.fixture
async def migrated(tmp_path: Path) -> None:
    """The database of a desk that ran once."""
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}")
    await migrate.upgrade(store)
    await store.close()


async def found(patient: Patient, name: str) -> str:
    """Examine, and return the line of one check as it is printed."""
    return " ".join(line(name, (await examine(patient))[name]).split())


@asynccontextmanager
async def silent_server() -> AsyncIterator[int]:
    """A port that takes connections and says nothing."""
    closing_time = asyncio.Event()

    async def wait(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await closing_time.wait()
        writer.close()

    server = await asyncio.start_server(wait, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        closing_time.set()


class Shifted(Clock):
    """A clock that is off."""

    def __init__(self, seconds: float) -> None:
        self._by = dt.timedelta(seconds=seconds)

    def now(self) -> dt.datetime:
        return super().now() + self._by


@pytest.mark.usefixtures("migrated")
async def test_a_desk_that_is_well_has_nothing_to_mend(patient: Make) -> None:
    findings = await examine(patient())
    assert [finding.level for finding in findings.values()] == [Level.OK] * 8
    assert [finding.mend for finding in findings.values()] == [""] * 8


async def test_every_line_that_is_not_ok_has_its_mend_in_one_sentence(patient: Make, tmp_path: Path) -> None:
    ill = patient(
        bot_token=UNKNOWN,
        admin_ids=[],
        updates="webhook",
        database_url="postgresql://desk@127.0.0.1:1/desk",
        redis_url="redis://127.0.0.1:1/0",
        content_dir=tmp_path,
        clock=Shifted(3600),
    )
    findings = await examine(ill)
    assert {finding.level for finding in findings.values()} == {Level.WRONG}
    for name, finding in findings.items():
        assert finding.mend.endswith("."), name
        assert "\n" not in line(name, finding)


async def test_a_setting_that_is_missing_is_named(patient: Make) -> None:
    assert "wrong settings SECRET_KEY is missing. Put" in await found(patient(secret_key=""), "settings")
    assert "wrong settings PUBLIC_URL is missing. Put" in await found(patient(updates="webhook"), "settings")


async def test_a_desk_without_administrators_is_warned(patient: Make) -> None:
    assert "warning settings nobody is told of faults." in await found(patient(admin_ids=[]), "settings")


async def test_what_needs_a_wrong_setting_waits_and_the_rest_is_checked(
    monkeypatch: pytest.MonkeyPatch, playground: Playground, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://root:hush@localhost/desk")
    monkeypatch.setenv("PORT", "many")
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", playground.url)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    findings = await examine(admitted())
    assert "DATABASE_URL: put postgresql://" in findings["settings"].mend
    assert "PORT: " in findings["settings"].mend
    assert findings["database"] == (Level.WRONG, "not checked", "Mend DATABASE_URL first.")
    assert findings["migrations"].mend == "Mend DATABASE_URL first."
    assert findings["token"].level is Level.OK
    assert "hush" not in str(findings)


async def test_settings_that_cannot_be_read_at_all_stop_what_needs_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_bytes("BOT_TOKEN=42:клавиша".encode("cp1251"))
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    findings = await examine(admitted())
    assert "UTF-8" in findings["settings"].mend
    assert {finding.level for finding in findings.values()} == {Level.WRONG}


async def test_a_database_that_is_not_there_yet_is_not_made_by_looking(patient: Make, tmp_path: Path) -> None:
    assert "warning database" in await found(patient(), "database")
    assert "warning migrations no tables yet. Run `gcm-desk migrate`." in await found(patient(), "migrations")
    assert not any(tmp_path.iterdir())  # noqa: ASYNC240 a look at an empty folder


async def test_a_file_that_is_no_database_is_wrong(patient: Make, tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"A letter. " * 100)
    assert "wrong database DatabaseError: file is not a database." in await found(patient(), "database")
    assert "wrong migrations" in await found(patient(), "migrations")


async def test_a_database_without_tables_is_told_to_migrate(patient: Make, tmp_path: Path) -> None:
    (tmp_path / "desk.db").touch()
    assert "ok database SQLite" in await found(patient(), "database")
    assert "wrong migrations at nothing, where this release expects" in await found(patient(), "migrations")


@pytest.mark.usefixtures("migrated")
async def test_a_database_of_another_release_is_told_to_migrate(patient: Make, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "desk.db", isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    said = await found(patient(), "migrations")
    assert "wrong migrations at 9999, where this release expects" in said
    assert "run `gcm-desk migrate`" in said


@pytest.mark.usefixtures("migrated")
async def test_a_database_that_another_program_keeps_locked_is_wrong(
    patient: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "PATIENCE_SECONDS", 0.2)
    with closing(sqlite3.connect(tmp_path / "desk.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        examining = asyncio.create_task(found(patient(), "database"))
        await asyncio.sleep(0.5)
        connection.execute("ROLLBACK")
    assert "wrong database no answer within 0.2 s. See that the database runs" in await examining


async def test_postgresql_is_checked_as_sqlite_is(patient: Make, postgres: Postgres) -> None:
    await postgres.empty()
    ours = patient(database_url=postgres.url)
    assert "ok database PostgreSQL 18" in await found(ours, "database")
    assert "wrong migrations at nothing" in await found(ours, "migrations")
    store = Store(postgres.url)
    await migrate.upgrade(store)
    await store.close()
    assert "ok migrations" in await found(ours, "migrations")


async def test_a_password_never_stands_in_what_is_found(patient: Make, postgres: Postgres) -> None:
    url = postgres.url.replace("postgres@/postgres", "nobody:hush-hush@/hush-hush")
    said = await found(patient(database_url=url), "database")
    assert "wrong database" in said
    assert "hush" not in said


@pytest.mark.parametrize(
    ("name", "setting"),
    [("database", "postgresql://desk@127.0.0.1:{port}/desk"), ("redis", "redis://127.0.0.1:{port}")],
)
async def test_a_store_that_does_not_answer_is_waited_for_only_so_long(
    patient: Make, monkeypatch: pytest.MonkeyPatch, name: str, setting: str
) -> None:
    monkeypatch.setattr(doctor, "PATIENCE_SECONDS", 0.2)
    async with silent_server() as port:
        said = await found(patient(**{f"{name}_url": setting.format(port=port)}), name)
    assert f"wrong {name} " in said


async def test_redis_is_reached_when_it_is_set(patient: Make, redis_server: RedisServer) -> None:
    assert "ok redis Redis 6" in await found(patient(redis_url=redis_server.url), "redis")
    assert "wrong redis ConnectionError" in await found(patient(redis_url="redis://127.0.0.1:1"), "redis")


async def test_several_web_processes_without_redis_are_warned_of(patient: Make) -> None:
    large = patient(updates="webhook", public_url=PUBLIC, database_url="postgresql://desk@127.0.0.1:1/desk")
    assert "warning redis not set, so only one web process may run. Set REDIS_URL" in await found(large, "redis")


async def test_a_token_that_telegram_does_not_know_is_wrong_and_not_repeated(patient: Make) -> None:
    findings = await examine(patient(bot_token=UNKNOWN))
    assert findings["token"].found == "Telegram says 401 Unauthorized"
    assert "@BotFather" in findings["token"].mend
    assert findings["webhook"].level is Level.WRONG
    assert findings["clock"].level is Level.OK
    assert "hush" not in str(findings)


async def test_a_telegram_that_is_away_is_wrong(patient: Make) -> None:
    findings = await examine(patient(telegram_api_url="http://127.0.0.1:1"))
    assert {name for name, finding in findings.items() if finding.level is Level.WRONG} == {"token", "webhook", "clock"}


async def test_a_telegram_that_stumbles_is_wrong(patient: Make, playground: Playground) -> None:
    playground.fail_next("getMe", 502, "Bad Gateway", times=2)
    assert "wrong token Telegram says 502 Bad Gateway." in await found(patient(), "token")


async def test_a_telegram_that_is_slow_is_waited_for_only_so_long(
    patient: Make, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "PATIENCE_SECONDS", 0.2)
    playground.slow("getMe", 1)
    assert "wrong token no answer within 0.2 s." in await found(patient(), "token")


async def set_webhook(playground: Playground, host: str) -> None:
    """Set a webhook as a bot would."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(playground.url))
    async with Bot(TOKEN, session=session) as bot:
        await bot.set_webhook(f"{host}/telegram/webhook")


async def test_a_webhook_left_over_is_warned_of_when_polling(patient: Make, playground: Playground) -> None:
    await set_webhook(playground, "https://old.example.org")
    said = await found(patient(), "webhook")
    assert "warning webhook one is left over, at old.example.org, so that polling gets nothing." in said


async def test_a_webhook_that_is_not_set_yet_is_warned_of(patient: Make) -> None:
    said = await found(patient(updates="webhook", public_url=PUBLIC), "webhook")
    assert "warning webhook none is set; 0 pending. Start `gcm-desk web`" in said


async def test_a_webhook_at_another_address_is_wrong(patient: Make, playground: Playground) -> None:
    await set_webhook(playground, "https://old.example.org")
    said = await found(patient(updates="webhook", public_url=PUBLIC), "webhook")
    assert "wrong webhook at old.example.org, which is not PUBLIC_URL" in said


async def test_a_webhook_that_works_is_well(patient: Make, playground: Playground) -> None:
    await set_webhook(playground, PUBLIC)
    said = await found(patient(updates="webhook", public_url=PUBLIC), "webhook")
    assert said == "ok webhook at PUBLIC_URL; 0 pending."


async def test_a_webhook_that_fails_is_warned_of_with_its_last_error(patient: Make, playground: Playground) -> None:
    nobody = "http://127.0.0.1:1"
    await set_webhook(playground, nobody)
    await playground.send(1001, "Hello")
    while not (hook := playground.world.webhook) or not hook.last_error:  # noqa: ASYNC110 it tells nobody
        await asyncio.sleep(0.01)
    hooked = {"updates": "webhook", "public_url": nobody}
    said = await found(patient(**hooked), "webhook")
    assert "warning webhook at PUBLIC_URL; 1 pending; last error 0 min ago: Cannot connect" in said
    assert "See that the proxy passes /telegram/webhook to HOST and PORT" in said
    said = await found(patient(Shifted(3600), **hooked), "webhook")
    assert "ok webhook at PUBLIC_URL; 1 pending; last error " in said


async def test_content_with_a_mistake_is_wrong(patient: Make, tmp_path: Path) -> None:
    said = await found(patient(content_dir=tmp_path), "content")
    assert "wrong content" in said
    assert said.endswith("Run `gcm-desk check` and mend what it lists.")


@pytest.mark.parametrize(("seconds", "level"), [(0, "ok"), (20, "warning"), (-20, "warning"), (7200, "wrong")])
async def test_a_clock_that_is_off_is_told(patient: Make, seconds: float, level: str) -> None:
    said = await found(patient(Shifted(seconds)), "clock")
    assert said.startswith(f"{level} clock ")
    assert "in Europe/Zurich" in said
    assert ("NTP" in said) is (level != "ok")


async def test_the_command_prints_a_line_a_check_and_fails_when_one_is_wrong(
    playground: Playground, tmp_path: Path
) -> None:
    bare = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    bare |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'desk.db'}", "TELEGRAM_API_URL": playground.url}

    async def said(**variables: str) -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "doctor"),
            cwd=PROJECT,
            env=bare | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        printed, _ = await process.communicate()
        return process.returncode, printed.decode()

    code, printed = await said(BOT_TOKEN=TOKEN, SECRET_KEY=KEY)
    assert (code, len(printed.splitlines())) == (0, 8), printed
    code, printed = await said(BOT_TOKEN=UNKNOWN, SECRET_KEY=KEY)
    assert (code, len(printed.splitlines())) == (1, 8), printed
    assert "hush" not in printed

"""Whether the desk can run here: a look at everything it stands on, a line each, with what mends it."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import aiohttp
from redis.asyncio import Redis

from bot import checking, settings
from bot.clock import Clock
from bot.db import migrate
from bot.db.session import Store
from bot.errors import OperatorError
from bot.settings import Settings
from bot.web.webhook import PATH

PATIENCE_SECONDS = 5.0
"""How long a check may take."""

PENDING = 100
"""From so many updates on that wait at Telegram, the desk does not keep up."""

LATELY_SECONDS = 600
"""A webhook's error that is older than this is over."""

CLOCK_SECONDS = 5
"""How far a clock may be off; above ten times as much, times that people read are wrong."""


class Level(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


class Finding(NamedTuple):
    """What one check found, and the sentence that mends it when it is not ok."""

    level: Level
    found: str
    mend: str = ""


@dataclass(frozen=True)
class Patient:
    """The settings to look at; `unread` names the fields that are wrong and stand at their defaults."""

    settings: Settings
    unread: frozenset[str] = frozenset()
    problem: str = ""
    clock: Clock = Clock()  # noqa: RUF009 it has no state


def admitted() -> Patient:
    """Read the settings as far as they can be read."""
    try:
        return Patient(settings.load())
    except OperatorError as error:
        names = {line.partition(":")[0].lower() for line in str(error).splitlines()}
        fields = Settings.model_fields
        unread = frozenset(names) if names <= fields.keys() else frozenset(fields)
        defaults = {name: fields[name].get_default() for name in unread}
        readable = Settings(**defaults) if names <= fields.keys() else Settings.model_construct()
        return Patient(readable, unread, " ".join(str(error).splitlines()))


async def examine(patient: Patient) -> dict[str, Finding]:
    """Make every check, side by side; by name, in the order in which they are to be read."""
    found = await asyncio.gather(*(_checked(patient, check) for check in CHECKS.values()))
    return dict(zip(CHECKS, found, strict=True))


def line(name: str, finding: Finding) -> str:
    """Write what was found as one line."""
    return f"{finding.level:<8} {name:<11} {finding.found}. {finding.mend}".rstrip()


async def _checked(patient: Patient, check: "Check") -> Finding:
    """Make one check; whatever goes wrong in it is a finding too."""
    if wrong := sorted(name.upper() for name in check.needs & patient.unread):
        return Finding(Level.WRONG, "not checked", f"Mend {', '.join(wrong)} first.")
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            level, found, mend = await check.look(patient)
    except TimeoutError:
        level, found, mend = Level.WRONG, f"no answer within {PATIENCE_SECONDS:g} s", check.mend
    except Exception as error:  # noqa: BLE001 a doctor does not fall ill with the patient
        level, found, mend = Level.WRONG, _reason(error), check.mend
    return Finding(level, _covered(patient.settings, found), mend)


async def _settings(patient: Patient) -> Finding:
    """Whether the settings are right, and enough for running."""
    if patient.problem:
        return Finding(Level.WRONG, "cannot be used", patient.problem)
    try:
        patient.settings.for_running()
    except OperatorError as error:
        found, _, mend = str(error).partition(": ")
        return Finding(Level.WRONG, found, mend[0].upper() + mend[1:])
    if not patient.settings.admin_ids:
        return Finding(Level.WARNING, "nobody is told of faults", "Put Telegram's number of somebody into ADMIN_IDS.")
    return Finding(Level.OK, f"complete, updates by {patient.settings.updates}")


async def _database(patient: Patient) -> Finding:
    """Whether the database can be reached and written, and of what kind it is."""
    if missing := _sqlite_missing(patient.settings):
        return Finding(Level.WARNING, f"{missing} is not there yet", "Run `gcm-desk migrate`, which makes it.")
    store = Store(patient.settings.database_url)
    try:
        async with store.writing_engine.begin() as connection:
            await connection.exec_driver_sql("SELECT 1")
            version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
    finally:
        await store.close()
    kind = "SQLite" if store.on_sqlite else "PostgreSQL"
    return Finding(Level.OK, f"{kind} {version}, reached and open for writing")


async def _migrations(patient: Patient) -> Finding:
    """Whether the tables are those of this release."""
    if _sqlite_missing(patient.settings):
        return Finding(Level.WARNING, "no tables yet", "Run `gcm-desk migrate`.")
    store = Store(patient.settings.database_url)
    try:
        there = await migrate.revision(store)
    finally:
        await store.close()
    if there == (newest := migrate.newest()):
        return Finding(Level.OK, f"at {there}, as this release expects")
    mend = "Stop the desk and run `gcm-desk migrate`; if that refuses, install the release that the database is of."
    return Finding(Level.WRONG, f"at {there or 'nothing'}, where this release expects {newest}", mend)


async def _redis(patient: Patient) -> Finding:
    """Whether Redis is there when it is meant to be."""
    if not patient.settings.redis_url:
        if patient.settings.updates == "webhook" and not patient.settings.database_url.startswith("sqlite"):
            mend = "Set REDIS_URL when more than one `gcm-desk web` is meant: without it a second one refuses to start."
            return Finding(Level.WARNING, "not set, so only one web process may run", mend)
        return Finding(Level.OK, "not set, and not needed by one process")
    async with Redis.from_url(patient.settings.redis_url, socket_timeout=PATIENCE_SECONDS) as redis:
        about = await redis.info("server")
    return Finding(Level.OK, f"Redis {about['redis_version']}, reached")


async def _token(patient: Patient) -> Finding:
    """Whether Telegram knows the token, and as whose."""
    answer, _ = await _call(patient.settings, "getMe")
    return Finding(Level.OK, f"@{answer['username']}")


async def _webhook(patient: Patient) -> Finding:
    """Whether Telegram sends updates where they are waited for, and gets rid of them."""
    info, _ = await _call(patient.settings, "getWebhookInfo")
    there, pending = str(info["url"]), int(info["pending_update_count"])
    if patient.settings.updates == "polling":
        if there:
            mend = "Start `gcm-desk run`, which takes it away, or set UPDATES=webhook if webhooks are meant."
            return Finding(Level.WARNING, f"one is left over, at {_host(there)}, so that polling gets nothing", mend)
        return Finding(Level.OK, f"none, as polling wants it; {pending} pending")
    if not there:
        return Finding(Level.WARNING, f"none is set; {pending} pending", "Start `gcm-desk web`, which sets it.")
    if there != f"{patient.settings.public_url}{PATH}":
        mend = "Start `gcm-desk web`, which sets it, and make sure that no other program uses this token."
        return Finding(Level.WRONG, f"at {_host(there)}, which is not PUBLIC_URL with {PATH}; {pending} pending", mend)
    return _traffic(patient.clock.now(), info, pending)


def _traffic(now: dt.datetime, info: Mapping[str, Any], pending: int) -> Finding:
    """Judge how sending by webhook goes."""
    found, failed = f"at PUBLIC_URL; {pending} pending", False
    if at := info.get("last_error_date"):
        age = now - dt.datetime.fromtimestamp(at, dt.UTC)
        failed = age.total_seconds() < LATELY_SECONDS
        found += f"; last error {age // dt.timedelta(minutes=1)} min ago: {info.get('last_error_message', '')}"
    if failed or pending > PENDING:
        mend = f"See that the proxy passes {PATH} to HOST and PORT, and read the log of `gcm-desk web`."
        return Finding(Level.WARNING, found, mend)
    return Finding(Level.OK, found)


async def _content(patient: Patient) -> Finding:
    """Whether content and locales are in order."""
    chosen = patient.settings
    problems = await asyncio.to_thread(checking.problems, chosen.content_dir, chosen.locales_dir)
    if problems:
        found = f"{len(problems)} to mend, first {problems[0]}".rstrip(".")
        return Finding(Level.WRONG, found, "Run `gcm-desk check` and mend what it lists.")
    return Finding(Level.OK, "content and locales are in order")


async def _clock(patient: Patient) -> Finding:
    """Whether this machine's clock agrees with Telegram's, whose answers carry the time in whole seconds."""
    _, date = await _call(patient.settings, "getMe", refusals=True)
    now = patient.clock.now()
    off = abs((now - parsedate_to_datetime(date)).total_seconds())
    found = f"{off:.0f} s off Telegram's, {now.astimezone(patient.settings.zone):%H:%M} in {patient.settings.timezone}"
    level = Level.OK if off <= CLOCK_SECONDS else Level.WARNING if off <= 10 * CLOCK_SECONDS else Level.WRONG
    return Finding(
        level, found, "" if level is Level.OK else "Let the system keep its time by NTP (timedatectl set-ntp true)."
    )


class Check(NamedTuple):
    """A check, what mends it when it cannot be made, and the settings that it needs."""

    look: Callable[[Patient], Awaitable[Finding]]
    mend: str
    needs: frozenset[str]


_WIRE = frozenset({"bot_token", "telegram_api_url"})

CHECKS: Mapping[str, Check] = {
    "settings": Check(_settings, "Read .env.example.", frozenset()),
    "database": Check(
        _database,
        "See that the database runs, and that DATABASE_URL names one that the desk may write in.",
        frozenset({"database_url"}),
    ),
    "migrations": Check(_migrations, "Mend the database first.", frozenset({"database_url"})),
    "redis": Check(
        _redis,
        "See that Redis runs, and that REDIS_URL names it, with its password.",
        frozenset({"redis_url", "updates", "database_url"}),
    ),
    "token": Check(
        _token,
        "Take the present token from @BotFather for BOT_TOKEN, and see that this machine reaches TELEGRAM_API_URL.",
        _WIRE,
    ),
    "webhook": Check(_webhook, "Mend the token's line first.", _WIRE | {"updates", "public_url"}),
    "content": Check(
        _content, "See that CONTENT_DIR and LOCALES_DIR can be read.", frozenset({"content_dir", "locales_dir"})
    ),
    "clock": Check(_clock, "Mend the token's line first.", _WIRE | {"timezone"}),
}


async def _call(chosen: Settings, method: str, *, refusals: bool = False) -> tuple[dict[str, Any], str]:
    """Ask Telegram; return its result, and the time by its clock (which a refusal has as well).

    Raises:
        OperatorError: Telegram refused, in its own words.

    """
    if not (chosen.bot_token.get_secret_value() or refusals):
        raise OperatorError("BOT_TOKEN is not set")
    address = f"{chosen.telegram_api_url}/bot{chosen.bot_token.get_secret_value()}/{method}"
    async with aiohttp.ClientSession() as session, session.get(address, allow_redirects=False) as response:
        answer = await response.json(content_type=None)
        if not (answer["ok"] or refusals):
            raise OperatorError(f"Telegram says {response.status} {answer.get('description', '')}")
        return answer.get("result", {}), response.headers["Date"]


def _sqlite_missing(chosen: Settings) -> str:
    """Return the name of the SQLite file when it is still to be made: looking must not make it."""
    scheme, _, path = chosen.database_url.partition(":///")
    return path if scheme.startswith("sqlite") and not Path(path).exists() else ""


def _host(address: str) -> str:
    """Return what of a foreign address holds no secret."""
    return urlsplit(address).hostname or "an address without a host"


def _reason(error: BaseException) -> str:
    """Say in a line what went wrong; SQLAlchemy wraps what the driver says."""
    cause: BaseException = getattr(error, "orig", None) or error
    cause = cause.__cause__ or cause
    words = " ".join(str(cause).split())
    return words if isinstance(cause, OperatorError) else f"{type(cause).__name__}{words and ': '}{words}".rstrip(".")


def _covered(chosen: Settings, line: str) -> str:
    """Cover whatever secret a library put into its words."""
    keys = (chosen.bot_token, chosen.secret_key, chosen.webhook_secret)
    passwords = [urlsplit(address).password or "" for address in (chosen.database_url, chosen.redis_url)]
    for secret in (*(key.get_secret_value() for key in keys), *passwords, *map(unquote, passwords)):
        line = line.replace(secret, "[secret]") if secret else line
    return line

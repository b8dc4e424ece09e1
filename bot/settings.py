"""The environment and `.env` as one frozen object; nobody else reads the environment."""

import hmac
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import OperatorError

PROJECT = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(BaseSettings):
    """Everything an operator can set; `.env.example` explains each one.

    Raises:
        pydantic.ValidationError: a value is wrong; `load` turns it into sentences.

    """

    model_config = SettingsConfigDict(
        env_file=PROJECT / ".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    bot_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = Field(default=f"sqlite+aiosqlite:///{PROJECT / 'var' / 'desk.db'}", repr=False)
    redis_url: str = Field(default="", repr=False)
    updates: Literal["polling", "webhook"] = "polling"
    public_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    secret_key: SecretStr = SecretStr("")
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    content_dir: Path = PROJECT / "content"
    locales_dir: Path = PROJECT / "locales"
    timezone: str = "Europe/Zurich"
    send_rate: float = Field(default=20, gt=0, le=30)
    group_rate: float = Field(default=18, gt=0, le=20)
    flood_updates: int = Field(default=20, ge=1)
    flood_seconds: float = Field(default=10, gt=0)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    @field_validator("bot_token")
    @classmethod
    def _token_has_both_parts(cls, value: SecretStr) -> SecretStr:
        number, _, key = value.get_secret_value().partition(":")
        if value.get_secret_value() and not (number.isdigit() and key and key.isprintable() and " " not in key):
            raise ValueError("put the whole token from @BotFather there; it looks like 123456:AbC…")
        return value

    @field_validator("telegram_api_url", "public_url")
    @classmethod
    def _address_is_whole(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and not (parts.scheme in {"http", "https"} and parts.hostname):
            raise ValueError("put an address there that begins with https:// and names a host")
        return value.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _public_is_encrypted(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError("put an https:// address there; http:// is only for this machine itself")
        return value

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, value: str) -> str:
        scheme, _, rest = value.partition("://")
        if scheme.partition("+")[0] in {"postgresql", "postgres"} and rest:
            return f"postgresql+asyncpg://{rest}"
        if scheme not in {"sqlite", "sqlite+aiosqlite"} or not rest.strip("/") or ":memory:" in rest:
            raise ValueError("put postgresql://user:password@host/database or sqlite:////path/to/desk.db there")
        return f"sqlite+aiosqlite://{rest}"

    @field_validator("redis_url")
    @classmethod
    def _redis_is_known(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("put redis://host:6379/0 there, or leave it empty")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_of_telegrams_letters(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("put up to 256 of the characters A-Z, a-z, 0-9, _ and - there, or leave it empty")
        return value

    @field_validator("secret_key")
    @classmethod
    def _key_is_long(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(value.get_secret_value()) < 16:  # noqa: PLR2004 the length is the rule
            raise ValueError(f"put at least 16 random characters there; {MAKE_KEY}")
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids_are_numbers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isdigit() for part in parts):
            raise ValueError("put Telegram's numbers of people there, separated by commas, such as 1001,1002")
        return parts

    @field_validator("log_level", "log_format", "updates", mode="before")
    @classmethod
    def _words_in_any_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("put a name of the IANA time zone table there, such as Europe/Zurich")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.timezone)

    def for_running(self) -> "Settings":
        """Return these settings when they are enough to run the bot.

        Raises:
            OperatorError: something is missing.

        """
        if not self.bot_token.get_secret_value():
            raise OperatorError("BOT_TOKEN is missing: put the token from @BotFather into .env, or try `make play`.")
        if not self.secret_key.get_secret_value():
            raise OperatorError(f"SECRET_KEY is missing: put at least 16 random characters into .env; {MAKE_KEY}.")
        if self.updates == "webhook":
            self._for_webhook()
        return self

    def for_web(self) -> "Settings":
        """Return these settings when they are enough to take updates by webhook.

        Raises:
            OperatorError: something is missing.

        """
        self.for_running()
        self._for_webhook()
        return self

    def _for_webhook(self) -> None:
        if not self.public_url:
            raise OperatorError("PUBLIC_URL is missing: put the https:// address there at which Telegram reaches us.")

    @property
    def secrets(self) -> frozenset[str]:
        """Everything here that nobody is to see."""
        keys = {key.get_secret_value() for key in (self.bot_token, self.secret_key, self.webhook_secret)}
        keys |= {self.hook_secret, *_passwords(self.database_url), *_passwords(self.redis_url)}
        return frozenset(keys - {""})

    @property
    def hook_secret(self) -> str:
        """What Telegram shows with every update: the secret that is set, else one made of the key."""
        made = hmac.digest(self.secret_key.get_secret_value().encode(), b"webhook", "sha256").hex()
        return self.webhook_secret.get_secret_value() or made


# What pydantic finds by itself, as a sentence of ours.
_MENDS = {
    "int_parsing": "put a whole number there",
    "int_parsing_size": "put a whole number there",
    "float_parsing": "put a number there",
    "less_than_equal": "put {le:g} or less there",
    "greater_than_equal": "put {ge:g} or more there",
    "greater_than": "put more than {gt:g} there",
    "literal_error": "put {expected} there",
}

MAKE_KEY = 'one command makes them: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'


def load() -> Settings:
    """Read the settings.

    Raises:
        OperatorError: one or more are wrong; the sentence names each and says what to put there.

    """
    try:
        return Settings()
    except ValidationError as error:
        lines = (f"{str(e['loc'][0]).upper()}: {_sentence(e)}." for e in error.errors(include_input=False))
        raise OperatorError("\n".join(lines)) from None
    except UnicodeDecodeError:
        raise OperatorError(".env: save this file as UTF-8.") from None


def _sentence(error: ErrorDetails) -> str:
    context = error.get("ctx") or {}
    if mend := _MENDS.get(error["type"]):
        return mend.format_map(context).replace("'", "")
    return error["msg"].removeprefix("Value error, ").rstrip(".")


def _passwords(url: str) -> set[str]:
    """Find the password in an address, as it is written there and as it is meant."""
    parts = urlsplit(url)
    return {parts.password or "", unquote(parts.password or ""), *parse_qs(parts.query).get("password", ())} - {""}

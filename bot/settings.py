"""The environment and `.env` as one frozen object; nobody else reads the environment."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
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
    database_url: str = f"sqlite+aiosqlite:///{PROJECT / 'var' / 'desk.db'}"
    redis_url: str = ""
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
        if scheme not in {"sqlite", "sqlite+aiosqlite"} or not rest.strip("/") or ":memory:" in rest:
            raise ValueError("put sqlite+aiosqlite:///path/to/desk.db there; other databases come with a later release")
        return f"sqlite+aiosqlite://{rest}"

    @field_validator("secret_key")
    @classmethod
    def _key_is_long(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(value.get_secret_value()) < 32:  # noqa: PLR2004 the length is the rule
            raise ValueError(f"put at least 32 random characters there; {MAKE_KEY}")
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
            OperatorError: the token or the key is missing, or asks for what is not there yet.

        """
        if not self.bot_token.get_secret_value():
            raise OperatorError("BOT_TOKEN is missing: put the token from @BotFather into .env, or try `make play`.")
        if not self.secret_key.get_secret_value():
            raise OperatorError(f"SECRET_KEY is missing: put at least 32 random characters into .env; {MAKE_KEY}.")
        if self.updates == "webhook":
            raise OperatorError("UPDATES=webhook is not there yet: put polling there, or leave it out.")
        return self


MAKE_KEY = 'one command makes them: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'


def load() -> Settings:
    """Read the settings.

    Raises:
        OperatorError: one or more are wrong; the sentence names each and says what to put there.

    """
    try:
        return Settings()
    except ValidationError as error:
        lines = (f"{str(e['loc'][0]).upper()}: {_sentence(e['msg'])}." for e in error.errors(include_input=False))
        raise OperatorError("\n".join(lines)) from None
    except UnicodeDecodeError:
        raise OperatorError(".env: save this file as UTF-8.") from None


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ").rstrip(".")

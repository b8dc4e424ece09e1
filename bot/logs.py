"""Logs for people or for machines, without secrets: tokens never pass, whoever writes them."""

import json
import logging
import re
import sys
from collections.abc import Iterable

import structlog

from bot.settings import Settings

_TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}")
_OURS = ("bot", "handlers")
_QUIET = ("aiogram.event", "httpx", "httpcore", "aiosqlite", "alembic.runtime", "aiohttp.access")


class _WithoutSecrets(structlog.stdlib.ProcessorFormatter):
    """The last step before a line leaves: whatever secret stands in it is covered, tracebacks included."""

    secrets: tuple[str, ...] = ()

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        line = super().format(record)
        for secret in self.secrets:
            line = line.replace(secret, "[secret]")
        return _TOKEN.sub("[token]", line)


def set_up(settings: Settings) -> None:
    """Send every library's log lines to standard error, in the form and from the level that are set."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor
    if settings.log_format == "json":
        renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
        shared.append(structlog.processors.format_exc_info)
    else:
        renderer = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    formatter = _WithoutSecrets(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer], foreign_pre_chain=shared
    )
    formatter.secrets = _as_written(settings.secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    # Libraries in detail would drown us, and some would tell what people wrote.
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _as_written(secrets: Iterable[str]) -> tuple[str, ...]:
    """Each secret in every form in which a line can hold it: as it is, in JSON, quoted by Python."""
    forms = {
        form
        for secret in secrets
        for form in (secret, json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1])
    }
    return tuple(sorted(forms, key=len, reverse=True))

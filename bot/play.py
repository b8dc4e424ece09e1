"""The playground: the same desk against a Bot API server on this machine, with a chat page."""

import errno
import logging
import secrets
import tempfile
from pathlib import Path

from bot.playground.server import Playground
from bot.run import run
from bot.settings import LOOPBACK, Settings

log = logging.getLogger(__name__)


async def play(settings: Settings) -> None:
    """Run playground and desk until told to stop; what they keep is gone afterwards.

    Raises:
        OperatorError: the content cannot be used.

    """
    token = f"1:{secrets.token_hex(16)}"
    playground = Playground(token)
    await _open(playground, settings)
    print(f"\n  The playground is open: {playground.url}\n  Ctrl+C closes it.\n", flush=True)  # noqa: T201 the one thing to read
    with tempfile.TemporaryDirectory(prefix="gcm-desk-") as folder:
        own = {
            "bot_token": token,
            "telegram_api_url": playground.url,
            "database_url": f"sqlite+aiosqlite:///{Path(folder) / 'desk.db'}",
            "secret_key": secrets.token_hex(32),
            "updates": "polling",
        }
        try:
            await run(Settings.model_validate(settings.model_dump() | own))
        finally:
            await playground.stop()


async def _open(playground: Playground, settings: Settings) -> None:
    """Listen at the port that is set; when it is taken, at any."""
    host = settings.host if settings.host in LOOPBACK else "127.0.0.1"
    try:
        await playground.start(host, settings.port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        await playground.stop()
        await playground.start(host, 0)

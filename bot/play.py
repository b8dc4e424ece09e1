"""The playground: the same desk against a Bot API server on this machine, with a chat page."""

import errno
import secrets
import tempfile
from pathlib import Path

import click

from bot.app import build
from bot.errors import OperatorError
from bot.playground.server import Playground
from bot.run import serve
from bot.settings import LOOPBACK, Settings


async def play(settings: Settings) -> None:
    """Run playground and desk until told to stop; what they keep is gone afterwards.

    Raises:
        OperatorError: the content cannot be used, or no address can be had.

    """
    token = f"1:{secrets.token_hex(16)}"
    playground = Playground(token)
    with tempfile.TemporaryDirectory(prefix="gcm-desk-") as folder:
        await _open(playground, settings)
        try:
            app = build(_own(settings, token, playground.url, Path(folder)))
            try:
                click.echo(f"\n  The playground is open: {playground.url}\n  Ctrl+C closes it.\n")
                await serve(app)
            finally:
                await app.close()
        finally:
            await playground.stop()


def _own(settings: Settings, token: str, url: str, folder: Path) -> Settings:
    """Set what the playground brings itself; the rest is as the operator set it."""
    own = {
        "bot_token": token,
        "telegram_api_url": url,
        "database_url": f"sqlite+aiosqlite:///{folder / 'desk.db'}",
        "redis_url": "",
        "secret_key": secrets.token_hex(32),
        "updates": "polling",
        "port": 0,
    }
    return Settings.model_validate(settings.model_dump() | own)


async def _open(playground: Playground, settings: Settings) -> None:
    """Listen at the port that is set; when it is taken, at any."""
    host = settings.host if settings.host in LOOPBACK else "127.0.0.1"
    try:
        await playground.start(host, settings.port)
    except OSError as error:
        await playground.stop()
        if error.errno != errno.EADDRINUSE:
            raise OperatorError(
                f"PORT: {settings.port} cannot be had ({error.strerror}); put another there."
            ) from error
        await playground.start(host, 0)

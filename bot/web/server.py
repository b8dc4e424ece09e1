"""The HTTP server of a process: its routes, opened and closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import OperatorError
from bot.web.health import Health
from bot.web.metrics import metrics
from bot.web.webhook import BODY_BYTES, PATH, Webhook

FINISH_SECONDS = 10
"""How long requests in hand may take when the process is told to stop."""


@asynccontextmanager
async def serving(host: str, port: int, health: Health, webhook: Webhook | None = None) -> AsyncIterator[int]:
    """Serve health and metrics, and updates when there is a webhook; yields the port.

    Raises:
        OperatorError: the address cannot be had.

    """
    app = web.Application(client_max_size=BODY_BYTES)
    app.router.add_get("/healthz", health.tell)
    app.router.add_get("/metrics", metrics)
    if webhook:
        app.router.add_post(PATH, webhook.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise OperatorError(
            f"HOST, PORT: {host}:{port} cannot be had ({error.strerror}); put another there."
        ) from error
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()

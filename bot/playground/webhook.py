"""Updates posted to the bot: in order within a chat, at once over several, again until it says 2xx."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

from bot.playground.messages import Json

if TYPE_CHECKING:
    from bot.playground.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 # the name of a header
TIMEOUT_SECONDS = 60.0
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0


@dataclass
class Webhook:
    """Where updates go; the last failure is kept for getWebhookInfo."""

    url: str
    secret: str
    max_connections: int
    last_error: str | None = None
    last_error_date: int = 0


class WebhookSender:
    """Posts the waiting updates of a world while a webhook is set."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))
        self._lines: dict[object, asyncio.Task[None]] = {}
        self._loop = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stop posting."""
        tasks = [self._loop, *self._lines.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()

    async def _run(self) -> None:
        updates = self._world.updates
        while True:
            await updates.arrived.wait()
            updates.arrived.clear()
            self._start_lines()

    def _start_lines(self) -> None:
        """Start a line for every chat that waits and has none, within max_connections."""
        hook = self._world.webhook
        for update in self._world.updates.waiting() if hook else ():
            chat = _chat_of(update)
            if hook and chat not in self._lines and len(self._lines) < hook.max_connections:
                line = self._lines[chat] = asyncio.create_task(self._deliver(chat))
                line.add_done_callback(self._ended(chat))

    def _ended(self, chat: object) -> Callable[[asyncio.Task[None]], None]:
        def forget(_task: asyncio.Task[None]) -> None:
            del self._lines[chat]
            self._world.updates.arrived.set()

        return forget

    async def _deliver(self, chat: object) -> None:
        """Post the updates of one chat, each until it is taken or the webhook is gone."""
        pause = FIRST_PAUSE_SECONDS
        while (hook := self._world.webhook) and (update := self._next(chat)):
            if await self._post(hook, update):
                self._world.updates.confirm(update)
                pause = FIRST_PAUSE_SECONDS
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _next(self, chat: object) -> Json | None:
        return next((update for update in self._world.updates.waiting() if _chat_of(update) == chat), None)

    async def _post(self, hook: Webhook, update: Json) -> bool:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with self._session.post(hook.url, json=update, headers=headers) as response:
                if response.ok:
                    return True
                error = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as failed:
            error = str(failed) or "Connection timed out"
        hook.last_error, hook.last_error_date = error, self._world.now()
        return False


def _chat_of(update: Json) -> object:
    """Return what orders an update: its chat, else its sender."""
    content = next(value for name, value in update.items() if name != "update_id")
    message = content.get("message", content)
    with contextlib.suppress(KeyError):
        return message["chat"]["id"]
    return content.get("from", {}).get("id")

"""The desk on its webhook, in this process."""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import BinaryIO

import aiohttp
import pytest

from bot.app import App
from bot.playground.server import Playground
from bot.web.webhook import PATH
from tests.conftest import EN, Chat, Start

SECRET = "a-word-between-the-two"  # noqa: S105 a made-up secret
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Hooked:
    """A desk on its webhook, and a client that is not Telegram."""

    app: App
    url: str
    http: aiohttp.ClientSession
    chat: Chat

    async def post(self, body: bytes | BinaryIO | AsyncIterator[bytes], secret: str | None = SECRET) -> int:
        """Send a body to the webhook, and return the status."""
        headers = {HEADER: secret} if secret is not None else {}
        async with self.http.post(f"{self.url}{PATH}", data=body, headers=headers) as response:
            return response.status

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Fetch a page, and return the status and the text."""
        async with self.http.get(f"{self.url}{path}", headers=headers) as response:
            return response.status, await response.text()


@pytest.fixture
async def hooked(start: Start, playground: Playground) -> AsyncIterator[Hooked]:
    url = f"http://127.0.0.1:{(port := free_port())}"
    app = await start(updates="webhook", public_url=url, webhook_secret=SECRET, host="127.0.0.1", port=port)
    async with aiohttp.ClientSession() as http:
        chat = Chat(playground, EN)
        await playground.press_start(EN)
        await playground.next_message(EN, timeout=20)
        yield Hooked(app, url, http, chat)

"""A real browser for the tests of the page. It and everything that uses it run on the session's event loop."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenPage = Callable[..., Awaitable[Page]]
Scheme = Literal["light", "dark"]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    _require_chromium()
    expect.set_options(timeout=10_000)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Opens the page of a playground; every page must stay on its host and keep its console clean."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []
    complaints: list[str] = []

    async def opened(url: str, person: int = 1002, width: int = 1100, scheme: Scheme = "light") -> Page:
        context = await browser.new_context(
            viewport={"width": width, "height": 720}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
        )
        contexts.append(context)
        page = await context.new_page()
        page.on("request", lambda request: _note(foreign, request.url, request.url.startswith((url, "blob:"))))
        page.on("console", lambda message: _note(complaints, message.text, _is_harmless(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(f"{url}/#{person}")
        await expect(page.locator("#composer, #start, #unblock").filter(visible=True)).to_have_count(1)
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert foreign == []
    assert complaints == []


def _require_chromium() -> None:
    if CHROMIUM.exists():
        return
    reason = f"{CHROMIUM} is missing: apt-get install chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _note(notes: list[str], text: str, fine: bool) -> None:  # noqa: FBT001 # the one thing it decides by
    if not fine:
        notes.append(text)


def _is_harmless(message: ConsoleMessage) -> bool:
    """The browser itself reports a server that was stopped on purpose."""
    return message.type not in {"error", "warning"} or "net::ERR_" in message.text

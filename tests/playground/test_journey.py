"""The real desk in a real browser: the first journey of a person, by its buttons, in both languages, on a phone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.cards.menus import PAGE
from bot.content import Content
from bot.faq import Matcher
from bot.i18n import Translator
from bot.knowledge import Knowledge
from bot.playground.server import Playground
from tests.conftest import TOKEN, Start, settled

from .conftest import OpenPage

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = 375
STEPS = 60
PEOPLE = {
    "ru": (1001, "Начать", "Что считается обязательством?", "👍 Помогло", "📚 Темы", "‹ В меню"),
    "en": (1002, "Start", "What counts as a pledge?", "👍 Helpful", "📚 Topics", "‹ To the menu"),
}


@pytest_asyncio.fixture(loop_scope="session")
async def playground(
    tmp_path: Path, content: Content, translators: dict[str, Translator], matcher: Matcher
) -> AsyncIterator[Playground]:
    """The playground with the real desk in it, as `make play` has it."""
    async with Playground(TOKEN) as running:
        start = Start(running, tmp_path, Knowledge(content, matcher, translators))
        await start()
        yield running
        await start.stop()
        assert running.unknown == []


def last(page: Page) -> Locator:
    return page.get_by_role("log").get_by_role("article").last


async def fits(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("language", PEOPLE)
async def test_a_newcomer_asks_says_helpful_and_looks_round(
    playground: Playground, open_page: OpenPage, content: Content, language: str
) -> None:
    person, start, question, helpful, topics, menu = PEOPLE[language]
    page = await open_page(playground.url, person, PHONE)
    await page.get_by_role("button", name=start, exact=True).click()
    await expect(last(page)).to_contain_text(content.site.profile[language].name)
    await page.locator("#text").fill(question)
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text(question)
    await last(page).get_by_role("button", name=helpful).click()
    await expect(last(page).get_by_role("button", name=helpful)).to_have_count(0)
    await last(page).get_by_role("button", name=menu).click()
    await last(page).get_by_role("button", name=topics).click()
    for place, topic in enumerate(content.topics):
        if place and place % PAGE == 0:
            await last(page).get_by_role("button", name="›", exact=True).click()
        await expect(last(page).get_by_role("button", name=topic.titles[language])).to_be_visible()
    assert await fits(page)
    await page.reload()
    await expect(last(page).get_by_role("button", name=content.topics[-1].titles[language])).to_be_visible()


@pytest.mark.parametrize("language", PEOPLE)
async def test_every_button_of_the_desk_leads_on_in_the_page(
    playground: Playground, open_page: OpenPage, language: str
) -> None:
    person, start, *_ = PEOPLE[language]
    page = await open_page(playground.url, person, PHONE)
    await page.get_by_role("button", name=start, exact=True).click()
    await settled(playground)
    pressed: set[str] = set()
    for _ in range(STEPS):
        buttons = playground.messages(person)[-1].buttons
        fresh = [text for text in buttons if text not in pressed]
        if not fresh and not [text for text in buttons if text.startswith("‹")]:
            break
        choice = fresh[0] if fresh else next(text for text in reversed(buttons) if text.startswith("‹"))
        pressed.add(choice)
        await last(page).get_by_role("button", name=choice, exact=True).click()
        await settled(playground)
        shown = playground.messages(person)[-1]
        await expect(last(page)).to_contain_text(shown.text.split("\n")[0].strip()[:40])
        await expect(last(page).locator("button.key").first).to_be_visible()
        assert await fits(page), choice
    assert len(pressed) > 25

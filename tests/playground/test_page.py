"""The page in a real browser, against the real playground server and a bot that does what the test says."""

import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.playground.server import Playground

from .conftest import OpenPage

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOKEN = "42:playground"  # noqa: S105 # a made-up token of a made-up bot
AMINA, DANIEL = 1001, 1002
CONTROLS = "button:visible:not(.command, .fold), a.key:visible, a.person:visible, [role=option]:visible"


class ScriptedBot:
    """A bot without a will of its own: a test reads its updates and tells it what to say."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url = f"{url}/bot{TOKEN}"
        self._http = http
        self._offset = 0

    async def call(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 # whatever the Bot API answers
        async with self._http.post(f"{self._url}/{method}", json=parameters) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def next(self, kind: str) -> Any:  # noqa: ANN401 # an update's content
        """Wait for the next update of a kind; the ones before it are passed over."""
        while True:
            updates = await self.call("getUpdates", offset=self._offset, limit=1, timeout=5)
            assert updates, f"no {kind} came"
            for update in updates:
                self._offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]

    async def say(self, chat: int, html: str, **parameters: object) -> int:
        sent = await self.call("sendMessage", chat_id=chat, text=html, parse_mode="HTML", **parameters)
        message_id: int = sent["message_id"]
        return message_id

    async def offer(self, chat: int, html: str, *rows: list[str]) -> int:
        """Say something with callback buttons; their data is their text."""
        keys = [[{"text": text, "callback_data": text} for text in row] for row in rows]
        return await self.say(chat, html, reply_markup={"inline_keyboard": keys})


@pytest_asyncio.fixture(loop_scope="session")
async def playground() -> AsyncIterator[Playground]:
    async with Playground(TOKEN) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def bot(playground: Playground) -> AsyncIterator[ScriptedBot]:
    """The bot, to whom both people have already said a word."""
    async with aiohttp.ClientSession() as http:
        scripted = ScriptedBot(playground.url, http)
        for person in (AMINA, DANIEL):
            await playground.send(person, "…")
            await scripted.next("message")
        yield scripted


def last(page: Page) -> Locator:
    return page.get_by_role("log").get_by_role("article").last


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def test_a_text_reaches_the_bot_and_its_answer_appears(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await write(page, "Where do I begin?")
    assert (await bot.next("message"))["text"] == "Where do I begin?"
    await expect(last(page)).to_contain_text("Where do I begin?")
    await bot.say(DANIEL, "At the beginning.")
    await expect(last(page)).to_contain_text("At the beginning.")
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_have_value("")


async def test_shift_and_enter_begin_a_new_line(playground: Playground, bot: ScriptedBot, open_page: OpenPage) -> None:
    page = await open_page(playground.url)
    field = page.get_by_role("textbox", name="Message", exact=True)
    await field.focus()
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    assert (await bot.next("message"))["text"] == "one\ntwo"


async def test_before_the_first_message_stands_what_the_bot_can_do_and_start(
    playground: Playground, open_page: OpenPage
) -> None:
    playground.world.profile.descriptions[""] = "Answers questions."
    page = await open_page(playground.url)
    await expect(page.get_by_text("Answers questions.")).to_be_visible()
    await page.get_by_role("button", name="Start").click()
    await expect(last(page)).to_contain_text("/start")
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_be_focused()
    await expect(page.get_by_text("Answers questions.")).to_be_hidden()


async def test_formatting_is_shown_and_nothing_else_gets_through(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await bot.say(
        DANIEL, '<b>bold</b> <i>slanted</i> <code>x</code> <a href="https://example.org/">words</a> &lt;u&gt;'
    )
    text = last(page).locator(".text")
    await expect(text.locator("b")).to_have_text("bold")
    await expect(text.locator("i")).to_have_text("slanted")
    await expect(text.locator("code")).to_have_text("x")
    await expect(text.get_by_role("link", name="words")).to_have_attribute("rel", "noopener")
    await expect(text).to_contain_text("<u>")


async def test_the_builder_of_messages_drops_what_is_not_allowed(playground: Playground, open_page: OpenPage) -> None:
    page = await open_page(playground.url)
    hostile = '<b id="x" class="y">bold</b><script>1</script><img src="x"><a href="javascript:1">a</a><form>f</form>'
    html = await page.evaluate(
        """async (hostile) => {
          const { richText } = await import('/page/html.js');
          const box = document.createElement('div');
          box.append(richText(hostile));
          return box.innerHTML;
        }""",
        hostile,
    )
    assert html == "<b>bold</b>af"


async def test_a_spoiler_and_a_long_quotation_open_from_the_keyboard(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await bot.say(DANIEL, f"<tg-spoiler>secret</tg-spoiler><blockquote expandable>{'long words ' * 80}</blockquote>")
    spoiler = last(page).get_by_role("button", name="Hidden text")
    await spoiler.focus()
    await page.keyboard.press("Enter")
    await expect(spoiler).to_have_count(0)
    await expect(last(page).get_by_text("secret")).to_have_css("opacity", "1")
    fold = last(page).get_by_role("button", name="Show more")
    await fold.focus()
    await page.keyboard.press("Enter")
    await expect(last(page).get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")


async def test_a_pressed_button_waits_until_the_bot_answers_with_a_notice(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await bot.offer(DANIEL, "Was this helpful?", ["Yes", "No"])
    button = page.get_by_role("button", name="Yes")
    await button.click()
    query = await bot.next("callback_query")
    assert query["data"] == "Yes"
    await expect(button).to_have_attribute("aria-busy", "true")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Thank you.")
    await expect(page.get_by_role("status").filter(has_text="Thank you.")).to_be_visible()
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_a_button_that_is_never_answered_stops_waiting(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await bot.offer(DANIEL, "Was this helpful?", ["Yes"])
    await page.clock.install()
    button = page.get_by_role("button", name="Yes")
    await button.click()
    await bot.next("callback_query")
    await expect(button).to_have_attribute("aria-busy", "true")
    for _ in range(50):  # the page's own waiting begins only when the press has come back
        await page.clock.fast_forward(15_000)
        if not await button.get_attribute("aria-busy"):
            break
    await expect(page.locator("#toast")).to_contain_text("The bot did not answer this button")
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_is_a_modal_that_keeps_the_focus_and_gives_it_back(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await bot.offer(DANIEL, "Withdraw?", ["Withdraw"])
    button = page.get_by_role("button", name="Withdraw")
    await button.focus()
    await page.keyboard.press("Enter")
    query = await bot.next("callback_query")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="It is published.", show_alert=True)
    alert = page.get_by_role("alertdialog")
    await expect(alert).to_contain_text("It is published.")
    await expect(alert.get_by_role("button", name="OK")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(alert.get_by_role("button", name="OK")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(alert).to_have_count(0)
    await expect(button).to_be_focused()


async def test_an_edit_changes_the_message_in_its_place_and_keeps_the_focus(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    message_id = await bot.offer(DANIEL, "Step 1", ["Next"])
    await bot.say(DANIEL, "Something later")
    await page.get_by_role("button", name="Next").focus()
    keyboard = {"inline_keyboard": [[{"text": "Next", "callback_data": "2"}]]}
    await bot.call("editMessageText", chat_id=DANIEL, message_id=message_id, text="Step 2", reply_markup=keyboard)
    edited = page.get_by_role("article").filter(has_text="Step 2")
    await expect(edited).to_contain_text("edited")
    await expect(page.get_by_role("article").filter(has_text="Step 1")).to_have_count(0)
    await expect(last(page)).to_contain_text("Something later")
    await expect(edited.get_by_role("button", name="Next")).to_be_focused()


async def test_a_deleted_message_disappears(playground: Playground, bot: ScriptedBot, open_page: OpenPage) -> None:
    page = await open_page(playground.url)
    message_id = await bot.say(DANIEL, "Soon gone")
    await expect(last(page)).to_contain_text("Soon gone")
    await bot.call("deleteMessage", chat_id=DANIEL, message_id=message_id)
    await expect(page.get_by_text("Soon gone")).to_have_count(0)


async def test_ones_own_message_can_be_edited_answered_and_forwarded(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await write(page, "A pledg")
    message_id = (await bot.next("message"))["message_id"]
    await expect(last(page)).to_contain_text("A pledg")
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("button", name="Save the change")).to_be_visible()
    await write(page, "A pledge")
    assert (await bot.next("edited_message"))["text"] == "A pledge"
    await expect(last(page)).to_contain_text("edited")
    await act(page, last(page), "Reply")
    await write(page, "It is mine")
    assert (await bot.next("message"))["reply_to_message"]["message_id"] == message_id
    await expect(last(page).locator(".quote")).to_contain_text("A pledge")
    await act(page, last(page), "Forward to the bot")
    assert "forward_origin" in await bot.next("message")
    await expect(last(page)).to_contain_text("Forwarded message")


async def act(page: Page, message: Locator, action: str) -> None:
    """Choose an action of a message by the keyboard alone."""
    await message.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem").first).to_be_focused()
    while await page.evaluate("document.activeElement.textContent") != action:
        await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")


async def test_a_command_is_chosen_from_the_list_by_the_keyboard_alone(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    texts = {"start": "begin again", "cases": "my submissions", "language": "another language"}
    commands = [{"command": command, "description": text} for command, text in texts.items()]
    await bot.call("setMyCommands", commands=commands)
    page = await open_page(playground.url)
    field = page.get_by_role("textbox", name="Message", exact=True)
    await field.focus()
    await page.keyboard.type("/")
    options = page.get_by_role("option")
    await expect(options).to_have_count(3)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await expect(options.filter(has_text="/language")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Escape")
    await expect(options).to_have_count(0)
    await page.keyboard.type("ca")
    await expect(options).to_have_text([re.compile("my submissions")])
    await page.keyboard.press("Enter")
    assert (await bot.next("message"))["text"] == "/cases"


async def test_a_command_in_a_text_is_sent_by_a_press(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await bot.say(DANIEL, "Your list: /cases")
    await page.get_by_role("button", name="/cases").click()
    assert (await bot.next("message"))["text"] == "/cases"


async def test_deep_links_start_the_bot_from_the_box_from_a_text_and_from_a_button(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Open a deep link").click()
    await page.get_by_label("Parameter after ?start=").fill("case_1")
    await page.keyboard.press("Enter")
    assert (await bot.next("message"))["text"] == "/start case_1"
    link = f"https://t.me/{(await bot.call('getMe'))['username']}?start="
    keyboard = {"inline_keyboard": [[{"text": "Case 3", "url": f"{link}case_3"}]]}
    await bot.say(DANIEL, f'<a href="{link}case_2">Case 2</a>', reply_markup=keyboard)
    for number in ("2", "3"):
        await page.get_by_role("link", name=f"Case {number}").click()
        assert (await bot.next("message"))["text"] == f"/start case_{number}"


async def test_files_go_up_and_can_be_fetched_again(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await page.get_by_role("textbox", name="Message", exact=True).fill("A draft")
    await page.locator("#files").set_input_files({"name": "pledge.txt", "mimeType": "text/plain", "buffer": b"words"})
    message = await bot.next("message")
    assert (message["document"]["file_name"], message["caption"]) == ("pledge.txt", "A draft")
    async with page.expect_download() as started:
        await page.get_by_role("link", name="Download pledge.txt").click()
    download = await started.value
    assert download.suggested_filename == "pledge.txt"


@pytest.mark.parametrize(
    ("name", "field"),
    [("Voice message", "voice"), ("Sticker", "sticker"), ("My contact", "contact"), ("My location", "location")],
)
async def test_samples_of_other_kinds_are_one_press_away(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage, name: str, field: str
) -> None:
    page = await open_page(playground.url)
    await page.get_by_role("button", name="Attach").click()
    await page.get_by_role("menuitem", name=name).click()
    assert field in await bot.next("message")
    await expect(page.get_by_role("article")).to_have_count(2)


async def test_a_reply_keyboard_writes_for_the_person(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await bot.say(DANIEL, "Sure?", reply_markup={"keyboard": [[{"text": "Yes"}, {"text": "No"}]]})
    await page.get_by_role("group", name="The bot’s keyboard").get_by_role("button", name="Yes").click()
    assert (await bot.next("message"))["text"] == "Yes"


async def test_each_person_has_a_chat_of_their_own_in_their_language(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url, DANIEL)
    people = page.get_by_role("navigation")
    await write(page, "From Daniel")
    await expect(last(page)).to_contain_text("From Daniel")
    await bot.say(AMINA, "Здравствуйте")
    await expect(people.get_by_role("link", name="Амина")).to_contain_text("1 unread message")
    await people.get_by_role("link", name="Daniel").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log", name="Сообщения")).to_contain_text("Здравствуйте")
    await expect(page.get_by_text("From Daniel")).to_have_count(0)
    await expect(page.locator("html")).to_have_attribute("lang", "ru")
    await expect(page.locator(".text").last).to_have_attribute("lang", "ru")
    await expect(people.get_by_text("непрочитанн")).to_have_count(0)


async def test_a_reload_keeps_the_person_the_messages_the_draft_and_the_end_in_sight(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url, AMINA)
    for number in range(30):
        await bot.say(AMINA, f"Ответ {number}")
    await page.get_by_role("textbox", name="Сообщение", exact=True).fill("Черновик")
    await page.reload()
    await expect(page.get_by_role("article")).to_have_count(31)
    await expect(last(page)).to_be_in_viewport()
    await expect(page.get_by_role("textbox", name="Сообщение", exact=True)).to_have_value("Черновик")


async def test_a_restarted_server_is_waited_for_and_read_anew(playground: Playground, open_page: OpenPage) -> None:
    await playground.send(DANIEL, "Before")
    page = await open_page(playground.url)
    await expect(last(page)).to_contain_text("Before")
    await playground.stop()
    away = page.get_by_text("The playground does not answer")
    await expect(away).to_be_visible()
    again = Playground(TOKEN)
    await again.start(port=int(playground.url.rpartition(":")[2]))
    try:
        await again.send(DANIEL, "After")
        await expect(last(page)).to_contain_text("After", timeout=20_000)
        await expect(away).to_be_hidden()
        await expect(page.get_by_text("Before")).to_have_count(0)
    finally:
        await page.close()
        await again.stop()


async def test_a_blocked_bot_hears_nothing_until_it_is_unblocked(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    assert (await bot.next("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await page.get_by_role("button", name="Unblock the bot").click()
    assert (await bot.next("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_be_focused()


async def test_a_cleared_chat_is_empty_and_can_be_started_anew(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    await bot.say(DANIEL, "Old words")
    page = await open_page(playground.url)
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Clear the chat").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Clear the chat").click()
    await expect(page.get_by_role("article")).to_have_count(0)
    await expect(page.get_by_role("button", name="Start")).to_be_visible()


@pytest.mark.parametrize("person", [AMINA, DANIEL])
async def test_a_narrow_phone_shows_everything_large_enough_to_touch(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage, person: int
) -> None:
    await bot.call("setMyCommands", commands=[{"command": "start", "description": "a long description " * 6}])
    await playground.send(person, "донаудампфшиффартсгезелльшафт" * 5)
    await bot.offer(
        person, f"<pre>{'x' * 200}</pre>", ["What counts as a pledge?", "Where do I write?"], ["A", "B", "C"]
    )
    await bot.say(person, "?", reply_markup={"keyboard": [[{"text": "Yes, I have read it"}, {"text": "No"}]]})
    page = await open_page(playground.url, person, width=360)
    await expect(last(page)).to_contain_text("?")
    await page.locator("#slash").click()
    assert await page.evaluate(
        "[document.documentElement.scrollWidth, document.querySelector('#scroller').scrollWidth]"
    ) == [360, 360]
    for control in await page.locator(CONTROLS).all():
        box = await control.bounding_box()
        assert box is not None
        assert (min(box["width"], box["height"]) >= 44, box["x"] + box["width"] <= 360) == (True, True), box


async def test_on_a_phone_the_people_are_a_drawer_that_takes_the_focus_and_gives_it_back(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    await bot.say(AMINA, "Здравствуйте")
    page = await open_page(playground.url, DANIEL, width=360)
    opener = page.get_by_role("button", name="Show people")
    await opener.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("link", name="Daniel")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("navigation")).to_be_hidden()
    await expect(opener).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("navigation")).to_be_hidden()
    await expect(last(page)).to_contain_text("Здравствуйте")


async def test_the_keyboard_alone_leads_from_the_skip_link_to_a_pressed_button(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    await bot.offer(DANIEL, "Shall we begin?", ["Yes"])
    page = await open_page(playground.url)
    await expect(last(page)).to_contain_text("Shall we begin?")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the message field")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_be_focused()
    button = page.get_by_role("button", name="Yes")
    for _ in range(3):
        await page.keyboard.press("Shift+Tab")
        if await button.evaluate("node => node === document.activeElement"):
            break
    await expect(button).to_be_focused()
    assert await button.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    await page.keyboard.press("Enter")
    assert (await bot.next("callback_query"))["data"] == "Yes"


async def test_the_arrow_keys_walk_over_the_messages(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    for text in ("first", "second"):
        await bot.say(DANIEL, text)
    page = await open_page(playground.url)
    await last(page).focus()
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("article").filter(has_text="first")).to_be_focused()
    await page.keyboard.press("End")
    await expect(last(page)).to_be_focused()


async def test_a_screen_reader_finds_named_landmarks_a_polite_log_and_named_controls(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    await bot.offer(DANIEL, "Was this helpful?", ["Yes"])
    page = await open_page(playground.url)
    await expect(page.get_by_role("navigation", name="People")).to_be_visible()
    await expect(page.get_by_role("main", name="Chat with")).to_be_visible()
    log = page.get_by_role("log", name="Messages")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log.get_by_role("group", name="Buttons under the message")).to_be_visible()
    await expect(log.get_by_role("article").last).to_contain_text("GCM Desk:")
    unnamed = await page.evaluate(
        """[...document.querySelectorAll('button, a[href], input, textarea, [role=option]')]
          .filter((node) => !(node.getAttribute('aria-label') || node.textContent.trim()))
          .map((node) => node.outerHTML)"""
    )
    assert unnamed == []


async def test_the_typing_of_the_bot_is_shown_until_it_has_written(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    await expect(page.get_by_role("article")).to_have_count(1)
    await bot.call("sendChatAction", chat_id=DANIEL, action="typing")
    await expect(page.locator("#bot-status")).to_have_text("typing…")
    await bot.say(DANIEL, "Done")
    await expect(page.locator("#bot-status")).to_have_text("bot")


async def test_a_long_text_is_counted_and_goes_out_in_parts(
    playground: Playground, bot: ScriptedBot, open_page: OpenPage
) -> None:
    page = await open_page(playground.url)
    field = page.get_by_role("textbox", name="Message", exact=True)
    await field.fill("a" * 4090)
    await expect(page.get_by_text("6 characters left")).to_be_visible()
    await field.fill("a" * 4100)
    await expect(page.get_by_text("goes out as 2 messages")).to_be_visible()
    await page.keyboard.press("Enter")
    lengths = [len((await bot.next("message"))["text"]) for _ in range(2)]
    assert lengths == [4096, 4]


async def test_the_server_allows_the_page_nothing_from_elsewhere(playground: Playground, open_page: OpenPage) -> None:
    page = await open_page(playground.url, scheme="dark")
    response = await page.reload()
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy

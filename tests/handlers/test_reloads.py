import asyncio

import pytest

from bot.app import App
from bot.db import content_version
from bot.playground.server import Playground
from tests.conftest import EN, RU, Chat, Start
from tests.editor import Editor

TEA = "faq_tea-when"


@pytest.fixture
async def tea(start: Start, editor: Editor) -> App:
    """A desk on a small content; Daniel is an administrator of it, Amina is not."""
    return await start(content_dir=editor.folder)


@pytest.fixture
def admin(playground: Playground, tea: App) -> Chat:  # noqa: ARG001 the desk must run
    return Chat(playground, EN)


@pytest.fixture
def other(playground: Playground, tea: App) -> Chat:  # noqa: ARG001 the desk must run
    return Chat(playground, RU)


async def number(desk: App) -> int:
    return (await content_version.present(desk.store)).number


async def test_an_administrator_reloads_and_everybody_gets_the_new_answer(
    admin: Chat, other: Chat, editor: Editor
) -> None:
    assert "At four." in (await other.start(TEA)).text
    editor.answer("tea-when", "At five.")
    editor.add("cake-why")
    said = await admin.say("/reload")
    assert "The content is reloaded." in said.text
    assert "3 questions, 22 ways to ask" in said.text
    assert "Questions added: 1, removed: 0, changed: 1." in said.text
    assert "At five." in (await other.start(TEA)).text
    assert "At five." in (await other.say("Когда чай?")).text


async def test_a_broken_file_changes_nothing_and_the_administrator_reads_why(
    admin: Chat, other: Chat, editor: Editor, tea: App
) -> None:
    editor.break_it()
    said = await admin.say("/reload")
    assert "The content was not reloaded. Everything is as it was." in said.text
    assert "faq/tea/tea-when.yaml: <b>: remove this key" in said.text
    assert "gcm-desk check" in said.text
    assert "At four." in (await other.start(TEA)).text
    assert await number(tea) == 0


async def test_to_everybody_else_it_is_an_unknown_command(other: Chat, tea: App) -> None:
    unknown = (await other.say("/frobnicate")).text
    assert (await other.say("/reload")).text == unknown
    assert await number(tea) == 0


async def test_it_stands_in_no_menu(admin: Chat, playground: Playground) -> None:
    await admin.say("/reload")
    written = [str(call.params) for call in playground.calls if call.method.lower() == "setmycommands"]
    assert written
    assert "reload" not in "".join(written)


async def test_a_repeat_of_what_was_answered_reloads_no_more(admin: Chat, playground: Playground, tea: App) -> None:
    await admin.say("/reload")
    playground.redeliver()
    await admin.heard()
    assert await number(tea) == 1
    assert len(admin.said()) == 1


async def test_questions_during_a_reload_are_answered(
    admin: Chat, other: Chat, editor: Editor, playground: Playground
) -> None:
    editor.answer("tea-when", "At five.")
    await playground.send(EN, "/reload")
    for _ in range(20):
        await playground.send(RU, "Когда чай?")
        await asyncio.sleep(0.01)
    await other.heard()
    assert "reloaded" in admin.last().text
    assert len(other.said()) == 20
    assert all("At four." in said.text or "At five." in said.text for said in other.said())
    assert "At five." in other.last().text


async def test_a_new_name_is_presented_to_telegram(admin: Chat, editor: Editor, playground: Playground) -> None:
    editor.call_it("Coffee desk")
    await admin.say("/reload")
    async with asyncio.timeout(10):
        while _names(playground)[-1:] != ["Coffee desk"]:  # noqa: ASYNC110 it comes by HTTP, after the answer
            await asyncio.sleep(0.01)


async def test_a_language_that_is_gone_is_spoken_no_more(admin: Chat, other: Chat, editor: Editor) -> None:
    menu = await other.start()
    editor.languages = ["en"]
    editor.write()
    await admin.say("/reload")
    assert "Which language" in (await other.start()).text
    await other.press(menu.buttons[1], menu)
    assert "This button is from an earlier time" in other.said()[0].text


def _names(playground: Playground) -> list[str]:
    return [str(call.params["name"]) for call in playground.calls if call.method.lower() == "setmyname"]

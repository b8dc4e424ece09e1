import pytest
from sqlalchemy import select, update

from bot.app import App
from bot.db.models import Question, Update
from bot.playground.server import Playground
from tests.conftest import EN, Chat, Start

SURE = "What counts as a pledge?"


async def updates(desk: App) -> list[bool]:
    async with desk.store.read() as session:
        return list(await session.scalars(select(Update.replied)))


async def questions(desk: App) -> int:
    async with desk.store.read() as session:
        return len(list(await session.scalars(select(Question.id))))


async def test_an_update_that_comes_twice_is_answered_once(daniel: Chat, desk: App, playground: Playground) -> None:
    await daniel.say(SURE)
    playground.redeliver()
    await daniel.heard()
    assert len(daniel.said()) == 1
    assert await questions(desk) == 1
    assert await updates(desk) == [True]


async def test_a_screen_without_an_effect_is_not_drawn_twice_either(daniel: Chat, playground: Playground) -> None:
    await daniel.say("/topics")
    playground.redeliver()
    await daniel.heard()
    assert len(daniel.said()) == 1


async def test_an_effect_without_a_reply_is_drawn_again(daniel: Chat, desk: App, playground: Playground) -> None:
    first = await daniel.say(SURE)
    async with desk.store.write() as session:
        await session.execute(update(Update).values(replied=False))
    playground.redeliver()
    again = await daniel.heard()
    assert again.text == first.text
    assert again.keyboard == first.keyboard
    assert await questions(desk) == 1
    assert await updates(desk) == [True]


async def test_two_quick_taps_give_one_screen(daniel: Chat, playground: Playground) -> None:
    menu = await daniel.start()
    for _ in range(2):
        await playground.press(EN, menu.message_id, "📚 Topics")
    await daniel.heard()
    assert len(daniel.said()) == 1
    assert sum(call.method.lower() == "answercallbackquery" for call in playground.calls) == 2


async def test_a_press_on_a_deleted_message_is_answered_below(daniel: Chat, playground: Playground) -> None:
    menu = await daniel.start()
    playground.fail_next("editMessageText", 400, "Bad Request: message to edit not found")
    shown = await daniel.press("📚 Topics", menu)
    assert shown.message_id != menu.message_id
    assert "What are you interested in?" in shown.text


async def test_telegrams_patience_is_waited_for(daniel: Chat, playground: Playground) -> None:
    playground.flood("sendMessage", retry_after=1)
    assert "Topics" in str((await daniel.start()).buttons)


@pytest.mark.parametrize("status", [500, 502])
async def test_a_stumbling_telegram_is_tried_again(daniel: Chat, playground: Playground, status: int) -> None:
    playground.fail_next("sendMessage", status, "Internal Server Error")
    assert (await daniel.start()).keyboard


async def test_somebody_who_blocked_the_desk_is_no_error(
    daniel: Chat, playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    await daniel.start()
    await playground.send(EN, SURE)
    await playground.block(EN)
    await daniel.heard()
    assert not [record for record in caplog.records if "fault" in record.message]


async def test_a_restart_in_the_middle_leaves_the_buttons_working(start: Start, playground: Playground) -> None:
    await start()
    chat = Chat(playground, EN)
    menu = await chat.start()
    await start.stop()
    await start()
    assert "What are you interested in?" in (await chat.press("📚 Topics", menu)).text


async def test_a_press_whose_answer_telegram_does_not_take_is_no_fault(daniel: Chat, playground: Playground) -> None:
    menu = await daniel.start()
    playground.fail_next("answerCallbackQuery", 400, "Bad Request: query is too old")
    shown = await daniel.press("📚 Topics", menu)
    assert shown.message_id == menu.message_id
    assert len(daniel.said()) == 1


async def test_a_message_whose_answer_was_lost_is_not_said_twice(daniel: Chat, playground: Playground) -> None:
    await daniel.start()
    playground.drop_after("sendMessage")
    await daniel.say("/topics")
    assert len(daniel.said()) == 2


async def test_a_change_whose_answer_was_lost_is_made_all_the_same(daniel: Chat, playground: Playground) -> None:
    menu = await daniel.start()
    playground.drop_after("editMessageText")
    assert "What are you interested in?" in (await daniel.press("📚 Topics", menu)).text
    assert len(daniel.said()) == 1


async def test_two_taps_on_an_old_button_give_one_menu(daniel: Chat) -> None:
    await daniel.start("faq_pledge-what")
    await daniel.forge("e:en:gone-entry:1:")
    await daniel.forge("e:en:gone-entry:1:")
    assert len(daniel.said()) == 1

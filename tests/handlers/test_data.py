from sqlalchemy import func, select

from bot.app import App
from bot.db.models import Person, Question, Tap
from tests.conftest import Chat


async def count(desk: App) -> list[int]:
    async with desk.store.read() as session:
        return [await session.scalar(select(func.count()).select_from(table)) or 0 for table in (Person, Question, Tap)]


async def test_nothing_is_kept_of_somebody_who_only_looks_round(daniel: Chat, desk: App) -> None:
    await daniel.start()
    await daniel.press("📚 Topics")
    assert "Nothing is kept about you." in (await daniel.say("/forget")).text
    assert await count(desk) == [0, 0, 0]


async def test_forget_shows_what_is_kept_and_asks_first(amina: Chat, desk: App) -> None:
    await amina.say("/language")
    await amina.press("Русский")
    await amina.say("Что считается обязательством?")
    await amina.say("Сколько обязательств уже заявлено?")
    shown = await amina.say("/forget")
    assert "2 вопроса" in shown.text
    assert "язык, который вы выбрали" in shown.text
    assert shown.buttons == ["Стереть все", "Оставить"]
    assert await count(desk) == [1, 2, 0]


async def test_erasing_is_done_at_once_and_only_for_oneself(amina: Chat, daniel: Chat, desk: App) -> None:
    await daniel.say("What counts as a pledge?")
    await amina.say("Что считается обязательством?")
    await amina.press("👍 Помогло")
    await amina.say("/forget")
    assert "Стерто." in (await amina.press("Стереть все")).text
    assert await count(desk) == [0, 1, 0]


async def test_keeping_changes_nothing(amina: Chat, desk: App) -> None:
    await amina.say("Что считается обязательством?")
    await amina.say("/forget")
    assert "Что вы хотите сделать?" in (await amina.press("Оставить")).text
    assert await count(desk) == [0, 1, 0]


async def test_the_buttons_of_an_erased_question_still_work(daniel: Chat, desk: App) -> None:
    card = await daniel.say("What counts as a pledge?")
    await daniel.say("/forget")
    await daniel.press("Erase everything")
    after = await daniel.press("👍 Helpful", card)
    assert after.keyboard
    assert await count(desk) == [0, 0, 0]

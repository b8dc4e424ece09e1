from bot.playground.attachments import LocalFile
from bot.playground.server import Playground
from tests.conftest import EN, RU, Chat, Start, settled

PICTURE = LocalFile("view.jpg", b"\xff\xd8\xff\xd9", "image/jpeg")


async def test_a_flood_gets_one_notice_and_others_go_on(start: Start, playground: Playground) -> None:
    await start(flood_updates=5, flood_seconds=60)
    fast, calm = Chat(playground, EN), Chat(playground, RU)
    for _ in range(12):
        await playground.send(EN, "/topics")
    await fast.heard()
    assert len(fast.said()) == 6
    assert "faster than I can answer" in fast.last().text
    assert "60 seconds" in fast.last().text
    assert "Что вас интересует?" in (await calm.say("/topics")).text


async def test_presses_in_a_flood_are_still_answered(start: Start, playground: Playground) -> None:
    await start(flood_updates=2, flood_seconds=60)
    fast = Chat(playground, EN)
    menu = await fast.start()
    for _ in range(4):
        await playground.press(EN, menu.message_id, "📚 Topics")
    await fast.heard()
    assert sum(call.method.lower() == "answercallbackquery" for call in playground.calls) == 4


async def test_an_album_counts_once(start: Start, playground: Playground) -> None:
    await start(flood_updates=3, flood_seconds=60)
    fast = Chat(playground, EN)
    await playground.upload(EN, "photo", *[PICTURE] * 10)
    await fast.heard()
    assert "What are you interested in?" in (await fast.say("/topics")).text


async def test_who_slows_down_is_answered_again(start: Start, playground: Playground) -> None:
    await start(flood_updates=1, flood_seconds=0.05)
    chat = Chat(playground, EN)
    for _ in range(3):
        await playground.send(EN, "/topics")
    await chat.heard()
    assert "What are you interested in?" in (await chat.say("/topics")).text


async def test_what_is_written_in_groups_does_not_count(start: Start, playground: Playground) -> None:
    await start(flood_updates=2, flood_seconds=60)
    chat = Chat(playground, EN)
    group = playground.create_group("Colleagues", [EN, RU])
    for _ in range(8):
        await playground.post_in_group(group, EN, "/help")
    await settled(playground)
    assert "What are you interested in?" in (await chat.say("/topics")).text

import pytest

from bot.app import App
from bot.playground.attachments import LocalFile
from bot.playground.server import Playground
from tests.conftest import EN, RU, Chat

PICTURE = LocalFile("view.jpg", b"\xff\xd8\xff\xd9", "image/jpeg")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("photo", "cannot look at pictures"),
        ("sticker", "cannot look at pictures"),
        ("voice", "cannot listen to recordings"),
        ("contact", "have not kept what you sent"),
        ("location", "have not kept what you sent"),
        ("document", "cannot open this"),
        ("video", "cannot open this"),
    ],
)
async def test_what_cannot_be_read_gets_a_sentence(
    daniel: Chat, playground: Playground, kind: str, sentence: str
) -> None:
    files = [] if kind in {"contact", "location"} else [PICTURE]
    await playground.upload(daniel.person, kind, *files)
    shown = await daniel.heard()
    assert sentence in shown.text
    assert shown.keyboard


async def test_the_words_with_a_picture_are_a_question(daniel: Chat, playground: Playground) -> None:
    await playground.upload(daniel.person, "photo", PICTURE, caption="What counts as a pledge?")
    shown = await daniel.heard()
    assert shown.text.startswith("I cannot open what is attached")
    assert "What counts as a pledge?" in shown.text


async def test_an_album_gets_one_answer(daniel: Chat, playground: Playground) -> None:
    await playground.upload(daniel.person, "photo", *[PICTURE] * 10)
    await daniel.heard()
    assert len(daniel.said()) == 1


async def test_a_bare_link_is_not_opened(daniel: Chat) -> None:
    assert "I do not open links." in (await daniel.say("https://example.org/a/b?c=d")).text


@pytest.mark.parametrize("text", ["🙏🏽🙏🏽", "…", "⠀⠀⠀", "?!"])
async def test_a_message_without_words_gets_a_sentence(daniel: Chat, text: str) -> None:
    shown = await daniel.say(text)
    assert "I see no words in this message." in shown.text


@pytest.mark.parametrize(
    "data", ["card:42:take", "e:ru:no-such-entry:1:", "topic:ru:nowhere:0", "menu", "menu:xx", "x", "e:ru"]
)
async def test_an_old_or_forged_button_gets_a_sentence_and_the_menu(daniel: Chat, data: str) -> None:
    await daniel.start()
    shown = await daniel.forge(data)
    assert "📚 Topics" in shown.buttons or "📚 Темы" in shown.buttons
    assert len(daniel.said()) == 1


async def test_a_message_that_telegram_notes_by_itself_is_left_alone(daniel: Chat, playground: Playground) -> None:
    await daniel.start()
    chat = {"id": EN, "type": "private"}
    note = {"message_id": 99, "date": 1, "chat": chat, "from": playground.person(EN).user()}
    playground.world.updates.put("message", note | {"delete_chat_photo": True})
    await daniel.heard()
    assert len(daniel.said()) == 1


async def test_in_groups_the_desk_is_silent_except_to_its_commands(playground: Playground, desk: App) -> None:
    group = playground.create_group("Colleagues", [RU, EN])
    name = playground.world.bot["username"]
    for text in ("What counts as a pledge?", "/frobnicate", "/start@some_other_bot"):
        await playground.post_in_group(group, EN, text)
    await playground.settled()
    assert not [message for message in playground.messages(group) if message.from_bot]
    await playground.post_in_group(group, EN, f"/start@{name}")
    answer = await playground.next_message(group)
    assert "private chat" in answer.text
    assert answer.keyboard[0][0].url == f"https://t.me/{name}"
    assert desk

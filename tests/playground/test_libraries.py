"""aiogram and python-telegram-bot talk to the playground as to Telegram."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import telegram
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from bot.playground.attachments import LocalFile
from bot.playground.server import Playground

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data="go")]])


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground("42:TEST") as playground:
        await playground.press_start(1002)
        playground.world.updates.clear()
        yield playground
        assert playground.unknown == []


@pytest.fixture
async def aiogram_bot(playground: Playground) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(playground.url))
    async with Bot("42:TEST", session=session) as bot:
        yield bot


@pytest.fixture
async def ptb_bot(playground: Playground) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot("42:TEST", base_url=f"{playground.url}/bot", base_file_url=f"{playground.url}/file/bot")
    async with bot:
        yield bot


async def started(message: Message, command: CommandObject) -> None:
    await message.answer(f"Started with {command.args}", reply_markup=KEYBOARD)


async def asked_for_help(message: Message) -> None:
    await message.answer("<b>Help</b>", parse_mode="HTML")


async def pressed(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    await query.message.edit_text("Gone")
    await query.answer("Done")


async def sent_back(message: Message, bot: Bot) -> None:
    assert message.document is not None
    content = await bot.download(message.document)
    assert content is not None
    await message.answer_document(BufferedInputFile(content.read(), "back.txt"), caption=message.caption)


@pytest.fixture
async def conversation(aiogram_bot: Bot) -> AsyncIterator[None]:
    dispatcher = Dispatcher()
    dispatcher.message.register(started, CommandStart(deep_link=True))
    dispatcher.message.register(asked_for_help, Command("help"))
    dispatcher.message.register(sent_back, F.document)
    dispatcher.callback_query.register(pressed)
    polling = asyncio.create_task(dispatcher.start_polling(aiogram_bot, handle_signals=False, close_bot_session=False))
    yield
    await dispatcher.stop_polling()
    await polling


@pytest.mark.usefixtures("conversation")
async def test_aiogram_converses(playground: Playground) -> None:
    await playground.press_start(1002, "case_1")
    message = await playground.next_message(1002)
    assert message.text == "Started with case_1"
    await playground.press(1002, message.message_id, "Go")
    await playground.settled()
    assert playground.messages(1002)[-1].text == "Gone"
    await playground.send(1002, "/help")
    assert (await playground.next_message(1002)).html == "<b>Help</b>"
    await playground.upload(1002, "document", LocalFile("a.txt", "Привет".encode()), caption="See")
    returned = await playground.next_message(1002)
    assert (returned.file_name, returned.text) == ("back.txt", "See")


async def test_aiogram_reads_the_refusals(playground: Playground, aiogram_bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="message is too long"):
        await aiogram_bot.send_message(1002, "a" * 4097)
    playground.flood("sendMessage", retry_after=3)
    with pytest.raises(TelegramRetryAfter) as flooded:
        await aiogram_bot.send_message(1002, "Hi")
    assert flooded.value.retry_after == 3


async def test_python_telegram_bot_sends_and_edits(playground: Playground, ptb_bot: telegram.Bot) -> None:
    assert (await ptb_bot.get_me()).id == 42
    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Go", callback_data="go")]])
    message = await ptb_bot.send_message(1002, "<i>Hi</i>", parse_mode="HTML", reply_markup=keyboard)
    shown = await playground.next_message(1002)
    assert (shown.html, shown.buttons) == ("<i>Hi</i>", ["Go"])
    edited = await message.edit_text("Bye")
    assert isinstance(edited, telegram.Message)
    assert (edited.text, edited.reply_markup) == ("Bye", None)
    sent = await ptb_bot.send_document(1002, "Привет".encode(), filename="Привет.txt", reply_to_message_id=message.id)
    assert sent.document is not None
    assert sent.document.file_name == "Привет.txt"
    file = await ptb_bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == "Привет".encode()
    assert await ptb_bot.delete_message(1002, sent.id) is True


async def test_python_telegram_bot_reads_the_refusals(
    playground: Playground, ptb_bot: telegram.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it the library warns that it will change
    with pytest.raises(telegram.error.Forbidden):
        await ptb_bot.send_message(1003, "Hi")
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await ptb_bot.send_message(999, "Hi")
    playground.flood("sendMessage", retry_after=3)
    with pytest.raises(telegram.error.RetryAfter):
        await ptb_bot.send_message(1002, "Hi")

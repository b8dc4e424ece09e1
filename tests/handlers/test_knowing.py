from functools import partial
from typing import Any

from aiogram.types import Chat, TelegramObject

from bot import knowledge
from bot.clock import Clock
from bot.content import Content
from bot.db.session import Store
from bot.live import Live
from bot.settings import PROJECT
from handlers.knowing import Knowing
from tests.editor import Editor


async def test_an_update_that_began_with_the_old_ends_with_it_and_the_next_has_the_new(
    editor: Editor, store: Store
) -> None:
    read = partial(knowledge.read, editor.folder, PROJECT / "locales")
    live, seen = Live(read(), read, store, Clock()), []
    knowing = Knowing(live)

    async def handler(_event: TelegramObject, data: dict[str, Any]) -> None:
        editor.answer("tea-when", "At five.")
        await live.reload()
        content: Content = data["content"]
        seen.append(content.entries["tea-when"].texts["en"].answer)

    for _ in range(2):
        await knowing(handler, Chat(id=1, type="private"), {})
    assert seen == ["At four.", "At five."]

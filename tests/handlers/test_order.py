import asyncio
import gc
from typing import Any

from aiogram.types import Chat as TelegramChat
from aiogram.types import TelegramObject

from handlers.order import ALBUMS, Alone, InOrder


async def test_one_persons_updates_pass_one_at_a_time_in_their_order() -> None:
    order, seen, inside = InOrder(Alone()), [], 0

    async def handler(_event: TelegramObject, data: dict[str, Any]) -> None:
        nonlocal inside
        inside += 1
        assert inside == 1
        await asyncio.sleep(0)
        seen.append(data["number"])
        inside -= 1

    chat = TelegramChat(id=1, type="private")
    data = ({"event_chat": chat, "number": number} for number in range(20))
    await asyncio.gather(*(order(handler, chat, each) for each in data))
    assert seen == list(range(20))


async def test_different_people_run_side_by_side() -> None:
    order, met = InOrder(Alone()), asyncio.Barrier(2)

    async def handler(_event: TelegramObject, _data: dict[str, Any]) -> None:
        async with asyncio.timeout(1):
            await met.wait()

    chats = [TelegramChat(id=number, type="private") for number in (1, 2)]
    await asyncio.gather(*(order(handler, chat, {"event_chat": chat}) for chat in chats))


async def test_idle_chats_leave_nothing_behind() -> None:
    order = InOrder(Alone())

    async def handler(_event: TelegramObject, _data: dict[str, Any]) -> None:
        return

    for number in range(100):
        chat = TelegramChat(id=number, type="private")
        await order(handler, chat, {"event_chat": chat})
    gc.collect()
    assert len(order._here) == 0  # noqa: SLF001 what is kept is the matter


async def test_one_part_of_an_album_speaks_for_it_also_when_it_comes_again() -> None:
    office = Alone()
    assert [await office.speaks_for("a", update) for update in (1, 2, 1, 3)] == [True, False, True, False]


async def test_old_albums_leave_nothing_behind() -> None:
    office = Alone()
    for number in range(2 * ALBUMS):
        assert await office.speaks_for(str(number), number)
    assert len(office._albums) == ALBUMS  # noqa: SLF001 what is kept is the matter

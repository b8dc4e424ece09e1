"""The queue of updates for one bot: long polling, confirmation by offset, and the choice of types."""

import asyncio
from collections.abc import Iterable

from bot.playground.errors import ApiError
from bot.playground.messages import Json

UPDATE_TYPES = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    }
)
DEFAULT_TYPES = UPDATE_TYPES - {"chat_member", "message_reaction", "message_reaction_count"}


class UpdateQueue:
    """Updates wait here until the bot confirms them; ids rise by one from `first_id`."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._pending: list[Json] = []
        self._again: list[Json] = []
        self._sent: dict[int, Json] = {}
        self._poller: asyncio.Future[None] | None = None
        self.allowed = DEFAULT_TYPES
        self.arrived = asyncio.Event()

    def __len__(self) -> int:
        return len(self._pending) + len(self._again)

    def allow(self, types: Iterable[str]) -> None:
        """Deliver only these types from now on; an empty choice is the default."""
        self.allowed = frozenset(types) & UPDATE_TYPES or DEFAULT_TYPES

    def put(self, kind: str, content: Json) -> int:
        """Add an update and return its id; a type that the bot did not ask for is dropped."""
        update_id = self._next_id
        if kind in self.allowed:
            self._next_id += 1
            update = {"update_id": update_id, kind: content}
            self._sent[update_id] = update
            self._pending.append(update)
            self._wake()
        return update_id

    def repeat(self, update_id: int | None = None) -> int:
        """Give an update once more, the last one by default, although it is confirmed; KeyError for an unknown one."""
        chosen = max(self._sent, default=0) if update_id is None else update_id
        self._again.append(self._sent[chosen])
        self._wake()
        return chosen

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 # Telegram's parameter
        """Confirm all before `offset` and return what follows, waiting up to `timeout` seconds for the first.

        A negative offset keeps only that many of the newest. A poll that waits is ended by the next with a 409.
        """
        if offset < 0:
            self._pending = self._pending[offset:]
        else:
            self._pending = [update for update in self._pending if update["update_id"] >= offset]
        if not len(self) and timeout > 0:
            self.interrupt("terminated by other getUpdates request; make sure that only one bot instance is running")
            await self._wait(timeout)
        updates = self.waiting()[:limit]
        del self._again[:limit]
        return updates

    def waiting(self) -> list[Json]:
        """Return what the bot has not confirmed, oldest first."""
        return [*self._again, *self._pending]

    def confirm(self, update: Json) -> None:
        """Forget an update that a webhook has taken."""
        for source in (self._again, self._pending):
            if update in source:
                source.remove(update)
                return

    def clear(self) -> None:
        """Drop what waits."""
        self._pending.clear()
        self._again.clear()

    def interrupt(self, reason: str) -> None:
        """End the poll that waits, if any, with a 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(ApiError(409, f"Conflict: {reason}"))

    def release(self) -> None:
        """Let the poll that waits answer now: the server stops."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _wake(self) -> None:
        self.arrived.set()
        self.release()

    async def _wait(self, timeout: float) -> None:  # noqa: ASYNC109 # passed on to asyncio's own
        poller = self._poller = asyncio.get_running_loop().create_future()
        await asyncio.wait([poller], timeout=timeout)
        if self._poller is poller:
            self._poller = None
        if poller.done():
            poller.result()

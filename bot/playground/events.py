"""What the page is told while it listens: one stream of numbered events for each person."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from bot.playground.messages import Json

BACKLOG = 500
REFETCH: Json = {"type": "commands"}


class EventStreams:
    """Events with a bounded memory, so that a page that comes back misses nothing.

    Ids rise from `first_id`; one from an earlier run of the server is lower, and its page is told to fetch anew.
    """

    def __init__(self, first_id: int) -> None:
        self._first_id = first_id
        self._ids = count(first_id)
        self._backlogs: defaultdict[int, deque[tuple[int, Json]]] = defaultdict(lambda: deque(maxlen=BACKLOG))
        self._listeners: defaultdict[int, set[asyncio.Queue[tuple[int, Json] | None]]] = defaultdict(set)

    def publish(self, person: int, event: Json) -> None:
        """Tell every page of a person."""
        item = (next(self._ids), event)
        self._backlogs[person].append(item)
        for queue in self._listeners[person]:
            queue.put_nowait(item)

    @contextmanager
    def listening(self, person: int, after: int | None) -> Iterator[asyncio.Queue[tuple[int, Json] | None]]:
        """Give a queue of (id, event) that begins behind the id `after`, or now; None in it is the end."""
        queue: asyncio.Queue[tuple[int, Json] | None] = asyncio.Queue()
        for item in self._missed(person, after):
            queue.put_nowait(item)
        self._listeners[person].add(queue)
        try:
            yield queue
        finally:
            self._listeners[person].discard(queue)

    def close(self) -> None:
        """End all streams: the server stops."""
        for queues in self._listeners.values():
            for queue in queues:
                queue.put_nowait(None)

    def _missed(self, person: int, after: int | None) -> list[tuple[int, Json]]:
        if after is None:
            return []
        backlog = self._backlogs[person]
        forgotten = len(backlog) == BACKLOG and after < backlog[0][0]
        if after < self._first_id or forgotten:
            return [(next(self._ids), REFETCH)]
        return [item for item in backlog if item[0] > after]

"""The only place that constructs things: from settings to the objects that make up the desk."""

from dataclasses import dataclass
from functools import partial

from redis.asyncio import Redis

from bot import knowledge
from bot.clock import Clock
from bot.db.session import Store
from bot.delivery.telegram import Courier
from bot.knowledge import Knowledge
from bot.live import Live
from bot.people import Pseudonyms
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class App:
    """The desk, ready to run; `close` it when done."""

    settings: Settings
    live: Live
    store: Store
    courier: Courier
    pseudonyms: Pseudonyms
    clock: Clock
    redis: Redis | None

    async def close(self) -> None:
        """Let connections go."""
        await self.courier.close()
        if self.redis:
            await self.redis.aclose()
        await self.store.close()


def build(settings: Settings) -> App:
    """Construct the desk from settings that are enough for running.

    Raises:
        OperatorError: the content or the catalogs cannot be used.

    """
    first = knowledge.read(settings.content_dir, settings.locales_dir)
    knowledge.settle_memory()
    return assemble(settings, first)


def assemble(settings: Settings, first: Knowledge) -> App:
    """Construct the desk around what it is to know first."""
    clock, store = Clock(), Store(settings.database_url)
    return App(
        settings=settings,
        live=Live(first, partial(knowledge.read, settings.content_dir, settings.locales_dir), store, clock),
        store=store,
        courier=Courier(settings.bot_token.get_secret_value(), settings.telegram_api_url),
        pseudonyms=Pseudonyms(settings.secret_key.get_secret_value()),
        clock=clock,
        redis=Redis.from_url(settings.redis_url, socket_timeout=5) if settings.redis_url else None,
    )

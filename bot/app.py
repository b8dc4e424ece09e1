"""The only place that constructs things: from settings to the objects that make up the desk."""

import ctypes
import gc
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from redis.asyncio import Redis

from bot import content as contents
from bot import i18n
from bot.clock import Clock
from bot.content import Content
from bot.db.session import Store
from bot.delivery.telegram import Courier
from bot.faq import Matcher
from bot.faq.learn import learn
from bot.i18n import Translator
from bot.people import Pseudonyms
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class App:
    """The desk, ready to run; `close` it when done."""

    settings: Settings
    content: Content
    translators: Mapping[str, Translator]
    matcher: Matcher
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
    content = contents.load(settings.content_dir)
    matcher = learn(content)
    _settle_memory()
    return App(
        settings=settings,
        content=content,
        translators=i18n.load(settings.locales_dir, content.languages),
        matcher=matcher,
        store=Store(settings.database_url),
        courier=Courier(settings.bot_token.get_secret_value(), settings.telegram_api_url),
        pseudonyms=Pseudonyms(settings.secret_key.get_secret_value()),
        clock=Clock(),
        redis=Redis.from_url(settings.redis_url, socket_timeout=5) if settings.redis_url else None,
    )


def _settle_memory() -> None:
    """Give the system what building took, about 15 MB, and let the collector pass over what was built for good.

    glibc keeps freed memory unless asked; other systems do not.
    """
    gc.collect()
    gc.freeze()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)

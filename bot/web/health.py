"""Whether the desk and what it stands on are well."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

CHECK_SECONDS = 2.0

REMEMBER_SECONDS = 15.0
"""How long a finding stands: a probe every second must not become a call to Telegram every second."""

Check = Callable[[], Awaitable[object]]


class Health:
    """Answers 200 when everything is well, else 503, with a word for each part."""

    def __init__(self, checks: dict[str, Check], now: Callable[[], float] = time.monotonic) -> None:
        self._checks = checks
        self._now = now
        self._found: dict[str, tuple[float, bool]] = {}

    async def tell(self, _request: web.Request) -> web.Response:
        """Check what was not checked lately, side by side."""
        well = dict(zip(self._checks, await asyncio.gather(*map(self._is_well, self._checks)), strict=True))
        words = {"process": "ok"} | {name: "ok" if each else "away" for name, each in well.items()}
        return web.json_response(words, status=200 if all(well.values()) else 503)

    async def _is_well(self, name: str) -> bool:
        at, well = self._found.get(name, (float("-inf"), False))
        if well and self._now() - at < REMEMBER_SECONDS:
            return True
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                await self._checks[name]()
        except Exception:  # noqa: BLE001 whatever goes wrong, the part is not well
            well = False
        else:
            well = True
        self._found[name] = (self._now(), well)
        return well

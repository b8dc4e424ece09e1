"""getFile and the download of files."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from bot.playground.server import Playground

Call = Callable[..., Awaitable[Any]]


async def test_a_file_that_is_unknown_or_too_big_is_refused(playground: Playground, refusal: Call) -> None:
    assert await refusal("getFile") == "Bad Request: file_id not specified"
    assert await refusal("getFile", file_id="x") == "Bad Request: invalid file_id"
    big = playground.world.store_file("document", "big.bin", bytes(20 * 1024 * 1024 + 1))
    assert await refusal("getFile", file_id=big.id) == "Bad Request: file is too big"


async def test_downloads_need_the_token_and_a_known_path(http: aiohttp.ClientSession) -> None:
    async with http.get("/file/bot42:WRONG/documents/file_0.txt") as response:
        assert response.status == 401
    async with http.get("/file/bot42:TEST/documents/file_0.txt") as response:
        assert response.status == 404

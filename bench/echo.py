"""The least that aiogram needs to answer by webhook: every text is sent back. The measure for the desk.

`python -m bench.echo PORT API_URL TOKEN`
"""

import sys

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, Update
from aiohttp import web


async def echo(message: Message, bot: Bot) -> None:
    await bot.send_message(message.chat.id, message.text or "")


def main() -> None:
    port, api_url, token = sys.argv[1:]
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    router = Router()
    router.message.register(echo)
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)

    async def take(request: web.Request) -> web.Response:
        update = Update.model_validate_json(await request.read(), context={"bot": bot})
        await dispatcher.feed_update(bot, update)
        return web.Response()

    app = web.Application()
    app.router.add_post("/telegram/webhook", take)
    web.run_app(app, host="127.0.0.1", port=int(port), access_log=None, print=None)


if __name__ == "__main__":
    main()

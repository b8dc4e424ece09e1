"""How updates reach the bot: getUpdates, or a webhook."""

import json
import re
from urllib.parse import urlsplit

from bot.playground.errors import ApiError, refuse
from bot.playground.messages import Json
from bot.playground.parameters import Parameters
from bot.playground.updates import DEFAULT_TYPES
from bot.playground.webhook import Webhook
from bot.playground.world import World

MAX_TIMEOUT_SECONDS = 50
MAX_UPDATES = 100
MAX_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(world: World, parameters: Parameters) -> list[Json]:
    """Wait for updates; a higher offset confirms the lower ones."""
    if world.webhook is not None:
        raise ApiError(409, f"Conflict: {_WEBHOOK_ACTIVE}")
    _allow(world, parameters)
    return await world.updates.poll(
        parameters.integer("offset"),
        parameters.within("limit", MAX_UPDATES, 1, MAX_UPDATES),
        parameters.within("timeout", 0, 0, MAX_TIMEOUT_SECONDS),
    )


def _allow(world: World, parameters: Parameters) -> None:
    """Take over allowed_updates if they are given; like Telegram, pass over what is no list."""
    try:
        types = json.loads(parameters.text("allowed_updates") or "null")
    except ValueError:
        return
    if isinstance(types, list):
        world.updates.allow(str(kind).lower() for kind in types)


def set_webhook(world: World, parameters: Parameters) -> bool:
    """Post updates to an address from now on; without a url, stop doing so."""
    url = parameters.text("url")
    if not url:
        return delete_webhook(world, parameters)
    secret = parameters.text("secret_token")
    if len(secret) > MAX_SECRET:
        refuse("secret token is too long")
    if not _SECRET.fullmatch(secret):
        refuse("secret token contains unallowed characters")
    _check_webhook_url(url)
    _allow(world, parameters)
    if parameters.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.interrupt("terminated by setWebhook request")
    world.webhook = Webhook(url, secret, parameters.within("max_connections", 40, 1, 100))
    world.updates.arrived.set()
    return True


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Go back to getUpdates."""
    if parameters.flag("drop_pending_updates"):
        world.updates.clear()
    world.webhook = None
    return True


def get_webhook_info(world: World, _parameters: Parameters) -> Json:
    """Tell where updates go and how the last attempt ended."""
    hook = world.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if world.updates.allowed != DEFAULT_TYPES:
        info["allowed_updates"] = sorted(world.updates.allowed)
    if hook is None:
        return info
    info["max_connections"] = hook.max_connections
    if hook.last_error is not None:
        info |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error}
    return info


def _check_webhook_url(url: str) -> None:
    """Telegram wants HTTPS and a public host; here the bot may also listen on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        refuse("invalid webhook URL specified")
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        refuse("bad webhook: An HTTPS URL must be provided for webhook")

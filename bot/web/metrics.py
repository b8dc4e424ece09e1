"""Metrics for Prometheus, for peers on this machine or in this network only."""

from ipaddress import ip_address

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


async def metrics(request: web.Request) -> web.Response:
    """Write every figure; what came through a proxy came from outside."""
    if request.headers.keys() & {"X-Forwarded-For", "Forwarded"} or not _is_near(request.remote or ""):
        return web.Response(status=403)
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _is_near(peer: str) -> bool:
    try:
        return ip_address(peer).is_private
    except ValueError:
        return False

"""Questions a second through the real webhook, beside a bare aiogram bot that echoes; and what each layer costs.

Three kinds of processes on this machine: the bot or the desk, its stores, and this one, which is Telegram and everybody
who asks. Prints two Markdown tables.
"""

import asyncio
import json
import os
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import quantiles
from time import process_time

import aiohttp
import psutil

from bench.desk import PROJECT, TOKEN
from bench.stores import Stores, stores
from bench.wire import Measured, Telegram, ask, telegram

AT_ONCE = 32
WARM_UP = 300
QUESTIONS = 6000
SECONDS = 8.0
LAYER_QUESTIONS = 600


@dataclass(frozen=True)
class Figure:
    """What a row of the table says; `processor` in milliseconds a question: of the bots, of this process."""

    name: str
    measured: Measured
    processor: tuple[float, float]

    @property
    def rate(self) -> float:
        """Questions a second."""
        return len(self.measured.times) / self.measured.seconds

    def percentile(self, number: int) -> float:
        """Milliseconds within which so many of a hundred questions were answered."""
        return 1000 * quantiles(self.measured.times, n=100)[number - 1]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def environment(there: Telegram, port: int, database: str, redis: str = "") -> dict[str, str]:
    return {
        "BOT_TOKEN": TOKEN,
        "SECRET_KEY": "k" * 32,
        "TELEGRAM_API_URL": there.url,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "FLOOD_UPDATES": "1000000",
        "LOG_LEVEL": "error",
    }


@asynccontextmanager
async def started(port: int, *command: str, **variables: str) -> AsyncIterator[Process]:
    """Start a process of this Python, and wait until it listens.

    Raises:
        RuntimeError: it ended instead.

    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=PROJECT, env=os.environ | variables, stdout=PIPE
    )
    try:
        while not await listens(port):
            if process.returncode is not None:
                raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
            await asyncio.sleep(0.1)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


@asynccontextmanager
async def bare(there: Telegram, port: int) -> AsyncIterator[Process]:
    async with started(port, "-m", "bench.echo", str(port), there.url, TOKEN) as process:
        yield process


@asynccontextmanager
async def web(there: Telegram, port: int, variables: Mapping[str, str], *command: str) -> AsyncIterator[Process]:
    """Start the desk on a database that is migrated, and wait until it has set its webhook."""
    there.webhook.clear()
    async with started(port, "-m", *(command or ("bot", "web")), **variables) as process:
        await there.webhook.wait()
        yield process


async def migrated(there: Telegram, database: str) -> str:
    variables = environment(there, 0, database)
    command = (sys.executable, "-m", "bot", "migrate")
    process = await asyncio.create_subprocess_exec(*command, cwd=PROJECT, env=os.environ | variables, stdout=PIPE)
    if (await process.communicate()) and process.returncode:
        raise RuntimeError("the database could not be migrated")
    return database


async def figure(name: str, there: Telegram, processes: Mapping[int, Process]) -> Figure:
    """Ask until the time or the questions are used up."""
    ports = list(processes)
    await ask(there, ports, AT_ONCE, number=WARM_UP, seconds=SECONDS)
    bots = [psutil.Process(process.pid) for process in processes.values()]
    before = sum(spent(bot) for bot in bots), process_time()
    measured = await ask(there, ports, AT_ONCE, number=QUESTIONS, seconds=SECONDS)
    for port in ports:
        await fail_at_errors(port)
    after = sum(spent(bot) for bot in bots), process_time()
    number = len(measured.times)
    theirs, ours = ((end - begin) / number * 1000 for begin, end in zip(before, after, strict=True))
    return Figure(name, measured, (theirs, ours))


async def fail_at_errors(port: int) -> None:
    """Look into the metrics of the desk: an apology is quick, but no answer.

    Raises:
        RuntimeError: there was an error.

    """
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as response:
        if (error := "\ngcm_desk_errors_total{") in await response.text():
            raise RuntimeError(f"port {port} has {error.strip()}…")


def spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


async def bare_figure(name: str, there: Telegram) -> Figure:
    port = free_port()
    async with bare(there, port) as process:
        return await figure(name, there, {port: process})


async def bare_pair(there: Telegram) -> Figure:
    one, two = free_port(), free_port()
    async with bare(there, one) as first, bare(there, two) as second:
        return await figure("bare, two processes", there, {one: first, two: second})


async def desk_figure(name: str, there: Telegram, database: str, redis: str = "") -> Figure:
    port = free_port()
    variables = environment(there, port, await migrated(there, database), redis)
    async with web(there, port, variables) as process:
        return await figure(name, there, {port: process})


async def desk_pair(name: str, there: Telegram, database: str, redis: str) -> Figure:
    one, two = free_port(), free_port()
    await migrated(there, database)
    async with (
        web(there, one, environment(there, one, database, redis)) as first,
        web(there, two, environment(there, two, database, redis)) as second,
    ):
        return await figure(name, there, {one: first, two: second})


async def layers(there: Telegram, database: str, redis: str = "") -> dict[str, list[float]]:
    """Ask one question at a time of a desk that takes its own time."""
    port = free_port()
    variables = environment(there, port, await migrated(there, database), redis)
    async with web(there, port, variables, "bench.layers") as process:
        await ask(there, [port], 1, number=LAYER_QUESTIONS, seconds=2 * SECONDS)
        await fail_at_errors(port)
        process.terminate()
        printed, _ = await process.communicate()
    found: dict[str, list[float]] = json.loads(printed)
    return found


def print_figures(figures: Sequence[Figure]) -> None:
    measure = sum(each.rate for each in figures if each.name.startswith("bare, one")) / 2
    print("| | questions/s | of the bare bot | p50 | p99 | processor: bots | this process |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for each in figures:
        cells = (
            f"{each.rate:.0f}",
            f"{each.rate / measure:.2f}",
            f"{each.percentile(50):.1f} ms",
            f"{each.percentile(99):.1f} ms",
            *(f"{spent:.2f} ms" for spent in each.processor),
        )
        print(f"| {each.name} | {' | '.join(cells)} |")


def print_layers(found: Mapping[str, dict[str, list[float]]]) -> None:
    print(f"\n| elapsed / processor, ms a question | {' | '.join(found)} |")
    print(f"| --- |{' ---: |' * len(found)}")
    for layer in next(iter(found.values())):
        cells = (f"{elapsed:.2f} / {processor:.2f}" for elapsed, processor in (one[layer] for one in found.values()))
        print(f"| {layer} | {' | '.join(cells)} |")


async def measure(own: Stores) -> None:
    async with telegram() as there:
        print_figures(
            [
                await bare_figure("bare, one process", there),
                await desk_figure("SQLite", there, own.sqlite()),
                await desk_figure("PostgreSQL", there, own.postgres()),
                await desk_figure("PostgreSQL and Redis", there, own.postgres(), own.redis),
                await bare_pair(there),
                await desk_pair("PostgreSQL and Redis, two processes", there, own.postgres(), own.redis),
                await bare_figure("bare, one process, again", there),
            ]
        )
        print_layers(
            {
                "SQLite": await layers(there, own.sqlite()),
                "PostgreSQL": await layers(there, own.postgres()),
                "PostgreSQL and Redis": await layers(there, own.postgres(), own.redis),
            }
        )


def main() -> None:
    load = os.getloadavg()[0]
    with stores() as own:
        asyncio.run(measure(own))
    print(f"\nLoad of the machine before: {load:.1f} on {os.cpu_count()} processors.")


if __name__ == "__main__":
    main()

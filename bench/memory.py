"""Resident memory of the running desk above a bare import of its two Telegram libraries, and whether it grows."""

import asyncio
import random
import subprocess
import sys

import psutil
import yaml

from bench.desk import PEOPLE, PROJECT, Running, desk

MEGABYTE = 2**20
AT_ONCE = 100


def bare_import() -> float:
    code = "import aiogram, telegram.ext, psutil; print(psutil.Process().memory_info().rss)"
    return int(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout) / MEGABYTE


async def ask(running: Running, questions: list[str], count: int) -> None:
    """Ask so many questions, a hundred at a time, each from another person."""
    for _ in range(count // AT_ONCE):
        for person in random.sample(range(1, PEOPLE + 1), AT_ONCE):
            await running.playground.send(person, random.choice(questions))
        await running.playground.settled(timeout=60)
        running.playground.calls.clear()


async def measure() -> list[tuple[str, float]]:
    files = sorted((PROJECT / "content" / "faq").glob("*/*.yaml"))
    entries = [yaml.safe_load(path.read_text("utf-8")) for path in files]
    questions = [said for entry in entries for code in ("ru", "en") for said in entry[code]["phrasings"]]
    found = []
    async with desk() as running:
        process = psutil.Process(running.process.pid)
        await running.playground.send(1, questions[0])
        await running.playground.next_message(1, timeout=60)
        asked = 0
        for goal in (1, 1000, 2000, 5000, 10000):
            await ask(running, questions, goal - asked)
            asked = goal
            found.append((f"after update {goal:,}", process.memory_info().rss / MEGABYTE))
    return found


def main() -> None:
    random.seed(1)
    bare = bare_import()
    print("| moment | resident, MB | above the bare import, MB |\n| --- | --- | --- |")
    print(f"| bare `import aiogram, telegram.ext` | {bare:.0f} | |")
    for moment, resident in asyncio.run(measure()):
        print(f"| {moment} | {resident:.1f} | {resident - bare:.1f} |")


if __name__ == "__main__":
    main()

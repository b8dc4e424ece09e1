"""How long from starting the process to its first answer, and what of it is Python importing the libraries."""

import asyncio
import statistics
import subprocess
import sys
import time

from bench.desk import desk

ROUNDS = 5


async def first_answer() -> float:
    begin = time.perf_counter()
    async with desk() as running:
        await running.playground.send(1, "What counts as a pledge?")
        await running.playground.next_message(1, timeout=60)
        return time.perf_counter() - begin


def bare_import() -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import aiogram, telegram.ext"], check=True)
    return time.perf_counter() - begin


def main() -> None:
    answers = [asyncio.run(first_answer()) for _ in range(ROUNDS)]
    imports = [bare_import() for _ in range(ROUNDS)]
    print("| what | median of 5, s | worst, s |\n| --- | --- | --- |")
    print(f"| start to first answer | {statistics.median(answers):.2f} | {max(answers):.2f} |")
    print(f"| bare `import aiogram, telegram.ext` | {statistics.median(imports):.2f} | {max(imports):.2f} |")


if __name__ == "__main__":
    main()

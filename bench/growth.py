"""Questions a second with few and with many people and logged questions: it must not matter how long a desk has run.

Prints a Markdown table. Small and large take turns, so that a busy machine does not favour one; both are filled by the
database itself, then tidied up as it does at night.
"""

import asyncio
import os
from collections.abc import Sequence
from statistics import median

from sqlalchemy import text

from bench.stores import Stores, stores
from bench.updates import Figure, desk_figure, migrated
from bench.wire import Telegram, telegram
from bot.db.session import Store

ROUNDS = 3
SMALL = 1_000
LARGE = {"PostgreSQL": 1_000_000, "SQLite": 100_000}

_NUMBERS = {
    "PostgreSQL": "SELECT generate_series(1, {0}) AS n",
    "SQLite": "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {0}) SELECT n FROM s",
}

# The people of the client of this benchmark are among them.
_FILL = (
    "INSERT INTO people (id, since, language) SELECT 100000 - 1 + n, '2026-11-01 09:00:00+00:00', 'en' FROM ({0}) AS t",
    (
        "INSERT INTO updates (update_id, at, replied) SELECT 2000000000 + n, '2026-11-20 09:00:00+00:00', TRUE"
        " FROM ({0}) AS t"
    ),
    (
        "INSERT INTO questions (update_id, part, at, asker, language, text, action, entries, confidence)"
        " SELECT 2000000000 + n, 0, '2026-11-01 09:00:00+00:00', 'somebody with the number ' || (n % 200000), 'en',"
        " 'What was asked as number ' || n || ' of a long row of questions?', 'answer',"
        """ '[{{"id": "pledge-count", "score": 0.91}}]', 0.87 FROM ({0}) AS t"""
    ),
)


async def filled(there: Telegram, kind: str, database: str, rows: int) -> str:
    """Fill an empty database with so many people, questions and updates, and return its address."""
    store = Store(await migrated(there, database))
    numbers = _NUMBERS[kind].format(rows)
    async with store.changing_tables() as connection:
        for statement in _FILL:
            await connection.exec_driver_sql(statement.format(numbers))
    async with store.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE" if kind == "PostgreSQL" else "ANALYZE"))
    await store.close()
    return database


def print_row(kind: str, rows: int, figures: Sequence[Figure], small: Sequence[Figure]) -> None:
    rate, processor = (median(each) for each in zip(*((one.rate, one.processor[0]) for one in figures), strict=True))
    ratio = median(one.rate for one in small) / rate
    p50, p99 = (median(one.percentile(number) for one in figures) for number in (50, 99))
    cells = (f"{rate:.0f}", f"{ratio:.2f}", f"{p50:.1f} ms", f"{p99:.1f} ms", f"{processor:.2f} ms")
    print(f"| {kind}, {rows:,} | {' | '.join(cells)} |", flush=True)


async def measure(own: Stores) -> None:
    print("| people, questions | questions/s | the small one's, times | p50 | p99 | processor |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    async with telegram() as there:
        for kind, most in LARGE.items():
            found: dict[int, list[Figure]] = {SMALL: [], most: []}
            for _ in range(ROUNDS):
                for rows, figures in found.items():
                    database = own.postgres() if kind == "PostgreSQL" else own.sqlite()
                    await filled(there, kind, database, rows)
                    figures.append(await desk_figure(kind, there, database))
            for rows, figures in found.items():
                print_row(kind, rows, figures, found[SMALL])


def main() -> None:
    with stores() as own:
        asyncio.run(measure(own))
    print(f"\nLoad of the machine after: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")


if __name__ == "__main__":
    main()

"""An evaluation as a report for a person, and as JSON for a program."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from bot.learning.evaluating import Confusion, Evaluation, Share
from bot.learning.held_out import BadLine
from bot.learning.wording import plain

COSTLIEST = 20
"""Confusions in a report; JSON has them all."""


def as_text(found: Evaluation) -> str:
    """Write the figures, each share with its 95 % interval, and the costliest confusions."""
    if not found.rows:
        return "There is no question to ask.\n"
    blocks = [
        _table(
            ("kind", "lang", "n", "right first", "among three", "answered", "wrong"),
            [
                (row.kind, row.language, str(row.asked), *map(_share, (row.first, row.shown, row.answered, row.wrong)))
                for row in found.rows
            ],
        )
    ]
    if found.understood:
        seen = [(one.kind, one.language, str(one.seen.of), _share(one.seen)) for one in found.understood]
        blocks.append(_table(("understood", "lang", "n", "share"), seen))
    if found.calibration is not None:
        blocks.append(f"Calibration error: {found.calibration:.3f}\n")
    if found.confusions:
        blocks.append(_costliest(found.confusions))
    return "\n".join(blocks)


def as_json(found: Evaluation, bad: Iterable[BadLine]) -> str:
    """Write the fields of `Evaluation`, and the bad lines, as one object."""
    return json.dumps(asdict(found) | {"bad_lines": [asdict(line) for line in bad]}, ensure_ascii=False) + "\n"


def _costliest(confusions: Sequence[Confusion]) -> str:
    shown = confusions[:COSTLIEST]
    rows = [
        (str(one.count), "answered" if one.answered else "first", f"{one.expected} → {one.given}", plain(one.example))
        for one in shown
    ]
    title = f"The costliest confusions, {len(shown)} of {len(confusions)}: expected → given\n"
    return title + _table(("n", "given as", "confusion", "for example"), rows)


def _share(share: Share) -> str:
    if share.share is None:
        return "–"
    return f"{share.share:.3f} [{share.low:.2f}, {share.high:.2f}]"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)) for row in (head, *rows))
    return "".join(f"{line.rstrip()}\n" for line in lines)

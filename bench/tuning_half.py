"""Write the tuning half of tests/data/questions into content/evaluation, where `gcm-desk learn` tries phrasings on it.

To be run whenever these questions change.
"""

from collections.abc import Mapping
from pathlib import Path

from bench.held_out import QUESTIONS
from bot.faq.evaluation import Question
from bot.settings import PROJECT

SHIPPED = PROJECT / "content" / "evaluation"


def tuning_half() -> Mapping[str, str]:
    """Return the text of each file by its name."""
    return {path.name: half for path in sorted(QUESTIONS.glob("*.jsonl")) if (half := _half(path))}


def _half(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if Question.parse(line).is_for_tuning)


def main() -> None:
    SHIPPED.mkdir(exist_ok=True)
    for old in SHIPPED.glob("*.jsonl"):
        old.unlink()
    for name, half in tuning_half().items():
        (SHIPPED / name).write_text(half, "utf-8")
        print(f"{half.count(chr(10)):5}  {name}")


if __name__ == "__main__":
    main()

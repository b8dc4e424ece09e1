"""The held-out questions: one half to fit on, the other only to report."""

from bot.faq.evaluation import Question
from bot.settings import PROJECT

QUESTIONS = PROJECT / "tests" / "data" / "questions"


def held_out(*, tuning: bool) -> list[Question]:
    """Return one half of the questions."""
    lines = (line for path in sorted(QUESTIONS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [question for line in lines if (question := Question.parse(line)).is_for_tuning is tuning]

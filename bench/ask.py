"""What a question costs and how good the decision is, beside rapidfuzz over the same phrasings.

Prints a Markdown table. The questions are the reporting half of tests/data/questions; what is fitted, here too, was
fitted on the other half. Both see the same questions in the same run. Times of questions are processor time, so that
a busy machine does not show in them.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time

from rapidfuzz import fuzz, process, utils

from bot import content as contents
from bot.faq import Matcher, Phrasing
from bot.faq.evaluation import Question
from bot.faq.learn import learn, phrasings
from bot.settings import Settings

QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "questions"
NEAR_REFUSED = 0.85  # of the tuning half's questions near the field; sets the ratio from which rapidfuzz answers
ADVERSARIAL = (
    "ы" * 4096,
    "移民" * 2048,
    "a.b,c;d!" * 512,
    "что? " * 819,
    "?\n" * 2048,
    "1) a 2) b " * 409,
    "обизательсвто " * 292,
    "какподатьобязательство" * 186,
    "rfr gjlfnm j,zpfntkmcndj " * 163,
    " ".join(f"zx{chr(97 + n % 26)}{chr(97 + n // 26)}qvwk" for n in range(450)),
    " ".join(f"щц{chr(1072 + n % 32)}{chr(1072 + n // 32)}ъжхф" for n in range(450)),
)


Answer = Callable[[str], tuple[str, bool]]  # the first entry, and whether it is given as the answer


def matcher_answer(matcher: Matcher) -> Answer:
    def answer(text: str) -> tuple[str, bool]:
        decision = matcher.decide(text, "en")
        return decision.entries[0].id, decision.action == "answer"

    return answer


def rapidfuzz_answer(said: Sequence[Phrasing], texts: Sequence[str], tuning: Iterable[Question]) -> Answer:
    """Return what is usual: the phrasing with the highest token set ratio answers, when it is high enough."""

    def nearest(text: str) -> tuple[str, float]:
        found = process.extract(utils.default_process(text), texts, scorer=fuzz.token_set_ratio)
        return (said[found[0][2]].target, found[0][1]) if found else ("", 0.0)

    near = sorted(nearest(question.text)[1] for question in tuning if question.kind == "near")
    sure = near[int(NEAR_REFUSED * len(near))]

    def answer(text: str) -> tuple[str, bool]:
        target, ratio = nearest(text)
        return target, ratio > sure

    return answer


def seconds(answer: Answer, text: str) -> float:
    start = thread_time()
    answer(text)
    return thread_time() - start


def quality(answer: Answer, questions: Iterable[Question], entries: Iterable[str]) -> tuple[str, ...]:
    """Return, in per cent: right first, answered and answered wrong in scope; answered out of scope, near and far."""
    known = frozenset(entries)
    asked = [(question, question.expected(known), answer(question.text)) for question in questions]
    inside = [(found in expected, given) for _, expected, (found, given) in asked if expected]
    outside = {
        kind: [given for question, expected, (_, given) in asked if question.kind == kind and not expected]
        for kind in ("near", "far")
    }
    return (
        share([right for right, _ in inside]),
        share([given for _, given in inside]),
        share([given and not right for right, given in inside]),
        *(share(given) for given in outside.values()),
    )


def share(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f} %"


def row(name: str, built: float, answer: Answer, questions: Sequence[Question], entries: Iterable[str]) -> str:
    for question in questions:
        answer(question.text)  # the first run fills caches
    usual = [seconds(answer, question.text) for question in questions]
    worst = max(seconds(answer, text) for text in ADVERSARIAL)
    times = (median(usual), quantiles(usual, n=100)[-1], worst)
    cells = [*(f"{1000 * time:.2f} ms" for time in times), f"{built:.2f} s", *quality(answer, questions, entries)]
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    content = contents.load(Settings().content_dir)
    lines = (line for path in sorted(QUESTIONS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    questions = [Question.parse(line) for line in lines]
    reported = [question for question in questions if not question.is_for_tuning]
    said = list(phrasings(content))
    start = perf_counter()
    matcher = learn(content)
    built = perf_counter() - start
    start = perf_counter()
    texts = [utils.default_process(one.text) for one in said]
    prepared = perf_counter() - start
    fuzzy = rapidfuzz_answer(said, texts, [question for question in questions if question.is_for_tuning])
    print(
        f"{len(said)} phrasings, {len(content.entries)} entries, {len(reported)} questions; out of scope: near, far\n"
    )
    print("| | median | p99 | worst | build | right first | answered | wrong | near | far |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(row("matcher", built, matcher_answer(matcher), reported, content.entries))
    print(row("rapidfuzz `token_set_ratio`", prepared, fuzzy, reported, content.entries))


if __name__ == "__main__":
    main()

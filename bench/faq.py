"""What a question costs and how good the decision is, beside the matchers that others use, in one run.

Prints a Markdown table. Each matcher is measured in a process of its own. The questions are the reporting half of
tests/data/questions; what is fitted, for the others too, was fitted on the other half. Times are processor time, so
that a busy machine does not show in them; memory is what building adds to a process that has loaded the content,
numpy and rapidfuzz. 10,000 and 100,000 phrasings are made of the shipped ones (see grown.py).

Needs the extra `bench`: pip install ".[bench]"
"""

import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median, quantiles
from time import process_time, thread_time
from typing import Any

import psutil

from bench.grown import grown
from bench.held_out import held_out
from bench.peers import PEERS, Rank
from bot import content as contents
from bot.faq import Matcher
from bot.faq.evaluation import Question
from bot.faq.learn import languages, phrasings
from bot.settings import Settings

SIZES = (0, 10_000, 100_000)  # phrasings; 0 is what is shipped
ASKED, JUDGED = 300, 600  # questions for times, and for quality
# Questions of these at these sizes: they would take hours; none where they would not even be built.
FEWER = {
    ("rapidfuzz `WRatio`", 100_000): 50,
    ("thefuzz as in rules-bot", 100_000): 30,
    ("TF-IDF + logistic regression", 10_000): 0,
    ("TF-IDF + logistic regression", 100_000): 0,
}
COLUMNS = (
    *("median", "p99", "of `token_set_ratio`", "worst", "build", "MB", "peak MB"),
    *("right first", "answered", "wrong", "near", "far"),
)
OURS = "this matcher"
YARDSTICK = "rapidfuzz `token_set_ratio`"
NEAR_REFUSED = 0.85  # of the tuning half's questions near the field; sets the score from which the others answer
MEGABYTE = 2**20
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


def our_answer(matcher: Matcher) -> Answer:
    def answer(text: str) -> tuple[str, bool]:
        decision = matcher.decide(text, "en")
        return decision.entries[0].id, decision.action == "answer"

    return answer


def their_answer(rank: Rank, entries: Iterable[str], tuning: Iterable[Question]) -> Answer:
    """Return what is usual: the best entry is the answer, if nothing else is better and its score is high enough."""
    known = frozenset(entries)

    def best(text: str) -> tuple[str, float]:
        ranked = rank(text)
        first = next((target for target, _ in ranked if target in known), "")
        return first, ranked[0][1] if ranked and ranked[0][0] == first else 0.0

    near = sorted(best(question.text)[1] for question in tuning if question.kind == "near")
    sure = near[int(NEAR_REFUSED * len(near))] if near else 0.0

    def answer(text: str) -> tuple[str, bool]:
        target, score = best(text)
        return target, score > sure

    return answer


def seconds(answer: Answer, text: str) -> float:
    start = thread_time()
    answer(text)
    return thread_time() - start


def quality(answer: Answer, asked: Iterable[Question]) -> dict[str, float]:
    """Return shares: right first, answered and answered wrong in scope; answered out of scope, near and far."""
    found = [(question, *answer(question.text)) for question in asked]
    inside = [(target in question.expect, given) for question, target, given in found if question.expect]
    outside = {
        kind: share([given for question, _, given in found if question.kind == kind and not question.expect])
        for kind in ("near", "far")
    }
    return {
        "right first": share([right for right, _ in inside]),
        "answered": share([given for _, given in inside]),
        "wrong": share([given and not right for right, given in inside]),
        **outside,
    }


def share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)


def measured(name: str, size: int) -> Mapping[str, Any]:
    """Build one matcher, in this process, and return its figures."""
    content = contents.load(Settings().content_dir)
    shipped = list(phrasings(content))
    said = grown(shipped, size) if size else shipped
    known = languages(content)
    tuning, reported = held_out(tuning=True), held_out(tuning=False)
    before = psutil.Process().memory_info().rss
    start = process_time()
    if name == OURS:
        answer = our_answer(Matcher(said, known))
    else:
        rank = PEERS[name](said)
    figures: dict[str, Any] = {
        "phrasings": len(said),
        "targets": len({one.target for one in said}),
        "build": process_time() - start,
        "memory": psutil.Process().memory_info().rss - before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before,
    }
    if name != OURS:
        answer = their_answer(rank, content.entries, () if size else tuning)
    figures |= speed(answer, random.Random(1).sample(reported, FEWER.get((name, size), ASKED)))
    if name == OURS or not size:
        figures["worst"] = max(seconds(answer, text) for text in ADVERSARIAL)
    return figures if size else figures | quality(answer, random.Random(2).sample(reported, JUDGED))


def speed(answer: Answer, asked: Sequence[Question]) -> dict[str, float]:
    for question in asked[:30]:
        answer(question.text)  # the first run fills caches
    times = [seconds(answer, question.text) for question in asked]
    return {"asked": len(asked), "median": median(times), "p99": quantiles(times, n=100, method="inclusive")[-1]}


def in_a_process(name: str, size: int) -> Mapping[str, Any]:
    command = [sys.executable, "-m", "bench.faq", name, str(size)]
    # Threads of numpy's BLAS wait for each other busily: where others work too, one alone is faster.
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=one_thread)
    figures: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def print_row(name: str, figures: Mapping[str, Any], yardstick: float) -> None:
    shares = ("right first", "answered", "wrong", "near", "far")
    cells = [
        *(f"{1000 * figures[key]:.2f} ms" for key in ("median", "p99")),
        f"{figures['median'] / yardstick:.3f}",
        f"{1000 * figures['worst']:.1f} ms" if "worst" in figures else "",
        f"{figures['build']:.2f} s",
        *(f"{figures[key] / MEGABYTE:.0f}" for key in ("memory", "peak")),
        *(f"{100 * figures[key]:.1f} %" if key in figures else "" for key in shares),
    ]
    few = f" ({figures['asked']} questions)" if figures["asked"] < ASKED else ""
    print(f"| {name}{few} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.\n")
    print(f"| {' | '.join(('', *COLUMNS))} |")
    print("| --- |" + " ---: |" * len(COLUMNS))
    for size in SIZES:
        yardstick = in_a_process(YARDSTICK, size)
        title = f"**{yardstick['phrasings']:,} phrasings, {yardstick['targets']:,} targets**"
        print(f"| {title} |" + " |" * len(COLUMNS))
        for name in (OURS, *PEERS):
            if FEWER.get((name, size)) != 0:
                figures = yardstick if name == YARDSTICK else in_a_process(name, size)
                print_row(name, figures, yardstick["median"])


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
    else:
        main()

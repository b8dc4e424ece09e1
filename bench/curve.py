"""How the figures grow with the phrasings: the learning curve, on the reporting half of tests/data/questions.

Prints a Markdown table. Each share takes that part of every target's phrasings, evenly; an entry's question stays.
"""

from collections import defaultdict
from collections.abc import Sequence

from bench.held_out import held_out
from bot import content as contents
from bot.faq import Matcher, Phrasing
from bot.faq.evaluation import is_right, tallies
from bot.faq.learn import languages, phrasings
from bot.settings import Settings

SHARES = (0.25, 0.5, 0.75, 1.0)


def part(said: Sequence[Phrasing], share: float) -> list[Phrasing]:
    """Return every target's first phrasing in each language and, evenly, as many of the others as the share has."""
    own: dict[tuple[str, str], list[Phrasing]] = defaultdict(list)
    for one in said:
        own[one.target, one.lang].append(one)
    return [
        one
        for each in own.values()
        for place, one in enumerate(each)
        if int(place * share) < int((place + 1) * share) or not place
    ]


def main() -> None:
    content = contents.load(Settings().content_dir)
    said, known = list(phrasings(content)), languages(content)
    reported = held_out(tuning=False)
    print("| phrasings | paraphrases right first | keywords | requests | small talk | danger |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for share in SHARES:
        some = part(said, share)
        matcher = Matcher(some, known)
        counted = tallies(reported, matcher.decide, lambda question: question.kind)
        cells = [f"{counted[kind].first / counted[kind].asked:.3f}" for kind in ("paraphrase", "keywords")]
        for kind in ("requests", "smalltalk", "distress"):
            of_kind = [one for one in reported if one.kind == kind]
            right = sum(is_right(one, matcher.decide(one.text, one.lang)) for one in of_kind)
            cells.append(f"{right / len(of_kind):.3f}")
        print(f"| {len(some):,} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()

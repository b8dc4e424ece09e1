import asyncio
import datetime as dt
import re
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import people, questions
from bot.db.models import Question, Tap
from bot.db.session import AlreadyDoneError, Store, Turn
from bot.faq import Decision, Matcher
from bot.questions import Kind, masked

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
AMINA, DANIEL = "a" * 32, "d" * 32
ADDRESS = re.compile(r"[^\s@]@[\w-]+\.[\w-]+")

DATES = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
WRITTEN_DATES = DATES.flatmap(
    lambda day: st.sampled_from(
        [day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day:%Y-%m}", f"{day:%Y}"]
    )
)
YEARS = st.integers(1900, 2099)
PHONES = st.from_regex(
    r"\+?[1-9][0-9]{0,2}[ -]?(\([0-9]{2,3}\)|[0-9]{2,3})[ -]?[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}", fullmatch=True
)


@pytest.fixture(scope="module")
def decision(matcher: Matcher) -> Decision:
    return matcher.decide("How many pledges have been made?", "en")


@given(st.text(), st.emails(), st.text())
def test_no_e_mail_address_survives_masking(before: str, address: str, after: str) -> None:
    text = masked(f"{before} {address} {after}")
    assert address not in text
    assert "[e-mail]" in text


@pytest.mark.parametrize(
    "text",
    [
        "Пишите на amina@example.org, спасибо",
        "mailto:amina.b+un@mail.example.co.uk!",
        "(o'brien!@example.org)",
        "амина@пример.рф",
        "a@b.example,c@d.example;e@f.example",
        "amina@a.b.c.d.e.f.g.h.example",
    ],
)
def test_an_address_is_found_wherever_it_stands(text: str) -> None:
    assert not ADDRESS.search(masked(text))


@given(PHONES, st.sampled_from(["", " ", "Call ", "тел.: "]), st.sampled_from(["", ".", ", please", "?"]))
def test_no_phone_number_survives_masking(number: str, before: str, after: str) -> None:
    assert masked(f"{before}{number}{after}") == f"{before}[phone]{after}"


@given(st.lists(WRITTEN_DATES, min_size=1, max_size=4), st.sampled_from([", ", " and ", "; ", " "]))
def test_dates_and_years_survive_masking(dates: list[str], joint: str) -> None:
    assert masked(f"On {joint.join(dates)}?") == f"On {joint.join(dates)}?"


@given(YEARS, YEARS, st.sampled_from(["-", "–", "—", " – ", " - "]))
def test_spans_of_years_survive_masking(first: int, last: int, dash: str) -> None:
    assert masked(f"the plan {first}{dash}{last}.") == f"the plan {first}{dash}{last}."


@pytest.mark.parametrize(
    "text",
    [
        "A/RES/73/195",
        "What is objective 23?",
        "224 pledges by 2023-04",
        "2026-11-20 18:00",
        "from 10:30 to 12:45 on 20 11",
        "ПЦУР 10.7.2",
        "COVID-19 2020",
    ],
)
def test_short_numbers_symbols_and_times_survive_masking(text: str) -> None:
    assert masked(text) == text


def test_the_number_of_a_bank_card_is_masked_too() -> None:
    assert masked("4000 1234 5678 9010") == "[phone]"


@given(st.text())
def test_masking_twice_is_masking_once(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(st.text(alphabet=ascii_letters + " ?.,!абвгд", max_size=200))
def test_words_survive_masking(text: str) -> None:
    assert masked(text) == text


async def test_a_question_is_stored_masked_under_a_code_with_what_was_decided(store: Store, decision: Decision) -> None:
    number = await questions.ask(Turn(store, 1, AT), AMINA, "How many? amina@example.org", decision)
    stored = await _question(store, number)
    assert (stored.asker, stored.at, stored.language) == (AMINA, AT, "en")
    assert stored.text == "How many? [e-mail]"
    assert stored.action == decision.action == "answer"
    assert stored.confidence == decision.confidence
    assert stored.entries[0] == {"id": "pledge-count", "score": round(decision.entries[0].score, 4)}


async def test_a_question_that_comes_again_is_stored_once_and_keeps_its_number(
    store: Store, decision: Decision
) -> None:
    first = await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision)
    assert await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision) == first
    assert (await people.kept(store, 1001, AMINA)).questions == 1


async def test_the_same_question_at_the_same_moment_is_stored_once(store: Store, decision: Decision) -> None:
    asked = (questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision) for _ in range(5))
    assert set(await asyncio.gather(*asked)) == {1}
    assert (await people.kept(store, 1001, AMINA)).questions == 1


async def test_a_question_that_was_answered_is_not_answered_again(store: Store, decision: Decision) -> None:
    turn = Turn(store, 1, AT)
    await questions.ask(turn, AMINA, "How many?", decision)
    await turn.replied()
    with pytest.raises(AlreadyDoneError):
        await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision)


async def test_a_question_that_comes_again_after_it_was_erased_has_no_number(store: Store, decision: Decision) -> None:
    await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision)
    await people.forget(Turn(store, 2, AT), 1001, AMINA)
    assert await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision) == 0


async def test_what_was_pressed_is_stored(store: Store, decision: Decision) -> None:
    number = await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision)
    await questions.tap(Turn(store, 2, AT), number, AMINA, Kind.HELPFUL, "pledge-count")
    assert await _taps(store) == [(number, "helpful", "pledge-count", AT)]


async def test_pressing_twice_is_stored_once(store: Store, decision: Decision) -> None:
    number = await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision)
    for update in (2, 2, 3):
        await questions.tap(Turn(store, update, AT), number, AMINA, Kind.UNLIKE, "pledge-count")
    assert len(await _taps(store)) == 1


async def test_another_kind_and_another_entry_are_stored_too(store: Store, decision: Decision) -> None:
    number = await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision)
    pressed = [(Kind.PICKED, "pledge-what"), (Kind.PICKED, "pledge-forms"), (Kind.PEOPLE, "pledge-what")]
    for update, (kind, entry) in enumerate(pressed, start=2):
        await questions.tap(Turn(store, update, AT), number, AMINA, kind, entry)
    assert {(kind, entry) for _, kind, entry, _ in await _taps(store)} == {
        (str(kind), entry) for kind, entry in pressed
    }


async def test_nobody_presses_under_the_question_of_somebody_else(store: Store, decision: Decision) -> None:
    number = await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision)
    await questions.tap(Turn(store, 2, AT), number, DANIEL, Kind.HELPFUL, "pledge-count")
    assert await _taps(store) == []


@pytest.mark.parametrize("number", [0, 7, 999_999_999])
async def test_pressing_under_a_question_that_is_not_there_stores_nothing(store: Store, number: int) -> None:
    await questions.tap(Turn(store, 1, AT), number, AMINA, Kind.HELPFUL, "pledge-count")
    assert await _taps(store) == []


async def test_the_nearest_entries_are_kept_for_the_asker_alone(store: Store, decision: Decision) -> None:
    number = await questions.ask(Turn(store, 1, AT), AMINA, "How many?", decision)
    near = await questions.nearest(store, number, AMINA)
    assert near == tuple(entry.id for entry in decision.entries)
    assert await questions.nearest(store, number, DANIEL) == ()
    assert await questions.nearest(store, number + 1, AMINA) == ()


async def _question(store: Store, number: int) -> Question:
    async with store.read() as session:
        return await session.get_one(Question, number)


async def _taps(store: Store) -> list[tuple[int, str, str, dt.datetime]]:
    async with store.read() as session:
        found = await session.execute(select(Tap.question, Tap.kind, Tap.entry, Tap.at))
        return [(question, kind, entry, at) for question, kind, entry, at in found]

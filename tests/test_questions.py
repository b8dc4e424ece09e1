import asyncio
import datetime as dt
import re
from dataclasses import replace
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import people, questions
from bot.db.models import Question, Tap
from bot.db.session import POSTGRES_CONNECTIONS, Store
from bot.db.turn import AlreadyDoneError, Turn
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


@pytest.mark.parametrize(
    "number",
    [
        "+41.22.717.91.11",
        "8.916.123.45.67",
        "22/717/91/11",
        "+41 22 / 717 91 11",
        "8 - (916) - 123 - 45 - 67",
        "0041\u202f22\u202f717\u202f91\u202f11",
        "612 345 678",
        "0 800 000 000",
        "+10 000 000",
        "+7.495.12.12.2012",
    ],
)
def test_a_phone_number_is_covered_whole_however_it_is_written(number: str) -> None:
    for before, after in (("", ""), ("тел", ""), ("tel.:", "."), ("call ", ", please"), ("on 2018-12-19 ", "!")):
        assert masked(f"{before}{number}{after}") == f"{before}[phone]{after}"


def test_a_text_of_nothing_but_digits_and_dots_is_read_in_no_time() -> None:
    assert masked("20.11.2026 " * 2000 + "x")
    assert masked("1." * 20_000)


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
        "COVID-19 2020-2021",
        "A/RES/73/195 2018-12-19",
        "E/CN.4/2000/82",
        "A/CONF.231/2018/3",
        "resolution 73/195 (2018)",
        "73/195 2018-12-19",
        "10 000 000 people",
        "281\u00a0000\u00a0000",
        "1.250.000",
        "In 2020 10 000 000 people moved",
        "15.03-20.04",
        "10.30–12.45 20.11.2026",
        "2018-12-19–2018-12-20",
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
    (number,) = await questions.ask(Turn(store, 1, AT), AMINA, [("How many? amina@example.org", decision)])
    stored = await _question(store, number)
    assert (stored.asker, stored.at, stored.language) == (AMINA, AT, "en")
    assert stored.text == "How many? [e-mail]"
    assert stored.action == decision.action == "answer"
    assert stored.confidence == decision.confidence
    assert stored.entries[0] == {"id": "pledge-count", "score": round(decision.entries[0].score, 4)}


async def test_two_questions_of_one_message_are_two_rows_in_their_order(store: Store, matcher: Matcher) -> None:
    whole = matcher.decide("How many pledges have been made? What is the Global Compact for Migration?", "en")
    first, second = whole.parts
    numbers = await questions.ask(Turn(store, 1, AT), AMINA, [("Both?", first), ("", second)])
    stored = [await _question(store, number) for number in numbers]
    assert [(row.part, row.text, row.entries[0]["id"]) for row in stored] == [
        (0, "Both?", "pledge-count"),
        (1, "", "gcm-what"),
    ]
    assert await questions.ask(Turn(store, 1, AT), AMINA, [("Both?", first), ("", second)]) == numbers


async def test_a_question_that_comes_again_is_stored_once_and_keeps_its_number(
    store: Store, decision: Decision
) -> None:
    first = await _ask(store, 1, decision)
    assert await _ask(store, 1, decision) == first
    assert (await people.kept(store, 1001, AMINA)).questions == 1


async def test_the_same_question_at_the_same_moment_is_stored_once(store: Store, decision: Decision) -> None:
    assert set(await asyncio.gather(*(_ask(store, 1, decision) for _ in range(5)))) == {1}
    assert (await people.kept(store, 1001, AMINA)).questions == 1


async def test_many_questions_that_come_again_at_once_do_not_wait_for_each_other_for_ever(
    store: Store, decision: Decision
) -> None:
    again = range(1, 2 * POSTGRES_CONNECTIONS)
    first = await asyncio.gather(*(_ask(store, update, decision) for update in again))
    assert await asyncio.gather(*(_ask(store, update, decision) for update in again)) == first


async def test_a_question_that_was_answered_is_not_answered_again(store: Store, decision: Decision) -> None:
    await _ask(store, 1, decision)
    await Turn(store, 1, AT).replied()
    with pytest.raises(AlreadyDoneError):
        await _ask(store, 1, decision)


async def test_a_question_that_comes_again_after_it_was_erased_has_no_number(store: Store, decision: Decision) -> None:
    both = [("How many?", decision), ("", decision)]
    await questions.ask(Turn(store, 1, AT), AMINA, both)
    await people.forget(Turn(store, 2, AT), 1001, AMINA)
    assert await questions.ask(Turn(store, 1, AT), AMINA, both) == [0, 0]


@pytest.mark.parametrize("text", ["How\x00 many?", "How \ud83d many?"])
async def test_what_no_database_can_hold_does_not_keep_a_question_out(
    store: Store, decision: Decision, text: str
) -> None:
    (number,) = await questions.ask(Turn(store, 1, AT), AMINA, [(text, decision)])
    stored = (await _question(store, number)).text
    assert stored.startswith("How")
    assert stored.endswith(" many?")


async def test_what_was_pressed_is_stored(store: Store, decision: Decision) -> None:
    number = await _ask(store, 1, decision)
    assert await questions.tap(Turn(store, 2, AT), number, AMINA, Kind.HELPFUL, "pledge-count")
    assert await _taps(store) == [(number, "helpful", "pledge-count", AT)]


async def test_pressing_twice_is_stored_once_and_stays_stored(store: Store, decision: Decision) -> None:
    number = await _ask(store, 1, decision)
    for update in (2, 2, 3):
        assert await questions.tap(Turn(store, update, AT), number, AMINA, Kind.UNLIKE, "pledge-count")
    assert len(await _taps(store)) == 1


async def test_another_kind_and_another_entry_are_stored_too(store: Store, decision: Decision) -> None:
    number = await _ask(store, 1, decision)
    pressed = [(Kind.PICKED, "pledge-what"), (Kind.PICKED, "pledge-forms"), (Kind.PEOPLE, "pledge-what")]
    for update, (kind, entry) in enumerate(pressed, start=2):
        await questions.tap(Turn(store, update, AT), number, AMINA, kind, entry)
    assert {(kind, entry) for _, kind, entry, _ in await _taps(store)} == {
        (str(kind), entry) for kind, entry in pressed
    }


async def test_nobody_presses_under_the_question_of_somebody_else(store: Store, decision: Decision) -> None:
    number = await _ask(store, 1, decision)
    for update in (2, 2):
        assert not await questions.tap(Turn(store, update, AT), number, DANIEL, Kind.HELPFUL, "pledge-count")
    assert await _taps(store) == []


async def test_nothing_is_stored_under_a_question_that_was_erased(store: Store, decision: Decision) -> None:
    number = await _ask(store, 1, decision)
    await people.forget(Turn(store, 2, AT), 1001, AMINA)
    assert not await questions.tap(Turn(store, 3, AT), number, AMINA, Kind.HELPFUL, "pledge-count")


@pytest.mark.parametrize("number", [0, 7, 999_999_999])
async def test_pressing_under_a_question_that_is_not_there_stores_nothing(store: Store, number: int) -> None:
    assert not await questions.tap(Turn(store, 1, AT), number, AMINA, Kind.HELPFUL, "pledge-count")
    assert await _taps(store) == []


@pytest.mark.parametrize("entry", ["x" * 25, "pledge\x00count", "\ud83d", "обязательство"])
async def test_a_forged_button_about_what_can_be_no_entry_stores_nothing(
    store: Store, decision: Decision, entry: str
) -> None:
    number = await _ask(store, 1, decision)
    assert not await questions.tap(Turn(store, 2, AT), number, AMINA, Kind.UNLIKE, entry)
    assert await _taps(store) == []


async def test_the_nearest_entries_are_kept_for_the_asker_alone(store: Store, decision: Decision) -> None:
    number = await _ask(store, 1, decision)
    near = await questions.nearest(store, number, AMINA)
    assert near == tuple(entry.id for entry in decision.entries)
    assert await questions.nearest(store, number, DANIEL) == ()
    assert await questions.nearest(store, number + 1, AMINA) == ()


async def _ask(store: Store, update: int, decision: Decision) -> int:
    (number,) = await questions.ask(Turn(store, update, AT), AMINA, [("How many?", decision)])
    return number


async def _question(store: Store, number: int) -> Question:
    async with store.read() as session:
        return await session.get_one(Question, number)


async def _taps(store: Store) -> list[tuple[int, str, str, dt.datetime]]:
    async with store.read() as session:
        found = await session.execute(select(Tap.question, Tap.kind, Tap.entry, Tap.at))
        return [(question, kind, entry, at) for question, kind, entry, at in found]


async def test_the_entry_just_shown_is_that_of_the_latest_answer_or_what_was_picked_from_a_list(
    store: Store, decision: Decision
) -> None:
    since = AT - dt.timedelta(minutes=10)
    assert await questions.just_shown(store, AMINA, since) is None
    await _ask(store, 1, decision)
    assert await questions.just_shown(store, AMINA, since) == "pledge-count"
    assert await questions.just_shown(store, DANIEL, since) is None
    assert await questions.just_shown(store, AMINA, AT + dt.timedelta(seconds=1)) is None
    number = await _ask(store, 2, replace(decision, action="suggest"))
    assert await questions.just_shown(store, AMINA, since) is None
    await questions.tap(Turn(store, 3, AT), number, AMINA, Kind.PICKED, "pledge-what")
    assert await questions.just_shown(store, AMINA, since) == "pledge-what"

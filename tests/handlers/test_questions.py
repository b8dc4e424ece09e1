import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.app import App
from bot.content import Content
from bot.db.models import Question, Tap
from bot.playground.errors import PlayError
from bot.playground.server import Playground
from tests.conftest import RU, Chat

SURE = "What counts as a pledge?"
VAGUE = "pledges"


async def rows(desk: App) -> list[Question]:
    async with desk.store.read() as session:
        return list(await session.scalars(select(Question).order_by(Question.id)))


async def taps(desk: App) -> list[tuple[str, str]]:
    async with desk.store.read() as session:
        return [(tap.kind, tap.entry) for tap in await session.scalars(select(Tap).order_by(Tap.at))]


async def test_a_sure_question_gets_the_card_with_its_source_and_date(daniel: Chat, content: Content) -> None:
    card = await daniel.say(SURE)
    assert content.entries["pledge-what"].texts["en"].question in card.text
    assert "Source: “Overview of support from the UN Network on Migration”" in card.text
    assert "April 2023" in card.text
    assert {"👍 Helpful", "👎 Not my question", "💬 Ask people"} <= set(card.buttons)


async def test_the_card_is_in_the_language_of_the_question(daniel: Chat, content: Content) -> None:
    card = await daniel.say("Что считается обязательством?")
    assert content.entries["pledge-what"].texts["ru"].question in card.text
    assert "👍 Помогло" in card.buttons
    assert (await daniel.press("‹ В меню")).buttons[1] == "📚 Темы"


async def test_an_unsure_question_gets_a_list_and_none_of_these(daniel: Chat) -> None:
    asked = await daniel.say(VAGUE)
    assert "Did you mean" in asked.text
    assert 2 <= len(asked.buttons) <= 4
    assert asked.buttons[-1] == "None of these"


async def test_a_picked_suggestion_becomes_the_card_in_place(daniel: Chat, desk: App) -> None:
    asked = await daniel.say(VAGUE)
    card = await daniel.press((0, 0))
    assert card.message_id == asked.message_id
    assert asked.buttons[0] in card.text
    assert [kind for kind, _ in await taps(desk)] == ["picked"]


async def test_none_of_these_is_noted_and_shows_other_ways(daniel: Chat, desk: App) -> None:
    await daniel.say(VAGUE)
    shown = await daniel.press("None of these")
    assert {"📚 Topics", "💬 Ask people"} <= set(shown.buttons)
    assert await taps(desk) == [("none", "")]


async def test_nothing_in_common_says_so_and_offers_topics(daniel: Chat) -> None:
    shown = await daniel.say("zxqv wvut plomk grzt")
    assert "I have no answer to that." in shown.text
    assert "📚 Topics" in shown.buttons


async def test_helpful_thanks_once_and_takes_its_buttons_away(daniel: Chat, desk: App, playground: Playground) -> None:
    card = await daniel.say(SURE)
    await playground.press(daniel.person, card.message_id, "👍 Helpful")
    await playground.press(daniel.person, card.message_id, "👍 Helpful")
    after = await daniel.heard()
    assert after.message_id == card.message_id
    assert "👍 Helpful" not in after.buttons
    assert "💬 Ask people" in after.buttons
    assert await taps(desk) == [("helpful", "pledge-what")]
    thanks = [call.params.get("text") for call in playground.calls if call.method.lower() == "answercallbackquery"]
    assert thanks == ["Thank you, noted."] * 2


async def test_not_my_question_offers_the_other_near_ones(daniel: Chat, desk: App) -> None:
    await daniel.say(SURE)
    shown = await daniel.press("👎 Not my question")
    assert "Did you mean" in shown.text
    assert SURE not in shown.buttons
    assert await taps(desk) == [("unlike", "pledge-what")]


async def test_asking_people_is_noted_and_leads_back_to_the_card(daniel: Chat, desk: App) -> None:
    card = await daniel.say(SURE)
    assert "pledges@iom.int" in (await daniel.press("💬 Ask people")).text
    assert await taps(desk) == [("people", "pledge-what")]
    assert (await daniel.press("‹ Back")).text == card.text


async def test_the_question_is_stored_masked_and_without_the_person(daniel: Chat, desk: App) -> None:
    await daniel.say(f"{SURE} Write to jane.doe@example.org or call +41 22 717 91 11.")
    (stored,) = await rows(desk)
    assert "jane" not in stored.text
    assert "717" not in stored.text
    assert stored.text.startswith(SURE)
    assert str(daniel.person) not in stored.asker
    assert len(stored.asker) == 32
    assert stored.entries[0]["id"] == "pledge-what"


async def test_somebody_elses_taps_are_not_stored_with_my_question(daniel: Chat, amina: Chat, desk: App) -> None:
    await daniel.say(SURE)
    (question,) = await rows(desk)
    await amina.start()
    shown = await amina.forge(f"n:ru:pledge-what:{question.id}")
    assert shown.keyboard
    assert await taps(desk) == []


async def test_two_questions_in_one_message_get_a_card_each(daniel: Chat, desk: App) -> None:
    await daniel.say("What counts as a pledge? How do I update a pledge we made?")
    first, second = daniel.said()
    assert "pledge" in first.text
    assert first.text != second.text
    assert [row.entries[0]["id"] for row in await rows(desk)] == ["pledge-what", "pledge-update"]
    await daniel.press("👎 Not my question", second)
    assert await taps(desk) == [("unlike", "pledge-update")]


async def test_what_is_pressed_after_helpful_is_still_stored(daniel: Chat, desk: App, content: Content) -> None:
    await daniel.say(SURE)
    await daniel.press("👍 Helpful")
    related = content.entries["pledge-what"].related[0]
    await daniel.press(content.entries[related].texts["en"].question)
    assert await taps(desk) == [("helpful", "pledge-what"), ("picked", related)]


async def test_asking_people_after_no_answer_is_stored(daniel: Chat, desk: App) -> None:
    await daniel.say("zxqv wvut plomk grzt")
    assert "unmignet@iom.int" in (await daniel.press("💬 Ask people")).text
    assert await taps(desk) == [("people", "")]


async def test_commands_said_in_words_do_what_the_commands_do(daniel: Chat) -> None:
    assert "Nothing is kept about you." not in (await daniel.say("delete my data")).text
    assert "Erase everything" in daniel.last().buttons


@pytest.mark.parametrize(
    "text",
    [
        "please help me, I am locked in and they took my passport",
        "How do I submit a pledge? Where is the calendar? They locked me in and beat me.",
        "They locked me in and beat me. Where is the calendar? Switch to Russian?",
    ],
)
async def test_of_somebody_in_danger_only_that_there_was_one_is_kept(daniel: Chat, desk: App, text: str) -> None:
    shown = await daniel.say(text)
    assert "local emergency number" in shown.text
    (row,) = await rows(desk)
    assert (row.action, row.asker, row.text, row.entries) == ("distress", "", "", [])


async def test_a_command_beside_a_question_is_done_and_the_question_answered(daniel: Chat) -> None:
    await daniel.say("Can you switch to English? What is the Global Compact?")
    languages, card = daniel.said()
    assert "English" in str(languages.buttons)
    assert "What is the Global Compact for Migration" in card.text


async def test_a_changed_message_is_answered_anew(daniel: Chat, playground: Playground) -> None:
    number = await playground.send(daniel.person, "whta is")
    await daniel.heard()
    await playground.edit_text(daniel.person, number, SURE)
    shown = await daniel.heard()
    assert shown.text.startswith("You changed your message")
    assert SURE in shown.text


async def test_a_forwarded_message_is_read_as_a_question(amina: Chat) -> None:
    shown = await amina.say("Что считается обязательством?", forward=True)
    assert shown.text.startswith("Пересланное сообщение")


async def test_the_longest_message_gets_one_answer(daniel: Chat) -> None:
    shown = await daniel.say(("What counts as a pledge and why? " * 200)[:4096])
    assert shown.keyboard


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=300))
async def test_no_text_of_any_script_breaks_the_chat(amina: Chat, text: str) -> None:
    if not text.strip() or text.startswith("/"):
        return
    before = len(amina.said())
    try:
        await amina.playground.send(RU, text)
    except PlayError:
        return  # what an app would not let one send is not the desk's to answer
    await amina.heard()
    assert len(amina.said()) > before


async def test_a_question_that_leans_on_the_answer_just_before_is_answered(daniel: Chat, amina: Chat) -> None:
    await daniel.say("What are champion countries?")
    said = await daniel.say("and how do we join?")
    meant = "How does a State become a champion country?"
    assert meant in said.text or meant in said.buttons
    assert "Did you mean" not in (await amina.say("а до какого срока?")).text


async def test_what_was_picked_from_a_list_is_leaned_on_too(daniel: Chat) -> None:
    shown = await daniel.say("champion countries")
    await daniel.press(next(text for text in shown.buttons if "What" in text))
    said = await daniel.say("until when?")
    assert "I have no answer" not in said.text


async def test_a_form_that_is_not_there_yet_shows_its_answer(daniel: Chat) -> None:
    said = await daniel.say("I want to submit a pledge now, open the form")
    assert "How do I submit a pledge" in said.text


async def test_a_command_that_is_not_there_yet_shows_its_answer(daniel: Chat) -> None:
    typed = await daniel.say("/subscribe")
    assert "newsletter" in typed.text
    assert (await daniel.say("Subscribe me to your alerts please")).text == typed.text

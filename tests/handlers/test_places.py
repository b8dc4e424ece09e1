from collections import deque

from bot.content import Content
from bot.playground.server import Playground
from bot.playground.views import ShownMessage
from tests.conftest import Chat


async def test_topics_questions_answer_and_back_change_one_message(amina: Chat, content: Content) -> None:
    await amina.start()
    first = await amina.press("📚 Темы")
    topic = await amina.press("🏅 Страны-первопроходцы")
    answer = await amina.press(content.entries["champions-join"].texts["ru"].question)
    back = await amina.press("‹ Назад")
    assert first.message_id == topic.message_id == answer.message_id == back.message_id
    assert "unmignet@iom.int" in answer.text
    assert back.text == topic.text
    assert len(amina.said()) == 1


async def test_back_returns_to_the_page_one_came_from(daniel: Chat, content: Content) -> None:
    await daniel.start("topic_champions")
    second = await daniel.press("›")
    last = content.topic("champions").entries[-1]
    await daniel.press(content.entries[last].texts["en"].question)
    assert (await daniel.press("‹ Back")).buttons == second.buttons


async def test_pages_go_round(daniel: Chat) -> None:
    first = await daniel.start("topic_network")
    assert "1/2" in first.buttons
    assert "2/2" in (await daniel.press("‹")).buttons
    assert (await daniel.press("›")).buttons == first.buttons


async def test_pressing_the_page_one_is_on_changes_nothing(daniel: Chat, playground: Playground) -> None:
    first = await daniel.start("topic_network")
    assert await daniel.press("1/2") == first
    assert playground.calls[-1].method.lower() == "answercallbackquery"


async def test_choosing_a_language_changes_the_screen_and_stays(amina: Chat) -> None:
    await amina.say("/language")
    assert "From now on I speak English." in (await amina.press("English")).text
    assert "What would you like to do?" in (await amina.say("/start")).text


async def test_a_related_question_leads_back_to_the_first(daniel: Chat, content: Content) -> None:
    first = await daniel.start("faq_pledge-what")
    related = content.entries["pledge-what"].related[0]
    shown = await daniel.press(content.entries[related].texts["en"].question)
    assert content.entries[related].texts["en"].question in shown.text
    assert (await daniel.press("‹ Back")).text == first.text


async def test_people_to_ask_are_shown_with_the_date_of_their_address(amina: Chat) -> None:
    await amina.start("faq_pledge-what")
    shown = await amina.press("💬 Спросить людей")
    assert "pledges@iom.int" in shown.text
    assert "апрель 2023" in shown.text
    assert "обязательств" in (await amina.press("‹ Назад")).text


async def test_every_button_leads_somewhere_in_both_languages(amina: Chat, daniel: Chat) -> None:
    for chat in (amina, daniel):
        start = await chat.start()
        seen: set[tuple[str, ...]] = set()
        queue: deque[tuple[ShownMessage, tuple[int, int]]] = deque()
        _note(start, seen, queue)
        steps = 0
        while queue and steps < 400:
            source, place = queue.popleft()
            data = source.keyboard[place[0]][place[1]].data
            if data is None or data.startswith(("speak", "erase")):
                continue
            shown = await _press_as_it_was(chat, source, place)
            assert shown.keyboard, f"{data} is a dead end"
            assert "no longer leads" not in shown.text, data
            _note(shown, seen, queue)
            steps += 1
        assert len(seen) > 30


async def _press_as_it_was(chat: Chat, source: ShownMessage, place: tuple[int, int]) -> ShownMessage:
    """Press a button of an earlier screen: screens are stateless, so the old data must still work."""
    data = source.keyboard[place[0]][place[1]].data or ""
    return await chat.forge(data)


def _note(screen: ShownMessage, seen: set[tuple[str, ...]], queue: deque[tuple[ShownMessage, tuple[int, int]]]) -> None:
    key = (screen.text, *screen.buttons)
    if key in seen:
        return
    seen.add(key)
    queue.extend((screen, (row, column)) for row, line in enumerate(screen.keyboard) for column, _ in enumerate(line))

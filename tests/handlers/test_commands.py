from bot.app import App
from bot.content import Content
from bot.playground.server import Playground
from tests.conftest import Chat


async def test_start_greets_in_the_language_of_the_telegram_client(amina: Chat, daniel: Chat) -> None:
    assert "Здравствуйте. Это Справочная Сети ООН по вопросам миграции." in (await amina.start()).text
    assert "Good day. This is the UN Migration Network Help Desk." in (await daniel.start()).text


async def test_start_shows_the_menu(daniel: Chat) -> None:
    greeting = await daniel.start()
    assert greeting.buttons == ["✏️ Ask a question", "📚 Topics", "🌐 English", "ℹ️ About and privacy"]


async def test_start_asks_for_a_language_when_telegrams_is_none_of_ours(claire: Chat) -> None:
    asked = await claire.start()
    assert "Which language shall I speak?" in asked.text
    assert "На каком языке говорить?" in asked.text
    assert asked.buttons == ["English", "Русский"]


async def test_the_chosen_language_is_kept(claire: Chat) -> None:
    await claire.start()
    assert "Теперь я говорю по-русски." in (await claire.press("Русский")).text
    assert "Здравствуйте" in (await claire.start()).text


async def test_a_link_to_a_question_opens_its_card(daniel: Chat, content: Content) -> None:
    card = await daniel.start("faq_pledge-what")
    assert content.entries["pledge-what"].texts["en"].question in card.text


async def test_a_link_to_a_topic_opens_its_questions(amina: Chat, content: Content) -> None:
    shown = await amina.start("topic_champions")
    assert "Страны-первопроходцы" in shown.text
    assert content.entries["champions-what"].texts["ru"].question in shown.buttons


async def test_a_link_survives_the_choice_of_a_language(claire: Chat, content: Content) -> None:
    await claire.start("faq_pledge-what")
    card = await claire.press("English")
    assert content.entries["pledge-what"].texts["en"].question in card.text


async def test_a_link_to_nothing_shows_the_menu_and_says_so(daniel: Chat) -> None:
    for parameter in ("faq_no-such-entry", "topic_nowhere", "faq_", "___", "case_1_take", "9" * 64):
        shown = await daniel.start(parameter)
        assert "📚 Topics" in shown.buttons
        assert "This link leads nowhere any more." in shown.text


async def test_every_command_of_the_menu_answers_in_both_languages(amina: Chat, daniel: Chat, content: Content) -> None:
    for chat in (amina, daniel):
        for name in content.site.commands:
            before = len(chat.said())
            await chat.say(f"/{name}")
            assert len(chat.said()) == before + 1, name


async def test_an_alias_in_russian_works(amina: Chat) -> None:
    assert "Что вас интересует?" in (await amina.say("/темы")).text


async def test_a_command_for_this_bot_by_name_works_in_any_case(
    daniel: Chat, playground: Playground, desk: App
) -> None:
    assert desk
    assert "What are you interested in?" in (await daniel.say(f"/TOPICS@{playground.world.bot['username']}")).text


async def test_an_unknown_command_gets_a_sentence_and_the_menu(daniel: Chat) -> None:
    shown = await daniel.say("/frobnicate now")
    assert "I do not know this command." in shown.text
    assert "📚 Topics" in shown.buttons


async def test_cancel_says_that_nothing_is_under_way(daniel: Chat) -> None:
    assert "Nothing is under way" in (await daniel.say("/cancel")).text


async def test_a_message_changed_to_a_command_is_a_command(daniel: Chat, playground: Playground) -> None:
    number = await playground.send(daniel.person, "topcis")
    await daniel.heard()
    await playground.edit_text(daniel.person, number, "/topics")
    assert "What are you interested in?" in (await daniel.heard()).text


async def test_a_human_is_an_address(amina: Chat) -> None:
    assert "unmignet@iom.int" in (await amina.say("/human")).text

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import Content
from bot.faq import Matcher, Phrasing
from bot.faq.learn import languages as learned_languages
from bot.faq.learn import phrasings
from bot.faq.spelling import MAX_MENDED

ALPHABETS = st.sampled_from(["абвгдежзийклмнопрстуфхцчшщъыьэюя ", "abcdefghijklmnopqrstuvwxyz ,;'[]", "0123 .)?\n"])


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Что такое обязательство?", "pledge-what"),
        ("How do we update a pledge that we made last year?", "pledge-update"),
        ("xnj nfrjt j,zpfntkmcndj", "pledge-what"),
        ("Какие страны-первопроходцы участвуют в инициативе?", "champions-countries"),
    ],
)
def test_a_clear_question_is_answered(matcher: Matcher, text: str, entry: str) -> None:
    decision = matcher.decide(text, "en")
    assert (decision.action, decision.entries[0].id) == ("answer", entry)


@pytest.mark.parametrize(
    "text",
    ["координатор", "концептуальная записка", "Центр", "Фонд", "Сеть", "whom do I write to?", "concept note", "pledge"],
)
def test_a_bare_ambiguous_word_is_never_a_guess(matcher: Matcher, text: str) -> None:
    assert matcher.decide(text, "ru").action in {"suggest", "none"}


@pytest.mark.parametrize(
    "text",
    ["сколько зарабатывают в МОМ", "рецепт борща", "who won the world cup", "pledges to the Global Refugee Forum"],
)
def test_what_the_desk_does_not_know_is_not_answered(matcher: Matcher, text: str) -> None:
    assert matcher.decide(text, "ru").action in {"suggest", "none", "distress"}


@pytest.mark.parametrize("text", ["How do I get a work visa for Canada?", "мне отказали в убежище, как обжаловать"])
def test_an_individual_case_gets_what_the_desk_cannot_do(matcher: Matcher, text: str) -> None:
    assert matcher.decide(text, "en").entries[0].id == "desk-scope"


@pytest.mark.parametrize("text", ["Спасибо большое!", "thanks a lot", "Здравствуйте", "good morning"])
def test_small_talk_is_small_talk(matcher: Matcher, text: str) -> None:
    decision = matcher.decide(text, "ru")
    assert decision.action == "smalltalk"
    assert decision.smalltalk


def test_a_greeting_before_a_question_is_no_small_talk(matcher: Matcher) -> None:
    decision = matcher.decide("Добрый день! Подскажите, пожалуйста, как обновить обязательство?", "ru")
    assert decision.action != "smalltalk"
    assert decision.entries[0].id == "pledge-update"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("I want to submit a pledge", "pledge"),
        ("I want to submit a practice", "practice"),
        ("я хочу отправить практику", "practice"),
        ("хотим предложить событие", "event"),
        ("помогите нам подать обязательство", "pledge"),
    ],
)
def test_two_plain_words_of_oneself_are_enough_for_a_form(matcher: Matcher, text: str, form: str) -> None:
    assert matcher.decide(text, "en").form == form


@pytest.mark.parametrize(("text", "lang"), [("How do I submit a pledge?", "en"), ("Как подать обязательство?", "ru")])
def test_who_asks_how_is_told_how(matcher: Matcher, text: str, lang: str) -> None:
    decision = matcher.decide(text, lang)
    assert (decision.action, decision.entries[0].id) == ("answer", "pledge-submit")


def test_a_form_is_asked_for_by_name_and_the_nearest_entries_are_there(matcher: Matcher) -> None:
    decision = matcher.decide("Откройте, пожалуйста, форму обязательства, хочу заполнить", "ru")
    assert (decision.action, decision.form) == ("form", "pledge")
    assert {entry.id for entry in decision.entries} & {"pledge-submit", "pledge-forms"}


@pytest.mark.parametrize(
    "text",
    [
        "меня держат силой в доме и не отпускают",
        "у моей сестры отобрали паспорт, она не может уйти",
        "брат пропал два месяца назад",
        "they locked us in a container",
        "my sister has been kidnapped",
        "our boat has no fuel and people are dying",
        "vtyz gj[bnbkb",
        "pomogite menya derzhat siloj",
    ],
)
def test_somebody_in_danger_is_seen(matcher: Matcher, text: str) -> None:
    assert matcher.decide(text, "ru").action == "distress"


@pytest.mark.parametrize(
    "text",
    [
        "Какая цель ГДМ посвящена торговле людьми?",
        "рекомендации по пропавшим мигрантам",
        "what does the Compact say about detention",
        "humanitarian assistance to migrants in distress: who drafts the recommendations?",
        "Наша НКО помогает жертвам торговли людьми, можно ли заявить обязательство?",
    ],
)
def test_danger_as_a_subject_is_a_question(matcher: Matcher, text: str) -> None:
    assert matcher.decide(text, "ru").action in {"answer", "suggest", "none"}


@pytest.mark.parametrize(
    "text", ["I want to kill myself", "я хочу умереть", "I am being detained at the border please help"]
)
def test_danger_said_outright_is_seen(matcher: Matcher, text: str) -> None:
    assert matcher.decide(text, "en").action == "distress"


def test_danger_in_one_of_two_questions_is_danger(matcher: Matcher) -> None:
    decision = matcher.decide("What is a pledge? They locked me in and beat me, can you help me?", "en")
    assert (decision.action, decision.parts) == ("distress", ())


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("сотри мои данные", "forget"),
        ("удали все обо мне", "forget"),
        ("please delete everything you know about me", "forget"),
        ("where is my data", "privacy"),
        ("speak russian", "language"),
        ("по-английски пожалуйста", "language"),
        ("talk to a human", "human"),
        ("operator", "human"),
        ("оператор", "human"),
        ("позовите человека", "human"),
    ],
)
def test_a_command_in_words_is_taken_however_short(matcher: Matcher, text: str, command: str) -> None:
    decision = matcher.decide(text, "en")
    assert (decision.action, decision.command) == ("command", command)
    assert decision.confidence > 0.5


@pytest.mark.parametrize("text", ["phone number", "номер телефона"])
def test_a_word_that_only_stands_in_a_command_is_no_command(matcher: Matcher, text: str) -> None:
    assert matcher.decide(text, "en").action in {"suggest", "none"}


@pytest.mark.parametrize(
    ("text", "reply"),
    [("ты дурак", "complaint"), ("fuck you", "complaint"), ("да", "acknowledgement"), ("no", "acknowledgement")],
)
def test_insults_and_bare_answers_are_small_talk(matcher: Matcher, text: str, reply: str) -> None:
    assert matcher.decide(text, "en").smalltalk == reply


def test_two_questions_get_two_decisions_and_the_first_speaks_for_the_message(matcher: Matcher) -> None:
    decision = matcher.decide("Как подать обязательство? И какие страны-первопроходцы участвуют?", "ru")
    assert [part.entries[0].id for part in decision.parts] == ["pledge-submit", "champions-countries"]
    assert (decision.action, decision.entries) == (decision.parts[0].action, decision.parts[0].entries)
    numbered = matcher.decide("1. What is a pledge?\n2. What are the ten guiding principles of the Compact?", "en")
    assert [part.entries[0].id for part in numbered.parts] == ["pledge-what", "gcm-principles"]


@pytest.mark.parametrize(
    "text",
    [
        "How do I submit a pledge? Where is the calendar? They locked me in and beat me.",
        "They locked me in and beat me. How do I submit a pledge?",
        "как подать обязательство?\nгде календарь?\nменя заперли и отобрали паспорт",
        "Where is the calendar? " * 30 + "They locked me in and beat me.",
    ],
)
def test_danger_beside_anything_calm_is_danger(matcher: Matcher, text: str) -> None:
    assert matcher.decide(text, "en").action == "distress"


def test_two_commands_are_told_apart_though_one_entry_is_near_to_both(matcher: Matcher) -> None:
    decision = matcher.decide("How do I subscribe to the newsletter? Switch to English?", "en")
    assert [part.command for part in decision.parts] == ["subscribe", "language"]


def test_questions_numbered_in_one_line_are_told_apart(matcher: Matcher) -> None:
    decision = matcher.decide("1) what is a pledge 2) what are the ten guiding principles of the Compact", "en")
    assert [part.entries[0].id for part in decision.parts] == ["pledge-what", "gcm-principles"]


def test_a_second_question_that_leans_on_the_first_is_read_with_it(matcher: Matcher) -> None:
    decision = matcher.decide("Что такое Алматинский процесс? И кто в нём председательствует?", "ru")
    assert [part.entries[0].id for part in decision.parts] == ["almaty-what", "almaty-chair"]


def test_two_sentences_about_one_thing_are_one_question(matcher: Matcher) -> None:
    text = "Can we update our pledge? How do we change a pledge that we made before?"
    decision = matcher.decide(text, "en")
    assert not decision.parts
    assert decision.entries[0].id == "pledge-update"


def test_a_reading_tells_how_a_question_was_understood(matcher: Matcher) -> None:
    reading = matcher.decide("как обнавить j,zpfntkmcndj", "ru").reading
    assert reading.words == ("как", "обновить", "обязательство")
    assert (reading.lang_from, reading.repair) == ("words", "layout") or reading.repair == "layout"
    assert reading.mended == {"обнавить": "обновить"}
    assert reading.content == ("обновить", "обязательство")
    assert reading.known == 1.0
    first = next(iter(reading.contributions.values()))
    assert first.keys() == {"stems", "meanings", "letters"}
    assert reading.rule


def test_the_same_content_decides_the_same(content: Content, matcher: Matcher) -> None:
    languages = learned_languages(content)
    again = Matcher(list(phrasings(content)), languages)
    for text in ("What is a pledge?", "первопроходцы сроки участия", "что-то про форум 2022 года"):
        assert again.decide(text, "ru") == matcher.decide(text, "ru")


def test_one_phrasing_is_enough_for_a_matcher(content: Content) -> None:
    languages = learned_languages(content)
    alone = Matcher([Phrasing("pledge-what", "en", "What is a pledge?")], languages)
    assert alone.decide("what is a pledge", "en").entries[0].id == "pledge-what"
    assert alone.decide("", "en").action == "none"


def test_only_so_many_words_are_mended(matcher: Matcher) -> None:
    reading = matcher.decide("обизательство " * 100, "ru").reading
    assert reading.words.count("обязательство") == MAX_MENDED


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(st.text(max_size=4200), ALPHABETS.flatmap(partial(st.text, max_size=4200))))
def test_no_text_breaks_it(matcher: Matcher, text: str) -> None:
    decision = matcher.decide(text, "en")
    assert len(decision.entries) <= 5
    assert 0 <= decision.confidence <= 1
    assert decision.lang in {"ru", "en"}
    assert all(0 <= entry.score <= 1 for entry in decision.entries)

import datetime as dt

import pytest

from bot.cards import menus
from bot.cards.places import linked, place
from bot.cards.presses import COMMANDS, Do, Press
from bot.content import Content
from bot.errors import NoLongerThereError
from bot.i18n import Translator
from bot.message import Message


@pytest.fixture
def en(translators: dict[str, Translator]) -> Translator:
    return translators["en"]


def test_a_topic_shows_six_questions_and_the_pages_go_round(content: Content, en: Translator) -> None:
    first, second = menus.topic(content, en, "network", 0), menus.topic(content, en, "network", 1)
    assert [len(row) for row in first.rows] == [1] * 6 + [3, 1]
    assert _labels(first)[-2] == ["‹", "1/2", "›"]
    assert [button.data for button in first.rows[-2]] == [f"topic:en:network:{page}" for page in (1, 0, 1)]
    assert [button.data for button in second.rows[-2]] == [f"topic:en:network:{page}" for page in (0, 1, 0)]
    shown = [row[0].data.split(":")[2] for row in (*first.rows[:-2], *second.rows[:-2])]
    assert tuple(shown) == content.topic("network").entries


def test_a_page_past_the_end_is_the_last_one(content: Content, en: Translator) -> None:
    assert menus.topic(content, en, "network", 99) == menus.topic(content, en, "network", 1)
    assert menus.topics(content, en, 99) == menus.topics(content, en, 2)


def test_questions_lead_back_to_their_page(content: Content, en: Translator) -> None:
    assert {row[0].data.split(":")[-1] for row in menus.topic(content, en, "network", 1).rows[:-2]} == {"1"}


def test_one_page_needs_no_pager(content: Content, en: Translator) -> None:
    assert all(len(row) == 1 for row in menus.topic(content, en, "stakeholders").rows)


@pytest.mark.parametrize(("language", "count"), [("en", "7 questions"), ("ru", "7 вопросов")])
def test_a_topic_counts_its_questions(
    content: Content, translators: dict[str, Translator], language: str, count: str
) -> None:
    assert count in menus.topic(content, translators[language], "pledges").html


def test_a_topic_that_is_gone_is_said_to_be_gone(content: Content, en: Translator) -> None:
    with pytest.raises(NoLongerThereError):
        menus.topic(content, en, "nowhere")


def test_the_first_question_is_asked_in_every_language_and_keeps_the_link(
    content: Content, translators: dict[str, Translator]
) -> None:
    shown = menus.first_language(content, translators, "faq_pledge-what")
    assert "Which language shall I speak?" in shown.html
    assert "На каком языке говорить?" in shown.html
    assert [button.data for button in shown.rows[0]] == ["speak:en:faq_pledge-what", "speak:ru:faq_pledge-what"]


@pytest.mark.parametrize("start", ["x" * 64, "привет", "a:b", "a b", ""])
def test_what_is_no_link_of_ours_is_not_kept(content: Content, translators: dict[str, Translator], start: str) -> None:
    shown = menus.first_language(content, translators, start)
    assert [button.data for button in shown.rows[0]] == ["speak:en:", "speak:ru:"]


def test_help_names_every_command_of_the_menu(content: Content, en: Translator) -> None:
    shown = menus.help_(content, en).html
    for name, command in content.site.commands.items():
        assert (f"/{name} – {command.titles.get('en')}" in shown) == bool(command.titles)


def test_what_is_kept_is_listed_and_can_be_erased(en: Translator) -> None:
    shown = menus.kept(en, dt.date(2026, 9, 30), 2)
    assert "• your choice of language, made on 30 September 2026\n• 2 questions, without your name" in shown.html
    assert [row[0].data for row in shown.rows] == ["erase:en", "menu:en"]


def test_where_nothing_is_kept_there_is_nothing_to_erase(en: Translator) -> None:
    shown = menus.kept(en, None, 0)
    assert "Nothing is kept about you." in shown.html
    assert [row[0].data for row in shown.rows] == ["menu:en"]


def test_every_command_leads_to_a_place_but_the_one_that_stops(content: Content) -> None:
    assert {*content.site.commands} - {*COMMANDS} == {"subscribe", "calendar", "status"}


def test_what_is_more_than_a_place_opens_the_menu(content: Content, en: Translator) -> None:
    for do in (Do.SPEAK, Do.ERASE, Do.HELPFUL, Do.UNLIKE, Do.NONE):
        assert place(content, en, Press(do, "en", ())) == menus.menu(content, en)


def test_a_link_opens_an_answer_or_a_topic(content: Content, en: Translator) -> None:
    answer, topic = linked(content, en, "faq_pledge-count"), linked(content, en, "topic_pledges")
    assert answer
    assert "224" in answer.html
    assert topic == menus.topic(content, en, "pledges")


def test_a_link_of_another_kind_opens_nothing(content: Content, en: Translator) -> None:
    assert linked(content, en, "case_1_take") is None
    assert linked(content, en, "") is None


def _labels(screen: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in screen.rows]

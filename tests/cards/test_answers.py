import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from bot.cards import answers
from bot.cards.presses import Do, read
from bot.content import Content
from bot.errors import NoLongerThereError
from bot.i18n import Translator
from bot.message import Message


@pytest.fixture
def en(translators: dict[str, Translator]) -> Translator:
    return translators["en"]


def test_a_card_shows_question_answer_source_and_date(content: Content, en: Translator) -> None:
    card = answers.answer_card(content, en, "pledge-count")
    assert "<b>How many pledges have been made?</b>" in card.html
    assert "<b>224</b>" in card.html
    assert "section “Pledging Initiative”, April 2023" in card.html


def test_feedback_is_asked_for_only_when_there_was_a_question(content: Content, en: Translator) -> None:
    assert {Do.HELPFUL, Do.UNLIKE} <= _does(answers.answer_card(content, en, "pledge-count", 7))
    assert not {Do.HELPFUL, Do.UNLIKE} & _does(answers.answer_card(content, en, "pledge-count"))


def test_related_questions_keep_the_question_and_lead_back(content: Content, en: Translator) -> None:
    card = answers.answer_card(content, en, "pledge-count", 7)
    assert [row[0].data for row in card.rows[:3]] == [
        f"e:en:{related}:7:pledge-count" for related in content.entries["pledge-count"].related
    ]


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("", "menu:en"),
        ("1", "topic:en:pledges:1"),
        ("pledge-what", "e:en:pledge-what:7"),
        ("no-longer-there", "menu:en"),
        ("9" * 40, "menu:en"),
        ("²", "menu:en"),
    ],
)
def test_back_leads_to_where_the_person_came_from(content: Content, en: Translator, back: str, leads_to: str) -> None:
    assert answers.answer_card(content, en, "pledge-count", 7, back).rows[-1][0].data == leads_to


def test_a_translation_that_is_behind_says_so(content: Content, translators: dict[str, Translator]) -> None:
    entry = content.entries["pledge-count"]
    newer = entry.texts["en"].model_copy(update={"revised": entry.texts["ru"].revised + dt.timedelta(days=1)})
    texts = {**entry.texts, "en": newer}
    behind = {**content.entries, "pledge-count": entry.model_copy(update={"texts": texts})}
    changed = dataclasses.replace(content, entries=behind)
    assert "Перевод этого ответа обновляется" in answers.answer_card(changed, translators["ru"], "pledge-count").html
    assert "being updated" not in answers.answer_card(changed, translators["en"], "pledge-count").html


@pytest.mark.parametrize("draw", [answers.answer_card, answers.people])
def test_an_entry_that_is_gone_is_said_to_be_gone(
    content: Content, en: Translator, draw: Callable[..., Message]
) -> None:
    with pytest.raises(NoLongerThereError):
        draw(content, en, "no-such-entry")


def test_at_most_three_questions_are_suggested_and_none_that_is_gone(content: Content, en: Translator) -> None:
    near = ["no-such-entry", *content.entries]
    card = answers.suggestions(content, en, near, 7)
    assert [row[0].data for row in card.rows] == [*(f"e:en:{entry}:7:" for entry in near[1:4]), "x:en:7"]


def test_people_are_those_of_the_topic_with_the_date_of_their_address(content: Content, en: Translator) -> None:
    assert "<b>pledges@iom.int</b>" in answers.people(content, en, "pledge-count").html
    assert "(as of April 2023)." in answers.people(content, en, "pledge-count").html
    assert "unmignet@iom.int" in answers.people(content, en).html


def test_people_lead_back_to_the_answer_and_to_where_it_was_opened_from(content: Content, en: Translator) -> None:
    card = answers.people(content, en, "pledge-count", 7, "1")
    assert card.rows == ((card.rows[0][0],),)
    assert card.rows[0][0].data == "e:en:pledge-count:7:1"
    assert answers.people(content, en).rows[0][0].data == "menu:en"


def test_small_talk_that_the_content_does_not_know_has_no_answer(content: Content, en: Translator) -> None:
    assert answers.smalltalk(content, en, "smalltalk:weather") is None
    assert answers.smalltalk(content, en, "command:forget") is None


def _does(card: Message) -> set[Do]:
    presses = (read(button.data) for row in card.rows for button in row)
    return {press.do for press in presses if press}

import pytest

from bot.content import Content
from bot.db.session import Store
from bot.learning import confirmed
from bot.learning.confirmed import Proposal
from bot.questions import Kind
from tests.learning.conftest import SINCE, Asking

HELPFUL, UNLIKE = (Kind.HELPFUL, "pledge-count"), (Kind.UNLIKE, "pledge-count")
PICKED, PICKED_OTHER = (Kind.PICKED, "pledge-count"), (Kind.PICKED, "pledge-submit")


async def _found(store: Store, office: Content) -> list[tuple[str, str, str, int]]:
    found = await confirmed.proposals(store, SINCE, office)
    return [(one.entry, one.language, one.text, one.people) for one in found]


async def test_a_helpful_answer_confirms_its_question(store: Store, office: Content, ask: Asking) -> None:
    await ask("what is the count so far", HELPFUL)
    assert await _found(store, office) == [("pledge-count", "en", "what is the count so far", 1)]


async def test_a_pick_from_a_list_confirms_its_question(store: Store, office: Content, ask: Asking) -> None:
    await ask("сколько уже обещано", PICKED, action="suggest", language="ru")
    assert await _found(store, office) == [("pledge-count", "ru", "сколько уже обещано", 1)]


async def test_people_are_counted_once_whatever_the_case_and_the_most_confirmed_comes_first(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("where to send our promise", PICKED_OTHER, action="suggest")
    for asker, text in (("amina", "The count so far?"), ("amina", "the count so far"), ("daniel", "the count so far")):
        await ask(text, HELPFUL, asker=asker)
    assert await _found(store, office) == [
        ("pledge-count", "en", "the count so far", 2),
        ("pledge-submit", "en", "where to send our promise", 1),
    ]


async def test_a_pick_after_a_disputed_answer_confirms_what_was_picked(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("where to send our promise", UNLIKE, PICKED_OTHER)
    assert [entry for entry, *_ in await _found(store, office)] == ["pledge-submit"]


@pytest.mark.parametrize(
    "taps",
    [
        (),
        (UNLIKE,),
        (HELPFUL, UNLIKE),
        (PICKED_OTHER,),  # opened from the answer, as a related question is
        ((Kind.HELPFUL, "no-longer-there"),),
        ((Kind.PEOPLE, "pledge-count"),),
        (UNLIKE, (Kind.PICKED, "calendar-view")),  # stood in no list
        (UNLIKE, (Kind.PICKED, "pledge-count")),
    ],
)
async def test_other_taps_confirm_nothing(
    store: Store, office: Content, ask: Asking, taps: tuple[tuple[Kind, str], ...]
) -> None:
    await ask("what is the count so far", *taps)
    assert await _found(store, office) == []


async def test_of_several_picks_none_is_certain_until_one_helps(store: Store, office: Content, ask: Asking) -> None:
    await ask("what about promises then", PICKED, PICKED_OTHER, action="suggest")
    await ask("our promise is where", PICKED, PICKED_OTHER, (Kind.HELPFUL, "pledge-submit"), action="suggest")
    assert [(entry, text) for entry, _, text, _ in await _found(store, office)] == [
        ("pledge-submit", "our promise is where")
    ]


async def test_a_dispute_by_the_same_person_takes_their_confirmation_back(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("what is the count so far", HELPFUL)
    await ask("What is the count so far?", UNLIKE)
    assert await _found(store, office) == []
    await ask("what is the count so far", HELPFUL, asker="daniel")
    assert [people for *_, people in await _found(store, office)] == [1]


async def test_a_wording_goes_to_the_entry_that_most_people_meant_and_to_none_when_they_are_as_many(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("what about promises", PICKED, action="suggest", asker="amina")
    await ask("what about promises", PICKED_OTHER, action="suggest", asker="daniel")
    assert await _found(store, office) == []
    await ask("what about promises", PICKED_OTHER, action="suggest", asker="claire")
    assert await _found(store, office) == [("pledge-submit", "en", "what about promises", 2)]


@pytest.mark.parametrize(
    "text", ["Number of pledges!", "pledges", "count " * 30, "send the count to [e-mail]", "call [phone] with a count"]
)
async def test_what_is_no_new_phrasing_is_not_proposed(store: Store, office: Content, ask: Asking, text: str) -> None:
    await ask(text, HELPFUL)
    assert await _found(store, office) == []


async def test_nothing_is_learnt_of_a_message_with_several_questions(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("What is the count? And where is the form?", HELPFUL, parts=2)
    assert await _found(store, office) == []


async def test_an_answer_that_stands_in_for_a_command_confirms_nothing(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("show me the latest count", HELPFUL, action="command")
    assert await _found(store, office) == []


async def test_a_language_that_the_content_has_no_more_is_passed_over(
    store: Store, office: Content, ask: Asking
) -> None:
    await ask("combien de promesses", HELPFUL, language="fr")
    assert await _found(store, office) == []


def test_two_proposals_are_the_same_however_many_people_made_them() -> None:
    assert Proposal("a", "en", "b c", 1) == Proposal("a", "en", "b c", 2)

"""Asking: free text becomes a question, and what is pressed under the answer is stored with it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from bot import metrics, questions
from bot.cards import answers, decisions, refusals
from bot.cards.places import place
from bot.cards.presses import Do, Press
from bot.content import Content
from bot.db.turn import Turn
from bot.faq import Decision, Matcher, followup
from bot.i18n import Translator
from bot.message import Message as Card
from bot.message import paragraphs
from bot.questions import Kind
from handlers.commands import follow
from handlers.filters import Pressed
from handlers.reply import Reply, say
from handlers.visitor import Visitor

STILL_IN_MIND = dt.timedelta(minutes=10)
"""For how long a person may lean on an answer: "and until when?"."""


def router() -> Router:
    """Build the router: text and captions, new or changed; then the buttons of answers."""
    own = Router(name="questions")
    own.message.register(asked, F.text | F.caption)
    own.edited_message.register(asked, F.text | F.caption)
    own.callback_query.register(opened, Pressed(Do.ENTRY, Do.PEOPLE))
    own.callback_query.register(said_helpful, Pressed(Do.HELPFUL))
    own.callback_query.register(said_unlike, Pressed(Do.UNLIKE))
    own.callback_query.register(said_none, Pressed(Do.NONE))
    return own


async def asked(  # noqa: PLR0913, PLR0917 what answering takes
    message: Message,
    me: Visitor,
    turn: Turn,
    content: Content,
    matcher: Matcher,
    translators: Mapping[str, Translator],
    zone: ZoneInfo,
) -> Reply:
    """Store the question with what was decided, and answer; each of two questions gets its card."""
    text = message.text or message.caption or ""
    decision = matcher.decide(text, me.t.language)
    if followup.leans(decision):
        together = await _after_what_was_shown(decision, text, me, turn, content, matcher)
        # A list of its own is nearer to a question than one of what stands beside the last answer.
        if together and (together.action == "answer" or decision.action == "none"):
            decision = together
    if not decision.reading.words:
        return say(refusals.no_words(me.t, text))
    parts = decision.parts or (decision,)
    for part in parts:
        metrics.ANSWERS.labels(part.action, part.lang).inc()
    numbers = await _store(turn, me, text, parts)
    cards: list[Card] = []
    for part, number in zip(parts, numbers, strict=True):
        if part.command:
            spoken = replace(me, t=translators[part.lang])
            cards.extend((await follow(part.command, spoken, turn, content, zone)).messages)
        else:
            cards.append(decisions.say(content, translators, part, number))
    if note := _note(message, translators[decision.lang]):
        cards[0] = replace(cards[0], html=paragraphs(note, cards[0].html))
    return say(*cards)


async def opened(_query: CallbackQuery, press: Press, me: Visitor, turn: Turn, content: Content) -> Reply:
    """Show another question's card, or the people to ask; stored when it came of a question."""
    shown = place(content, me.t, press)
    if press.number(1):
        kind = Kind.PICKED if press.do is Do.ENTRY else Kind.PEOPLE
        await questions.tap(turn, press.number(1), me.code, kind, press.id(0))
    return say(shown)


async def said_helpful(_query: CallbackQuery, press: Press, me: Visitor, turn: Turn, content: Content) -> Reply:
    """Note it, thank, and take the two buttons away."""
    entry, question = press.id(0), press.number(1)
    card = answers.answer_card(content, me.t, entry, question, press.id(2), rated=True)
    await questions.tap(turn, question, me.code, Kind.HELPFUL, entry)
    return say(card, toast=me.t("Thank you, noted."))


async def said_unlike(_query: CallbackQuery, press: Press, me: Visitor, turn: Turn, content: Content) -> Reply:
    """Note it, and offer the other questions that were near."""
    entry, question = press.id(0), press.number(1)
    noted = await questions.tap(turn, question, me.code, Kind.UNLIKE, entry)
    near = await questions.nearest(turn.store, question, me.code)
    others = [other for other in near if other != entry and other in content.entries]
    if others:
        return say(answers.suggestions(content, me.t, others, question))
    return say(answers.none_of_these(me.t, question, noted=noted))


async def said_none(_query: CallbackQuery, press: Press, me: Visitor, turn: Turn) -> Reply:
    """Note the gap."""
    noted = await questions.tap(turn, press.number(0), me.code, Kind.NONE_OF_THESE)
    return say(answers.none_of_these(me.t, press.number(0), noted=noted))


async def _after_what_was_shown(
    alone: Decision, text: str, me: Visitor, turn: Turn, content: Content, matcher: Matcher
) -> Decision | None:
    """Decide on a question that leans on the answer just before it."""
    shown = await questions.just_shown(turn.store, me.code, turn.at - STILL_IN_MIND)
    if shown is None or shown not in content.entries:
        return None
    topic, entry = content.topic_of(shown), content.entries[shown]
    subjects = (entry.texts[alone.lang].question, topic.titles[alone.lang])
    return followup.decide_with(matcher, text, alone.lang, shown, subjects, topic.entries)


async def _store(turn: Turn, me: Visitor, text: str, parts: tuple[Decision, ...]) -> list[int]:
    """Store each question, the first with the whole text; of somebody in danger only that there was one."""
    if parts[0].action == "distress":
        await questions.count_danger(turn, parts[0])
        return [0]
    return await questions.ask(turn, me.code, [(text if place == 0 else "", part) for place, part in enumerate(parts)])


def _note(message: Message, t: Translator) -> Markup:
    """Say how a message was read that is not simply a question."""
    if message.edit_date:
        return t("You changed your message; this answers the new wording.")
    if message.forward_origin:
        return t("I read the forwarded message as a question.")
    if message.caption:
        return t("I cannot open what is attached; I read the words with it.")
    return Markup()

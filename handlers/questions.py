"""Asking: free text becomes a question, and what is pressed under the answer is stored with it."""

from collections.abc import Mapping
from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from bot import questions
from bot.cards import answers, decisions, refusals
from bot.cards.places import place
from bot.cards.presses import Do, Press
from bot.content import Content
from bot.db.session import Turn
from bot.faq import Matcher
from bot.i18n import Translator
from bot.message import paragraphs
from bot.people import Pseudonyms
from bot.questions import Kind
from handlers.filters import pressed
from handlers.reply import Reply, say


def router() -> Router:
    """Build the router: text and captions, new or changed; then the buttons of answers."""
    own = Router(name="questions")
    own.message.register(asked, F.text | F.caption)
    own.edited_message.register(asked, F.text | F.caption)
    own.callback_query.register(opened, pressed(Do.ENTRY, Do.PEOPLE))
    own.callback_query.register(said_helpful, pressed(Do.HELPFUL))
    own.callback_query.register(said_unlike, pressed(Do.UNLIKE))
    own.callback_query.register(said_none, pressed(Do.NONE))
    return own


async def asked(  # noqa: PLR0913, PLR0917 what answering takes
    message: Message,
    turn: Turn,
    content: Content,
    matcher: Matcher,
    translators: Mapping[str, Translator],
    pseudonyms: Pseudonyms,
    t: Translator,
) -> Reply:
    """Store the question with what was decided, and answer; each of two questions gets its card."""
    text = message.text or message.caption or ""
    decision = matcher.decide(text, t.language)
    if not decision.reading.words:
        return say(refusals.no_words(t))
    asker = pseudonyms(message.chat.id)
    number = await questions.ask(turn, asker, text, decision)
    cards = [decisions.say(content, translators, part, number) for part in decision.parts or (decision,)]
    if note := _note(message, translators[decision.lang]):
        cards[0] = replace(cards[0], html=paragraphs(note, cards[0].html))
    return say(*cards)


async def opened(
    query: CallbackQuery, press: Press, turn: Turn, content: Content, pseudonyms: Pseudonyms, t: Translator
) -> Reply:
    """Show another question's card, or the people to ask; stored when it came of a question."""
    shown = place(content, t, press)
    if press.number(1):
        kind = Kind.PICKED if press.do is Do.ENTRY else Kind.PEOPLE
        await questions.tap(turn, press.number(1), pseudonyms(query.from_user.id), kind, press.id(0))
    return say(shown)


async def said_helpful(
    query: CallbackQuery, press: Press, turn: Turn, content: Content, pseudonyms: Pseudonyms, t: Translator
) -> Reply:
    """Note it, thank, and take the two buttons away."""
    entry, question, back = press.id(0), press.number(1), press.id(2)
    card = answers.answer_card(content, t, entry, 0, back)
    await questions.tap(turn, question, pseudonyms(query.from_user.id), Kind.HELPFUL, entry)
    return say(card, toast=t("Thank you, noted."))


async def said_unlike(
    query: CallbackQuery, press: Press, turn: Turn, content: Content, pseudonyms: Pseudonyms, t: Translator
) -> Reply:
    """Note it, and offer the other questions that were near."""
    entry, question, asker = press.id(0), press.number(1), pseudonyms(query.from_user.id)
    await questions.tap(turn, question, asker, Kind.UNLIKE, entry)
    others = [near for near in await questions.nearest(turn.store, question, asker) if near != entry]
    others = [near for near in others if near in content.entries]
    return say(answers.suggestions(content, t, others, question) if others else answers.none_of_these(t))


async def said_none(query: CallbackQuery, press: Press, turn: Turn, pseudonyms: Pseudonyms, t: Translator) -> Reply:
    """Note the gap."""
    await questions.tap(turn, press.number(0), pseudonyms(query.from_user.id), Kind.NONE_OF_THESE)
    return say(answers.none_of_these(t))


def _note(message: Message, t: Translator) -> Markup:
    """Say how a message was read that is not simply a question."""
    if message.edit_date:
        return t("You changed your message; this answers the new wording.")
    if message.forward_origin:
        return t("I read the forwarded message as a question.")
    if message.caption:
        return t("I cannot open what is attached; I read the words with it.")
    return Markup()

"""The answer card, "did you mean", no answer, and the way to people."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from bot.cards import signs
from bot.cards.menus import menu_row
from bot.cards.presses import COMMANDS, Do, button
from bot.content import Content, Source
from bot.content.markup import to_html
from bot.i18n import Translator
from bot.message import Button, Message, bold, italic, lines, paragraphs

SUGGESTED = 3


def answer_card(
    content: Content, t: Translator, entry_id: str, question: int = 0, back: str = "", *, rated: bool = False
) -> Message:
    """Show an entry: question, answer, sources, where it leads.

    Args:
        content: where the entry is.
        t: the language of the whole card.
        entry_id: which entry.
        question: the number of the question that it answers; without one there is nothing to say *Helpful* to.
        back: the entry, or the page of the topic (a number), from which the person came.
        rated: the person said whether it helped, and is not asked again.

    Raises:
        NoLongerThereError: there is no such entry.

    """
    entry = content.entry(entry_id)
    back = _known(content, back)
    text = entry.texts[t.language]
    html = paragraphs(
        signs.headed(signs.ANSWER, bold(text.question)),
        to_html(text.answer),
        lines(*(italic(_source(content, t, source)) for source in entry.source)),
        italic(t("This translation is being updated.")) if entry.outdated(t.language) else Markup(),
    )
    feedback: tuple[Button, ...] = ()
    if question and not rated:
        feedback = (
            button(signs.signed(signs.HELPFUL, t("Helpful")), Do.HELPFUL, t.language, entry_id, question, back),
            button(signs.signed(signs.UNLIKE, t("Not my question")), Do.UNLIKE, t.language, entry_id, question),
        )
    rows = (
        *_leads(content, t, entry_id, question),
        feedback,
        (button(signs.signed(signs.PEOPLE, t("Ask people")), Do.PEOPLE, t.language, entry_id, question, back),),
        (_back(content, t, entry_id, question, back),),
    )
    return Message(html, tuple(row for row in rows if row))


def suggestions(content: Content, t: Translator, entry_ids: Iterable[str], question: int) -> Message:
    """Offer up to three questions that may have been meant."""
    shown = tuple(entry_id for entry_id in entry_ids if entry_id in content.entries)[:SUGGESTED]
    return Message(
        signs.headed(signs.UNSURE, t("I am not certain. Did you mean:")),
        (
            *((_question(content, t, entry_id, question),) for entry_id in shown),
            (button(t("None of these"), Do.NONE, t.language, question),),
        ),
    )


def no_answer(t: Translator, question: int) -> Message:
    """Say that nothing fits, and what to do."""
    return Message(
        paragraphs(
            signs.headed(signs.UNSURE, bold(t("I have no answer to that."))),
            t("Try it in other words, look through the topics, or ask people at the secretariat."),
        ),
        _ways_on(t, question),
    )


def none_of_these(t: Translator, question: int, *, noted: bool) -> Message:
    """Say what to do when no suggestion was right; `noted` tells whether the question is kept."""
    return Message(
        paragraphs(
            signs.headed(signs.UNSURE, bold(t("Then I do not have it yet."))),
            t("I noted your question, without your name, so that an answer can be written.") if noted else "",
            t("You can ask in other words, look through the topics, or ask people at the secretariat."),
        ),
        _ways_on(t, question),
    )


def people(content: Content, t: Translator, entry_id: str = "", question: int = 0, back: str = "") -> Message:
    """Say whom to write to about an entry, or about anything else.

    Raises:
        NoLongerThereError: there is no such entry.

    """
    queue = content.queues[_queue(content, entry_id)]
    # Some have no address of their own: then one writes to the secretariat, the first.
    written_to = queue if queue.contact else next(iter(content.queues.values()))
    back = _known(content, back)
    contact = Markup()
    if written_to.contact:
        address, as_of = bold(written_to.contact), written_to.contact_as_of
        contact = t("Write to {address}.", address=address)
        if as_of:
            contact = t("Write to {address} (as of {date}).", address=address, date=t.partial_date(as_of))
    last = (
        button(t("‹ Back"), Do.ENTRY, t.language, entry_id, question or "", back)
        if entry_id
        else button(t("‹ To the menu"), Do.MENU, t.language)
    )
    return Message(
        paragraphs(
            signs.headed(signs.PEOPLE, bold(queue.titles[t.language])),
            contact,
            t("Say who you are, which country or organisation you write for, and by when you need the answer."),
        ),
        ((last,),),
    )


def smalltalk(content: Content, t: Translator, does: str) -> Message | None:
    """Answer a greeting, thanks and the like; None when the content has no reply to it."""
    intent = content.intent(does)
    reply = intent.texts[t.language].reply if intent else None
    if not reply:
        return None
    topics = button(signs.signed(signs.TOPICS, t("Topics")), Do.TOPICS, t.language)
    return Message(to_html(reply), ((topics,), menu_row(t)))


def distress(content: Content, t: Translator) -> Message:
    """Say calmly to somebody in danger or need who can help; this desk cannot."""
    return Message(
        paragraphs(
            signs.headed(signs.TROUBLE, bold(t("If you are in danger now, call the local emergency number."))),
            t(
                "This desk is not an emergency service, and nobody watches it around the clock. "
                "The International Organization for Migration (IOM) and the UN Refugee Agency (UNHCR) "
                "help people in need: ask for their office in the country where you are."
            ),
            t("People at the secretariat can be written to at {address}.", address=bold(_contact(content))),
        ),
        (menu_row(t),),
    )


def _queue(content: Content, entry_id: str) -> str:
    """Name the queue that the entry says, else its topic's, else the first."""
    if not entry_id:
        return next(iter(content.queues))
    leads = (target.partition(":") for target in content.entry(entry_id).leads_to)
    own = next((name for kind, _, name in leads if kind == "question"), None)
    return own or content.topic_of(entry_id).queue


def _contact(content: Content) -> str:
    return next(queue.contact for queue in content.queues.values() if queue.contact)


def _source(content: Content, t: Translator, source: Source) -> Markup:
    title, section = content.documents[source.document].titles[t.language], source.section[t.language]
    if source.as_of:
        date = t.partial_date(source.as_of)
        return t("Source: “{title}”, section “{section}”, {date}", title=title, section=section, date=date)
    return t("Source: “{title}”, section “{section}”", title=title, section=section)


def _question(content: Content, t: Translator, entry_id: str, question: int, back: str = "") -> Button:
    text = content.entries[entry_id].texts[t.language].question
    return button(text, Do.ENTRY, t.language, entry_id, question or "", back)


def _leads(content: Content, t: Translator, entry_id: str, question: int) -> Iterable[tuple[Button, ...]]:
    """Yield where the entry leads, then its related questions; forms and commands show once they are there."""
    entry = content.entry(entry_id)
    leads = [target.partition(":") for target in entry.leads_to]
    for kind, _, name in leads:
        if kind == "command" and name in COMMANDS:
            yield (button(content.site.commands[name].titles[t.language], COMMANDS[name], t.language),)
    named = [name for kind, _, name in leads if kind == "entry"] + list(entry.related)
    for name in dict.fromkeys(named):
        yield (_question(content, t, name, question, entry_id),)


def _known(content: Content, back: str) -> str:
    """Return the way back when there is one: what a button says of it may be forged."""
    return back if back in content.entries or re.fullmatch(r"[0-9]{1,2}", back) else ""


def _back(content: Content, t: Translator, entry_id: str, question: int, back: str) -> Button:
    if back.isdigit():
        return button(t("‹ Back"), Do.TOPIC, t.language, content.topic_of(entry_id).id, back)
    if back in content.entries:
        return button(t("‹ Back"), Do.ENTRY, t.language, back, question or "")
    return button(t("‹ To the menu"), Do.MENU, t.language)


def _ways_on(t: Translator, question: int) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            button(signs.signed(signs.TOPICS, t("Topics")), Do.TOPICS, t.language),
            button(signs.signed(signs.PEOPLE, t("Ask people")), Do.PEOPLE, t.language, "", question),
        ),
        menu_row(t),
    )

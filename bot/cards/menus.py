"""The places that one walks through: menu, topics, languages, about, privacy, help, what is kept."""

import datetime as dt
import re
from collections.abc import Mapping

from markupsafe import Markup

from bot.cards import signs
from bot.cards.presses import Do, button
from bot.content import Content
from bot.content.markup import to_html
from bot.i18n import Translator
from bot.message import Button, Message, bold, paragraphs

PAGE = 6
"""Questions or topics on a page: eight rows less the pager and *Back*."""

_LINK = re.compile(r"[A-Za-z0-9_-]{1,48}")
"""What can be a link of ours, and fits a button that chooses a language."""


def menu(content: Content, t: Translator, why: str = "") -> Message:
    """Show the menu, below a sentence that says why it is shown."""
    what = bold(t("What would you like to do?"))
    return Message(
        paragraphs(why, what) if why else signs.headed(signs.MENU, what),
        (
            (button(signs.signed(signs.ASK, t("Ask a question")), Do.ASK, t.language),),
            (button(signs.signed(signs.TOPICS, t("Topics")), Do.TOPICS, t.language),),
            (
                button(signs.signed(signs.LANGUAGE, content.site.languages[t.language]), Do.LANGUAGES, t.language),
                button(signs.signed(signs.ABOUT, t("About and privacy")), Do.ABOUT, t.language),
            ),
        ),
    )


def greeting(content: Content, t: Translator) -> Message:
    """Greet, say what the desk does, show the menu."""
    name = content.site.profile[t.language].name
    hello = paragraphs(
        bold(t("Good day. This is the {name}.", name=name)),
        t(
            "Ask in your own words: I look for the answer in the Network's documents and name the source. "
            "If I am not certain, I say so and show you where to write."
        ),
    )
    return menu(content, t, hello)


def cancelled(content: Content, t: Translator) -> Message:
    """Say that nothing is under way."""
    return menu(content, t, t("Nothing is under way, so there is nothing to stop."))


def language_chosen(content: Content, t: Translator) -> Message:
    """Confirm the language in itself."""
    return menu(content, t, t("From now on I speak English."))


def ask(content: Content, t: Translator) -> Message:
    """Invite a question, with examples from the content."""
    examples = (content.entries[topic.entries[0]].texts[t.language].question for topic in content.topics[:3])
    return Message(
        paragraphs(
            signs.headed(signs.ASK, bold(t("Write your question as a message."))),
            t("A sentence works best. For example:"),
            Markup("\n").join(Markup("• <i>{}</i>").format(example) for example in examples),
        ),
        (menu_row(t),),
    )


def topics(content: Content, t: Translator, page: int = 0) -> Message:
    """List the topics."""
    buttons = [
        button(f"{topic.emoji} {topic.titles[t.language]}", Do.TOPIC, t.language, topic.id, 0)
        for topic in content.topics
    ]
    shown, pager = _page(buttons, page, t, Do.TOPICS)
    return Message(
        signs.headed(signs.TOPICS, bold(t("What are you interested in?"))),
        (*shown, *pager, menu_row(t)),
    )


def topic(content: Content, t: Translator, topic_id: str, page: int = 0) -> Message:
    """List a topic's questions.

    Raises:
        NoLongerThereError: there is no such topic.

    """
    found = content.topic(topic_id)
    buttons = [
        button(content.entries[entry].texts[t.language].question, Do.ENTRY, t.language, entry, "", place // PAGE)
        for place, entry in enumerate(found.entries)
    ]
    shown, pager = _page(buttons, page, t, Do.TOPIC, topic_id)
    count = t.plural("{n} question", "{n} questions", len(buttons))
    return Message(
        Markup("{} {} · {}").format(found.emoji, bold(found.titles[t.language]), count),
        (*shown, *pager, (button(t("‹ Back"), Do.TOPICS, t.language, content.topics.index(found) // PAGE),)),
    )


def languages(content: Content, t: Translator) -> Message:
    """Offer the languages."""
    return Message(
        signs.headed(signs.LANGUAGE, bold(t("Which language shall I speak?"))),
        (_language_row(content), menu_row(t)),
    )


def first_language(content: Content, translators: Mapping[str, Translator], start: str = "") -> Message:
    """Ask for a language in every language, before anything else; `start` is the link that the person came by."""
    asked = (translators[code]("Which language shall I speak?") for code in content.languages)
    return Message(
        Markup("{} ").format(signs.LANGUAGE) + Markup("\n").join(bold(sentence) for sentence in asked),
        (_language_row(content, start if _LINK.fullmatch(start) else ""),),
    )


def about(content: Content, t: Translator) -> Message:
    """Say what this desk is."""
    return Message(
        to_html(content.site.profile[t.language].about),
        (
            (
                button(signs.signed(signs.PRIVACY, t("Privacy")), Do.PRIVACY, t.language),
                button(t("My data"), Do.FORGET, t.language),
            ),
            (button(t("How this works"), Do.HELP, t.language),),
            menu_row(t),
        ),
    )


def privacy(content: Content, t: Translator) -> Message:
    """Say what is kept, and how long."""
    return Message(
        signs.headed(signs.PRIVACY, to_html(content.site.profile[t.language].privacy)),
        ((button(t("My data"), Do.FORGET, t.language),), (button(t("‹ Back"), Do.ABOUT, t.language),)),
    )


def help_(content: Content, t: Translator) -> Message:
    """Say how the desk is used, and name its commands."""
    commands = (
        Markup("/{} – {}").format(name, command.titles[t.language])
        for name, command in content.site.commands.items()
        if command.titles
    )
    return Message(
        paragraphs(
            bold(t("How this works")),
            t(
                "Write a question in your own words, in English or Russian; typing mistakes do no harm. "
                "The answer comes with its source. Under it you can say whether it was what you meant."
            ),
            Markup("\n").join(commands),
        ),
        (menu_row(t),),
    )


def kept(t: Translator, chosen: dt.date | None, questions: int) -> Message:
    """Say what is kept about this person, and offer to erase it.

    Args:
        t: the language of the screen.
        chosen: the day on which they chose a language, if they did.
        questions: how many questions of theirs are kept.

    """
    if not chosen and not questions:
        nothing = t("Nothing is kept about you.")
        return Message(signs.headed(signs.PRIVACY, bold(nothing)), (menu_row(t),))
    facts = []
    if chosen:
        facts.append(t("your choice of language, made on {date}", date=t.date(chosen)))
    if questions:
        facts.append(
            t.plural(
                "{n} question, without your name, with what you pressed under it",
                "{n} questions, without your name, with what you pressed under them",
                questions,
            )
        )
    return Message(
        paragraphs(
            signs.headed(signs.PRIVACY, bold(t("What is kept about you:"))),
            Markup("\n").join(Markup("• {}").format(fact) for fact in facts),
            t("Shall I erase this? It is done at once and cannot be undone."),
        ),
        (
            (button(t("Erase everything"), Do.ERASE, t.language),),
            (button(t("Keep it"), Do.MENU, t.language),),
        ),
    )


def erased(t: Translator) -> Message:
    """Say that everything is erased."""
    return Message(
        signs.headed(signs.DONE, t("Erased. Nothing is kept about you any more.")),
        (menu_row(t),),
    )


def slow_down(t: Translator, seconds: int) -> Message:
    """Ask somebody who writes too fast for patience."""
    sentence = t.plural(
        "That is faster than I can answer. Please wait {n} second, then send again what had no answer.",
        "That is faster than I can answer. Please wait {n} seconds, then send again what had no answer.",
        seconds,
    )
    return Message(signs.headed(signs.TROUBLE, sentence), (menu_row(t),))


def menu_row(t: Translator) -> tuple[Button, ...]:
    """Make the row that leads to the menu."""
    return (button(t("‹ To the menu"), Do.MENU, t.language),)


def _language_row(content: Content, start: str = "") -> tuple[Button, ...]:
    return tuple(button(name, Do.SPEAK, code, start) for code, name in content.site.languages.items())


def _page(
    buttons: list[Button], page: int, t: Translator, do: Do, *ids: object
) -> tuple[list[tuple[Button, ...]], list[tuple[Button, ...]]]:
    """Cut one page out of the buttons, each a row; a pager as a row when there are several."""
    pages = max(1, -(-len(buttons) // PAGE))
    page = min(page, pages - 1)
    shown: list[tuple[Button, ...]] = [(each,) for each in buttons[page * PAGE : (page + 1) * PAGE]]
    if pages == 1:
        return shown, []
    before, after = (page - 1) % pages, (page + 1) % pages
    return shown, [
        (
            button("‹", do, t.language, *ids, before),
            button(f"{page + 1}/{pages}", do, t.language, *ids, page),
            button("›", do, t.language, *ids, after),
        )
    ]

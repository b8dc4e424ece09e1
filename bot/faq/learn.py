"""From the content to a matcher that knows it."""

from collections.abc import Iterator, Mapping

from bot.content import Content
from bot.faq.index import OUTSIDE
from bot.faq.language import Language
from bot.faq.matcher import Matcher, Phrasing


def learn(content: Content) -> Matcher:
    """Build the matcher from every phrasing of the content."""
    return Matcher(tuple(phrasings(content)), languages(content))


def languages(content: Content) -> Mapping[str, Language]:
    """Return the word data of each language by its code."""
    return {code: Language(code=code, **words.model_dump()) for code, words in content.words.items()}


def phrasings(content: Content) -> Iterator[Phrasing]:
    """Yield every way to ask for an entry, its question first, and every way to say an intent."""
    for entry_id, entry in content.entries.items():
        for code, text in entry.texts.items():
            yield from (Phrasing(entry_id, code, said) for said in (text.question, *text.phrasings))
    for name, intent in content.intents.items():
        # What has no answer is of many kinds: each is told from the rest by itself.
        target = f"{OUTSIDE}:{name}" if intent.does == OUTSIDE else intent.does
        for code, said_as in intent.texts.items():
            yield from (Phrasing(target, code, said) for said in said_as.phrasings)

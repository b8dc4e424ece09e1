"""A matcher with every kind of target: the shipped content, and intents that only these tests have."""

import pytest

from bot.content import Content
from bot.faq import Matcher, Phrasing
from bot.faq.learn import languages as learned_languages
from bot.faq.learn import phrasings

_SAID: dict[tuple[str, str], tuple[str, ...]] = {
    ("form:pledge", "ru"): (
        "Хочу заявить обязательство прямо сейчас",
        "открой форму обязательства",
        "заполнить форму обязательства",
        "начать заполнять обязательство",
        "Давайте заполним обязательство здесь",
        "готов внести обязательство, откройте форму",
    ),
    ("form:pledge", "en"): (
        "I want to make a pledge right now",
        "open the pledge form",
        "fill in the pledge form",
        "start filling in a pledge",
        "Let us fill in a pledge here",
        "ready to enter our pledge, open the form",
    ),
}


@pytest.fixture(scope="session")
def desk_matcher(content: Content) -> Matcher:
    """Return a matcher for the shipped entries and intents, with a form besides."""
    own = [Phrasing(target, lang, text) for (target, lang), texts in _SAID.items() for text in texts]
    shipped = [said for said in phrasings(content) if said.target != "form:pledge"]
    known = learned_languages(content)
    return Matcher([*shipped, *own], known)

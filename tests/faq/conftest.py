"""A matcher with every kind of target: the shipped content, and intents that only these tests have."""

import pytest

from bot.content import Content
from bot.faq import Matcher, Phrasing
from bot.faq.learn import languages as learned_languages
from bot.faq.learn import phrasings

_SAID: dict[tuple[str, str], tuple[str, ...]] = {
    ("distress", "ru"): (
        "Помогите, меня удерживают силой",
        "У меня забрали паспорт и не выпускают",
        "меня держат взаперти",
        "Нас продали в рабство",
        "Меня заставляют работать и не платят",
        "Мне угрожают, я боюсь за свою жизнь",
        "Мой брат пропал по дороге в Европу",
        "Не могу найти сестру, она уехала работать и пропала",
        "Меня задержали на границе, что делать",
        "мужа избили и увезли",
        "Нас бросили в пустыне без воды",
        "Мы тонем, спасите",
        "лодка тонет, нас сорок человек",
        "Хозяин бьет меня и отобрал документы",
        "я хочу умереть",
        "Меня хотят депортировать туда, где убьют",
        "Женщину насильно держат в квартире",
        "Моего сына похитили",
    ),
    ("distress", "en"): (
        "Help, I am being held against my will",
        "They took my passport and will not let me go",
        "I am locked in",
        "we were sold as slaves",
        "My boss forces me to work and does not pay me",
        "I am being threatened and fear for my life",
        "My brother went missing on the way to Europe",
        "I cannot find my sister, she left to work abroad and disappeared",
        "I have been detained at the border, what do I do",
        "they beat my husband and took him away",
        "We are stuck in the desert without water",
        "we are sinking, save us",
        "our boat is sinking, forty people on board",
        "My employer hits me and has taken my documents",
        "I want to die",
        "They are going to deport me to a place where I will be killed",
        "A woman is being kept in a flat by force",
        "my son was kidnapped",
    ),
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
    """Return a matcher for the shipped entries and intents, with distress and a form besides."""
    own = [Phrasing(target, lang, text) for (target, lang), texts in _SAID.items() for text in texts]
    shipped = [said for said in phrasings(content) if said.target not in {"distress", "form:pledge"}]
    known = learned_languages(content)
    return Matcher([*shipped, *own], known)

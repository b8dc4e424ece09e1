"""Links under buttons and in texts."""

import pytest

from bot.playground.links import checked_link


@pytest.mark.parametrize(
    ("link", "stored"),
    [
        ("https://x.org", "https://x.org/"),
        ("x.org/a?b=c#d", "http://x.org/a?b=c#d"),
        ("https://t.me/desk_bot?start=case_1", "https://t.me/desk_bot?start=case_1"),
        ("tg://user?id=1", "tg://user?id=1"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("https://миграция.рф", "https://миграция.рф/"),
    ],
)
def test_a_proper_link_is_stored_as_telegram_stores_it(link: str, stored: str) -> None:
    assert checked_link(link) == stored


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("ds", "URL 'ds' is invalid: Wrong HTTP URL"),
        ("http://localhost/x", "URL 'http://localhost/x' is invalid: Wrong HTTP URL"),
        ("https://a..org", "URL 'https://a..org' is invalid: Wrong HTTP URL"),
        ("https://x.org:port", "URL 'https://x.org:port' is invalid: Wrong HTTP URL"),
        ("https://x.org/a b", "URL 'https://x.org/a b' is invalid: Wrong HTTP URL"),
        ("happ://add/x", "URL 'happ://add/x' is invalid: Unsupported URL protocol"),
    ],
)
def test_an_improper_link_is_refused_in_telegrams_words(link: str, reason: str) -> None:
    with pytest.raises(ValueError, match="is invalid") as refused:
        checked_link(link)
    assert str(refused.value) == reason

"""Which links Telegram accepts in a text and under a button."""

from urllib.parse import SplitResult, urlsplit

MAX_LENGTH = 2048


def checked_link(link: str) -> str:
    """Return the link as Telegram stores it.

    A link without protocol gets http; a bare host gets a slash. Raises ValueError with the reason,
    such as "URL 'localhost' is invalid: Wrong HTTP URL".
    """
    link = link.strip()
    full = link if "://" in link else f"http://{link}"
    try:
        parts = urlsplit(full)
        _ = parts.port  # a property that raises for a wrong port
    except ValueError as wrong:
        raise _invalid(link, "Wrong HTTP URL") from wrong
    if parts.scheme in {"tg", "ton", "tonsite"}:
        return link
    if parts.scheme not in {"http", "https"}:
        raise _invalid(link, "Unsupported URL protocol")
    if not _has_proper_host(parts) or len(full) > MAX_LENGTH:
        raise _invalid(link, "Wrong HTTP URL")
    return full if parts.path or parts.query or parts.fragment else f"{full}/"


def _has_proper_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    labels = host.split(".")
    whole = not any(character.isspace() for character in parts.geturl())
    return whole and len(labels) > 1 and all(label.replace("-", "").isalnum() for label in labels)


def _invalid(link: str, reason: str) -> ValueError:
    return ValueError(f"URL '{link}' is invalid: {reason}")

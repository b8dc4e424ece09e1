"""What the playground refuses: calls of the bot, and doings of a person."""

from typing import Any, NoReturn


class ApiError(Exception):
    """A Bot API call is refused.

    `status` is the HTTP status and `error_code`; `description` is Telegram's whole sentence, such
    as "Bad Request: chat not found"; `retry_after` is in seconds.
    """

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after

    def answer(self) -> dict[str, Any]:
        """Return the JSON object for the caller."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def refuse(reason: str) -> NoReturn:
    """Raise a 400; Telegram lowers the first letter unless the reason is a constant such as BUTTON_DATA_INVALID."""
    constant = len(reason) > 1 and (reason[1] == "_" or "A" <= reason[1] <= "Z")
    sentence = reason if constant else reason[:1].lower() + reason[1:]
    raise ApiError(400, f"Bad Request: {sentence}")


def too_many_requests(retry_after: int) -> ApiError:
    """Return a 429 that asks to wait for `retry_after` seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)


class PlayError(Exception):
    """A person in the playground cannot do that; the message is one sentence for the page."""

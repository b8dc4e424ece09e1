"""Reply markups: inline keyboards, reply keyboards, their removal and forced replies, checked like Telegram's."""

from typing import Any

from bot.playground.errors import refuse
from bot.playground.links import checked_link
from bot.playground.messages import Json
from bot.playground.parameters import Parameters

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_CALLBACK_BYTES = 64
_OTHER_INLINE = (
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)


def reply_markup(parameters: Parameters) -> Json | None:
    """Return the checked reply_markup of a call, None without one, or raise a 400."""
    markup = parameters.decoded("reply_markup", "reply keyboard markup JSON object")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        refuse("Object expected as reply markup")
    if rows := _rows(markup, "keyboard", 'Field "keyboard" must be an Array of Arrays'):
        return {**markup, "keyboard": [[_reply_button(button) for button in row] for row in rows]}
    wrong = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    if rows := _rows(markup, "inline_keyboard", wrong):
        return {"inline_keyboard": [[_inline_button(button) for button in row] for row in rows]}
    if markup.get("remove_keyboard"):
        return {"remove_keyboard": True}
    return {"force_reply": True} if markup.get("force_reply") else None


def inline_markup(parameters: Parameters) -> Json | None:
    """Return the inline keyboard of an edit; nothing else fits there."""
    markup = reply_markup(parameters)
    if markup is not None and "inline_keyboard" not in markup:
        refuse("Inline keyboard expected")
    return markup


def _rows(markup: Json, name: str, wrong: str) -> list[list[Any]]:
    rows = markup.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        refuse(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        refuse(wrong)
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows):
        refuse("reply markup is too long")
    return rows


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        refuse("Can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not _field(button, "text", "keyboard button").strip():
        refuse("Keyboard button text must be non-empty")
    return button


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        refuse("Can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = _field(button, "text", "inline keyboard button").strip()
    kept = {"text": text} | {name: button[name] for name in ("style", "icon_custom_emoji_id") if button.get(name)}
    if url := _field(button, "url", "inline keyboard button", ""):
        kept["url"] = _button_link(url)
    elif data := _field(button, "callback_data", "inline keyboard button", ""):
        if len(data.encode()) > MAX_CALLBACK_BYTES:
            refuse("BUTTON_DATA_INVALID")
        kept["callback_data"] = data
    elif other := next((name for name in _OTHER_INLINE if name in button), None):
        kept[other] = button[other]
    else:
        refuse("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not text:
        refuse("Inline keyboard button text must be non-empty")
    return kept


def _button_link(url: str) -> str:
    try:
        return checked_link(url)
    except ValueError as wrong:
        refuse(f"Inline keyboard button {wrong}")


def _field(button: Json, name: str, what: str, default: str | None = None) -> str:
    """Return a string field; Telegram reads a number as a string, too."""
    value = button.get(name, default)
    if value is None:
        refuse(f"Can't parse {what}: Can't find field \"{name}\"")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        refuse(f'Can\'t parse {what}: Field "{name}" must be of type String')
    return str(value)

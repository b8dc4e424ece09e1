"""Keyboards under a message."""

import json

import pytest

from bot.playground.errors import ApiError
from bot.playground.markups import inline_markup, reply_markup
from bot.playground.parameters import Parameters


def with_markup(markup: object) -> Parameters:
    return Parameters({"reply_markup": json.dumps(markup)})


def inline(*buttons: object) -> Parameters:
    return with_markup({"inline_keyboard": [list(buttons)]})


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ("Go", "Bad Request: can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ({"url": "x.org"}, "Bad Request: can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": {}}, 'Bad Request: can\'t parse inline keyboard button: Field "text" must be of type String'),
        (
            {"text": "Go"},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "Go", "callback_data": ""},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": " ", "callback_data": "a"}, "Bad Request: inline keyboard button text must be non-empty"),
        ({"text": "Go", "callback_data": "a" * 65}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "Go", "callback_data": "й" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "Go", "url": "ds"}, "Bad Request: inline keyboard button URL 'ds' is invalid: Wrong HTTP URL"),
        (
            {"text": "Go", "url": "happ://x.org"},
            "Bad Request: inline keyboard button URL 'happ://x.org' is invalid: Unsupported URL protocol",
        ),
    ],
)
def test_a_wrong_inline_button_is_refused(button: object, description: str) -> None:
    with pytest.raises(ApiError) as refused:
        reply_markup(inline(button))
    assert refused.value.description == description


def test_callback_data_is_measured_in_bytes() -> None:
    markup = reply_markup(inline({"text": "Go", "callback_data": "й" * 32}))
    assert markup == {"inline_keyboard": [[{"text": "Go", "callback_data": "й" * 32}]]}


@pytest.mark.parametrize("sizes", [[9], [1] * 101])
def test_more_than_eight_buttons_in_a_row_or_a_hundred_in_all_are_refused(sizes: list[int]) -> None:
    rows = [[{"text": "Go", "callback_data": "a"}] * size for size in sizes]
    with pytest.raises(ApiError, match="reply markup is too long"):
        reply_markup(with_markup({"inline_keyboard": rows}))


def test_eight_in_a_row_and_a_hundred_in_all_are_taken() -> None:
    rows = [[{"text": "Go", "callback_data": "a"}] * size for size in [8] * 12 + [4]]
    assert reply_markup(with_markup({"inline_keyboard": rows})) == {"inline_keyboard": rows}


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ({"keyboard": [["Yes", {"text": "No"}]]}, {"keyboard": [[{"text": "Yes"}, {"text": "No"}]]}),
        ({"remove_keyboard": True, "selective": True}, {"remove_keyboard": True}),
        ({"force_reply": True}, {"force_reply": True}),
        ({"inline_keyboard": []}, None),
        ({}, None),
    ],
)
def test_other_markups_are_understood(markup: object, kept: object) -> None:
    assert reply_markup(with_markup(markup)) == kept


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ({"keyboard": [[{"text": ""}]]}, "Bad Request: keyboard button text must be non-empty"),
        ({"keyboard": [[7]]}, "Bad Request: can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ({"keyboard": ["Yes"]}, 'Bad Request: field "keyboard" must be an Array of Arrays'),
        ({"keyboard": {}}, 'Bad Request: field "keyboard" must be of type Array'),
        (
            {"inline_keyboard": [{}]},
            'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
    ],
)
def test_a_wrong_keyboard_is_refused(markup: object, description: str) -> None:
    with pytest.raises(ApiError) as refused:
        reply_markup(with_markup(markup))
    assert refused.value.description == description


def test_an_edit_takes_inline_keyboards_only() -> None:
    with pytest.raises(ApiError, match="Bad Request: inline keyboard expected"):
        inline_markup(with_markup({"remove_keyboard": True}))

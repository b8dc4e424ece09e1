import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.asking import Asking, answer_lines
from bot.errors import OperatorError
from bot.settings import Settings

KEYS = {"action", "entries", "form", "command", "confidence", "lang"}
BAD = (
    b"",
    b"\n",
    b"not JSON",
    b"[]",
    b'"text"',
    b"{}",
    b'{"text": 5}',
    b'{"text": "x", "lang": 5}',
    b'{"text": "\xff"}',
    b'{"text": "x", "lang": "\\ud800"}',
)


@pytest.fixture(scope="module")
def desk() -> Asking:
    return Asking(Settings.model_validate({}))


def _line(text: str, **more: object) -> bytes:
    return json.dumps({"text": text, **more}, ensure_ascii=False).encode() + b"\n"


def _answers(desk: Asking, *lines: bytes, lang: str | None = None) -> tuple[int, list[Any]]:
    written = io.BytesIO()
    with io.TextIOWrapper(written, encoding="utf-8") as out:
        code = answer_lines(desk, lines, out, lang)
        return code, [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_answer_in_json_has_exactly_its_keys(desk: Asking) -> None:
    answer = json.loads(desk.as_json("How many pledges have been made?", None))
    assert set(answer) == KEYS
    assert answer["action"] == "answer"
    assert set(answer["entries"][0]) == {"id", "score"}
    assert answer["entries"][0]["id"] == "pledge-count"
    assert 0 <= answer["entries"][0]["score"] <= 1
    assert 0 <= answer["confidence"] <= 1
    assert (answer["form"], answer["command"], answer["lang"]) == (None, None, "en")


def test_a_command_in_words_is_named(desk: Asking) -> None:
    answer = json.loads(desk.as_json("delete my data", None))
    assert (answer["action"], answer["command"]) == ("command", "forget")


def test_every_question_of_a_message_has_its_part(desk: Asking) -> None:
    answer = json.loads(
        desk.as_json("How many pledges have been made? What is the Global Compact for Migration?", None)
    )
    assert set(answer) == KEYS | {"parts"}
    assert [part["entries"][0]["id"] for part in answer["parts"]] == ["pledge-count", "gcm-what"]
    assert all(set(part) == KEYS for part in answer["parts"])


def test_one_decision_is_one_line(desk: Asking) -> None:
    assert "\n" not in desk.as_json("How many\npledges\u2028have been made?", None)


@pytest.mark.parametrize(("lang", "spoken"), [(None, "en"), ("ru", "ru"), ("en", "en")])
def test_a_text_that_shows_no_language_is_answered_in_the_interfaces(
    desk: Asking, lang: str | None, spoken: str
) -> None:
    assert json.loads(desk.as_json("224", lang))["lang"] == spoken


def test_a_language_that_is_not_there_is_a_sentence(desk: Asking) -> None:
    with pytest.raises(OperatorError, match=r"There is no language “fr” here: put en or ru there\."):
        desk.decide("combien", "fr")


def test_a_person_reads_what_the_chat_would_show(desk: Asking) -> None:
    shown = desk.for_person("How many pledges have been made?", None, explain=False)
    assert shown.startswith("[answer · ")
    assert "\nThere were 224 pledges in April 2023. The number may have changed since.\n" in shown
    assert "[ 💬 Ask people ]" in shown
    assert not {"<b>", "&amp;", "</a>"} & set(shown.split())


def test_a_person_reads_the_answer_to_each_of_two_questions(desk: Asking) -> None:
    shown = desk.for_person(
        "How many pledges have been made? What is the Global Compact for Migration?", None, explain=False
    )
    assert shown.count("[answer · ") == 2


def test_an_explanation_is_given_when_it_is_wanted(desk: Asking) -> None:
    plain = desk.for_person("how many pleges", None, explain=False)
    explained = desk.for_person("how many pleges", None, explain=True)
    assert explained.startswith(plain)
    assert "pledges" in explained[len(plain) :]


def test_an_explanation_in_json_is_the_reading_of_each_question(desk: Asking) -> None:
    text = "how many pleges? What is the Global Compact for Migration?"
    answer = json.loads(desk.as_json(text, None, explain=True))
    assert set(answer) == KEYS | {"parts", "reading"}
    assert answer["reading"]["mended"] == {"pleges": "pledges"}
    assert answer["reading"] == answer["parts"][0]["reading"]
    assert "compact" in answer["parts"][1]["reading"]["words"]
    assert set(answer["reading"]["contributions"]) == {entry["id"] for entry in answer["entries"]}


@pytest.mark.parametrize("text", ["pl\ud800edges \ud800", "\udcff\udcfe pledges?", "\ud83d"])
def test_halves_of_characters_can_be_asked_and_written(desk: Asking, text: str) -> None:
    assert desk.as_json(text, None, explain=True).encode()
    assert desk.for_person(text, None, explain=True).encode()


def test_a_line_is_answered_in_its_own_language_or_else_in_the_one_given(desk: Asking) -> None:
    _, answers = _answers(desk, _line("224"), _line("224", lang="en"), _line("224", lang=None), lang="ru")
    assert [answer["lang"] for answer in answers] == ["ru", "en", "ru"]


def test_what_else_stands_in_a_line_does_not_matter(desk: Asking) -> None:
    code, (answer,) = _answers(desk, _line("How many pledges?", id=7, expected="pledge-count"))
    assert (code, set(answer)) == (0, KEYS)


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_line_is_a_sentence_in_its_place_and_the_code_says_so(desk: Asking, bad: bytes) -> None:
    good = _line("How many pledges have been made?")
    code, answers = _answers(desk, good, bad, good)
    assert code == 1
    assert [set(answer) for answer in answers] == [KEYS, {"error"}, KEYS]
    assert answers[1]["error"].endswith(".")


def test_a_line_in_a_language_that_is_not_there_is_a_bad_line(desk: Asking) -> None:
    code, (answer,) = _answers(desk, _line("combien", lang="fr"))
    assert code == 1
    assert "“fr”" in answer["error"]


@pytest.mark.parametrize(
    "line",
    [
        b'{"text": "\\ud800"}',
        b'{"text": "\\u0000"}',
        b'{"text": ""}',
        b'{"text": "' + "я".encode() * 20_000 + b'"}',
        b"[" * 100_000,
        b'{"text": "x", "n": ' + b"1" * 5000 + b"}",
    ],
)
def test_a_strange_line_does_not_end_the_answers(desk: Asking, line: bytes) -> None:
    _, answers = _answers(desk, line, _line("How many pledges have been made?"))
    assert answers[0].keys() in ({"error"}, KEYS)
    assert answers[1]["action"] == "answer"


def test_no_lines_are_no_answers(desk: Asking) -> None:
    assert _answers(desk) == (0, [])


def test_each_answer_is_written_out_before_the_next_line_is_read(desk: Asking) -> None:
    out = _Flushed()

    def lines() -> Iterator[bytes]:
        for asked in range(3):
            assert out.flushed.count("\n") == asked
            yield _line("How many pledges have been made?")

    assert answer_lines(desk, lines(), out, None) == 0
    assert out.flushed.count("\n") == 3


class _Flushed(io.StringIO):
    """Knows what a program at the other end of the pipe would have received."""

    flushed = ""

    def flush(self) -> None:
        self.flushed = self.getvalue()

from bot.faq.text import MAX_CHARACTERS, MAX_LETTERS, MAX_WORDS, Normaliser, chunks, questions, words


def test_letters_that_are_typed_in_several_ways_are_one() -> None:
    normalise = Normaliser([{"ё": "е"}])
    assert normalise("ЕЩЁ ﬁnance don’t сло\u0301во") == "еще finance don't слово"


def test_addresses_are_no_words() -> None:
    assert chunks("see https://un.org or www.un.org or @desk or a@b.org now") == ["see", "or", "or", "or", "now"]


def test_words_are_runs_of_letters_and_digits_of_any_script() -> None:
    assert words("«страны-лидеры»: 33_state's 🙂 移民") == ["страны", "лидеры", "33", "state's", "移民"]


def test_a_text_is_cut_where_no_question_is_that_long() -> None:
    assert len(Normaliser([])("ﷺ" * 5000)) == MAX_CHARACTERS
    assert len(chunks("a " * 2000)) == MAX_WORDS
    assert words("ы" * 4096) == ["ы" * MAX_LETTERS]


def test_one_question_comes_back_whole() -> None:
    text = "We are a ministry. How do we join? Thank you."
    assert questions(text) == [text]


def test_each_of_two_questions_takes_what_leads_to_it() -> None:
    assert questions("Мы НКО. Что такое обязательство? Спасибо. Как его обновить?") == [
        "Мы НКО. Что такое обязательство?",
        "Спасибо. Как его обновить?",
    ]


def test_a_numbered_list_is_questions() -> None:
    assert [part.strip() for part in questions("1) what is a pledge 2) who joins")] == ["what is a pledge", "who joins"]


def test_numbers_in_a_sentence_are_no_list() -> None:
    text = "in 2. and 5. of the text"
    assert questions(text) == [text]

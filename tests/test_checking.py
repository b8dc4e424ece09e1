import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import checking
from bot.settings import PROJECT


@dataclass
class Copy:
    """Content and catalogs of this release, to make mistakes in."""

    content: Path
    locales: Path

    def problems(self) -> list[str]:
        return [str(problem) for problem in checking.problems(self.content, self.locales)]

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file of either folder."""
        file = (self.locales if name.endswith((".po", ".pot")) else self.content) / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(
        shutil.copytree(PROJECT / "content", tmp_path / "content"),
        shutil.copytree(PROJECT / "locales", tmp_path / "locales"),
    )


RU = "ru/LC_MESSAGES/messages.po"


def test_content_and_locales_of_this_release_have_no_problem(copy: Copy) -> None:
    assert copy.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "faq/pledges/pledge-count.yaml",
            "related: [pledge-what,",
            "related: [pledge-whatever,",
            "faq/pledges/pledge-count.yaml: related: “pledge-whatever” leads nowhere; name another entry.",
        ),
        (
            "faq/pledges/pledge-count.yaml",
            "leads_to: []",
            "leads_to: [pledge]",
            "faq/pledges/pledge-count.yaml: leads_to.0: write form:<form>, ",
        ),
        (
            "faq/pledges/pledge-count.yaml",
            "document: network-overview",
            "document: hearsay",
            "faq/pledges/pledge-count.yaml: source: “hearsay” is no document of sources.yaml; name one that is.",
        ),
        (
            "faq/pledges/pledge-count.yaml",
            'as_of: "2023-04"',
            'as_of: "April 2023"',
            "faq/pledges/pledge-count.yaml: source.0.as_of: write the date as 2020-11-01, 2023-04 or 2013.",
        ),
        (
            "faq/pledges/pledge-count.yaml",
            "There were **224** pledges in April 2023.",
            "There were **224** pledges. " * 40,
            "faq/pledges/pledge-count.yaml: en.answer: shorten the answer: it shows ",
        ),
        (
            "faq/pledges/pledge-count.yaml",
            "  question: How many pledges have been made?\n",
            "",
            "faq/pledges/pledge-count.yaml: en.question: add this key.",
        ),
        (
            "faq/pledges/pledge-count.yaml",
            "question: How many",
            "qestion: How many",
            "faq/pledges/pledge-count.yaml: en.qestion: remove this key, or check its spelling",
        ),
        (
            "faq/pledges/pledge-count.yaml",
            "en:\n  question",
            "ru:\n  question",
            "faq/pledges/pledge-count.yaml: line 69: the key “ru” stands here twice; mend the YAML.",
        ),
        (
            "topics.yaml",
            "queue: pledges",
            "queue: nobody",
            "topics.yaml: pledges: “nobody” is no queue of queues.yaml; name one that is.",
        ),
        (
            "topics.yaml",
            "    - pledge-count\n",
            "",
            "faq/*/pledge-count.yaml: no topic of topics.yaml lists this entry; add it to one.",
        ),
        ("queues.yaml", "contact: pledges@iom.int", "contact: room 5", "queues.yaml: pledges.contact: this must look"),
        ("sources.yaml", "    en: ", "    fr: ", "sources.yaml: "),
        ("site.yaml", "  en: English", "  english: English", "site.yaml: languages.english"),
        (
            "site.yaml",
            "    name: UN Mig",
            "    name: " + "x" * 64 + "UN Mig",
            "site.yaml: profile.en.name: shorten this",
        ),
        (
            "intents/forget.yaml",
            "command:forget",
            "command:frob",
            "intents/forget.yaml: does: there is no command “frob”",
        ),
        (
            "site.yaml",
            "commands:\n",
            "commands:\n  dance: {aliases: [танец]}\n",
            "site.yaml: commands.dance: the chat knows no such command; remove it, or name one of ",
        ),
        ("intents/thanks.yaml", "reply:", "answer:", "intents/thanks.yaml: "),
        (
            "schemas/topics.schema.json",
            "maxLength",
            "maxlength",
            "schemas/topics.schema.json: this is not of this release; run `gcm-desk check --write-schemas`.",
        ),
        (
            "words/en.yaml",
            "stemmer: english\n",
            "stemmer: english\nstemmer: english\n",
            "words/en.yaml: line 3: the key “stemmer” stands here twice",
        ),
    ],
)
def test_a_mistake_is_a_sentence_with_file_place_and_mend(
    copy: Copy, file: str, old: str, new: str, problem: str
) -> None:
    copy.change(file, old, new)
    problems = copy.problems()
    assert [found for found in problems if found.startswith(problem)], problems
    assert all(found.endswith(".") and "\n" not in found for found in problems)


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ('msgstr "Темы"', 'msgstr ""', "“Topics”: write the translation, each plural form of it"),
        ('msgid "Topics"\nmsgstr "Темы"\n', "", "“Topics”: write the translation, each plural form of it"),
        ("Это {name}.", "Это мы.", "“Good day. This is the {name}.”: keep the same {placeholders} as in the sentence"),
        (
            "Это {name}.",
            "Это {nаme}.",
            "“Good day. This is the {name}.”: keep the same {placeholders} as in the sentence",
        ),
        ("Это {name}.", "Это {name}{n}.", "“Good day. This is the {name}.”: keep the same {placeholders}"),
        ('msgid "Topics"', '#, fuzzy\nmsgid "Topics"', "“Topics”: look at this translation and remove “fuzzy”"),
        ('msgstr[2] "{n} вопросов"', 'msgstr[2] ""', "“{n} question”: write the translation, each plural form of it"),
        ('msgstr[2] "{n} вопросов"', 'msgstr[2] "вопросов"', "“{n} question”: keep the same {placeholders}"),
        ('msgstr "Темы"', 'msgstr "Темы"\nТемы', "mend the line that it names"),
    ],
)
def test_a_mistake_in_a_catalog_is_a_sentence_with_the_message(copy: Copy, old: str, new: str, mend: str) -> None:
    copy.change(RU, old, new)
    (problem,) = copy.problems()
    assert problem.startswith(f"{RU}: ")
    assert mend in problem


def test_a_translation_with_a_brace_too_many_is_found(copy: Copy) -> None:
    copy.change(RU, 'msgstr "Темы"', 'msgstr "Темы {"')
    (problem,) = copy.problems()
    assert problem.startswith(f"{RU}: “Topics”: ")


@pytest.mark.parametrize(("name", "called"), [(RU, RU), ("messages.pot", "messages.pot")])
def test_a_missing_catalog_is_found(copy: Copy, name: str, called: str) -> None:
    (copy.locales / name).unlink()
    assert set(copy.problems()) == {f"{called}: add this file."}


def test_every_problem_is_listed_at_once(copy: Copy) -> None:
    copy.change("topics.yaml", "queue: pledges", "queue: nobody")
    copy.change("intents/forget.yaml", "command:forget", "command:frob")
    copy.change("schemas/site.schema.json", "title", "tittle")
    copy.change(RU, 'msgstr "Темы"', 'msgstr ""')
    assert [problem.split(":")[0] for problem in copy.problems()] == [
        "intents/forget.yaml",
        "intents/forget.yaml",
        "topics.yaml",
        "schemas/site.schema.json",
        RU,
    ]


def test_schemas_are_written_anew_from_the_models(copy: Copy) -> None:
    shutil.rmtree(copy.content / "schemas")
    assert len(copy.problems()) == len(list((PROJECT / "content" / "schemas").iterdir()))
    checking.write_schemas(copy.content)
    assert copy.problems() == []


def test_a_language_left_behind_is_found(copy: Copy) -> None:
    copy.change("faq/pledges/pledge-count.yaml", 'revised: "2026-11-20"', 'revised: "2026-12-01"')
    (problem,) = copy.problems()
    assert problem.startswith("faq/pledges/pledge-count.yaml: en.revised: a later day stands in another language")


def test_a_link_that_opens_nothing_is_found(copy: Copy) -> None:
    copy.change("faq/network/gcm-what.yaml", "answer: |\n", "answer: |\n    [Here](http://nowhere) it is.\n\n")
    (problem,) = copy.problems()
    assert "“http://nowhere” opens nothing" in problem


def test_a_phrasing_that_is_nearer_to_another_entry_is_found(copy: Copy) -> None:
    copy.change("faq/network/gcm-what.yaml", "phrasings:\n", "phrasings:\n    - Сколько всего заявлено обязательств\n")
    assert copy.problems() == []
    (problem,) = map(str, checking.confused(copy.content))
    assert problem.startswith("faq/network/gcm-what.yaml: ru.phrasings: ")
    assert "is nearer to pledge-count" in problem

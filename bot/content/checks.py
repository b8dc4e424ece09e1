"""What no single file shows: references that lead nowhere, languages that are missing, things said twice."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from bot.content.models import Topic
from bot.content.read import Problem
from bot.content.whole import Content


def check(content: Content) -> list[Problem]:
    """Find every problem of the content as a whole, in the order of its files."""
    checks: tuple[Callable[[Content], Iterable[Problem]], ...] = (
        _languages,
        _topics,
        _entries,
        _intents,
        _phrasings_said_twice,
    )
    return sorted(chain.from_iterable(part(content) for part in checks))


def _languages(content: Content) -> Iterator[Problem]:
    everything: list[tuple[str, str, Mapping[str, object]]] = [
        ("site.yaml", "profile", content.site.profile),
        *(("site.yaml", f"commands.{name}.titles", c.titles) for name, c in content.site.commands.items() if c.titles),
        *(("topics.yaml", f"{topic.id}.titles", topic.titles) for topic in content.topics),
        *(("sources.yaml", f"{name}.titles", document.titles) for name, document in content.documents.items()),
        *(("queues.yaml", f"{name}.titles", queue.titles) for name, queue in content.queues.items()),
        *((f"intents/{name}.yaml", "", intent.texts) for name, intent in content.intents.items()),
        *((_file(content, name), "", entry.texts) for name, entry in content.entries.items()),
        *(
            (_file(content, name), f"source.{place}.section", source.section)
            for name, entry in content.entries.items()
            for place, source in enumerate(entry.source)
        ),
        ("words", "", content.words),
    ]
    for file, where, texts in everything:
        for code in content.languages:
            if code not in texts:
                yield Problem(
                    file, where, f"write it in {content.site.languages[code]} too: the key “{code}” is missing"
                )
        for code in texts:
            if code not in content.languages:
                yield Problem(file, where, f"remove “{code}”, or add this language to site.yaml")


def _topics(content: Content) -> Iterator[Problem]:
    seen: dict[str, Topic] = {}
    for topic in content.topics:
        if topic.queue not in content.queues:
            yield Problem("topics.yaml", topic.id, f"“{topic.queue}” is no queue of queues.yaml; name one that is")
        for entry in topic.entries:
            if entry not in content.entries:
                yield Problem("topics.yaml", topic.id, f"“{entry}” has no file faq/{topic.id}/{entry}.yaml; add it")
            if seen.setdefault(entry, topic) is not topic:
                yield Problem(
                    "topics.yaml", topic.id, f"“{entry}” stands in {seen[entry].id} too; keep it in one topic"
                )
    for entry in content.entries:
        if entry not in seen:
            yield Problem(f"faq/*/{entry}.yaml", "", "no topic of topics.yaml lists this entry; add it to one")


def _entries(content: Content) -> Iterator[Problem]:
    for name, entry in content.entries.items():
        file = _file(content, name)
        for source in entry.source:
            if source.document not in content.documents:
                yield Problem(file, "source", f"“{source.document}” is no document of sources.yaml; name one that is")
        for related in entry.related:
            if related == name or related not in content.entries:
                yield Problem(file, "related", f"“{related}” leads nowhere; name another entry")
        for target in entry.leads_to:
            if not _leads_somewhere(content, target):
                yield Problem(file, "leads_to", f"“{target}” leads nowhere; name what is there")


def _leads_somewhere(content: Content, target: str) -> bool:
    kind, _, name = target.partition(":")
    known: dict[str, Iterable[str]] = {
        "form": content.site.forms,
        "command": content.site.commands,
        "entry": content.entries,
        "question": content.queues,
    }
    return name in known[kind]


def _intents(content: Content) -> Iterator[Problem]:
    for name, intent in content.intents.items():
        file = f"intents/{name}.yaml"
        kind, _, what = intent.does.partition(":")
        if kind in {"command", "form"} and not _leads_somewhere(content, intent.does):
            yield Problem(file, "does", f"there is no {kind} “{what}”; name one that is")
        if intent.entry is not None and intent.entry not in content.entries:
            yield Problem(file, "entry", f"“{intent.entry}” leads nowhere; name an entry")
        elif intent.entry is None and (kind == "form" or (kind == "command" and not _is_in_the_menu(content, what))):
            yield Problem(file, "entry", f"name the entry that stands in until this {kind} is there")
        for code, text in intent.texts.items():
            if kind == "smalltalk" and not text.reply:
                yield Problem(file, f"{code}.reply", "write what the desk says back")


def _is_in_the_menu(content: Content, command: str) -> bool:
    return bool(command in content.site.commands and content.site.commands[command].titles)


def _phrasings_said_twice(content: Content) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file, where, text in _said(content):
        key = " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
        other = first.setdefault(key, f"{file}, {where}")
        if other != f"{file}, {where}":
            yield Problem(file, where, f"“{text}” stands in {other} too; keep it in one place")


def _said(content: Content) -> Iterator[tuple[str, str, str]]:
    for name, entry in content.entries.items():
        for code, text in entry.texts.items():
            yield _file(content, name), f"{code}.question", text.question
            yield from ((_file(content, name), f"{code}.phrasings.{n}", said) for n, said in enumerate(text.phrasings))
    for name, intent in content.intents.items():
        for code, said_as in intent.texts.items():
            yield from ((f"intents/{name}.yaml", f"{code}.phrasings.{n}", s) for n, s in enumerate(said_as.phrasings))


def _file(content: Content, entry: str) -> str:
    topic = next((topic.id for topic in content.topics if entry in topic.entries), "*")
    return f"faq/{topic}/{entry}.yaml"

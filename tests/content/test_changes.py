from dataclasses import replace

from bot import content as contents
from bot.content import Content
from bot.content.changes import Changes, changes
from tests.editor import Editor


def _without(content: Content, name: str) -> Content:
    return replace(content, entries={key: entry for key, entry in content.entries.items() if key != name})


def test_the_same_content_has_changed_in_nothing(editor: Editor) -> None:
    read, again = contents.load(editor.folder), contents.load(editor.folder)
    assert changes(read, again) == Changes(entries=2, phrasings=18, added=0, removed=0, changed=0)


def test_entries_that_came_went_or_say_otherwise_are_counted(editor: Editor) -> None:
    old = contents.load(editor.folder)
    editor.answer("tea-when", "At five.")
    editor.add("cake-why")
    new = _without(contents.load(editor.folder), "library-where")
    assert changes(old, new) == Changes(entries=2, phrasings=14, added=1, removed=1, changed=1)

"""What the desk knows and says, as one value: read whole from its files, or refused with what to mend."""

import ctypes
import gc
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot import content as contents
from bot import i18n
from bot.content import Content
from bot.errors import OperatorError
from bot.faq import Matcher
from bot.faq.learn import learn
from bot.i18n import Translator


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The content, what was learned from it, the interface in its languages: made together, exchanged together."""

    content: Content
    matcher: Matcher
    translators: Mapping[str, Translator]


def read(content_dir: Path, locales_dir: Path) -> Knowledge:
    """Read and check every file, and learn from them; it takes seconds, so that a running desk does it in a thread.

    Raises:
        OperatorError: the content or the catalogs cannot be used; a line names each of the first problems.

    """
    try:
        content = contents.load(content_dir)
        translators = i18n.load(locales_dir, content.languages)
    except OSError as error:
        mend = "make it a file that the desk may read"
        raise OperatorError(f"{error.filename} cannot be read ({error.strerror}); {mend}.") from error
    return Knowledge(content, learn(content), translators)


def settle_memory() -> None:
    """Give the system what reading took, and let the collector pass over what was read for good.

    What was passed over before is looked at once more, since a part of it may be in use no longer. glibc keeps freed
    memory unless asked; other systems do not.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)

"""Interface text by explicit language: gettext from `locales/`, dates and numbers by Babel.

The `.po` files are read as they are, so nothing compiled is kept. A msgid is the English sentence.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal
from babel.support import Translations
from markupsafe import Markup

from bot.errors import OperatorError

DOMAIN = "messages"

_REGIONS = {"en": "en_GB"}
"""The United Nations writes days and numbers in English as the British do."""


class Translator:
    """The interface in one language. Calling it translates, fills in and escapes what is filled in."""

    def __init__(self, language: str, translations: Translations) -> None:
        self.language = language
        self._locale = _REGIONS.get(language, language)
        self._translations = translations

    def __call__(self, message: str, /, **values: object) -> Markup:
        """Translate `message`; `{name}` in it is replaced by `values`, escaped unless it is Markup."""
        return Markup(self._translations.gettext(message)).format(**values)  # noqa: S704 our own catalogs

    def plural(self, one: str, many: str, n: int, /, **values: object) -> Markup:
        """Translate the form of the sentence that goes with `n`, which fills `{n}`."""
        text = self._translations.ngettext(one, many, n)
        return Markup(text).format(n=self.number(n), **values)  # noqa: S704 our own catalogs

    def number(self, value: float) -> str:
        """Write a number as this language does."""
        return format_decimal(value, locale=self._locale)

    def date(self, value: dt.date) -> str:
        """Write a day in full: "1 November 2020", «1 ноября 2020 г.»."""
        return format_date(value, format="long", locale=self._locale)

    def partial_date(self, value: str) -> str:
        """Write "2020-11-01", "2023-04" or "2013" as precisely as it is given."""
        year, month, day = [int(part) for part in value.split("-")] + [0] * (2 - value.count("-"))
        if day:
            return self.date(dt.date(year, month, day))
        return format_skeleton("yMMMM" if month else "y", dt.date(year, month or 1, 1), locale=self._locale)


def load(folder: Path, languages: Iterable[str]) -> Mapping[str, Translator]:
    """Read `<folder>/<language>/LC_MESSAGES/messages.po` for each language.

    Raises:
        OperatorError: one is missing or cannot be read.

    """
    return {code: _read(folder / code / "LC_MESSAGES" / f"{DOMAIN}.po") for code in languages}


def _read(path: Path) -> Translator:
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3], abort_invalid=True)
    except FileNotFoundError:
        mend = "add it, or put the folder with the catalogs into LOCALES_DIR"
        raise OperatorError(f"{path} is missing: {mend}.") from None
    except (PoFileError, ValueError) as error:
        raise OperatorError(f"{path}: {error}; mend the line that it names.") from error
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translator(path.parts[-3], Translations(compiled, DOMAIN))

"""The one seam for time."""

import datetime as dt


class Clock:
    """The time of day; tests set it."""

    def now(self) -> dt.datetime:
        """Return this moment in UTC."""
        return dt.datetime.now(dt.UTC)

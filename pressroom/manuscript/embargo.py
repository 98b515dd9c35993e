"""An embargo: the time before which a chapter must not be published, and the notice that says so.

The content gives the time once, in the chapter or the report. All forms of it that outputs contain are made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pressroom.model import Language

ISOLATED = "\u2066{}\u2069"  # keeps a time left-to-right in a right-to-left line (Unicode Bidirectional Algorithm, 2.4)

UNBROKEN = "\N{NO-BREAK SPACE}"  # so that a line ends between two times, not inside one


@dataclass(frozen=True)
class Embargo:
    """The time of its end, the time zones for the notice (IANA names), and whether it is in force at the time of the build."""

    until: datetime
    zones: tuple[str, ...]
    in_force: bool

    def notice(self, language: Language) -> str:
        """The notice: `Embargoed until January 13, 2005, 00:01 GMT (UTC+0) · January 12, 2005, 19:01 EST (UTC-5)`."""
        isolated = ISOLATED.format if language.direction == "rtl" else str
        times = [self.until.astimezone(ZoneInfo(zone)) for zone in self.zones]
        stated = " · ".join(f"{language.day(time)}, {isolated(_clock(time))}".replace(" ", UNBROKEN) for time in times)
        return language.labels.embargo.replace("{time}", stated)

    def day(self, language: Language) -> str:
        """The date on which it ends, in the first time zone."""
        return language.day(self.until.astimezone(ZoneInfo(self.zones[0])))

    @property
    def utc(self) -> str:
        """The time in UTC: `2005-01-13T00:01:00Z` (RFC 3339)."""
        return f"{self.until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    @property
    def mark(self) -> str:
        """The prefix of names of files under embargo: `EMBARGOED-20050113T0001Z-`."""
        return f"EMBARGOED-{self.until.astimezone(UTC):%Y%m%dT%H%MZ}-"


def _clock(time: datetime) -> str:
    """The time of day with the zone's abbreviation, if it has one, and the UTC offset: `19:01 EST (UTC-5)`."""
    seconds = int((time.utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    offset = f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")
    letters = time.tzname() or ""
    return f"{time:%H:%M} {letters} ({offset})" if letters.isalpha() else f"{time:%H:%M} {offset}"

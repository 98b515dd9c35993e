"""An embargo: the time before which a chapter must not be published, and the notice that says so.

The time is written once, in the chapter or the report; every form in which an output states it is made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pressroom.model import Language

ISOLATED = "\u2066{}\u2069"  # a time keeps its own direction in a right-to-left line (Unicode Bidirectional Algorithm, 2.4)

UNBROKEN = "\N{NO-BREAK SPACE}"  # a line ends between two times, not within one


@dataclass(frozen=True)
class Embargo:
    """Until when, in which time zones the notice gives it (names of the IANA's database); whether it is in force at the build's time."""

    until: datetime
    zones: tuple[str, ...]
    in_force: bool

    def notice(self, language: Language) -> str:
        """The notice: `Embargoed until January 13, 2005, 00:01 GMT (UTC+0) · January 12, 2005, 19:01 EST (UTC-5)`."""
        isolated = ISOLATED.format if language.direction == "rtl" else str
        times = [self.until.astimezone(ZoneInfo(zone)) for zone in self.zones]
        told = " · ".join(f"{language.day(time)}, {isolated(_clock(time))}".replace(" ", UNBROKEN) for time in times)
        return language.labels.embargo.replace("{time}", told)

    def day(self, language: Language) -> str:
        """The day on which it ends, in the first of the zones."""
        return language.day(self.until.astimezone(ZoneInfo(self.zones[0])))

    @property
    def utc(self) -> str:
        """The instant for machines: `2005-01-13T00:01:00Z` (RFC 3339)."""
        return f"{self.until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    @property
    def mark(self) -> str:
        """What the name of a file under embargo begins with: `EMBARGOED-20050113T0001Z-`."""
        return f"EMBARGOED-{self.until.astimezone(UTC):%Y%m%dT%H%MZ}-"


def _clock(time: datetime) -> str:
    """The hour with its zone's letters, where it has any, and its distance from UTC: `19:01 EST (UTC-5)`."""
    seconds = int((time.utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    distance = f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")
    letters = time.tzname() or ""
    return f"{time:%H:%M} {letters} ({distance})" if letters.isalpha() else f"{time:%H:%M} {distance}"

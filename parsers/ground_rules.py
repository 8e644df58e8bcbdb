"""The terms under which words were said, where the page states them in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from parsers.dates import find_date, find_time
from parsers.transcript import GroundRules, Note

_EMBARGO = re.compile(
    r"\bembargoed\s+(?:for\s+release\s+)?(?:until|till|to)\b|\b(?:under\s+)?(?:strict\s+)?embargo\b[^.\n]{0,30}?\buntil\b|"
    r"\bnot\s+for\s+(?:release|publication)\s+(?:until|before)\b|\bsperrfrist\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\bon\s+(?:deep\s+)?background\b(?!\s+(?:checks?|papers?|noise|music))|\bbackground\s+(?:press\s+)?(?:briefing|call)\b",
    re.IGNORECASE,
)
_OFF_RECORD = re.compile(r"\boff[\s-]the[\s-]record\b", re.IGNORECASE)
#: spoken terms bind only when they are stated of this very event
_SPOKEN = re.compile(
    r"\b(?:this|today['’]s|the)\s+(?:call|briefing|conversation|session|discussion)\b[^.?!\n]{0,60}?\b(?:is|will\s+be)\b[^.?!\n]{0,40}?"
    r"\b(?:on\s+(?:deep\s+)?background|off[\s-]the[\s-]record|embargoed)\b[^.?!\n]{0,80}",
    re.IGNORECASE,
)
#: where a day ends last; an embargo without a zone is held until its time has passed everywhere
_LAST_ZONE = timezone(timedelta(hours=-12))


def states_terms(line: str) -> bool:
    """Whether a line of the head states ground rules."""
    return bool(len(line) < 400 and (_EMBARGO.search(line) or _BACKGROUND.search(line) or _OFF_RECORD.search(line)))


def read_ground_rules(lines: Iterable[str], held_on: date | None) -> tuple[GroundRules, tuple[Note, ...]]:
    """The terms that lines of the head state."""
    notes: list[Note] = []
    rules = GroundRules()
    for line in lines:
        if not states_terms(line):
            continue
        attribution = _attribution(line) or rules.attribution
        until = rules.embargoed_until or (_until(line, held_on, notes) if _EMBARGO.search(line) else None)
        quoted = rules.quoted or line.strip()
        rules = GroundRules(attribution=attribution, embargoed_until=until, quoted=quoted)
    return rules, tuple(notes)


def spoken_terms(opening: str) -> str | None:
    """The words by which somebody at the lectern states terms for the whole event."""
    found = _SPOKEN.search(opening[:6000])
    return found.group().strip() if found else None


def _attribution(line: str) -> Literal["on background", "off the record"] | None:
    if _OFF_RECORD.search(line):
        return "off the record"
    return "on background" if _BACKGROUND.search(line) else None


def _until(line: str, held_on: date | None, notes: list[Note]) -> datetime | None:
    embargo = _EMBARGO.search(line)
    after = line[embargo.end() :] if embargo else line
    dated = find_date(after)
    day = dated.day if dated else held_on
    at = find_time(after)
    if day is None or (at is None and dated is None):
        notes.append(Note("embargo-unread", f"“{line.strip()}” states an embargo whose end could not be read."))
        return None
    if at is None:  # "until 4 June": the day has to have come, everywhere
        return datetime(day.year, day.month, day.day, tzinfo=_LAST_ZONE)
    if at.tzinfo is None:
        notes.append(
            Note(
                "embargo-zone",
                f"“{line.strip()}” names no time zone; it is held until that time has passed everywhere.",
            )
        )
        at = at.replace(tzinfo=_LAST_ZONE)
    return datetime.combine(day, at)

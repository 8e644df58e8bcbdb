"""Dates, times and zones as pages print them, in English, German and French.

A date that could be read two ways (03/04/2025) is not read at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta, timezone, tzinfo

_MONTH_NAMES = {
    1: "january jan januar janner janvier janv",
    2: "february feb februar fevrier fevr fev",
    3: "march mar marz maerz mars mrz",
    4: "april apr avril avr",
    5: "may mai",
    6: "june jun juni juin",
    7: "july jul juli juillet juil",
    8: "august aug aout",
    9: "september sep sept septembre",
    10: "october oct oktober okt octobre",
    11: "november nov novembre",
    12: "december dec dezember dez decembre",
}
MONTHS = {name: month for month, names in _MONTH_NAMES.items() for name in names.split()}
_PLAIN = str.maketrans("äéûôÄÉÛ", "aeuoaeu")

_DAY_MONTH_YEAR = re.compile(
    r"(?<![\d.])(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.)?[ \u00a0-]{1,3}(?:of )?"
    r"(?P<month>[^\W\d_]{3,9})\.?,?[ \u00a0-]{1,3}(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = re.compile(
    r"(?<!\w)(?P<month>[^\W\d_]{3,9})\.?[ \u00a0](?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?[ \u00a0]"
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_YEAR_MONTH_DAY = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])")
_DOTTED = re.compile(r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?P<year>(?:19|20)\d\d)(?![\d/])")

_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"(?:[ \u00a0]?(?P<half>[ap])\.?m\b\.?)?(?![\d:])",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\b(?:UTC|GMT)(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?|\b(?P<name>[A-Z]{2,4})\b")
#: minutes east of Greenwich of abbreviations that mean one thing; "ET" and its like depend on the day and are left out
_ZONES = {
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "BST": 60,
    "CET": 60,
    "CEST": 120,
    "EET": 120,
    "EEST": 180,
    "MSK": 180,
    "EDT": -240,
    "EST": -300,
    "CDT": -300,
    "MDT": -360,
    "PDT": -420,
    "PST": -480,
    "AEST": 600,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
    "JST": 540,
}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a line."""

    day: date  #: the date
    start: int  #: where it begins in the line
    end: int  #: one past its end


def find_date(line: str) -> Dated | None:
    """The first date printed in a line."""
    found = []
    for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _YEAR_MONTH_DAY, _DOTTED, _SLASHED):
        for match in pattern.finditer(line):
            day = _date(match)
            if day:
                found.append(Dated(day, match.start(), match.end()))
                break
    return min(found, key=lambda dated: dated.start, default=None)


def _date(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (second, first) if second > 12 else (first, second)
    else:
        name = parts["month"].lower().translate(_PLAIN)
        day, month = int(parts["day"]), int(name) if name.isdigit() else MONTHS.get(name, 0)
    try:
        return date(int(parts["year"]), month, day)
    except ValueError:
        return None


def find_time(line: str, start: int = 0) -> time | None:
    """The first time of day in a line, from `start` on; aware when the line names its zone."""
    for match in _TIME.finditer(line, start):
        hour, half = int(match.group("hour")), (match.group("half") or "").lower()
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour < 24:
            return time(hour, int(match.group("minute")), tzinfo=_zone(line[match.end() : match.end() + 16]))
    return None


def _zone(text: str) -> tzinfo | None:
    found = _ZONE.search(text)
    if not found:
        return None
    if found.group("sign"):
        minutes = int(found.group("hours")) * 60 + int(found.group("minutes") or 0)
        minutes = -minutes if found.group("sign") == "-" else minutes
    elif found.group("name") in _ZONES:
        minutes = _ZONES[found.group("name")]
    else:
        return None
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None

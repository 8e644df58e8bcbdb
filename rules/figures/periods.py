"""For which period a figure is said: "last year", "the first three months of this year", "in 2025", "a year".

A period keeps the speaker's words, except that years relative to the event become the year itself where the day of the
event is known, so that "last year" said in two different years is not the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rules.figures.numbers import DASHES, amount
from rules.figures.tokens import Sentence
from rules.figures.units import DURATIONS
from rules.figures.words import MONTHS

_RELATIVE = frozenset("this last next past previous coming current these recent preceding".split())
_ORDINAL = frozenset("first second third fourth final last 1st 2nd 3rd 4th".split())
_BEFORE_A_LENGTH = frozenset("in for than within of over about almost nearly after before as is was".split())
_MOST_BETWEEN = 24
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time named in a sentence."""

    first: int  #: first token
    end: int  #: one past its last token
    text: str  #: verbatim


def periods(s: Sentence) -> tuple[Period, ...]:
    """The periods named in a sentence, in order; linear in its tokens."""
    found, i = [], 0
    while i < len(s.tokens):
        end = _period_end(s, i)
        if end is None:
            i += 1
            continue
        found.append(Period(i, end, s.words(i, end)))
        i = end
    return tuple(found)


def _period_end(s: Sentence, i: int) -> int | None:
    word = s.word(i)
    if word in _RELATIVE:
        return _relative_end(s, i)
    if word in _ORDINAL or word == "half":
        return _part_end(s, i)
    if _is_year(s, i):
        return i + 3 if s.word(i + 1) in {"to", "and"} | DASHES and _is_year(s, i + 2) else i + 1
    if word in MONTHS and s.at(i).text[:1].isupper():
        return _month_end(s, i)
    return _rate_end(s, i)


def _rate_end(s: Sentence, i: int) -> int | None:
    """“a year” in “20 billion a year”; “in a year” is a length of time."""
    word = s.word(i)
    if word in {"annually", "yearly", "monthly"}:
        return i + 1
    rate = word in {"per", "each", "every", "a"} and s.word(i + 1) in {"year", "month", "day", "week", "annum"}
    if not rate or (word == "a" and s.word(i - 1) in _BEFORE_A_LENGTH):
        return None
    return i + 2


def _is_year(s: Sentence, i: int) -> bool:
    text = s.at(i).text
    return s.at(i).kind == "number" and len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100


def _relative_end(s: Sentence, i: int) -> int | None:
    """“last year”, "the past 24 hours", "the next three to five years", "these first three months of this year"."""
    if s.word(i + 1) in _ORDINAL:
        return _part_end(s, i + 1)
    at = i + 1
    counted = amount(s, at)
    if counted is not None:
        at = counted.end
    if s.word(at) in {"full", "calendar", "financial", "fiscal", "half"}:
        at += 1
    if s.word(at) in DURATIONS or (s.word(at) in MONTHS and counted is None):
        return at + 1
    return None


def _part_end(s: Sentence, i: int) -> int | None:
    """“first three months of this year”, "fourth quarter of 2025", "first half next year"."""
    at = i + 1
    counted = amount(s, at)
    if counted is not None and s.word(at) != "half":
        at = counted.end
    if (s.word(at) in {"half", "part"} and s.word(i) != "half") or (
        s.word(at) in DURATIONS and not (counted is None and s.word(at) in {"time", "day", "days"})
    ):
        at += 1
    else:
        return None
    of = at + 1 if s.word(at) == "of" else at
    of = of + 1 if s.word(of) == "the" else of
    if _is_year(s, of):
        return of + 1
    if s.word(of) in _RELATIVE and s.word(of + 1) in DURATIONS:
        return of + 2
    if of > at and s.word(of) in DURATIONS:
        return of + 1
    return at if s.word(i) != "half" else None


def _month_end(s: Sentence, i: int) -> int:
    at = i + 1
    if s.word(at) in {"to", "and"} | DASHES and s.word(at + 1) in MONTHS:
        at += 2
    if s.at(at).kind == "number" and len(s.at(at).text) <= 2:  # a day
        at += 1
    if s.word(at) == "," and _is_year(s, at + 1):
        at += 1
    if s.word(at) in _RELATIVE and s.word(at + 1) == "year":
        return at + 2
    return at + 1 if _is_year(s, at) else at


def period_of(found: tuple[Period, ...], beside: tuple[tuple[int, int], ...], first: int, end: int) -> Period | None:
    """The period nearest to tokens `first`–`end`; what stands behind goes before what stands in front.

    `beside` are the tokens of the neighbouring figures: a period beyond them is theirs.
    """
    best: tuple[int, Period] | None = None
    for period in found:
        behind = period.first >= end
        gap = period.first - end if behind else first - period.end
        if gap < 0 or gap > _MOST_BETWEEN:
            continue
        low, high = (end, period.first) if behind else (period.end, first)
        if any(low <= start < high for start, _ in beside):
            continue
        weight = gap if behind else gap + 2
        if best is None or weight < best[0]:
            best = (weight, period)
    return best[1] if best else None


def resolved(text: str, held_on: date | None) -> str:
    """“last year” as “2024” for an event of 2025, “March” as “March 2025”; as said where the day is not known."""
    if held_on is None:
        return text
    year = held_on.year
    for words, value in (("this year", year), ("last year", year - 1), ("next year", year + 1)):
        text = _replaced(text, words, str(value))
    for words, months in (("this month", 0), ("last month", -1), ("next month", 1)):
        text = _replaced(text, words, _month_of(year * 12 + held_on.month - 1 + months))
    number = _MONTH_NUMBERS.get(text.casefold())
    if number is not None:  # a bare month is the last one of that name
        text = f"{text} {year if number <= held_on.month else year - 1}"
    return text


def _replaced(text: str, words: str, by: str) -> str:
    return re.sub(rf"\b{words}\b", by, text, flags=re.IGNORECASE)


def _month_of(index: int) -> str:
    return f"{MONTH_NAMES[index % 12]} {index // 12}"


def years(period: str | None) -> frozenset[str]:
    """The calendar years a period names."""
    return frozenset(_YEAR.findall(period or ""))

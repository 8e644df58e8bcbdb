"""What is no figure although it holds a number.

Ordinals never come this far (they are no amounts). Here go dates, years, clock and telephone numbers, articles, pages
and other names with numbers, "one" where it is a pronoun, counts of the talk itself ("two questions"), known sets
("the 32", "all three"), and bare numbers that count nothing. Each answer says why, so that a doubt can be looked up.
"""

from __future__ import annotations

from rules.figures.numbers import DASHES, Amount, Number
from rules.figures.tokens import Sentence
from rules.figures.units import Unit
from rules.figures.words import CONTEXT_WORDS, DISCOURSE, MONTHS, REFERENCES, WEEKDAYS

_NAMING_MARKS = frozenset("/=&#@_:\\+*")
_TALK = frozenset("question questions thing things point points reason reasons issue issues topic topics".split())
_DEFINITE = frozenset("the these those all both our your their its other his her my".split())
_YEAR_NOUNS = frozenset(
    "people troops soldiers personnel officers jobs homes deaths cases men women children civilians employees workers "
    "families households students refugees companies schools hospitals".split()
)
#: adjectives that leave a discourse noun one: "two key principles", but not "two confirmed cases"
_ORDERING = frozenset(
    "key main big basic broad important different related separate specific general crucial major possible quick "
    "follow "
    "- up short simple distinct additional first last critical great good".split()
)
_CLOCK = frozenset({"am", "pm", "o'clock", "oclock", "hrs", "gmt", "cet", "cest", "utc", "bst", "edt", "est", "noon"})
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th", "s"})
_TOTALS = frozenset("number numbers toll total tally count figure figures score cases deaths".split())
_FRACTION_HOLDERS = frozenset("first second last latter former the this that other better".split())


def no_figure(s: Sentence, a: Amount, unit: Unit | None) -> str | None:
    """Why the amount with this unit is no figure, or None when it may be one."""
    firm = unit is not None and not unit.noun and unit.name != "points"
    return (
        _part_of_a_name(s, a, unit)
        or _date(s, a)
        or _year(s, a, unit, firm=firm)
        or _reference(s, a, firm=firm)
        or _half(s, a, unit)
        or _one(s, a, unit, firm=firm)
        or _talk(s, a, unit, firm=firm)
        or (_bare(s, a) if unit is None else None)
    )


def _part_of_a_name(s: Sentence, a: Amount, unit: Unit | None) -> str | None:
    """“B9”, "G-7", "COVID-19", "3rd", "70s", "24/7", "13:34", "+61 2 6261", part of an address."""
    start = unit.first if unit else a.first
    before, first, after = s.at(start - 1), s.at(start), s.at(a.end)
    if first.glued and (before.kind == "word" or before.text in _NAMING_MARKS):
        return "part of a name" if before.kind == "word" else "part of an address, date or code"
    if first.glued and before.word in DASHES and before.glued and s.at(start - 2).kind in {"word", "number"}:
        return "part of a name"
    if s.at(a.end - 1).kind == "number" and after.glued and after.word in _ORDINAL_ENDS:
        return "an ordinal or a decade"
    if after.glued and after.text in _NAMING_MARKS and s.at(a.end + 1).glued:
        return "part of an address, date or code"
    if before.text == "+" or _telephone(s, a):
        return "a telephone number"
    return None


def _telephone(s: Sentence, a: Amount) -> bool:
    digits = a.numbers[0].digits
    if digits.isdigit() and len(digits) > 1 and digits[0] == "0":
        return True
    neighbours = (s.at(a.first - 1), s.at(a.end))
    return a.plain and not a.spelled and any(n.kind == "number" and n.text.isdigit() for n in neighbours)


def _date(s: Sentence, a: Amount) -> str | None:
    if s.word(a.end) in _CLOCK or s.phrase(a.end, 2) == "o ' clock":
        return "a time of day"
    if not a.plain or a.values[-1] > 2100:  # no date
        return None
    after = a.end + 1 if s.word(a.end) == "of" else a.end
    if _month(s, after) or _month(s, a.first - 1) or (s.word(a.first - 1) == "the" and _month(s, a.first - 2)):
        return "a date"
    if s.word(a.first - 1) == "," and _month(s, a.first - 3):
        return "a date"
    return "a date" if s.word(a.first - 1) in WEEKDAYS else None


def _month(s: Sentence, i: int) -> bool:
    token = s.at(i)
    if token.word == "." and token.glued:
        token = s.at(i - 1)
    return token.word in MONTHS and token.text[:1].isupper()


def year_like(n: Number) -> bool:
    """Whether a number looks like a year: 1800–2100 in four digits, or spoken like one."""
    return n.plain and not n.spelled and len(n.digits) == 4 and 1800 <= n.value <= 2100  # the range of years


def _year(s: Sentence, a: Amount, unit: Unit | None, *, firm: bool) -> str | None:
    if a.spelled and a.plain and a.values[0] in {19.0, 20.0} and not firm:
        return "a year" if s.word(a.end) in {"twenty", "thirty", "forty", "fifty", "sixty", "nineteen"} else None
    if not any(year_like(n) for n in a.numbers) or firm:
        return None
    counted = unit is not None and unit.name.rsplit(" ", 1)[-1].casefold() in _YEAR_NOUNS
    return None if counted and len(a.numbers) == 1 and s.word(a.first - 1) not in {"in", "since"} else "a year"


def _reference(s: Sentence, a: Amount, *, firm: bool) -> str | None:
    """“Article Five”, "page 3", "Nord Stream 2", "Windows 3.1"."""
    if firm or a.scaled:
        return None
    i = a.first - 1
    if s.word(i) == "." and s.word(i - 1) in {"no", "art", "p", "pp"}:
        return "a reference"
    before = s.at(i)
    if before.kind != "word":
        return None
    if before.word in REFERENCES and (a.plain or before.text[:1].isupper()):
        return "a reference"
    named = before.text[:1].isupper() and before.word not in CONTEXT_WORDS and i > 0
    if named and (s.at(a.first).kind == "number" or s.at(a.first).text[:1].isupper()):
        in_a_place = s.word(i - 1) in {"in", "at", "from", "across", "of", "to"} and s.word(a.end) not in {"", ","}
        return (
            None if in_a_place and not a.spelled and a.values[0] < 1000 and s.at(a.end).kind == "word" else "a name"
        )  # small counts
    return None


def _half(s: Sentence, a: Amount, unit: Unit | None) -> str | None:
    if s.word(a.first) != "half" or a.scaled:
        return None
    if s.word(a.first - 1) in _FRACTION_HOLDERS and (unit is None or s.at(a.first - 1).word != "the"):
        return "a period"
    duration = unit is not None and unit.kind == "duration"
    return None if duration and s.word(a.end) != "of" else "a share without a number"


def _one(s: Sentence, a: Amount, unit: Unit | None, *, firm: bool) -> str | None:
    """“One” is an amount only with a unit of the tables; zero likewise."""
    word = s.word(a.first)
    if word not in {"one", "zero"} or not a.plain or len(a.numbers) > 1:
        return None
    if not firm or unit is None:
        return "a pronoun" if word == "one" else "an idiom"
    if word == "zero":
        return None if unit.kind in {"percent", "money"} else "an idiom"
    return "an idiom" if unit.kind == "count" or (unit.name in {"days", "quarters"} and unit.end - a.end == 1) else None


def _talk(s: Sentence, a: Amount, unit: Unit | None, *, firm: bool) -> str | None:
    """Counts of the talk itself, known sets, and "three times" as a figure of speech."""
    if unit is None or firm:
        return "an occasion" if unit is not None and unit.kind == "count" and a.spelled else None
    if a.scaled or max(a.values) > 20:  # nobody has more than twenty questions
        return None
    *before, noun = unit.name.casefold().split()
    if noun in _TALK or (a.spelled and noun in DISCOURSE and all(word in _ORDERING for word in before)):
        return "a count of the talk itself"
    determiner = s.word(a.first - 1)
    if a.spelled and determiner in _DEFINITE:
        return "a known set"
    return "a count of the talk itself" if a.spelled and s.word(a.end) in {"key", "main", "big", "crucial"} else None


def _bare(s: Sentence, a: Amount) -> str | None:
    """A number with nothing behind it counts nothing, unless it is large, exact or the value of a total."""
    if not a.plain:
        article = s.word(a.first) in {"a", "an"}
        return "a vague number" if article or (s.word(a.end) == "of" and a.spelled) else None
    if a.spelled or s.word(a.first - 1) in _DEFINITE or s.word(a.end) == "of":
        return "a number without a noun"
    told = s.word(a.first - 1) in {"at", "to", "is", "was", "of"}
    total = any(s.word(k) in _TOTALS for k in range(a.first - 10, a.first))
    return None if told and total else "a number without a noun"

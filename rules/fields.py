"""One description of a setting, for rules and for the whole configuration file.

A `Field` says what a setting is called, what may be written, what it means and gives an example. Reading YAML, drawing
a form, listing and documenting a rule's kind all follow from the same fields, so they cannot disagree.

Promise: `read_fields` never raises on what a person wrote. It returns every mistake at once, each with its place, what
was found and what to write instead; and every list and text it accepts is bounded. Scalars may come as text (the YAML
loader keeps them so: `by: [2025]` stays a word) or as booleans and numbers (forms, JSON).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from rules.errors import Path, RuleMistake
from rules.spelling import nearest

MOST_WORDS = 200  #: phrases in one list
LONGEST_PHRASE = 200  #: characters of one phrase
LONGEST_TEXT = 2000  #: characters of any other text
MOST_ENTRIES = 10_000  #: entries of a list of mappings

Mistakes = tuple[RuleMistake, ...]


class FieldType(Protocol):
    """What may be written in a field."""

    @property
    def says(self) -> str:
        """What to write, as it completes "Write …"."""

    def read(self, raw: object, where: Path) -> tuple[Any, Mistakes]:
        """The value and no mistakes; or mistakes, and None or what could be kept."""


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: its name, what may be written and what it does."""

    name: str  #: the key as people write it
    type: FieldType  #: what may be written
    help: str  #: a sentence: what it does
    example: str  #: as people would write it after the colon
    required: bool = False  #: whether it must be there
    default: Any = None  #: the value (as read, not as written) when it is not there


def read_fields(fields: Sequence[Field], raw: object, where: Path) -> tuple[dict[str, Any], Mistakes]:
    """The value of every field by name, and every mistake; what is absent or mistaken has its default."""
    values: dict[str, Any] = {each.name: each.default for each in fields}
    if raw is None:
        raw = {}
    if not isinstance(raw, Mapping):
        how = f"Write keys below it: {', '.join(values)}."
        return values, (_mistake(where, f"Settings were expected here, but this is {describe(raw)}.", how),)
    mistakes = list(_unknown_keys(fields, raw, where))
    for each in fields:
        given = raw.get(each.name)
        if given is None or given == "":
            mistakes.extend([_missing(each, where, written=each.name in raw)] if each.required else ())
            continue
        value, found = each.type.read(given, (*where, each.name))
        values[each.name] = each.default if found and value is None else value
        mistakes.extend(found)
    return values, tuple(mistakes)


def describe(raw: object) -> str:
    """What was found, in words and shortened: for "… but this is {…}"."""
    if raw is None:
        return "empty"
    if isinstance(raw, Mapping):
        return "a group of settings"
    if isinstance(raw, (list, tuple)):
        return f"a list of {len(raw)}"
    text = str(raw).strip()
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A remedy for an unknown word: the nearest known one, or what there is."""
    near = nearest(word, known)
    if near is not None:
        return f"Did you mean “{near}”?"
    listed = ", ".join(known[:12])
    return f"Known here: {listed}{', …' if len(known) > 12 else ''}." if known else ""


def _mistake(where: Path, what: str, how: str) -> RuleMistake:
    return RuleMistake(where, what, how)


def _missing(each: Field, where: Path, *, written: bool) -> RuleMistake:
    what = f"“{each.name}” is empty." if written else f"“{each.name}” is missing."
    place = (*where, each.name) if written else where
    return _mistake(place, what, f"Write {each.type.says}, for example `{each.name}: {each.example}`.")


def _unknown_keys(fields: Sequence[Field], raw: Mapping[Any, Any], where: Path) -> list[RuleMistake]:
    known = [each.name for each in fields]
    unknown = [key for key in raw if key not in known]
    return [
        _mistake((*where, str(key)), f"{describe(key)} is not a setting here.", did_you_mean(str(key), known))
        for key in unknown
    ]


def _wrong(raw: object, where: Path, says: str) -> tuple[None, Mistakes]:
    return None, (_mistake(where, f"This is {describe(raw)}.", f"Write {says}."),)


def _scalar(raw: object) -> str | None:
    """The text of a scalar; None for lists, mappings and control characters."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if not isinstance(raw, (str, int, float)):
        return None
    text = str(raw).strip()
    return None if any(ord(c) < 32 and c not in "\n\t" for c in text) else text


@dataclass(frozen=True, slots=True)
class Text:
    """A text of one piece."""

    says: str = "a text"  #: what to write
    longest: int = LONGEST_TEXT  #: most characters

    def read(self, raw: object, where: Path) -> tuple[str | None, Mistakes]:
        text = _scalar(raw)
        if not text:
            return _wrong(raw, where, self.says)
        if len(text) > self.longest:
            what = f"This is {len(text)} characters long."
            return None, (_mistake(where, what, f"Write at most {self.longest} characters."),)
        return text, ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]  #: the words, as written and as read

    @property
    def says(self) -> str:
        return "one of " + ", ".join(self.options)

    def read(self, raw: object, where: Path) -> tuple[str | None, Mistakes]:
        text = _scalar(raw)
        if text is None:
            return _wrong(raw, where, self.says)
        chosen = next((option for option in self.options if option.casefold() == text.casefold()), None)
        if chosen is None:
            near = nearest(text, self.options)
            how = f"Did you mean “{near}”? " if near else ""
            return None, (_mistake(where, f"{describe(raw)} is not known here.", f"{how}Write {self.says}."),)
        return chosen, ()


def _listed(raw: object) -> Sequence[object] | None:
    """A list as it is, one scalar as a list of one, None for anything else."""
    if isinstance(raw, (list, tuple)):
        return raw
    return None if isinstance(raw, Mapping) else [raw]


@dataclass(frozen=True, slots=True)
class Choices:
    """Some of a few words; one alone may be written without a list."""

    options: tuple[str, ...]  #: the words

    @property
    def says(self) -> str:
        return "some of " + ", ".join(self.options)

    def read(self, raw: object, where: Path) -> tuple[tuple[str, ...] | None, Mistakes]:
        entries = _listed(raw)
        if entries is None:
            return _wrong(raw, where, self.says)
        if len(entries) > MOST_WORDS:
            return _too_many(len(entries), where, MOST_WORDS)
        read = [Choice(self.options).read(e, _place(raw, where, i)) for i, e in enumerate(entries)]
        chosen = tuple(dict.fromkeys(value for value, _ in read if value is not None))
        return chosen, tuple(m for _, found in read for m in found)


@dataclass(frozen=True, slots=True)
class _Phrase(Text):
    """A text that holds something to look for."""

    def read(self, raw: object, where: Path) -> tuple[str | None, Mistakes]:
        text, mistakes = Text.read(self, raw, where)
        if text is None or any(character.isalnum() for character in text):
            return text, mistakes
        return None, (_mistake(where, f"{describe(text)} holds no letter or digit.", f"Write {self.says}."),)


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words or phrases, each with a letter or digit; one alone may be written without a list."""

    says: str = "a word or phrase, or a list of them"  #: what to write
    most: int = MOST_WORDS  #: most phrases
    longest: int = LONGEST_PHRASE  #: most characters of one

    def read(self, raw: object, where: Path) -> tuple[tuple[str, ...] | None, Mistakes]:
        entries = _listed(raw)
        if entries is None:
            return _wrong(raw, where, self.says)
        if len(entries) > self.most:
            return _too_many(len(entries), where, self.most)
        one = _Phrase("a word or phrase", self.longest)
        read = [one.read(e, _place(raw, where, i)) for i, e in enumerate(entries)]
        phrases = tuple(dict.fromkeys(value for value, _ in read if value is not None))
        return phrases, tuple(m for _, found in read for m in found)


def _place(raw: object, where: Path, index: int) -> Path:
    return (*where, index) if isinstance(raw, (list, tuple)) else where


def _too_many(count: int, where: Path, most: int) -> tuple[None, Mistakes]:
    return None, (_mistake(where, f"This is a list of {count}.", f"Write at most {most}, or make several of them."),)


#: a sign, digits, and at most one point; twenty digits are enough for anything an editor counts
_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds."""

    low: float = 0  #: least
    high: float = 1_000_000_000  #: most
    whole: bool = False  #: whether it must be a whole number; it is then read as an int

    @property
    def says(self) -> str:
        return f"a {'whole ' if self.whole else ''}number from {self.low:,g} to {self.high:,.0f}"

    def read(self, raw: object, where: Path) -> tuple[float | None, Mistakes]:
        text = None if isinstance(raw, bool) else _scalar(raw)
        if text is None or not _NUMBER.fullmatch(text):
            return _wrong(raw, where, self.says)
        value = float(text)
        if not self.low <= value <= self.high or (self.whole and not value.is_integer()):
            return _wrong(raw, where, self.says)
        return (int(value) if self.whole else value), ()


_PERCENT = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*(?:%|percent|per cent)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share written with its sign, "5%"; read as a fraction, 0.05."""

    says: str = "a share with its sign, like 5%"  #: what to write

    def read(self, raw: object, where: Path) -> tuple[float | None, Mistakes]:
        found = _PERCENT.fullmatch(_scalar(raw) or "")
        return (float(found[1]) / 100, ()) if found else _wrong(raw, where, self.says)


_YES, _NO = frozenset({"yes", "true", "on", "y", "1"}), frozenset({"no", "false", "off", "n", "0"})


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    says: str = "yes or no"  #: what to write

    def read(self, raw: object, where: Path) -> tuple[bool | None, Mistakes]:
        word = (_scalar(raw) or "").casefold()
        return (word in _YES, ()) if word in _YES | _NO else _wrong(raw, where, self.says)


_SECONDS: dict[str, float] = {
    "ms": 0.001,
    "s": 1,
    "sec": 1,
    "second": 1,
    "m": 60,
    "min": 60,
    "minute": 60,
    "h": 3600,
    "hr": 3600,
    "hour": 3600,
}
_SECONDS |= {"d": 86400, "day": 86400, "w": 604800, "week": 604800}
_AMOUNT = re.compile(r"\s*(\d{1,7}(?:\.\d{1,3})?)\s*([a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time with its unit: "5m", "30 s", "2 hours", "1h 30m"."""

    least: timedelta = timedelta(0)  #: not shorter
    most: timedelta = timedelta(days=366)  #: not longer

    @property
    def says(self) -> str:
        return "a time with its unit, like 30s, 5m, 2 hours or 1 day"

    def read(self, raw: object, where: Path) -> tuple[timedelta | None, Mistakes]:
        seconds = _seconds(_scalar(raw) or "")
        if seconds is None:
            return _wrong(raw, where, self.says)
        value = timedelta(seconds=seconds)
        if not self.least <= value <= self.most:
            bounds = f"between {in_words(self.least)} and {in_words(self.most)}"
            return None, (_mistake(where, f"This is {describe(raw)}.", f"Write a time {bounds}."),)
        return value, ()


def _seconds(text: str) -> float | None:
    total, at = 0.0, 0
    for _ in range(4):  # days, hours, minutes, seconds
        found = _AMOUNT.match(text, at)
        unit = found[2].casefold() if found else ""
        size = _SECONDS.get(unit) or (_SECONDS.get(unit.removesuffix("s")) if len(unit) > 2 else None)
        if not found or size is None:
            return None
        total, at = total + float(found[1]) * size, found.end()
        if not text[at:].strip():
            return total
    return None


def in_words(length: timedelta) -> str:
    """A length of time as people write it: "5 minutes"."""
    seconds = length.total_seconds()
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds / size:g} {unit}{'' if seconds == size else 's'}"
    return f"{seconds:g} second{'' if seconds == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of settings below one key; read as a dict."""

    fields: tuple[Field, ...]  #: the settings
    alone: str | None = None  #: the field meant when only its value is written: `send: "#desk"` is `send: {to: …}`

    @property
    def says(self) -> str:
        return "{" + ", ".join(f"{each.name}: {each.example}" for each in self.fields[:3]) + "}"

    def read(self, raw: object, where: Path) -> tuple[dict[str, Any] | None, Mistakes]:
        if not isinstance(raw, Mapping):
            if self.alone is None:
                return _wrong(raw, where, self.says)
            raw = {self.alone: raw}
        return read_fields(self.fields, raw, where)


@dataclass(frozen=True, slots=True)
class Groups:
    """A list of groups of settings; read as a tuple of dicts."""

    fields: tuple[Field, ...]  #: the settings of each
    most: int = MOST_ENTRIES  #: most entries
    says: str = field(default="a list; each entry begins with a dash")  #: what to write

    def read(self, raw: object, where: Path) -> tuple[tuple[dict[str, Any], ...] | None, Mistakes]:
        if not isinstance(raw, (list, tuple)):
            return _wrong(raw, where, self.says)
        if len(raw) > self.most:
            return _too_many(len(raw), where, self.most)
        read = [read_fields(self.fields, entry, (*where, i)) for i, entry in enumerate(raw)]
        return tuple(values for values, _ in read), tuple(m for _, found in read for m in found)


@dataclass(frozen=True, slots=True)
class Anything:
    """Passed on as it is, for a part that is read elsewhere (the rules of a configuration file)."""

    says: str = "what the documentation shows here"  #: what to write

    def read(self, raw: object, where: Path) -> tuple[object, Mistakes]:
        del where
        return raw, ()

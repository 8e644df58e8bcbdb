"""Digits and words to values: "20 billion", "1.2m", "twenty-five", "half a million", "2,400", "two and a half".

`amount` reads what stands at one token: a single number, a range ("three to five"), or a list that shares what follows
("59, 60", "three, five, seven"); a speaker's self-repair ("40 million –billions") counts as its later form. It decides
nothing about what the number is for. It looks at a bounded number of tokens, so that reading a text stays linear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from rules.figures.tokens import FRACTION_MARKS, Sentence

ONES = {
    word: float(value)
    for value, word in enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))
}
TEENS = {
    word: float(value)
    for value, word in enumerate(
        (
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
            *("sixteen", "seventeen", "eighteen", "nineteen"),
        ),
        start=10,
    )
}
TENS = {
    word: float(value)
    for value, word in zip(
        range(20, 100, 10), ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), strict=True
    )
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "millions": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "billions": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "trillion": 1e12,
    "trillions": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "dozen": 12.0,
}
#: only directly behind digits: "5 m" are metres
GLUED_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
DASHES = frozenset("-‐‑‒–—―−")
REPAIRS = (("sorry",), ("i", "mean"), ("or", "rather"), ("rather",), ("excuse", "me"), ("no",))
_CURRENCY_MARKS = frozenset("$€£¥₹₽₩₪")
_PERCENT = frozenset({"%", "percent"})
_MAX_DIGITS = 24
_MAX_WORDS = 16
_MAX_LIST = 6


@dataclass(frozen=True, slots=True)
class Number:
    """One number as said."""

    value: float  #: with its scale applied
    first: int  #: its first token
    end: int  #: one past its last token
    scale: float = 1.0  #: "billion" in "20 billion"; 1 without
    spelled: bool = False  #: in words
    plain: bool = True  #: a bare whole number: no scale, decimals, fraction or thousands separators
    digits: str = ""  #: the digits as printed


@dataclass(frozen=True, slots=True)
class Amount:
    """One or several numbers that are said as one thing."""

    values: tuple[float, ...]  #: all of them, as said
    first: int  #: first token
    end: int  #: one past the last token
    numbers: tuple[Number, ...]  #: what it is made of

    @property
    def last(self) -> Number:
        return self.numbers[-1]

    @property
    def plain(self) -> bool:
        return all(number.plain for number in self.numbers)

    @property
    def spelled(self) -> bool:
        return all(number.spelled for number in self.numbers)

    @property
    def scaled(self) -> bool:
        return any(number.scale >= 1e3 for number in self.numbers)  # from thousand on


def amount(s: Sentence, i: int) -> Amount | None:
    """The amount that starts at token `i`, or None."""
    first = number(s, i)
    if first is None:
        return None
    numbers = [_repaired(s, first)]
    repaired = numbers[0] is not first
    while not repaired and len(numbers) < _MAX_LIST:
        following = _joined(s, numbers)
        if following is None:
            break
        numbers.append(following)
    if len(numbers) > 1 and not _belongs_together(s, numbers):
        numbers = numbers[:1]
    numbers = _with_shared_scale(numbers)
    return Amount(tuple(n.value for n in numbers), i, numbers[-1].end, tuple(numbers))


def number(s: Sentence, i: int) -> Number | None:
    """The single number at token `i`, or None."""
    token = s.at(i)
    if token.kind == "number":
        return _from_digits(s, i)
    if token.kind == "fraction":
        return _scaled(s, Number(FRACTION_MARKS[token.text], i, i + 1, plain=False))
    if token.word in DASHES and token.word != "–":
        return _negative(s, i)
    if token.word == "minus":
        return _negative(s, i)
    if token.kind != "word":
        return None
    return _half(s, i) or _article(s, i) or _pointed(s, i) or _from_words(s, i)


def _negative(s: Sentence, i: int) -> Number | None:
    """“-0.3” or "minus 0.3"; a dash between two things is none."""
    before = s.at(i - 1)
    glued_behind = s.at(i).glued and before.word not in {"(", "["}
    if s.word(i) != "minus" and (glued_behind or before.kind == "number" or not s.at(i + 1).glued):
        return None
    positive = _from_digits(s, i + 1) if s.at(i + 1).kind == "number" else None
    return positive and replace(positive, value=-positive.value, first=i, plain=False)


def digits_value(digits: str) -> float | None:
    """“2,400” and "43.8" to a value; None for what is no single number ("59,60", "1.2.3")."""
    if len(digits) > _MAX_DIGITS:
        return None
    whole, _, decimals = digits.partition(".")
    groups = whole.split(",")
    if "." in decimals or "," in decimals:
        return None
    if len(groups) > 1 and (len(groups[0]) > 3 or groups[0] == "" or any(len(g) != 3 for g in groups[1:])):  # thousands
        return None
    return float("".join(groups) + ("." + decimals if decimals else ""))


def _from_digits(s: Sentence, i: int) -> Number | None:
    value = digits_value(s.at(i).text)
    if value is None:
        return None
    plain = s.at(i).text.isdigit()
    found = Number(value, i, i + 1, plain=plain, digits=s.at(i).text)
    mark = s.at(i + 1)
    if mark.kind == "fraction":
        found = replace(found, value=value + FRACTION_MARKS[mark.text], end=i + 2, plain=False)
    elif s.word(i + 1) == "point" and s.at(i + 2).kind == "number" and s.at(i + 2).text.isdigit() and plain:
        found = replace(found, value=float(f"{s.at(i).text}.{s.at(i + 2).text[:12]}"), end=i + 3, plain=False)
    return _scaled(s, found)


def _scaled(s: Sentence, found: Number) -> Number:
    """With "and a half" and the scale that follows: "20 billion", "20-billion-euro", "1.2m", "2½ million"."""
    if s.phrase(found.end, 3) == "and a half":
        found = replace(found, value=found.value + 0.5, end=found.end + 3, plain=False)
    for _ in range(2):  # "two hundred thousand", "hundred million"
        at = found.end
        if s.word(at) in DASHES and s.at(at).glued and s.at(at + 1).glued:
            at += 1
        scale = SCALES.get(s.word(at))
        if scale is None and at == found.end and s.at(at).glued and not _in_metres(s, at):
            scale = GLUED_SCALES.get(s.word(at))
        if scale is None:
            break
        found = replace(found, value=found.value * scale, end=at + 1, scale=found.scale * scale, plain=False)
    if found.scale > 1 and s.phrase(found.end, 3) == "and a half":
        found = replace(found, value=found.value + found.scale / 2, end=found.end + 3)
    return found


def _in_metres(s: Sentence, i: int) -> bool:
    """Whether the glued "m" of "37m (121ft) long" or "32m2" is a metre."""
    after = s.at(i + 1)
    return s.word(i) == "m" and (
        after.word in {"tall", "long", "wide", "high", "deep", "("} or (after.glued and after.kind == "number")
    )


def _half(s: Sentence, i: int) -> Number | None:
    """“half a million”, "half a year", "half-century", "half year": with what follows, half is an amount."""
    if s.word(i) != "half":
        return None
    at = i + 1
    if s.word(at) in {"a", "an"} or (s.word(at) in DASHES and s.at(at).glued):
        at += 1
    scale = SCALES.get(s.word(at))
    if scale is not None:
        return Number(scale / 2, i, at + 1, scale=scale, spelled=True, plain=False)
    return Number(0.5, i, at, spelled=True, plain=False)


def _article(s: Sentence, i: int) -> Number | None:
    """“a thousand”, "a quarter of a million"; a bare article is no number."""
    if s.word(i) not in {"a", "an"}:
        return None
    if s.phrase(i + 1, 3) == "quarter of a" and (scale := SCALES.get(s.word(i + 4))) is not None:
        return Number(scale / 4, i, i + 5, scale=scale, spelled=True, plain=False)
    if s.word(i + 1) not in SCALES:
        return None
    found = _scaled(s, Number(1.0, i, i + 1, spelled=True))
    return replace(found, spelled=True, plain=False)


def _pointed(s: Sentence, i: int) -> Number | None:
    """“point 3” and "point three" after a word that takes a number."""
    if s.word(i) != "point" or s.word(i - 1) not in {"of", "by", "at", "to", "around", "about", "was", "is", "another"}:
        return None
    following = s.at(i + 1)
    if following.kind == "number" and following.text.isdigit():
        return _scaled(s, Number(float(f"0.{following.text[:12]}"), i, i + 2, plain=False))
    digits, end = _spoken_digits(s, i + 1)
    return _scaled(s, Number(float(f"0.{digits}"), i, end, spelled=True, plain=False)) if digits else None


def _spoken_digits(s: Sentence, i: int) -> tuple[str, int]:
    digits = ""
    while len(digits) < _MAX_LIST and s.word(i) in ONES:
        digits += str(int(ONES[s.word(i)]))
        i += 1
    return digits, i


def _from_words(s: Sentence, i: int) -> Number | None:
    """Cardinal words: "twenty-five", "two hundred and fifty thousand", "six point five"."""
    value, end = _below_thousand(s, i)
    if value is None:
        return None
    total, scale_before, largest, plain = 0.0, float("inf"), 1.0, True
    while True:
        scale = SCALES.get(s.word(end), 1.0)
        if not 1e3 <= scale < scale_before:
            break
        total, scale_before, largest, plain, end = total + value * scale, scale, max(largest, scale), False, end + 1
        value = 0.0
        more, after = _below_thousand(s, end + 1 if s.word(end) == "and" else end)
        if more is None or (
            SCALES.get(s.word(after), 1.0) < 1e3 and s.word(end) != "and" and more < 100
        ):  # "one thousand five"
            break
        value, end = more, after
    total += value
    if largest == 1.0 and s.word(end) == "point":
        digits, after = _spoken_digits(s, end + 1)
        if digits:
            total, end, plain = float(f"{int(total)}.{digits}"), after, False
    found = Number(total, i, end, scale=largest, spelled=True, plain=plain)
    return _scaled(s, found) if largest == 1.0 else _scaled_half(s, found)


def _scaled_half(s: Sentence, found: Number) -> Number:
    if s.phrase(found.end, 3) == "and a half":
        return replace(found, value=found.value + found.scale / 2, end=found.end + 3)
    return found


def _below_thousand(s: Sentence, i: int) -> tuple[float | None, int]:
    """“seven”, "twenty-five", "nineteen", "two hundred and six"; a dozen words at most."""
    small, end = _below_hundred(s, i)
    if small is None:
        return None, i
    if s.word(end) != "hundred":
        return small, end
    value, end = small * 100, end + 1
    after = end + 1 if s.word(end) == "and" else end
    rest, rest_end = _below_hundred(s, after)
    if rest is None or s.phrase(end, 3) == "and a half":
        return value, end
    return value + rest, rest_end


def _below_hundred(s: Sentence, i: int) -> tuple[float | None, int]:
    word = s.word(i)
    if word in ONES or word in TEENS:
        return ONES.get(word, TEENS.get(word)), i + 1
    if word not in TENS:
        return None, i
    at = i + 2 if s.word(i + 1) in DASHES and s.at(i + 1).glued else i + 1
    one = ONES.get(s.word(at), 0.0)
    return (TENS[word] + one, at + 1) if one else (TENS[word], i + 1)


def _repaired(s: Sentence, found: Number) -> Number:
    """The later form of a number that the speaker puts right: "40 million –billions", "20, sorry, 30 billion"."""
    at = _after_repair(s, found.end)
    if at is None:
        return found
    scale = SCALES.get(s.word(at))
    if scale is not None and found.scale > 1:
        value = found.value / found.scale * scale
        return replace(found, value=value, scale=scale, end=at + 1, plain=False)
    again = number(s, at) if s.at(at).kind == "number" or s.word(at) in ONES | TEENS | TENS else None
    if again is None:
        return found
    if again.scale == 1.0 and found.scale > 1:
        again = replace(again, value=again.value * found.scale, scale=found.scale, plain=False)
    return replace(again, first=found.first)


def _after_repair(s: Sentence, i: int) -> int | None:
    """Where the later form starts: behind " –" as transcribers write it, or behind "sorry", "I mean" and the like."""
    dash = s.at(i)
    if dash.word in DASHES and not dash.glued and s.at(i + 1).glued:
        return i + 1
    if dash.word in DASHES and s.word(i + 1) in DASHES:
        return None
    at = i + 1 if dash.word in DASHES or dash.word == "," else i
    for words in REPAIRS:
        if at > i and all(s.word(at + k) == word for k, word in enumerate(words)):
            after = at + len(words)
            return after + 1 if s.word(after) == "," else after
    return None


def _joined(s: Sentence, numbers: list[Number]) -> Number | None:
    """The number that a range or a list goes on with, or None."""
    before = numbers[-1]
    at = before.end
    if s.word(at) in _PERCENT and s.word(at + 1) in {"to", "or"} | DASHES:
        at += 1  # "2% to 3%" is one range
    link = s.word(at)
    if link == "and" and not _said_between(s, numbers[0]):
        return None
    if link not in {"to", "or", ",", "and"} | DASHES:
        return None
    if link == "to" and _said_from(s, numbers[0]):
        return None
    if link in {"or", "to"} | DASHES and len(numbers) > 1 and link != "or":
        return None
    at += 1
    if link == "," and s.word(at) in {"or", "and"}:
        at += 1
    if s.at(at).text in _CURRENCY_MARKS:
        at += 1
    following = s.at(at)
    if following.kind not in {"number", "fraction"} and following.word not in ONES | TEENS | TENS:
        return None
    found = number(s, at)
    same_sign = s.word(before.end) not in _PERCENT or (found is not None and s.word(found.end) in _PERCENT)
    return found if same_sign else None  # not "rose 6% to 164 points"


def _said_between(s: Sentence, first: Number) -> bool:
    return s.word(first.first - 1) == "between" or (
        s.word(first.first - 2) == "between" and s.at(first.first - 1).text in _CURRENCY_MARKS
    )


def _said_from(s: Sentence, first: Number) -> bool:
    """“rose from 2 to 3 percent”: two figures, not a range."""
    at = first.first - 1 if s.word(first.first - 1) == "from" else first.first - 2
    return s.word(at) == "from" and s.word(at - 1) not in {"range", "ranges", "ranged", "ranging", "anywhere"}


def _belongs_together(s: Sentence, numbers: list[Number]) -> bool:
    """Whether these are one thing: rising, of one order, and for a list all bare with something to share."""
    first, last = numbers[0], numbers[-1]
    if any(a.scale > 1 and b.scale == 1 for a, b in pairwise(numbers)):
        return False
    shared = last.scale if first.scale == 1 else 1.0
    values = [n.value * (shared if n.scale == 1 and n is not last else 1.0) for n in numbers]
    rising = all(0 <= a < b for a, b in pairwise(values))
    if not rising or values[-1] > 1000 * max(values[0], 1):
        return False
    if any(s.word(n.end) == "," for n in numbers[:-1]):
        return all(n.plain for n in numbers[:-1]) and values[-1] <= 10 * max(values[0], 1)  # "In 2024, 60%"
    return True


def _with_shared_scale(numbers: list[Number]) -> list[Number]:
    """“20 to 30 billion”: the scale is said once, for all."""
    scale = numbers[-1].scale
    if len(numbers) == 1 or scale == 1:
        return numbers
    return [n if n.scale > 1 else replace(n, value=n.value * scale, scale=scale, plain=False) for n in numbers]

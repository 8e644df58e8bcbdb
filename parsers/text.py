"""Text for comparison, with the way back to the original, and sentences.

`fold` makes spellings comparable: case, accents, quotes, dashes and spaces are levelled. Every folded character knows
which original character it came from, so that a finding in folded text becomes a span in the untouched text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

QUOTES = dict.fromkeys("‘’‚‛′`´ʼʹ＇", "'") | dict.fromkeys("“”„‟«»″＂〝〞", '"')
DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
#: letters that NFKD leaves whole although readers take them for the plain letter
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
#: every blank but the newline, which separates
_ASCII_SPACES = dict.fromkeys((9, 11, 12, 13, 28, 29, 30, 31), " ")
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, the index of the original character it came from."""

    text: str  #: lower case, plain letters, straight quotes, hyphens for dashes, single kinds of space
    offsets: tuple[int, ...] | None  #: None when every character stands at its own index
    length: int  #: length of the original

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original half-open range that folded `start`–`end` came from."""
        if self.offsets is None:
            return start, end
        first = self.offsets[start] if start < len(self.offsets) else self.length
        if end <= start:
            return first, first
        following = self.offsets[end] if end < len(self.offsets) else self.length  # takes along what folds to nothing
        return first, max(following, self.offsets[end - 1] + 1)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in INVISIBLE:
        return ""
    if character.isspace():
        return "\n" if character in "\n\u2028\u2029" else " "
    plain = QUOTES.get(character) or DASHES.get(character)
    if plain:
        return plain
    decomposed = unicodedata.normalize("NFKD", character)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return "".join(LETTERS.get(c, c) for c in kept)


def fold(text: str) -> Folded:
    """Level case, accents, quotes, dashes and spaces, keeping offsets into the original."""
    if text.isascii():
        return Folded(text.lower().translate(_ASCII_SPACES), None, len(text))
    pieces = [_fold_character(character) for character in text]
    if all(len(piece) == 1 for piece in pieces):
        return Folded("".join(pieces), None, len(text))
    offsets = tuple(i for i, piece in enumerate(pieces) for _ in piece)
    return Folded("".join(pieces), offsets, len(text))


#: words whose full stop does not end a sentence
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sen rep gov gen lt sgt capt hon rev vs dept vol approx cf e.g i.e "
    "bzw usw z.b d.h nr mme mlle".split()
)
#: likewise, but they are words too when written small ("he sat.")
_CAPITALISED = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun col fig no m".split()
)
#: may end a sentence as well: they do where a sentence visibly begins after them
_OPEN = frozenset("u.s u.k u.n e.u a.m p.m etc inc ltd co corp jr sr".split())
_STARTERS = frozenset(
    "the a an it its it's i i'm we we're you he she they this that these those there but and so or in on at if as for"
    " with when what where why how who then now yes no our my your his her their thank thanks next first second"
    " finally".split()
)
_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？]++[”’」』）]*+|[।॥؟۔։።]++(?=\s)|\n+",
)
_LAST_WORD = re.compile(r"[\w.]+\Z")
_NEXT_WORD = re.compile(r"[\s\"'“‘«(\[]*([\w'’]*)")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of the sentences of `text`, in order, without surrounding space."""
    found, start = [], 0
    for end in _END.finditer(text):
        if not _ends_sentence(text, start, end):
            continue
        found.append((start, end.end()))
        start = end.end()
    found.append((start, len(text)))
    return tuple(trimmed for first, last in found if (trimmed := _trim(text, first, last))[0] < trimmed[1])


def _ends_sentence(text: str, start: int, end: re.Match[str]) -> bool:
    mark = end.group().rstrip("\"'”’»)]")
    following = _NEXT_WORD.match(text, end.end(), min(len(text), end.end() + 40))
    next_word = following.group(1) if following else ""
    if mark in {"…", "..."} or (mark in {"?", "!"} and mark != end.group()):
        return not next_word[:1].islower()  # a pause; a quotation that goes on: “Is it?” he asked
    if mark != "." or "\n" in text[end.end() : end.end() + 1]:
        return True
    if next_word[:1].islower():
        return False
    word = _LAST_WORD.search(text, max(start, end.start() - 24), end.start())
    return not (word and _is_abbreviation(word.group(), next_word))


def _is_abbreviation(word: str, next_word: str) -> bool:
    folded = word.casefold()
    if folded in ABBREVIATIONS:
        return True
    if folded in _CAPITALISED:
        return word[0].isupper() if folded != "no" else next_word[:1].isdigit()
    if folded == "i":
        return False
    initial = len(folded) == 1 and folded.isalpha()
    return (initial or folded in _OPEN) and next_word.casefold().replace("’", "'") not in _STARTERS


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

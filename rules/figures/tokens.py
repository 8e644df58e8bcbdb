"""The words of one sentence, as the figure grammar reads them.

A sentence without a digit or a number word is never cut into tokens, so most of a transcript costs one regex search.
Asides are not said: they end the grammar's reach like the end of the sentence does. Cutting is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from parsers.text import fold, sentences
from parsers.transcript import Turn

TokenKind = Literal["number", "fraction", "word", "mark", "break"]

FRACTION_MARKS = {
    "½": 1 / 2,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅕": 1 / 5,
    "⅖": 2 / 5,
    "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅙": 1 / 6,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)*)"
    rf"|(?P<fraction>[{''.join(FRACTION_MARKS)}])"
    r"|(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?)"
    r"|(?P<mark>[^\w\s]|[\d_])"
)
#: whatever can begin a figure; a sentence without any of it holds none
_TRIGGER = re.compile(
    r"[0-9½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|dozen|half"
    r"|twice|doubl\w{1,3}|tripl\w{1,3}|trebl\w{1,3}|quadrupl\w{1,3}|halv\w{1,3}|\w{3,9}fold|than|almost|nearly)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark."""

    text: str  #: as it stands
    word: str  #: folded, without dots and with a straight apostrophe; empty for a break
    start: int  #: offset into the turn's text
    end: int  #: one past its last character
    glued: bool  #: nothing stands between it and the token before
    kind: TokenKind  #: what it is


NOTHING = Token("", "", 0, 0, glued=False, kind="break")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a turn, cut into tokens; every look beyond its ends finds nothing."""

    text: str  #: the whole turn's text
    start: int  #: where the sentence starts in it
    end: int  #: one past its end
    tokens: tuple[Token, ...]  #: in order

    def at(self, i: int) -> Token:
        return self.tokens[i] if 0 <= i < len(self.tokens) else NOTHING

    def word(self, i: int) -> str:
        return self.at(i).word

    def phrase(self, i: int, length: int) -> str:
        """The folded words of `length` tokens from `i`, joined by single spaces."""
        return " ".join(self.word(k) for k in range(i, i + length))

    def words(self, first: int, end: int) -> str:
        """Verbatim, from token `first` to before token `end`."""
        if first >= end:
            return ""
        return self.text[self.at(first).start : self.at(end - 1).end]


def number_sentences(turn: Turn) -> Iterator[Sentence]:
    """The sentences of a turn that may hold a figure."""
    for start, end in sentences(turn.text):
        if _TRIGGER.search(turn.text, start, end):
            yield Sentence(turn.text, start, end, tuple(_tokens(turn, start, end)))


def _tokens(turn: Turn, start: int, end: int) -> Iterator[Token]:
    asides = [(a.start, a.end) for a in turn.asides if a.start < end and a.end > start]
    previous, hidden = start, 0
    for found in _TOKEN.finditer(turn.text, start, end):
        while hidden < len(asides) and asides[hidden][1] <= found.start():
            hidden += 1
        if hidden < len(asides) and asides[hidden][0] < found.end():
            if previous != -1:
                yield NOTHING
            previous = -1
            continue
        yield _token(found, glued=found.start() == previous)
        previous = found.end()


def _token(found: re.Match[str], *, glued: bool) -> Token:
    text = found.group()
    kind: TokenKind = found.lastgroup  # type: ignore[assignment]  # the groups are named after the kinds
    word = text.lower() if text.isascii() else fold(text).text if kind == "word" else text
    if kind == "word":
        word = word.replace(".", "")
    return Token(text, word, found.start(), found.end(), glued, kind)

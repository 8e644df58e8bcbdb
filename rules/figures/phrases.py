"""Noun phrases without a tagger: where one starts and ends, and whether its last word can be what is measured.

English marks most borders of a noun phrase with words of closed classes (articles, prepositions, pronouns), endings
(-ing, -ed, -ly) and place ("to", "we" and "will" stand before verbs). What is left is decided by a list of verbs that
are hardly ever nouns. A doubtful phrase is no phrase: every function here would rather answer None.
"""

from __future__ import annotations

from rules.figures.numbers import SCALES
from rules.figures.tokens import Sentence
from rules.figures.units import CURRENCY_WORDS, DURATIONS
from rules.figures.words import (
    ADVERBS,
    AUXILIARIES,
    CONTEXT_WORDS,
    DETERMINERS,
    IDIOM_NOUNS,
    MONTHS,
    NEVER_HEADS,
    NOMINAL_ING,
    NOMINAL_LY,
    NOUNS_AFTER_ALL,
    NUMBER_WORDS,
    PRONOUNS,
    QUALIFIER_WORDS,
    VAGUE_NOUNS,
    VERBS,
    WEEKDAYS,
)

Hidden = frozenset[int]  #: tokens that belong to a period or to a neighbouring figure
Run = tuple[int, int]  #: first token and one past the last

_LONGEST = 7  #: words of one simple phrase
_MOST_WORDS = 11  #: words shown
_JOINING = frozenset({"of", "for", "in", "on", "per"})
_BEFORE_VERBS = AUXILIARIES | {"i", "we", "you", "they", "he", "she", "it", "who", "to", "let's", "not", "never"}
_RANKS = frozenset({"full", "first", "second", "third", "term", "terms"})
_AND = frozenset({"and", "or"})
#: endings of adjectives
_ADJECTIVE_ENDINGS = ("able", "ible", "ful", "ous", "less")


def content(word: str) -> bool:
    """Whether a word can say what is measured."""
    return (
        1 < len(word) <= 40  # nothing longer is a word
        and word not in CONTEXT_WORDS
        and word not in QUALIFIER_WORDS
        and word not in SCALES
        and word not in CURRENCY_WORDS
        and word not in DURATIONS
        and word not in MONTHS
        and word not in NUMBER_WORDS
        and word not in {"percent", "percentage", "cent", "points", "point", "basis", "times"}
    )


def adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOMINAL_LY)


def verb(word: str) -> bool:
    """Whether a word is a verb wherever it stands behind a noun."""
    return word in VERBS or word in AUXILIARIES


def _participle(word: str) -> bool:
    return len(word) > 4 and word.endswith(("ed", "ing")) and word not in NOMINAL_ING  # "bed", "king"


def _inside(s: Sentence, i: int, hidden: Hidden) -> bool:
    """Whether a token can be part of a simple phrase."""
    token = s.at(i)
    if i in hidden:
        return False
    if token.kind != "word":
        return token.word == "-" and token.glued and s.at(i + 1).glued
    word = token.word
    if word in NOUNS_AFTER_ALL:
        return s.word(i - 1) not in _BEFORE_VERBS
    if word in _RANKS:
        return True
    return content(word) and word not in PRONOUNS and word not in WEEKDAYS and not verb(word) and not adverb(word)


def head(s: Sentence, i: int) -> bool:
    """Whether a word can be the head of a noun phrase: no participle, adverb or adjective."""
    word = s.word(i)
    return (
        s.at(i).kind == "word"
        and word not in NEVER_HEADS
        and not _participle(word)
        and not word.endswith(_ADJECTIVE_ENDINGS)
        and not adverb(word)
    )


def backward(s: Sentence, end: int, hidden: Hidden) -> Run | None:
    """The simple phrase that ends right before token `end`."""
    start = end
    while start > end - _LONGEST and _inside(s, start - 1, hidden):
        start -= 1
    if start == end or not head(s, end - 1):
        return None
    return _trimmed(s, start, end)


def forward(s: Sentence, i: int, hidden: Hidden) -> Run | None:
    """The simple phrase that starts at token `i`, with or without an article."""
    start = i
    while s.word(start) in DETERMINERS and start < i + 3 and start not in hidden:
        start += 1
    end = start
    while end < start + _LONGEST and _inside(s, end, hidden) and not _starts_clause(s, start, end):
        end += 1
    while end > start and not head(s, end - 1):
        end -= 1
    if start == end or (s.word(start) in IDIOM_NOUNS and end == start + 1):
        return None
    return start, end


def _starts_clause(s: Sentence, start: int, i: int) -> bool:
    """A participle behind a noun says what happened to it: "the euros paid", "the ships waiting"."""
    return i > start and _participle(s.word(i)) and s.at(i).kind == "word" and head(s, i - 1)


def _adjectival(s: Sentence, i: int) -> bool:
    """“coal-fired plants”, "seed banks"."""
    return s.at(i).glued or s.word(i) in NOMINAL_ING or not _participle(s.word(i))


def _trimmed(s: Sentence, start: int, end: int) -> Run | None:
    """Without the verbs in front: "involving northern ports", "we help"; an article in front makes them adjectives."""
    for i in range(end - 2, start, -1):
        if s.word(i).endswith("ed") and not _adjectival(s, i) and head(s, i - 1):
            start = i + 1  # "the increase reflected goods inflation"
            break
    if s.word(start - 1) in DETERMINERS:
        return start, end
    if s.word(start - 1) in _BEFORE_VERBS and not s.word(start)[:1].isupper():
        named = s.at(start).text[:1].isupper() and s.word(start - 1) not in PRONOUNS
        start += 0 if named else 1
    while start + 1 < end and _participle(s.word(start)):
        if s.word(start).endswith("ed") and s.word(start - 1) in _JOINING:
            break  # "per lifted buoy"
        start += 1
    while start < end and s.at(start).kind != "word":
        start += 1
    return (start, end) if start < end else None


def chained_back(s: Sentence, end: int, hidden: Hidden) -> Run | None:
    """The phrase before token `end` with the one it belongs to: "cost of a closure of the strait"."""
    found = last = backward(s, end, hidden)
    while last is not None:
        before = last[0]
        while s.word(before - 1) in DETERMINERS:
            before -= 1
        at = before - 1
        if s.word(at) in _AND:
            joined = backward(s, at, hidden) if before == last[0] else None
        else:
            joined = backward(s, at, hidden) if s.word(at) in _JOINING else None
        if joined is None or found is None or found[1] - joined[0] > _MOST_WORDS:
            break
        if s.word(at) != "of" and s.word(joined[1] - 1) in IDIOM_NOUNS:
            break  # "taking part in"
        last, found = joined, (joined[0], found[1])
    return found


def chained(s: Sentence, i: int, hidden: Hidden, joining: frozenset[str] = _JOINING) -> Run | None:
    """The phrase at token `i` with what belongs to it: "training of the crews", "port and coastal safety"."""
    found = forward(s, i, hidden)
    while found is not None:
        at, end = found[1], None
        if s.word(at) in joining:
            end = forward(s, at + 1, hidden)
        elif s.word(at) in _AND and s.word(at + 1) not in DETERMINERS:
            end = forward(s, at + 1, hidden)
            if end and (verb(s.word(end[1])) or adverb(s.word(end[1]))):
                end = None  # "for the port, and pilots have" begins another clause
        if end is None or end[1] - found[0] > _MOST_WORDS:
            break
        if s.word(at) in {"in", "on"} and s.word(end[1] - 1) in IDIOM_NOUNS:
            break  # "a problem in the first place"
        found = found[0], end[1]
    return found


def shown(s: Sentence, run: Run | None) -> str | None:
    """A phrase as said, a name with its article; None where it says nothing ("number", "the way")."""
    if run is None:
        return None
    start, end = run
    if end == start + 1 and (s.word(start) in VAGUE_NOUNS or len(s.word(start)) < 3):
        return None
    named = s.at(start).text[:1].isupper() and s.word(start - 1) == "the" and s.at(start - 1).text == "the"
    return s.words(start - 1 if named else start, end)

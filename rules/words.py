"""What a word is, and the shapes under which two spellings of it are the same.

`words` cuts a text into words with offsets. `shape` says of one printed word how it folds, which singular and American
forms it shares with others, how it sounds across transliterations, and whether it may be guessed at all. Nothing here
knows rules or distances; `rules.spelling` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.text import fold

#: "U.S." and "e.g." are one word, so is "2.5%"; letters, digits and inner apostrophes otherwise; hyphens part words
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,12}(?![^\W_])"
    r"|\d+(?:[.,]\d+){0,8}(?:%|(?![^\W_]))"
    r"|[^\W_]+(?:'[^\W_]+){0,4}"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, without a possessive ending."""

    text: str  #: as printed
    start: int  #: its first character in the original text
    end: int  #: one past its last
    gap: bool  #: whether something other than blanks and hyphens stands between it and the word before


_POSSESSIVE = re.compile(r"'s\Z")
#: what may stand between two words of a phrase; a full stop only after an abbreviation such as "St."
_BETWEEN = re.compile(r"[ \-\"'/]{0,8}")
_SHORTENED = frozenset({"st", "mr", "mrs", "ms", "dr", "gen", "sen", "gov", "prof"})


def words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    folded = fold(text)
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(folded.text):
        possessive = _POSSESSIVE.search(match.group())
        start, end = match.start(), match.end() - (2 if possessive else 0)
        first, beyond = folded.original(start, end)
        if found and first < found[-1].end:  # "¼" folds to two words, of which the first has its place
            continue
        gap = not found or not _joins(folded.text, last, start)
        found.append(Word(text[first:beyond], first, beyond, gap))
        last = match.end()
    return tuple(found)


def _joins(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    if between == " ":
        return True
    if between.startswith(".") and text[max(0, end - 4) : end].rsplit(" ", maxsplit=1)[-1] in _SHORTENED:
        between = between[1:]
    return _BETWEEN.fullmatch(between) is not None


#: shorter words have too many neighbours to be guessed
_LEAST = 5
#: longer ones are no words of any language we guess in, and comparing them letter by letter would cost
_MOST = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything about one printed word that comparing needs."""

    text: str  #: as printed
    folded: str  #: case and accents levelled, apostrophes and full stops dropped
    foldings: frozenset[str]  #: `folded` and other ways to write its accents: Müller, Muller, Mueller
    plain: frozenset[str]  #: foldings and their singulars, American spelling for British
    guesses: tuple[
        tuple[str, str], ...
    ]  #: forms to compare when guessing (folded, and its singular), with their sounds
    capital: bool  #: begins with a capital letter
    acronym: bool  #: two to five capitals, dots aside
    guessable: bool  #: letters only, five to forty, no contraction: a fuzzy likeness may be looked for


_CONTRACTED = re.compile(r"(?:n't|'(?:re|ll|ve|d|m|em|all))\Z")
#: other common ways to write an accented letter without its accent
_ACCENTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "đ": "dj"})


@lru_cache(maxsize=100_000)
def shape(text: str) -> Shape:
    """The shape of one word as printed."""
    levelled = fold(text).text
    contracted = _CONTRACTED.search(levelled) is not None
    folded = levelled if contracted else _bare(levelled)
    foldings = {folded}
    if not text.isascii():
        foldings.add(_bare(fold(text.lower().translate(_ACCENTS)).text))
    letters = text.replace(".", "")
    return Shape(
        text=text,
        folded=folded,
        foldings=frozenset(foldings),
        plain=frozenset(american(form) for one in foldings for form in (one, *singulars(one))),
        guesses=tuple((form, sound(form)) for form in (folded, *singulars(folded)[:1]) if len(form) >= _LEAST),
        capital=text[:1].isupper(),
        acronym=2 <= len(letters) <= 5 and letters.isalpha() and letters.isupper(),
        guessable=_LEAST <= len(folded) <= _MOST and folded.isalpha() and not contracted,
    )


def _bare(levelled: str) -> str:
    without = levelled.replace("'", "")
    return without if without[:1].isdigit() else without.replace(".", "")


#: end in s without being a plural, or mean something else as a plural
_NO_PLURAL = frozenset(
    "news series species means arms goods customs always perhaps whereas towards afterwards besides hers ours does "
    "plus lens chaos cosmos ethos james hamas texas brussels athens honduras laos wales naples barbados bahamas "
    "reuters".split()
)
#: English surnames made of a given name and s: Williams is not several of William
_PATRONYMS = frozenset(
    "abrahams adams andrews daniels davids edwards evans harris hughes isaacs jacobs jeffreys matthews michaels owens "
    "peters philips phillips richards roberts rogers simons stephens stevens walters williams".split()
)
_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "lives": "life", "wolves": "wolf", "wives": "wife"}


def singulars(word: str) -> tuple[str, ...]:
    """What a folded word may be the plural of."""
    if word in _IRREGULAR:
        return (_IRREGULAR[word],)
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return ()
    if word in _NO_PLURAL or word in _PATRONYMS:
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1]) if len(word) > 4 else (word[:-1],)
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        return word[:-2], word[:-1]
    return (word[:-1],)


#: British endings and their American ones, applied to both sides of a comparison; longer words only, so that "four",
#: "rise" and "sense" keep theirs
_AMERICAN = tuple(
    (re.compile(pattern), american_ending)
    for pattern, american_ending in (
        (r"(?<=[a-z]{3})our(?=(?:s|ed|ing|ite|ites|able|er|ers|less|hood)?\Z)", "or"),
        (r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing|er|ers|ation|ations|able)\Z)", "iz"),
        (r"(?<=[a-z]{3})ys(?=(?:e|es|ed|ing|er|ers)\Z)", "yz"),
        (r"(?<=[a-z]{2}[bt])re(?=s?\Z)", "er"),
        (r"(?<=[a-z]{3})enc(?=(?:e|es|eless)\Z)", "ens"),
        (r"(?<=gra)mme(?=s?\Z)", "m"),
        (r"(?<=[a-z]{3})ogue(?=s?\Z)", "og"),
        (r"(?<=[a-z]{3})ll(?=(?:s|ed|ing|er|ers|or|ors|ation|ment)?\Z)", "l"),
        (r"(?<=[a-z]{2})dgement(?=s?\Z)", "dgment"),
        (r"oeu(?=vr)", "eu"),
    )
)
_PAIRS = {"grey": "gray", "plough": "plow", "sceptic": "skeptic", "sceptical": "skeptical", "aluminium": "aluminum"}
_PAIRS |= {"ageing": "aging", "tonne": "ton", "enrol": "enroll", "instal": "install", "paediatric": "pediatric"}


def american(word: str) -> str:
    """A folded word with American spelling for British."""
    if word in _PAIRS:
        return _PAIRS[word]
    for pattern, ending in _AMERICAN:
        word = pattern.sub(ending, word)
    return word


#: letters and groups that transliterations exchange, in this order; capitals stand for one sound of several letters
_SOUNDS = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        (r"\Ay(?=[aeiou])", "j"),
        (r"t?sch|shch|tsh", "S"),
        (r"sh", "S"),
        (r"tch|ch", "C"),
        (r"kh", "H"),
        (r"zh", "Z"),
        (r"ph", "f"),
        (r"(?<=[bdgrtwpl])h", ""),
        (r"ck|q|c(?![eiy])", "k"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee|ie|e[yi]\Z", "i"),
        (r"[iy][iyj]*|(?<=[^aeiou])j\Z|j(?=[^aeiouj])", "i"),
        (r"(.)\1+", r"\1"),
        (r"([CSHZ].)(?:\1)+", r"\1"),
    )
)


def sound(folded: str) -> str:
    """How a folded word sounds, roughly: Zelenskyy, Zelenskiy and Zelenskij are one."""
    for pattern, same in _SOUNDS:
        folded = pattern.sub(same, folded)
    return folded

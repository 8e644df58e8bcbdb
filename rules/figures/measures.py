"""What a figure measures: a phrase for editors, and a key of stems for comparison.

The phrase is a guess at the noun phrase the amount belongs to, verbatim. The key is broader and needs no grammar: the
unit's family and the stems of the content words around the amount, so that two sayings of one thing share most of them.
"""

from __future__ import annotations

from rules.figures.figure import UnitKind
from rules.figures.numbers import SCALES
from rules.figures.periods import Period
from rules.figures.tokens import Sentence
from rules.figures.units import CURRENCY_WORDS, DURATIONS
from rules.figures.words import CONTEXT_WORDS, MONTHS, MOTION, MOVING_VERBS, NUMBER_WORDS, QUALIFIER_WORDS

REACH = 10  #: tokens looked at on either side
_FAR_LEFT, _FAR_RIGHT = 30, 14
_MOST_STEMS = 14
_LONGEST_PHRASE = 6
_PREPOSITIONS = frozenset("of in on for to from towards worth into".split())
CONTRASTS = frozenset(
    "core headline underlying excluding outside target targets net gross additional total new nominal real average "
    "median "
    "domestic foreign global suspected confirmed civilian military quarterly annual cumulative adverse baseline".split()
)
_SAME = {
    "aid": "support",
    "assist": "support",
    "help": "support",
    "goal": "target",
    "object": "target",
    "aim": "target",
    "citizen": "people",
    "person": "people",
    "inhabit": "people",
    "kill": "death",
    "dead": "death",
    "die": "death",
    "fatal": "death",
    "contribut": "pledg",
    "commit": "pledg",
    "promis": "pledg",
    "expenditur": "spend",
    "spent": "spend",
    "grew": "growth",
    "grow": "growth",
    "grown": "growth",
    "defens": "defenc",
    "forecast": "project",
}


def stem(word: str) -> str:
    """A light stem: plural, possessive, -ing, -ed and a final e go; near synonyms of the field become one."""
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > 4:  # "ties"
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:  # "gas"
        word = word[:-1]
    for ending in ("ment", "ation", "ing", "ed", "ance", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # keep a stem worth the name
            word = word.removesuffix(ending)
            break
    word = word.removesuffix("e") if len(word) > 4 else word
    return _SAME.get(word, word)


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


def family(kind: UnitKind, unit: str | None) -> str:
    """What units are compared with one another: percentage points are no percentages, an open amount may be money."""
    if kind == "percent" and unit in {"percentage points", "basis points"}:
        return "points"
    return "open" if unit is None else kind


def measure_key(s: Sentence, first: int, end: int, group: str, noun: str | None) -> str:
    """The family and the sorted stems around tokens `first`–`end`, nearest first where there are too many."""
    near: dict[str, int] = {}
    if noun:
        near |= {stem(word): 0 for word in noun.casefold().split() if content(word)}
    for tokens, most in ((range(first - 1, first - 1 - _FAR_LEFT, -1), 8), (range(end, end + _FAR_RIGHT), 6)):
        found = 0
        for i in tokens:
            token = s.at(i)
            if token.kind == "word" and content(token.word) and token.word not in MOTION:
                near.setdefault(stem(token.word), found)
                found += 1
            if found == most:
                break
    kept = sorted(near, key=lambda one: (near[one], one))[:_MOST_STEMS]
    return " ".join([group, *sorted(kept)])


def contrast(s: Sentence, first: int, end: int) -> str | None:
    """Words close by that make it another measure: "core", "headline", "target"."""
    found = {s.word(i) for i in range(first - 6, end + 5) if s.word(i) in CONTRASTS}
    return " ".join(sorted(found)) or None


def telling(words: str) -> bool:
    """Whether a phrase is surely no lone verb: several words, or a name."""
    return " " in words or words[:1].isupper()


def phrase(  # noqa: PLR0913  # what the amount is, and where it stands
    s: Sentence, first: int, end: int, periods: tuple[Period, ...], noun: str | None, *, bare_length: bool = False
) -> str | None:
    """The words for what is measured, as said; None where nothing nearby can be it."""
    hidden = frozenset(i for p in periods for i in range(p.first, p.end))
    right = _behind(s, end, hidden)
    if noun:
        return f"{noun} {right[0]} {right[1]}" if right and right[0] in {"of", "for", "in"} else noun
    left = _in_front(s, first, hidden)
    if bare_length and left is not None and not telling(left):
        left = None  # “in three years” measures no word of its sentence
    if right and (right[0] in {"", "terms", "for", "of", "on", "worth"} or left is None):
        return right[1]
    return left


def _behind(s: Sentence, end: int, hidden: frozenset[int]) -> tuple[str, str] | None:
    """The preposition and the phrase behind an amount: "economy", "for Ukraine", "in terms of military support"."""
    for i in range(end, end + REACH):
        if s.phrase(i, 3) == "in terms of" and (run := _run(s, i + 3, hidden)):
            return "terms", run
        if s.at(i).kind != "word":
            break
    if run := _run(s, end, hidden):
        return "", run
    for i in range(end, end + 3):
        if s.word(i) in _PREPOSITIONS:
            at = i + 1
            while s.word(at) in {"the", "a", "an", "our", "their", "its", "that", "this", "of", "all"} and at < i + 4:
                at += 1
            run = _run(s, at, hidden)
            return (s.word(i), run) if run else None
        if s.at(i).kind != "word" or content(s.word(i)):
            return None
    return None


def _run(s: Sentence, i: int, hidden: frozenset[int]) -> str | None:
    """The content words from token `i` on, joined by "of" or a hyphen at most."""
    end = i
    while end < i + _LONGEST_PHRASE and _in_phrase(s, end, hidden):
        end += 1
    while end > i and s.at(end - 1).kind != "word":
        end -= 1
    return s.words(i, end) or None


def _in_phrase(s: Sentence, i: int, hidden: frozenset[int]) -> bool:
    token = s.at(i)
    if i in hidden:
        return False
    if token.kind == "word":
        return content(token.word) and token.word not in MOVING_VERBS
    return token.word == "-" and token.glued


def _in_front(s: Sentence, first: int, hidden: frozenset[int]) -> str | None:
    """The longest of the last two runs of content words in front of an amount; verbs of motion separate runs."""
    runs: list[str] = []
    i, stop = first - 1, max(0, first - 2 * REACH)
    while i >= stop and len(runs) < 2:  # the last two
        token = s.at(i)
        if token.kind == "break" or token.word in {";", ":"} or (token.word == "," and runs):
            break
        end = i + 1
        while i >= stop and _in_phrase(s, i, hidden):
            i -= 1
        if end > i + 1:
            start = i + 1
            while start + 1 < end and s.word(start).endswith(("ing", "ed")):  # "involving harbour repairs"
                start += 1
            runs.append(s.words(start, end))
        else:
            i -= 1
    return max(runs, key=lambda run: len(run.split()), default=None)

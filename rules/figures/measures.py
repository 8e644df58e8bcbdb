"""The key under which two sayings of one measure are compared.

It is broader than the phrase shown (see `measured`) and needs no grammar: the unit's family and the stems of the
content words around the amount, so that two sayings of one thing share most of them.
"""

from __future__ import annotations

from rules.figures.figure import UnitKind
from rules.figures.phrases import content
from rules.figures.tokens import Sentence
from rules.figures.words import MOTION

_FAR_LEFT, _FAR_RIGHT = 30, 14
_MOST_STEMS = 14
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

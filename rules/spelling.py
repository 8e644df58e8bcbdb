"""When a word of the text is a spelling of a rule's word; the only module that knows rapidfuzz.

The decision goes from sure to unsure and says why:

    exact     the same word: case, accents, hyphens, plural, possessive, British or American spelling
    variant   the same name transliterated otherwise: Zelenskyy, Zelenskiy; Akhmedov, Akhmedow
    fuzzy     a likely slip: few edits, weighed by how easily they happen and how long the word is
    possible  near in letters, but as likely another word

No whole-string scorer takes Copenhagan for Copenhagen and keeps Austria from Australia; what does is asking which
letters differ. So edits are weighed: a vowel in the middle is easily slipped, a consonant is not, the first letter and
the last hardly ever. Acronyms, numbers and words under five letters are never guessed; common words are guessed only
when long, since most of their neighbours are words in their own right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rules.evidence import Grade
from rules.words import Shape, shape, words


class Level(StrEnum):
    """How forgiving a rule is."""

    EXACT = "exact"
    NORMAL = "normal"
    WIDE = "wide"

    @property
    def grades(self) -> frozenset[Grade]:
        """The grades that satisfy a rule at this level."""
        return _GRADES[self]


_GRADES: Mapping[Level, frozenset[Grade]] = {
    Level.EXACT: frozenset({Grade.EXACT}),
    Level.NORMAL: frozenset({Grade.EXACT, Grade.VARIANT, Grade.FUZZY}),
    Level.WIDE: frozenset(Grade),
}
#: best first
ORDER: tuple[Grade, ...] = (Grade.EXACT, Grade.VARIANT, Grade.FUZZY, Grade.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a word of the text is a rule's word."""

    grade: Grade  #: how sure
    score: float  #: 0–1
    how: str  #: what is alike, in a word or two; empty when nothing differs


SAME = Likeness(Grade.EXACT, 1.0, "")
JOINED = Likeness(Grade.EXACT, 0.99, "word break")


def grade_order(grade: Grade) -> int:
    """Sorting key: surest first."""
    return ORDER.index(grade)


def sureness(one: Likeness) -> tuple[int, float]:
    """Sorting key: surest first."""
    return grade_order(one.grade), -one.score


def likeness(rule: Shape, text: Shape) -> Likeness | None:
    """How a word of the text is a spelling of a rule's word; None when it is another word."""
    if rule.acronym:
        return _acronym(rule, text)
    if rule.foldings & text.foldings:
        return SAME
    if rule.plain & text.plain:
        return Likeness(Grade.EXACT, 0.98, _what_ending(rule, text))
    if not (rule.guessable and text.guessable and _same_start(rule, text)):
        return None
    if text.capital and any(mine == theirs for _, mine in rule.guesses for _, theirs in text.guesses):
        return Likeness(Grade.VARIANT, 0.9, "spelling")
    return _slip(rule, text) or _near(rule, text)


def _what_ending(rule: Shape, text: Shape) -> str:
    longer, shorter = sorted((rule.folded, text.folded), key=len, reverse=True)
    return "plural" if longer.endswith("s") and not shorter.endswith("s") else "spelling"


def _acronym(rule: Shape, text: Shape) -> Likeness | None:
    """Capitals for capitals; "Nato" for NATO, but neither "who" nor "Who" for WHO; "NGOs" for NGO."""
    letters = text.text.replace(".", "")
    if text.folded == rule.folded:
        titled = len(rule.folded) >= 4 and text.capital
        return SAME if letters.isupper() or titled else None
    if text.folded == rule.folded + "s" and letters[:-1].isupper() and letters.endswith("s"):
        return Likeness(Grade.EXACT, 0.98, "plural")
    return None


#: first letters that transliterations exchange
_STARTS = tuple(frozenset(letters) for letters in ("kqgc", "zs", "jyi", "vw", "kx"))


#: each letter with those it may stand for at the start
_STARTING_LIKE = {
    letter: "".join(sorted({x for letters in _STARTS if letter in letters for x in letters}))
    for letter in "kqgczsjyivwx"
}


def _same_start(rule: Shape, text: Shape) -> bool:
    first, other = rule.folded[0], text.folded[0]
    return first == other or other in _STARTING_LIKE.get(first, "")


_VOWELS = frozenset("aeiou")
#: consonants that transliterations and slips exchange
_SIMILAR = tuple(
    frozenset(letters) for letters in ("gHhk", "CH", "CS", "CZ", "zs", "ZzjS", "ij", "mn", "dt", "bp", "vf", "ks")
)


def _slip(rule: Shape, text: Shape) -> Likeness | None:
    """Few edits, easily made. Names and common words are weighed differently."""
    name = text.capital and rule.capital
    allowed = _allowed(min(len(rule.folded), len(text.folded)), name=name)
    if not allowed:
        return None
    most = _edits(rule) if name else 1
    costs = [
        _cost(my_sound, their_sound, name=name)
        for mine, my_sound in rule.guesses
        for theirs, their_sound in text.guesses
        if OSA.distance(mine, theirs, score_cutoff=most) <= most
    ]
    cost = min(costs, default=allowed + 1)
    if cost > allowed:
        return None
    return Likeness(Grade.FUZZY, round(0.85 - 0.3 * cost / 1.5, 3), "likely misspelling")


def _edits(rule: Shape) -> int:
    """Most edits, unweighed: one in five to seven letters, two from eight."""
    return 2 if len(rule.folded) >= 8 else 1


def _allowed(length: int, *, name: bool) -> float:
    """Most weight of edits in a word of this length."""
    if name:
        return 1.5 if length >= 8 else 1.0 if length >= 6 else 0.5
    return 1.0 if length >= 9 else 0.0


def _cost(rule: str, text: str, *, name: bool) -> float:
    """Weighed edits (with neighbours swapped as one) between two sounds."""
    before: list[float] = []
    row = [0.0]
    for j in range(len(text)):
        row.append(row[-1] + _gap_cost(text, j, name=name))
    for i in range(len(rule)):
        following = [row[0] + _gap_cost(rule, i, name=name)]
        for j in range(len(text)):
            best = min(
                row[j] + _swap_cost(rule, text, i, j, name=name),
                row[j + 1] + _gap_cost(rule, i, name=name),
                following[j] + _gap_cost(text, j, name=name),
            )
            if i and j and rule[i] == text[j - 1] and rule[i - 1] == text[j]:
                best = min(best, before[j - 1] + 1.0)
            following.append(best)
        before, row = row, following
    return row[-1]


def _gap_cost(word: str, i: int, *, name: bool) -> float:
    """What a letter costs that only one of the two has; common words are inflected at their end."""
    if i == 0 or i >= len(word) - (1 if name else 3):
        return 2.0
    if not name:
        return 1.0
    return 0.75 if word[i] in _VOWELS else 0.5 if word[i] in "hH" else 1.5


def _swap_cost(rule: str, text: str, i: int, j: int, *, name: bool) -> float:
    """What a letter costs that stands for another."""
    one, other = rule[i], text[j]
    if one == other:
        return 0.0
    if any(one in letters and other in letters for letters in _SIMILAR):
        return 0.75 if name else 2.0
    last = i == len(rule) - 1 or j == len(text) - 1
    if one in _VOWELS and other in _VOWELS:
        return _vowel_cost(rule, i, last=last) if name else 2.0
    return 1.5 if name and i and not last and one not in _VOWELS and other not in _VOWELS else 2.0


def _vowel_cost(rule: str, i: int, *, last: bool) -> float:
    """A vowel within a name is easily taken for another, but not its only one (Scholz, Schulz), nor its gender's."""
    if last:
        return 0.75 if rule.endswith(("enko", "enka", "ovo", "ova")) else 2.0
    others = sum(letter in _VOWELS for letter in rule)
    return 0.75 if others > 1 and i else 2.0


_ONE_EDIT = 0.4  #: score of what is possible and one edit away


def _near(rule: Shape, text: Shape) -> Likeness | None:
    """Near in letters only. A name stays a name: not Turin, turn."""
    if rule.capital and not text.capital:
        return None
    most = _edits(rule)
    distance = OSA.distance(rule.folded, text.folded, score_cutoff=most)
    if distance > most:
        return None
    return Likeness(Grade.POSSIBLE, _ONE_EDIT if distance <= 1 else 0.3, "possibly another word")


#: particles of names that transcribers exchange
_PARTICLES = tuple(frozenset(group.split()) for group in ("von van", "al el", "bin ibn ben", "de di da du"))


def in_phrase(rule: Shape, text: Shape) -> Likeness | None:
    """`likeness` for a word among others of a phrase, where name particles are exchanged too."""
    found = likeness(rule, text)
    if found is None and any(rule.folded in group and text.folded in group for group in _PARTICLES):
        return Likeness(Grade.FUZZY, 0.8, "likely misspelling")
    return found


def phrase_likeness(each: Collection[Likeness]) -> Likeness:
    """The likeness of a whole phrase from that of its words: no surer than its least sure word.

    One doubtful word among three or more is a slip when the others are the same.
    """
    worst = max(each, key=sureness)
    alone = sum(one.grade is not Grade.EXACT for one in each) == 1
    if worst.grade is Grade.POSSIBLE and worst.score >= _ONE_EDIT and len(each) >= 3 and alone:
        return Likeness(Grade.FUZZY, 0.7, "likely misspelling")
    return worst


def compare(rule: str, text: str, level: Level = Level.NORMAL) -> Likeness | None:
    """How a whole text form is a spelling of a rule's word or phrase, at a level; None when it is not."""
    mine, theirs = [shape(w.text) for w in words(rule)], [shape(w.text) for w in words(text)]
    if not mine or not theirs:
        return None
    found: list[Likeness] = []
    if joined(mine) & joined(theirs) and not (len(mine) == len(theirs) == 1):
        found.append(JOINED)
    if len(mine) == len(theirs):
        alone = len(mine) == 1
        each = [(likeness if alone else in_phrase)(a, b) for a, b in zip(mine, theirs, strict=True)]
        known = [one for one in each if one is not None]
        if len(known) == len(each):
            found.append(phrase_likeness(known))
    best = min(found, key=sureness, default=None)
    return best if best is not None and best.grade in level.grades else None


def joined(shapes: Iterable[Shape]) -> frozenset[str]:
    """The forms of several words written as one: "cease-fires" as "ceasefires" and "ceasefire"."""
    whole = list(shapes)
    stem = "".join(one.folded for one in whole[:-1])
    return frozenset(stem + form for form in whole[-1].plain | whole[-1].foldings) if whole else frozenset()


class Vocabulary:
    """The words of many rules, to be asked which of them a word of the text may be.

    Words keep the number they came with. Whoever asks twice about one printed word is answered from memory; what is
    remembered is no part of its value.
    """

    def __init__(self, known: Sequence[Shape]) -> None:
        self._known = tuple(known)
        self._foldings: dict[str, list[int]] = {}
        self._plain: dict[str, list[int]] = {}
        self._sounds: dict[str, list[int]] = {}
        self._starts: dict[str, dict[tuple[int, int], str]] = {}
        self._seen: dict[str, tuple[tuple[int, Likeness], ...]] = {}
        for number, one in enumerate(self._known):
            self._add(number, one)

    def _add(self, number: int, one: Shape) -> None:
        for form in one.foldings:
            self._foldings.setdefault(form, []).append(number)
        for form in one.plain:
            self._plain.setdefault(form, []).append(number)
        if one.guessable and not one.acronym:
            for which, (form, sounding) in enumerate(one.guesses):
                self._sounds.setdefault(sounding, []).append(number)
                self._starts.setdefault(form[0], {})[number, which] = form

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_seen": {}}

    def alike(self, text: str) -> tuple[tuple[int, Likeness], ...]:
        """Numbers of the words that a printed word may be, with how."""
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) >= _MOST_REMEMBERED:
                self._seen.clear()
            found = self._seen[text] = tuple(self._look_up(shape(text)))
        return found

    def _look_up(self, text: Shape) -> Iterable[tuple[int, Likeness]]:
        for number in sorted(self._candidates(text)):
            how = likeness(self._known[number], text)
            if how is not None:
                yield number, how

    def _candidates(self, text: Shape) -> set[int]:
        near = {n for form in text.foldings for n in self._foldings.get(form, ())}
        near.update(n for form in text.plain for n in self._plain.get(form, ()))
        if not text.guessable:
            return near
        for form, sounding in text.guesses:
            near.update(self._sounds.get(sounding, ()))
            for first in _STARTING_LIKE.get(form[0], form[0]):
                same_start = self._starts.get(first)
                if same_start:
                    hits = process.extract(form, same_start, scorer=OSA.distance, score_cutoff=2, limit=None)
                    near.update(number for _, _, (number, _) in hits)
        return near


_MOST_REMEMBERED = 200_000


def same_person(wanted: str, named: str) -> bool:
    """Whether two ways to name a person agree: the same last word, and the shorter's words in order in the longer."""
    one, other = ([shape(w.text) for w in words(name)] for name in (wanted, named))
    if len(one) > len(other):
        one, other = other, one
    if not one:
        return False
    rest = iter(reversed(other))
    if not _agrees(one[-1], next(rest)):
        return False
    return all(any(_agrees(part, candidate) for candidate in rest) for part in reversed(one[:-1]))


def _agrees(one: Shape, other: Shape) -> bool:
    found = in_phrase(one, other)
    return found is not None and found.grade in Level.NORMAL.grades


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The known word most like `word`, if any is near enough (0–1) to be meant."""
    folded = {one: one.casefold() for one in known}
    found = process.extractOne(word.casefold(), folded, scorer=OSA.normalized_similarity, score_cutoff=least)
    return found[2] if found else None

"""All the terms of all rules in one lookup, and where they stand in one transcript.

One pass over the words, whatever the number of rules: a word is looked up once among the words of all terms (fuzzy work
only for words never seen before), and only a phrase whose longest word was found is compared further, word by word,
against the text. Asides are not said, so they are not looked at and no phrase reaches across them.

An index never changes once compiled: readers keep theirs while another takes its place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from parsers.transcript import Span, Transcript, Turn
from rules.evidence import Grade
from rules.spelling import JOINED, Level, Likeness, Vocabulary, in_phrase, joined, phrase_likeness, sureness
from rules.words import Shape, Word, shape, words


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase a rule looks for, and how forgivingly."""

    phrase: str  #: as the editor wrote it
    level: Level = Level.NORMAL  #: how forgiving


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a term was found."""

    span: Span  #: the matched words
    grade: Grade  #: how sure
    score: float  #: 0–1
    because: str  #: reason in words, e.g. "“Zelenskyy” ≈ Zelenskiy (spelling)"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as written, whatever the levels it is wanted at."""

    text: str  #: as written
    shapes: tuple[Shape, ...]  #: its words
    anchor: int  #: position of the word that is looked up first: the longest, as the rarest
    terms: tuple[Term, ...]  #: who wants it


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase found in one turn."""

    span: Span
    likeness: Likeness
    words: str  #: folded words of the text, to count how often it is spelt so


class Index:
    """Terms compiled for looking up; picklable, compared by identity."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._phrases = _phrases(terms)
        numbers: dict[Shape, int] = {}
        anchors: defaultdict[int, list[int]] = defaultdict(list)
        breaks: defaultdict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self._phrases):
            word = phrase.shapes[phrase.anchor]
            anchors[numbers.setdefault(word, len(numbers))].append(number)
            for form in joined(phrase.shapes):
                breaks[form].append(number)
        self._vocabulary = Vocabulary(tuple(numbers))
        self._anchors = {number: tuple(found) for number, found in anchors.items()}
        self._breaks = {form: tuple(found) for form, found in breaks.items()}

    def scan(self, transcript: Transcript) -> Mapping[Term, tuple[Hit, ...]]:
        """Where each term stands, in order; terms that stand nowhere are left out."""
        found: defaultdict[int, list[_Found]] = defaultdict(list)
        for turn in transcript.turns:
            if turn.kind != "aside":
                for number, one in self._in_turn(turn.index, said(turn)):
                    found[number].append(one)
        hits: dict[Term, tuple[Hit, ...]] = {}
        for number, each in found.items():
            phrase = self._phrases[number]
            best = [(one.likeness.grade, _hit(phrase, one, transcript)) for one in _settled(each)]
            for term in phrase.terms:
                kept = tuple(hit for grade, hit in best if grade in term.level.grades)
                if kept:
                    hits[term] = kept
        return hits

    def _in_turn(self, turn: int, spoken: Sequence[Word]) -> Iterator[tuple[int, _Found]]:
        for i, word in enumerate(spoken):
            for number, how in self._vocabulary.alike(word.text):
                for p in self._anchors[number]:
                    whole = self._around(self._phrases[p], spoken, i, how)
                    if whole is not None:
                        start, likeness = whole
                        yield p, _found(turn, spoken[start : start + len(self._phrases[p].shapes)], likeness)
            for p, length in self._broken(spoken, i):
                yield p, _found(turn, spoken[i : i + length], JOINED)

    @staticmethod
    def _around(phrase: Phrase, spoken: Sequence[Word], i: int, how: Likeness) -> tuple[int, Likeness] | None:
        """The start and likeness of a phrase whose anchor stands at `i`; None if its other words do not."""
        if len(phrase.shapes) == 1:
            return i, how
        start = i - phrase.anchor
        stretch = spoken[max(start, 0) : start + len(phrase.shapes)]
        if start < 0 or len(stretch) < len(phrase.shapes) or any(word.gap for word in stretch[1:]):
            return None
        each = [how]
        for at, (wanted, word) in enumerate(zip(phrase.shapes, stretch, strict=True)):
            if at == phrase.anchor:
                continue
            one = in_phrase(wanted, shape(word.text))
            if one is None:
                return None
            each.append(one)
        return start, phrase_likeness(each)

    def _broken(self, spoken: Sequence[Word], i: int) -> Iterator[tuple[int, int]]:
        """Phrases that stand here with other word breaks, and over how many words."""
        here = shape(spoken[i].text)
        for form in here.plain:
            for p in self._breaks.get(form, ()):
                if len(self._phrases[p].shapes) > 1:
                    yield p, 1
        if i + 1 == len(spoken) or spoken[i + 1].gap or here.folded in _NO_PART:
            return
        following = shape(spoken[i + 1].text)
        for form in () if following.folded in _NO_PART else following.plain:
            for p in self._breaks.get(here.folded + form, ()):
                if len(self._phrases[p].shapes) != 2:
                    yield p, 2


#: words that are no half of another: "the rapist" is no therapist, "council or" no councillor
_NO_PART = frozenset("a an the to of in on at or as is it he i we us be by so no do for and but not all are".split())


def _phrases(terms: Iterable[Term]) -> tuple[Phrase, ...]:
    wanted: defaultdict[str, list[Term]] = defaultdict(list)
    for term in dict.fromkeys(terms):
        wanted[term.phrase].append(term)
    found = []
    for text, each in wanted.items():
        shapes = tuple(shape(word.text) for word in words(text))
        if shapes:
            anchor = max(range(len(shapes)), key=lambda i: len(shapes[i].folded))
            found.append(Phrase(text, shapes, anchor, tuple(each)))
    return tuple(found)


def said(turn: Turn) -> tuple[Word, ...]:
    """The words of a turn that were said: asides left out, with a gap in their place."""
    everything = words(turn.text)
    if not turn.asides:
        return everything
    kept, skipped = [], False
    for word in everything:
        if any(aside.start < word.end and word.start < aside.end for aside in turn.asides):
            skipped = True
            continue
        kept.append(replace(word, gap=True) if skipped else word)
        skipped = False
    return tuple(kept)


def _found(turn: int, stretch: Sequence[Word], likeness: Likeness) -> _Found:
    folded = " ".join(shape(word.text).folded for word in stretch)
    return _Found(Span(turn, stretch[0].start, stretch[-1].end), likeness, folded)


#: so often spelt the same way beside the right one, it is another word and no slip
_REPEATED = 3


def _settled(found: Sequence[_Found]) -> list[_Found]:
    return _without_overlaps(_repeats_doubted(found))


def _repeats_doubted(found: Sequence[_Found]) -> Sequence[_Found]:
    """Doubt what looks like a slip but is spelt so again and again, while the rule's own word also stands there."""
    if not any(one.likeness.grade is Grade.EXACT for one in found):
        return found
    counts = Counter(one.words for one in found if one.likeness.grade is Grade.FUZZY)
    doubted = Likeness(Grade.POSSIBLE, 0.3, "possibly another word")
    return [replace(one, likeness=doubted) if counts.get(one.words, 0) >= _REPEATED else one for one in found]


def _without_overlaps(found: Sequence[_Found]) -> list[_Found]:
    """The surest of overlapping findings of one phrase, in order of the text."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda f: (f.span, sureness(f.likeness))):
        last = kept[-1] if kept else None
        if last is None or last.span.turn != one.span.turn or last.span.end <= one.span.start:
            kept.append(one)
        elif sureness(one.likeness) < sureness(last.likeness):
            kept[-1] = one
    return kept


def _hit(phrase: Phrase, found: _Found, transcript: Transcript) -> Hit:
    printed = " ".join(transcript.excerpt(found.span).split())
    how = found.likeness.how
    because = f"“{printed}” ≈ {phrase.text} ({how})" if how else f"“{printed}”"
    return Hit(found.span, found.likeness.grade, found.likeness.score, because)

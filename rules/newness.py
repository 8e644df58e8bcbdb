"""A figure against the ledger: new, changed from an earlier saying, or repeated; with the reason in words.

How two sayings are compared, in this order:

1. Unit: families must agree (money with money, percentages with percentages; percentage points are their own). Two
named
   currencies are two measures of one thing: never equal, so a change. A unit left out may be money or a count.
2. Period: both name calendar years and none is shared: not the same measure. Rolling windows do not separate.
3. Measure: the share of stems both keys have in common, lessened where one is a claim of another sort (a target against
   an outcome). A contrast word ("core", "outside") on one side only, or another counted noun, makes it another measure.
4. Value: equal within half a percent is a repetition, else a change. Equal values ask for less likeness, since they are
   evidence themselves.

A journalist's figure makes nobody else's statement old. Within one transcript the first mention counts: later ones of
the same amount are repetitions of it whatever words surround them ("that 50 billion"), unless both say what they
measure and it is plainly not the same (2% growth and 2% inflation), or they are of different years. Lengths of time and
multiples coincide easily, so they need some likeness too. Rows of the same transcript (an earlier revision of it) say
nothing about newness.

Looking up: `lookup_keys` gives each figure up to about thirty keys, `family:stem`, one for each stem of its measure. A
store keeps the keys of every figure beside it in an indexed column and fetches the rows that share any key; whatever
could be compared with success here shares at least one. Scoring happens in memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rules.figures.figure import Figure, FigureStatus, Newness, SeenFigure
from rules.figures.measures import stem
from rules.figures.periods import MONTH_NAMES, resolved, years
from rules.figures.phrases import content
from rules.figures.units import SHARED_CURRENCIES
from rules.figures.words import VAGUE_NOUNS

#: least likeness of measures for a change, and for a repetition of an equal value
ALIKE = 0.40
ALIKE_WHEN_EQUAL = 0.25
#: whatever is paid is also this
_ANY_MONEY = frozenset(map(stem, "spending pledges money investment contribution cost funding".split()))
_MARKS = ".,;:'’“”\"()"
_STATUS_COST = 0.15
_SAME_VALUE = 0.005
#: these make a measure another one; the wider list of `measures.CONTRASTS` is for showing
_CONTRAST_STEMS = frozenset(
    map(stem, "core headline underlying excluding outside net gross nominal median suspected adverse baseline".split())
)
#: an amount without a unit may be any of these
_OPEN = ("open", "money", "count")
_VERY_ALIKE = 0.75
#: "three years" and "twice" are said of many things
_OFTEN_EQUAL = frozenset({"duration", "multiple"})
_SURE = 0.5
#: rows compared for one key; a store returns the newest first
_MOST_ROWS = 500
_TIMES = frozenset(
    "seconds minutes hours days weeks weekends fortnights months quarters years decades centuries".split()
)


def lookup_keys(figure: Figure) -> frozenset[str]:
    """The keys under which a figure is stored and looked up; see the module's words on looking up."""
    return _keys(*_key(figure.measure_key))


def measure_keys(figures: Iterable[Figure]) -> frozenset[str]:
    """The keys of which any is shared by every ledger row that matters for these figures."""
    return frozenset(key for figure in figures for key in lookup_keys(figure))


def newness(
    figures: tuple[Figure, ...], seen: tuple[SeenFigure, ...], transcript_key: str, held_on: date | None
) -> tuple[Newness, ...]:
    """For each figure whether it is new, changed or repeated, against what was said before and in this transcript.

    Rows of the same transcript and rows of later events are ignored.
    """
    ledger: dict[str, list[_Said]] = {}
    for row in seen:
        if row.transcript != transcript_key and _before(row, held_on):
            said = _said(row)
            for key in _keys(said.group, said.stems):
                ledger.setdefault(key, []).append(said)
    mentions: dict[str, list[_Said]] = {}
    found = []
    for figure in figures:
        me = _said(_as_seen(figure, transcript_key, held_on))
        values = [f"{group}@{figure.low:.2e}" for group in (_OPEN if me.group == "open" else (me.group,))]
        me = replace(me, measure=figure.measure, unsure=figure.confidence < _SURE, turn=figure.span.turn)
        again = _first_mention(me, _related(values, mentions))
        found.append(_decide(me, _related(sorted(_keys(me.group, me.stems)), ledger), again))
        for value in values:
            mentions.setdefault(value, []).append(replace(me, taken_up=again))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Said:
    """A row of the ledger taken apart for comparison."""

    row: SeenFigure
    group: str
    stems: frozenset[str]
    calendar: frozenset[str]
    measure: str | None = None  #: the phrase, which the ledger does not keep
    unsure: bool = False  #: it may only date something
    turn: int = -1  #: where in this transcript
    taken_up: _Said | None = None  #: the first mention of it

    @property
    def root(self) -> _Said:
        return self.taken_up or self


def _said(row: SeenFigure) -> _Said:
    group, stems = _key(row.measure_key)
    calendar = years(resolved(row.period, row.said_on)) if row.period else frozenset()
    return _Said(row, group, stems, calendar)


def _before(row: SeenFigure, held_on: date | None) -> bool:
    """What was said at a later event is no past for this one."""
    return held_on is None or row.said_on is None or row.said_on <= held_on


def _keys(group: str, stems: frozenset[str]) -> frozenset[str]:
    groups = _OPEN if group == "open" else (group,)
    return frozenset(f"{one}:{word}" for one in groups for word in stems)


def _related(keys: Iterable[str], index: dict[str, list[_Said]]) -> list[_Said]:
    return list({id(said): said for key in keys for said in index.get(key, ())[:_MOST_ROWS]}.values())


def _first_mention(me: _Said, here: list[_Said]) -> _Said | None:
    """The saying in this transcript that this one takes up: the same amount, unless it is plainly another thing's."""
    for said in here:
        bridge = said.root is not said and not (me.row.status == "question" and me.turn == said.turn)
        if not bridge and _equal(me.row, said.row) and _takes_up(me, said):
            return said.root
    return None


def _takes_up(me: _Said, said: _Said) -> bool:
    if not _compatible(me.group, said.group) or not _same_noun(me.row, said.row, me.group):
        return False
    if (said.row.status == "question" and me.row.status != "question") or said.unsure > me.unsure:
        return False
    if me.calendar and said.calendar and not me.calendar & said.calendar:
        return False
    if me.measure and said.measure:
        return not _plainly_different(me.measure, said.measure)
    if me.measure and (me.stems ^ said.stems) & _CONTRAST_STEMS:
        return False
    return me.group not in _OFTEN_EQUAL or _likeness(me, said) >= ALIKE_WHEN_EQUAL


def _plainly_different(one: str, other: str) -> bool:
    """Whether each phrase names something the other does not: "food prices" and "fuel prices", not "prices"."""
    mine, others = _named(one), _named(other)
    contrasted = (mine ^ others) & _CONTRAST_STEMS
    return bool(mine and others) and (bool(contrasted) or not (mine <= others or others <= mine))


def _named(phrase: str) -> frozenset[str]:
    words = [word.strip(_MARKS) for word in phrase.casefold().replace("-", " ").split()]
    return frozenset(stem(word) for word in words if content(word) and word not in VAGUE_NOUNS) - _ANY_MONEY


def _as_seen(figure: Figure, transcript: str, said_on: date | None) -> SeenFigure:
    return SeenFigure(
        measure_key=figure.measure_key,
        unit=figure.unit,
        low=figure.low,
        high=figure.high,
        surface=figure.surface,
        period=figure.period,
        status=figure.status,
        speaker=figure.speaker,
        source="",
        transcript=transcript,
        said_on=said_on,
    )


def _key(measure_key: str) -> tuple[str, frozenset[str]]:
    group, *stems = measure_key.split() or ["other"]
    return group, frozenset(stems)


def _decide(me: _Said, before: list[_Said], again: _Said | None) -> Newness:
    likeness = [(_likeness(me, said), said.row) for said in before]
    equal = [row for like, row in likeness if like >= ALIKE_WHEN_EQUAL and _equal(me.row, row)]
    if equal:
        first = min(equal, key=lambda row: (row.said_on or date.max, row.transcript))
        return Newness("repeated", first, _repeated_words(first, len({row.transcript for row in equal})))
    if again is not None:
        return Newness("repeated", again.row, f"repeated: said earlier in this transcript, “{again.row.surface}”")
    other = [(like, row) for like, row in likeness if like >= ALIKE]
    if other:
        _, last = max(other, key=lambda pair: (pair[0] >= _VERY_ALIKE, pair[1].said_on or date.min, pair[0]))
        return Newness("changed", last, _changed_words(me.row, last))
    return Newness("new", None, "new: not said before in the transcripts read so far")


def _likeness(me: _Said, said: _Said) -> float:
    """How surely two sayings measure the same thing, 0–1."""
    if not _compatible(me.group, said.group) or not me.stems or not said.stems:
        return 0.0
    if said.row.status == "question" and me.row.status != "question":
        return 0.0
    if me.calendar and said.calendar and not me.calendar & said.calendar:
        return 0.0
    shared = len(me.stems & said.stems)
    like = 0.5 * shared / min(len(me.stems), len(said.stems)) + 0.5 * shared / len(me.stems | said.stems)
    if not _same_noun(me.row, said.row, me.group) or (me.stems ^ said.stems) & _CONTRAST_STEMS:
        return 0.0
    if _sort(me.row.status) != _sort(said.row.status) and "question" not in {me.row.status, said.row.status}:
        like -= _STATUS_COST
    return max(like, 0.0)


def _same_noun(me: SeenFigure, row: SeenFigure, group: str) -> bool:
    """Counts of different things are different measures: "892 cases" and "118 deaths"; people may be any of them."""
    if group != "count" or me.unit is None or row.unit is None:
        return True
    heads = {stem(unit.casefold().rsplit(" ", 1)[-1]) for unit in (me.unit, row.unit)}
    return len(heads) == 1 or "people" in heads


def _compatible(one: str, other: str) -> bool:
    return one == other or ("open" in {one, other} and {one, other} <= set(_OPEN))


def _sort(status: FigureStatus) -> str:
    """Sorts of claims that are told apart."""
    return {"target": "aim", "pledge": "aim", "forecast": "forecast"}.get(status, "fact")


def _equal(me: SeenFigure, row: SeenFigure) -> bool:
    if not _same_unit(me.unit, row.unit):
        return False
    return math.isclose(me.low, row.low, rel_tol=_SAME_VALUE) and math.isclose(me.high, row.high, rel_tol=_SAME_VALUE)


def _same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units may be one: not weeks and years, not euros and dollars; a bare dollar may be anybody's."""
    if one is None or other is None or one == other:
        return True
    if "dollar" in {one, other} and _currency(one) and _currency(other):
        return {unit == "dollar" or unit.endswith("D") for unit in (one, other)} == {True}
    return not (_currency(one) or _currency(other) or one in _TIMES or other in _TIMES)


def _currency(unit: str) -> bool:
    return unit in SHARED_CURRENCIES or (len(unit) == 3 and unit.isupper())  # ISO 4217


def changed_by(figure: Figure, verdict: Newness) -> float | None:
    """By what share a changed figure differs from the earlier one, 0.6 for 50 to 20; None where it cannot be said."""
    against = verdict.against
    if verdict.status != "changed" or against is None or not _same_unit(figure.unit, against.unit):
        return None
    return _share((figure.low + figure.high) / 2, (against.low + against.high) / 2)


def _share(now: float, then: float) -> float | None:
    return None if then == 0 else abs(now - then) / abs(then)


def _changed_words(me: SeenFigure, row: SeenFigure) -> str:
    """“changed: was “50 billion” (4 Jun 2025, Jane Doe); down 60 %”."""
    words = f"changed: was “{row.surface}”{_when_and_who(row)}"
    now, then = (me.low + me.high) / 2, (row.low + row.high) / 2
    share = _share(now, then)
    if share is None or not _same_unit(me.unit, row.unit):
        return words
    way = "up" if now > then else "down"
    return f"{words}; {way} {_percent_words(share)}"


def _percent_words(share: float) -> str:
    """“7.5%”, "60%"; beyond tenfold no percentage says anything."""
    if share >= 10:  # see above
        return f"more than {int(share)} times"
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def _repeated_words(first: SeenFigure, times: int) -> str:
    often = f", in {times} earlier transcripts" if times > 1 else ""
    return f"repeated: first said as “{first.surface}”{_when_and_who(first)}{often}"


def _when_and_who(row: SeenFigure) -> str:
    day = f"{row.said_on.day} {MONTH_NAMES[row.said_on.month - 1][:3]} {row.said_on.year}" if row.said_on else None
    said = ", ".join(part for part in (day, row.speaker) if part)
    return f" ({said})" if said else ""

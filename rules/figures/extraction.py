"""The figures of a transcript: every amount said, with its unit, what it measures, for which period, and by whom.

Speech leaves units out. "The 50 billion" after "20 billion euros" is read as euros and marked as inherited when the
same
speaker said them in the same turn, or earlier about the same thing; otherwise the unit stays unknown. Figures never
overlap, stand in order, and their surfaces are verbatim. Time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from parsers.transcript import Span, Transcript, Turn
from rules.figures import claims, measured, measures
from rules.figures.figure import Figure
from rules.figures.numbers import Amount, amount
from rules.figures.periods import Period, period_of, periods, resolved
from rules.figures.sieve import no_figure
from rules.figures.tokens import Sentence, number_sentences
from rules.figures.units import FOLD_WORDS, Unit, unit_of

#: more than any talk holds; what follows them in a hostile text is not read
MOST_FIGURES = 2000
#: tokens within which a period can belong to a figure
_NEAR = 40
_MULTIPLIED = {
    "doubled": 2.0,
    "doubling": 2.0,
    "tripled": 3.0,
    "tripling": 3.0,
    "trebled": 3.0,
    "trebling": 3.0,
    "quadrupled": 4.0,
    "quadrupling": 4.0,
    "halved": 0.5,
    "halving": 0.5,
}
_GROWTH = frozenset(
    "increase increased rise rose risen grow grew grown growth more up higher jump expansion multiplied".split()
)
_RATE_TALK = frozenset(
    "percent percentage growth inflation rate rates forecast forecasts projection projections gdp unemployment "
    "revision".split()
)
_TAKEN_UP = frozenset({"this", "that", "these", "those"})
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*")


@dataclass(slots=True)
class _Candidate:
    """An amount on its way to a figure."""

    amount: Amount
    unit: Unit | None
    values: tuple[float, ...] = ()
    inherited: bool = False
    confidence: float = 1.0

    @property
    def first(self) -> int:
        return self.unit.first if self.unit else self.amount.first

    @property
    def end(self) -> int:
        return self.unit.end if self.unit else self.amount.end


@dataclass(slots=True)
class _Memory:
    """What one speaker has said so far, for the units they leave out."""

    money: list[tuple[int, Figure]] = field(default_factory=list)
    percent_turn: int = -1


def figures(transcript: Transcript) -> tuple[Figure, ...]:
    """Every figure said in a transcript, in order; asides are not said."""
    names = frozenset(name for turn in transcript.turns for name in _NAME.findall(turn.text))
    memories: dict[str, _Memory] = {}
    found: list[Figure] = []
    for turn in transcript.turns:
        if turn.kind == "aside":
            continue
        speaker = turn.speaker.name or turn.speaker.label
        memory = memories.setdefault(speaker or f"turn {turn.index}", _Memory())
        for figure in _turn_figures(transcript, turn, names, memory):
            found.append(replace(figure, speaker=speaker))
            if len(found) == MOST_FIGURES:
                return tuple(found)
    return tuple(found)


def _turn_figures(transcript: Transcript, turn: Turn, names: frozenset[str], memory: _Memory) -> Iterator[Figure]:
    region = transcript.language.rpartition("-")[2] if "-" in transcript.language else None
    for s in number_sentences(turn):
        found = _shared_units(s, list(_candidates(s, region)))
        named = periods(s) if found else ()
        firsts = [period.first for period in named]
        before: Figure | None = None
        for k, candidate in enumerate(found):
            near = named[bisect_left(firsts, candidate.first - _NEAR) : bisect_right(firsts, candidate.end + _NEAR)]
            beside = tuple((c.first, c.end) for c in (*found[max(k - 1, 0) : k], *found[k + 1 : k + 2]))
            said = _figure(transcript, turn, s, candidate, near, beside, names)
            figure = _with_inherited_unit(s, candidate, said, turn, memory)
            if figure.measure is None and before is not None and _set_against(s, found[k - 1], candidate, near):
                figure = replace(figure, measure=before.measure)
            before = figure
            _remember(memory, figure, turn)
            yield figure


def _set_against(s: Sentence, earlier: _Candidate, c: _Candidate, near: tuple[Period, ...]) -> bool:
    """Whether an amount is set against the one before it, and so measures the same: "compared to 50 million"."""
    hidden = frozenset(i for p in near for i in range(p.first, p.end))
    alike = c.unit is None or earlier.unit is None or c.unit.kind == earlier.unit.kind or earlier.unit.noun
    return alike and measured.continues(s, earlier.end, c.first, hidden)


def _candidates(s: Sentence, region: str | None) -> Iterator[_Candidate]:
    """Amounts that the sieve lets through, in order, never overlapping."""
    i = free = 0
    while i < len(s.tokens):
        special = _ratio(s, i) or _multiple(s, i)
        if special is not None:
            yield special
            i = free = special.end
            continue
        read = amount(s, i)
        if read is None:
            i += 1
            continue
        unit = unit_of(s, read, region, free)
        if no_figure(s, read, unit) is None:
            yield _Candidate(read, unit, read.values, confidence=_confidence(read, unit))
            i = free = max(unit.end if unit else 0, read.end)
        else:
            i = max(read.numbers[0].end, i + 1)


def _confidence(read: Amount, unit: Unit | None) -> float:
    if unit is None:
        return 0.7 if read.scaled else 0.5
    if unit.noun:
        return 0.6 if read.spelled and read.plain else 0.8
    return 0.7 if unit.kind == "duration" else 1.0


def _ratio(s: Sentence, i: int) -> _Candidate | None:
    """“one in four people”, "two out of three": a share."""
    first = amount(s, i) if s.word(i + 1) in {"in", "out"} else None
    if first is None or len(first.values) > 1 or not first.plain or (s.word(i + 1) == "in" and first.values != (1.0,)):
        return None
    at = i + 2 if s.word(i + 1) == "in" else i + 3
    if s.word(i + 1) == "out" and s.word(i + 2) != "of":
        return None
    whole = amount(s, at)
    if (
        whole is None or len(whole.values) > 1 or not whole.plain or not 1 < whole.values[0] <= 1000
    ):  # shares of thousands
        return None
    following = unit_of(s, whole)
    if first.values[0] >= whole.values[0] or (following is not None and not following.noun):
        return None
    end = following.end if following else whole.end
    share = 100 * first.values[0] / whole.values[0]
    return _Candidate(first, Unit("percent", "percent", i, end), (share,), confidence=0.8)


def _multiple(s: Sentence, i: int) -> _Candidate | None:
    """“doubled”, "a tenfold increase", "twice as many"."""
    word = s.word(i)
    value, end = _MULTIPLIED.get(word), i + 1
    if word == "twice" and s.word(i + 1) in {"as", "the"}:
        value = 2.0
    if word in FOLD_WORDS and any(s.word(k) in _GROWTH for k in (*range(i - 4, i), i + 1, i + 2)):
        value = FOLD_WORDS[word]
    if value is None or s.word(i + 1) == "down":
        return None
    return _Candidate(Amount((value,), i, end, ()), Unit("times", "multiple", i, end), (value,), confidence=0.8)


def _shared_units(s: Sentence, found: list[_Candidate]) -> list[_Candidate]:
    """“from 4.4 in 2025 to 4.7 percent”, "5 and 6 percent": the unit is said with the last one."""
    for here, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if here.unit is not None or following.unit is None or following.unit.noun or here.amount.scaled:
            continue
        between = [s.word(i) for i in range(here.end, min(following.first, here.end + 6))]
        if following.first - here.end <= 5 and {"to", "and", "or", ","} & set(between):  # close by
            here.unit = replace(following.unit, first=here.amount.first, end=here.amount.end)
    return found


def _figure(  # noqa: PLR0913  # everything one figure is made of
    transcript: Transcript,
    turn: Turn,
    s: Sentence,
    c: _Candidate,
    named: tuple[Period, ...],
    beside: tuple[tuple[int, int], ...],
    names: frozenset[str],
) -> Figure:
    noun = c.unit.name if c.unit and c.unit.noun else None
    kind = c.unit.kind if c.unit else "other"
    within = any(p.first <= c.first and c.end <= p.end for p in named)
    period = None if within else period_of(named, beside, c.first, c.end)
    if period is not None and s.word(c.first - 1) in _TAKEN_UP and period.first != c.end:
        period = None  # "that 50 billion" was dated when it was first said
    is_time = kind == "duration" and (within or s.word(c.end) in {"ago", "earlier", "later"})
    start, end = s.at(c.first).start, s.at(c.end - 1).end
    hidden = frozenset(i for a, b in (*((p.first, p.end) for p in named), *beside) for i in range(a, b))
    return Figure(
        span=Span(turn.index, start, end),
        surface=turn.text[start:end],
        low=min(c.values),
        high=max(c.values),
        values=c.values,
        unit=c.unit.name if c.unit else None,
        unit_kind=kind,
        qualifier=claims.qualifier(s, c.first, c.end),
        measure=measured.phrase(s, c.first, c.end, hidden, noun, kind),
        measure_key=measures.measure_key(
            s, c.first, c.end, measures.family(kind, c.unit.name if c.unit else None), noun
        ),
        contrast=measures.contrast(s, c.first, c.end),
        actor=claims.actor(s, c.first, names),
        attributed_to=claims.credited(s, c.first),
        period=resolved(period.text, transcript.held_on) if period else None,
        status="question" if turn.kind == "question" else claims.status(s, c.first, c.end),
        confidence=0.3 if is_time else c.confidence,
    )


def _with_inherited_unit(s: Sentence, c: _Candidate, figure: Figure, turn: Turn, memory: _Memory) -> Figure:
    """With the unit the speaker left out, where they said it before or speak of rates."""
    if figure.unit is not None:
        return figure
    if c.amount.scaled:
        earlier = _earlier_money(figure, turn, memory)
        if earlier is None:
            return figure
        key = " ".join(["money", *figure.measure_key.split()[1:]])
        inherited = replace(figure, unit=earlier.unit, unit_kind="money", unit_inherited=True)
        taken_up = figure.low == earlier.low and figure.high == earlier.high
        measure = figure.measure or (earlier.measure if taken_up else None)
        return replace(inherited, measure=measure, measure_key=key, confidence=0.8)
    decimals = any("." in n.digits or n.spelled for n in c.amount.numbers)
    if decimals and _talks_of_rates(s, c, turn, memory):
        key = " ".join(["percent", *figure.measure_key.split()[1:]])
        return replace(
            figure, unit="percent", unit_kind="percent", unit_inherited=True, measure_key=key, confidence=0.6
        )
    return figure


def _earlier_money(figure: Figure, turn: Turn, memory: _Memory) -> Figure | None:
    """The money figure whose currency is meant: the last of this turn, else an earlier one about the same thing."""
    for index, earlier in reversed(memory.money[-20:]):
        if index == turn.index:
            return earlier
        shared = set(figure.measure_key.split()[1:]) & set(earlier.measure_key.split()[1:])
        same = (figure.low, figure.high) == (earlier.low, earlier.high)
        if len(shared) >= (1 if same else 2):
            return earlier
    return None


def _talks_of_rates(s: Sentence, c: _Candidate, turn: Turn, memory: _Memory) -> bool:
    if memory.percent_turn == turn.index:
        return True
    return any(s.word(i) in _RATE_TALK for i in range(c.first - 12, c.end + 8))


def _remember(memory: _Memory, figure: Figure, turn: Turn) -> None:
    if figure.unit_kind == "money":
        memory.money.append((turn.index, figure))
        del memory.money[:-20]
    if figure.unit_kind == "percent":
        memory.percent_turn = turn.index

"""A figure: an amount, its unit, what it measures, who says it, for which period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from parsers.transcript import Span

FigureStatus = Literal["actual", "forecast", "target", "pledge", "question"]
UnitKind = Literal["money", "percent", "count", "multiple", "duration", "other"]
NewnessStatus = Literal["new", "changed", "repeated"]


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as said. `values` holds each number of a list ("three, five, seven years"), else one or both ends."""

    span: Span  #: where it stands
    surface: str  #: verbatim, e.g. "20 billion euros"
    low: float  #: the value, or the lower end of a range
    high: float  #: equal to `low` unless a range
    values: tuple[float, ...]  #: all the numbers said
    unit: str | None  #: ISO code for money ("EUR"), "percent", "percent of GDP", "times", "years", or the counted noun
    unit_kind: UnitKind  #: family of the unit
    unit_inherited: bool = False  #: the unit was not said here but carried over from the same speaker
    qualifier: str | None = None  #: "almost", "up to", "more than", as said
    measure: str | None = None  #: the phrase for what it measures, as said
    measure_key: str = ""  #: folded content words of the measure and the unit family, for comparison
    contrast: str | None = None  #: "core", "headline", "target": words that make it another measure
    actor: str | None = None  #: whose figure it is ("Allies", "Russia")
    speaker: str | None = None  #: who says it
    attributed_to: str | None = None  #: somebody else it is credited to
    period: str | None = None  #: as said or resolved: "last year", "2025"
    status: FigureStatus = "actual"  #: what kind of claim it is; a journalist's figure is a "question"
    confidence: float = 1.0  #: 0–1


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """A row of the ledger: a figure said in an earlier transcript."""

    measure_key: str  #: what it measured
    unit: str | None  #: its unit
    low: float  #: its value or lower end
    high: float  #: upper end
    surface: str  #: as said then
    period: str | None  #: period it was said for
    status: FigureStatus  #: kind of claim
    speaker: str | None  #: who said it
    source: str  #: source of that transcript
    transcript: str  #: key of that transcript
    said_on: date | None  #: day of that event


@dataclass(frozen=True, slots=True)
class Newness:
    """A figure against the ledger, with the reason."""

    status: NewnessStatus  #: new, changed from `against`, or repeated since `against`
    against: SeenFigure | None  #: the earlier saying compared with; None when new
    because: str  #: the reason in words

"""Evidence: a span of a transcript that satisfied a condition, how sure we are, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from parsers.transcript import Span
from rules.figures.figure import Figure, Newness


class Grade(StrEnum):
    """How sure a finding is, best first."""

    EXACT = "exact"
    VARIANT = "variant"
    FUZZY = "fuzzy"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One hit: where, how sure, and why, in words fit to show."""

    span: Span  #: the matched words; for an outlet's question its first sentence that asks
    words: str  #: the folded matched words, part of the alert's identity
    excerpt: str  #: the matched words as they stand
    grade: Grade  #: best grade of what matched
    score: float  #: 0–1; within a grade, higher is surer
    because: str  #: reason in words, e.g. "“Zelenskiy” ≈ Zelenskyy"
    kind: str  #: name of the rule kind that found it
    figure: Figure | None = None  #: the figure found, for figure conditions
    newness: Newness | None = None  #: that figure against the ledger
    exchange: int | None = None  #: index of the exchange it stands in
    outlet: str | None = None  #: the outlet meant, by its full name, for outlet conditions

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score {self.score} is not within 0–1")

"""What a kind of rule is: its settings, and the condition they become.

A kind is one file beside this one and one line in `rules.kinds`. It declares its `fields` once and turns their values
into a `Condition`: a frozen, picklable value that says which terms the index must look up for it and, given a `View` of
one transcript, returns its evidence with reasons. A condition knows nothing of sources, speakers or other rules: the
view already says which turns are in scope.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, ClassVar, Protocol

from parsers.text import fold, sentences
from parsers.transcript import Exchange, Span, Transcript
from rules.errors import Path, RuleMistake
from rules.evidence import Evidence
from rules.fields import Field
from rules.figures.figure import Figure, Newness
from rules.index import Hit, Term
from rules.words import words


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Many rules ask for the sentences of the same turn."""
    return sentences(text)


@lru_cache(maxsize=64)
def _word_starts(text: str) -> tuple[int, ...]:
    return tuple(word.start for word in words(text))


@dataclass(frozen=True, slots=True)
class View:
    """What a condition looks at: one transcript, and what of it the rule's scope leaves."""

    transcript: Transcript  #: the whole transcript
    turns: frozenset[int]  #: turns in scope
    hits: Mapping[Term, tuple[Hit, ...]]  #: where each term stands in the whole transcript, in order; asides left out
    exchanges: tuple[int | None, ...]  #: beside the turns: the exchange each belongs to
    figures: tuple[Figure, ...] = ()  #: every figure of the transcript, in order
    newness: tuple[Newness, ...] = ()  #: beside `figures`
    country: str | None = None  #: of the source (ISO 3166, "US"), to tell outlets of one name apart

    def found(self, term: Term) -> tuple[Hit, ...]:
        """Where a term stands within the scope, in order."""
        return tuple(hit for hit in self.hits.get(term, ()) if hit.span.turn in self.turns)

    def found_in(self, term: Term, turns: tuple[int, ...]) -> tuple[Hit, ...]:
        """Where a term stands within these turns, in order, whether they are in scope or not."""
        return tuple(hit for hit in self.hits.get(term, ()) if hit.span.turn in turns)

    def exchange(self, turn: int) -> Exchange | None:
        """The exchange a turn belongs to."""
        index = self.exchanges[turn]
        return None if index is None else self.transcript.exchanges[index]

    def together(self, turn: int) -> tuple[int, ...]:
        """The turns that belong with this one: those of its exchange in scope, or itself outside exchanges."""
        exchange = self.exchange(turn)
        if exchange is None:
            return (turn,)
        return tuple(i for i in sorted({*exchange.question_turns, *exchange.answer_turns}) if i in self.turns)

    def words(self, span: Span) -> str:
        """The folded words of a span, blanks levelled: the part of an alert's identity that the text gives."""
        return " ".join(fold(self.transcript.excerpt(span)).text.split())

    def sentence(self, span: Span) -> Span:
        """The sentence of its turn in which a span begins."""
        every = _sentences(self.transcript.turns[span.turn].text)
        at = bisect_right(every, span.start, key=itemgetter(0)) - 1
        return Span(span.turn, *every[at]) if at >= 0 and span.start < every[at][1] else span

    def words_between(self, one: Span, other: Span) -> int:
        """How many words stand between two spans of one turn."""
        first, second = sorted((one, other))
        starts = _word_starts(self.transcript.turns[one.turn].text)
        return max(0, bisect_left(starts, second.start) - bisect_left(starts, first.end))

    def sentences(self, turn: int) -> tuple[Span, ...]:
        """The sentences of a turn, in order."""
        return tuple(Span(turn, start, end) for start, end in _sentences(self.transcript.turns[turn].text))


class Condition(Protocol):
    """What must be found. Implemented by frozen dataclasses of values only, so that it can be compared and pickled."""

    kind: ClassVar[str]  #: name of the kind it was built by

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term the index must look up for this condition."""

    @property
    def triggers(self) -> tuple[Term, ...] | None:
        """Terms of which at least one must stand in scope for there to be any evidence; None: always ask."""

    def settings(self) -> dict[str, Any]:
        """The kind's settings as plain data, as an editor would write them; defaults left out."""

    def evidence(self, view: View) -> tuple[Evidence, ...]:
        """What satisfies the condition, in any order; empty when it is not satisfied."""


#: the condition, or the mistakes that prevent it
Built = Condition | tuple[RuleMistake, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule."""

    name: str  #: as written after `kind:`
    summary: str  #: a sentence for editors: what it finds
    fields: tuple[Field, ...]  #: its settings
    build: Callable[[Mapping[str, Any], Path], Built]  #: values as read by `read_fields`, and their place

"""Rules that look for figures: of these units, about these words, new or changed against what was said before.

The words of `about` are looked for in the figure's sentence first, then in what belongs together: the exchange it
stands
in. Figures that only name a stretch of time ("three weeks ago") are periods of other claims and are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

from rules.errors import Path, RuleMistake
from rules.evidence import Evidence, Grade
from rules.fields import Choices, Field, Number, Percent, Words
from rules.figures.figure import Figure, FigureStatus, Newness, NewnessStatus
from rules.index import Hit, Term
from rules.kinds.base import Built, Kind, View
from rules.newness import changed_by
from rules.spelling import grade_order, same_person
from rules.words import words

UNITS = ("money", "percent", "count", "multiple", "duration")
NEWNESS: tuple[NewnessStatus, ...] = get_args(NewnessStatus)
STATUSES: tuple[FigureStatus, ...] = get_args(FigureStatus)
_WORTH_TELLING: tuple[NewnessStatus, ...] = ("new", "changed")
#: below this a figure is a period, or a guess that nobody should be woken for
_SURE_ENOUGH = 0.5
#: how much less a word elsewhere in the exchange says than one in the same sentence
_ELSEWHERE = 0.7


@dataclass(frozen=True, slots=True)
class NewFigure:
    """Figures worth telling."""

    kind: ClassVar[str] = "new_figure"

    about: tuple[str, ...] = ()  #: one of these must be said with it
    units: tuple[str, ...] = ()  #: families of units; empty: any
    newness: tuple[str, ...] = _WORTH_TELLING  #: against what was said before
    changed_by: float | None = None  #: a changed figure must differ by this share at least
    at_least: float | None = None  #: the amount must be this large
    who: tuple[str, ...] = ()  #: only figures of these speakers, or credited to them
    status: tuple[str, ...] = ()  #: kinds of claims; empty: any

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(Term(phrase) for phrase in self.about)

    @property
    def triggers(self) -> tuple[Term, ...] | None:
        return self.terms or None

    def settings(self) -> dict[str, Any]:
        lists = {"about": self.about, "units": self.units, "who": self.who, "status": self.status}
        plain: dict[str, Any] = {name: list(each) for name, each in lists.items() if each}
        if self.newness != _WORTH_TELLING:
            plain["newness"] = list(self.newness)
        if self.changed_by is not None:
            plain["changed_by"] = f"{100 * self.changed_by:.10g}%"
        if self.at_least is not None:
            plain["at_least"] = self.at_least
        return plain

    def evidence(self, view: View) -> tuple[Evidence, ...]:
        beside = zip(view.figures, view.newness, strict=True)
        found = (self._told(view, figure, verdict) for figure, verdict in beside if figure.span.turn in view.turns)
        return tuple(each for each in found if each is not None)

    def _told(self, view: View, figure: Figure, verdict: Newness) -> Evidence | None:
        if not self._wanted(figure, verdict):
            return None
        topic = self._topic(view, figure)
        if self.about and topic is None:
            return None
        hit, where, weight = topic or (None, "", 1.0)
        return Evidence(
            span=figure.span,
            words=view.words(figure.span),
            excerpt=view.transcript.excerpt(figure.span),
            grade=hit.grade if hit else Grade.EXACT,
            score=min(1.0, figure.confidence * (hit.score if hit else 1.0) * weight),
            because=because(figure, verdict) + (f"; about {hit.because}{where}" if hit else ""),
            kind=self.kind,
            figure=figure,
            newness=verdict,
            exchange=view.exchanges[figure.span.turn],
        )

    def _wanted(self, figure: Figure, verdict: Newness) -> bool:
        if figure.confidence < _SURE_ENOUGH or verdict.status not in self.newness:
            return False
        if self.units and _family(figure) not in self.units:
            return False
        if self.status and figure.status not in self.status:
            return False
        if self.at_least is not None and max(figure.values) < self.at_least:
            return False
        return self._changed_enough(figure, verdict) and self._by(figure)

    def _changed_enough(self, figure: Figure, verdict: Newness) -> bool:
        """A change that cannot be measured, such as euros for dollars, is told."""
        if self.changed_by is None or verdict.status != "changed":
            return True
        share = changed_by(figure, verdict)
        return share is None or share >= self.changed_by

    def _by(self, figure: Figure) -> bool:
        names = [name for name in (figure.speaker, figure.attributed_to) if name]
        return not self.who or any(same_person(wanted, name) for wanted in self.who for name in names)

    def _topic(self, view: View, figure: Figure) -> tuple[Hit, str, float] | None:
        """The surest word of `about` said with a figure, where it stands in words, and what that is worth."""
        turn = figure.span.turn
        hits = [hit for term in self.terms for hit in view.found_in(term, view.together(turn))]
        sentence = view.sentence(figure.span)
        here = [h for h in hits if h.span.turn == turn and sentence.start <= h.span.start < sentence.end]
        if here:
            return _surest(here), "", 1.0
        if not hits or view.exchanges[turn] is None:  # a whole opening statement is not one subject
            return None
        return _surest(hits), " in the same exchange", _ELSEWHERE


def _surest(hits: list[Hit]) -> Hit:
    return min(hits, key=lambda hit: (grade_order(hit.grade), -hit.score, hit.span))


def _family(figure: Figure) -> str:
    """Millions of something unsaid are taken for money: nobody leaves out what they count, but often the currency."""
    if figure.unit is None and figure.low >= 1e6:  # a million
        return "money"
    return figure.unit_kind


def because(figure: Figure, verdict: Newness) -> str:
    """The reason in words: "new: 20 billion euros for “military support” (pledge)"."""
    parts = [f"{verdict.status}: {' '.join(figure.surface.split())}"]
    if (
        figure.measure and figure.unit and figure.measure.startswith(f"{figure.unit} ")
    ):  # counted: "cables in the strait"
        parts.append(" ".join(figure.measure.removeprefix(figure.unit).split()))
    elif figure.measure and figure.measure.casefold() not in figure.surface.casefold():
        parts.append(f"for “{' '.join(figure.measure.split())}”")
    if figure.status != "actual":
        parts.append(f"({'asked, not stated' if figure.status == 'question' else figure.status})")
    words_of_newness = verdict.because.removeprefix(f"{verdict.status}:").strip()
    reason = " ".join(parts)
    if verdict.status != "new" and words_of_newness:
        reason += f"; {words_of_newness}"
    if figure.unit_inherited and figure.unit:
        reason += f"; “{figure.unit}” carried over from before"
    return reason


FIELDS = (
    Field("about", Words(), "Words said with the figure, or in its exchange.", "[defence spending, GDP]", default=()),
    Field("units", Choices(UNITS), "What kinds of figures.", "[money, percent]", default=()),
    Field(
        "newness",
        Choices(NEWNESS),
        "Whether it was said before: new, changed, repeated.",
        "[new, changed]",
        default=_WORTH_TELLING,
    ),
    Field("changed_by", Percent(), "A changed figure must differ from the earlier one by this share.", "5%"),
    Field("at_least", Number(0, 1e18), "The amount must be this large, in full digits.", "1000000"),
    Field("who", Words(), "Only figures said by these people, or credited to them.", "[Jo Example]", default=()),
    Field(
        "status",
        Choices(STATUSES),
        "What kinds of claims; a question's figure is the journalist's.",
        "[pledge, target]",
        default=(),
    ),
)


def build(values: Mapping[str, Any], where: Path) -> Built:
    """The condition, or why there is none."""
    mistakes = [
        RuleMistake((*where, key, i), f"“{phrase}” holds no word to look for.", "Write letters or digits.")
        for key in ("about", "who")
        for i, phrase in enumerate(values[key])
        if not words(phrase)
    ]
    if not values["newness"]:
        what = "A figure is always new, changed or repeated, so this finds nothing."
        mistakes.append(RuleMistake((*where, "newness"), what, "Write some of them, for example `newness: [new]`."))
    elif values["changed_by"] is not None and "changed" not in values["newness"]:
        what = "“changed_by” does nothing where changed figures are not wanted."
        mistakes.append(RuleMistake((*where, "changed_by"), what, "Add “changed” to “newness”, or leave this out."))
    if mistakes:
        return tuple(mistakes)
    return NewFigure(**{each.name: values[each.name] for each in FIELDS})


KIND = Kind("new_figure", "Finds figures, and whether they are new, changed or repeated.", FIELDS, build)

"""Rules that look for words: any of these, all of those, none of the others, near something.

`all` and `none` hold within what belongs together: the turns of one exchange that are in scope, or one turn outside
exchanges. Each passage (sentence) is one piece of evidence; where several words stand in it, its surest is shown and
the others are named in the reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from parsers.transcript import Span
from rules.errors import Path, RuleMistake
from rules.evidence import Evidence
from rules.fields import Choice, Field, Group, Number, Words
from rules.index import Hit, Term
from rules.kinds.base import Built, Kind, View
from rules.spelling import Level, grade_order

_WITHIN = 30
#: how many neighbours may overlap the finding itself before one stands apart from it
_LOOK = 16


@dataclass(frozen=True, slots=True)
class Keyword:
    """Words to be found."""

    kind: ClassVar[str] = "keyword"

    any: tuple[str, ...] = ()  #: each of these is a finding
    all: tuple[str, ...] = ()  #: must all be said together with it
    none: tuple[str, ...] = ()  #: must not be said together with it
    near: tuple[str, ...] = ()  #: one of these must stand close to it
    within: int = _WITHIN  #: how close: at most so many words between
    level: Level = Level.NORMAL  #: how forgiving

    @property
    def terms(self) -> tuple[Term, ...]:
        return self._terms((*self.any, *self.all, *self.none, *self.near))

    @property
    def triggers(self) -> tuple[Term, ...] | None:
        return self._terms(self.any or self.all)

    def _terms(self, phrases: Iterable[str]) -> tuple[Term, ...]:
        return tuple(Term(phrase, self.level) for phrase in phrases)

    def settings(self) -> dict[str, Any]:
        lists = {"any": self.any, "all": self.all, "none": self.none}
        plain: dict[str, Any] = {name: list(phrases) for name, phrases in lists.items() if phrases}
        if self.near:
            plain["near"] = {"words": list(self.near), "within": self.within}
        if self.level is not Level.NORMAL:
            plain["spelling"] = self.level.value
        return plain

    def evidence(self, view: View) -> tuple[Evidence, ...]:
        found = {hit.span: hit for term in self._terms(self.any or self.all) for hit in view.found(term)}
        together = {turn: view.together(turn) for turn in {span.turn for span in found}}
        company = {turns: self._company(view, turns) for turns in set(together.values())}
        near = self._near(view)
        passages: dict[Span, list[tuple[Hit, str]]] = {}
        for span in sorted(found):
            said = company[together[span.turn]]
            close = self._close(view, span, near)
            if said is not None and close is not None:
                reason = "; ".join(part for part in (found[span].because, close, said) if part)
                passages.setdefault(view.sentence(span), []).append((found[span], reason))
        return tuple(self._passage(view, hits) for hits in passages.values())

    def _company(self, view: View, turns: tuple[int, ...]) -> str | None:
        """What is said together with a finding, in words; None when something is missing or must not be there."""
        if any(view.found_in(term, turns) for term in self._terms(self.none)):
            return None
        first = [next(iter(view.found_in(term, turns)), None) for term in self._terms(self.all)]
        if None in first:
            return None
        if not self.any:
            return ""
        return "; ".join(f"with {hit.because}" for hit in first if hit is not None)

    def _close(self, view: View, span: Span, near: Mapping[int, Sequence[Hit]]) -> str | None:
        """The nearest of the words that must be near, in words; None when none is near enough."""
        if not self.near:
            return ""
        hits = near.get(span.turn, ())
        at = bisect_left(hits, span.start, key=_start)
        before = next((hit for hit in reversed(hits[max(0, at - _LOOK) : at]) if hit.span.end <= span.start), None)
        after = next((hit for hit in hits[at : at + _LOOK] if hit.span.start >= span.end), None)
        apart = [(view.words_between(span, hit.span), hit.because) for hit in (before, after) if hit is not None]
        distance, because = min(apart, default=(self.within + 1, ""))
        return f"near {because}" if distance <= self.within else None

    def _near(self, view: View) -> dict[int, list[Hit]]:
        """The words that must be near, by turn and in order."""
        turns: dict[int, list[Hit]] = {}
        for term in self._terms(self.near):
            for hit in view.found(term):
                turns.setdefault(hit.span.turn, []).append(hit)
        return {turn: sorted(hits, key=_start) for turn, hits in turns.items()}

    def _passage(self, view: View, hits: list[tuple[Hit, str]]) -> Evidence:
        best, _ = min(hits, key=lambda each: (grade_order(each[0].grade), -each[0].score, each[0].span))
        return Evidence(
            span=best.span,
            words=view.words(best.span),
            excerpt=view.transcript.excerpt(best.span),
            grade=best.grade,
            score=best.score,
            because=_reasons(reason for _, reason in hits),
            kind=self.kind,
            exchange=view.exchanges[best.span.turn],
        )


def _start(hit: Hit) -> int:
    return hit.span.start


def _reasons(reasons: Iterable[str]) -> str:
    """Every reason of a passage once."""
    return "; ".join(dict.fromkeys(part for reason in reasons for part in reason.split("; ")))


FIELDS = (
    Field("any", Words(), "Words or phrases; finding one of them is enough.", '["air defence", Patriot]', default=()),
    Field("all", Words(), "Words or phrases that must all be said in the same exchange.", "[Ukraine]", default=()),
    Field("none", Words(), "Words or phrases that must not be said in the same exchange.", "[exercise]", default=()),
    Field(
        "near",
        Group(
            (
                Field("words", Words(), "One of these must stand close by.", "[Ukraine]", required=True, default=()),
                Field("within", Number(1, 500, whole=True), "At most so many words between.", "30", default=_WITHIN),
            ),
            alone="words",
        ),
        "Words that must stand close to what is found.",
        "{words: [Ukraine], within: 30}",
    ),
    Field(
        "spelling",
        Choice(tuple(level.value for level in Level)),
        "How forgiving: exact (case, accents, hyphens, plural, possessive, UK/US), normal (slips and transliterations "
        "too), wide (possible ones too, marked).",
        "normal",
        default=Level.NORMAL.value,
    ),
)


def build(values: Mapping[str, Any], where: Path) -> Built:
    """The condition, or why there is none."""
    near: Mapping[str, Any] = values["near"] or {"words": (), "within": _WITHIN}
    mistakes = _contradictions(values, where)
    if not values["any"] and not values["all"]:
        what = "This rule has nothing to look for."
        mistakes.append(RuleMistake(where, what, 'Write words under “any”, for example `any: ["air defence"]`.'))
    if mistakes:
        return tuple(mistakes)
    return Keyword(
        any=values["any"],
        all=values["all"],
        none=values["none"],
        near=near["words"],
        within=near["within"],
        level=Level(values["spelling"]),
    )


def _contradictions(values: Mapping[str, Any], where: Path) -> list[RuleMistake]:
    """What is wanted and forbidden at once: such a rule never matches."""
    wanted = {phrase.casefold() for phrase in (*values["any"], *values["all"])}
    return [
        RuleMistake((*where, "none", i), f"“{phrase}” is also among the words to find.", "Take it out of one of them.")
        for i, phrase in enumerate(values["none"])
        if phrase.casefold() in wanted
    ]


KIND = Kind("keyword", "Finds words and phrases, tolerant of how they are spelt.", FIELDS, build)

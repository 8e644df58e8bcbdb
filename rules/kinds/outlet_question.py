"""Rules that look for who asks: certain news organisations or reporters, perhaps about certain things.

Evidence stands at the first sentence of the question that asks. The rule's scope decides which turns of the exchange
must be there and where the words of `about` are looked for: `in: [answer]` wants them in the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from parsers.text import fold
from parsers.transcript import Attribution, Exchange, Span
from rules.errors import Path, RuleMistake
from rules.evidence import Evidence, Grade
from rules.fields import Field, Words
from rules.index import Hit, Term
from rules.kinds.base import Built, Kind, View
from rules.outlets import Ambiguous, Outlet, known_outlets
from rules.spelling import Level, compare, grade_order, same_person


@dataclass(frozen=True, slots=True)
class OutletQuestion:
    """Questions by certain outlets or reporters."""

    kind: ClassVar[str] = "outlet_question"

    outlets: tuple[str, ...] = ()  #: as the editor wrote them; empty: whoever asks
    reporters: tuple[str, ...] = ()  #: names; empty: whoever asks
    about: tuple[str, ...] = ()  #: one of these must be said in the question or the answer

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(Term(phrase) for phrase in self.about)

    @property
    def triggers(self) -> tuple[Term, ...] | None:
        return self.terms or None

    def settings(self) -> dict[str, Any]:
        lists = {"outlets": self.outlets, "reporters": self.reporters, "about": self.about}
        return {name: list(each) for name, each in lists.items() if each}

    def evidence(self, view: View) -> tuple[Evidence, ...]:
        found = (self._asked(view, i, exchange) for i, exchange in enumerate(view.transcript.exchanges))
        return tuple(each for each in found if each is not None)

    def _asked(self, view: View, index: int, exchange: Exchange) -> Evidence | None:
        turns = tuple(i for i in (*exchange.question_turns, *exchange.answer_turns) if i in view.turns)
        who = exchange.attribution
        outlet = self._outlet(who.outlet, view.country)
        if not turns or not exchange.question_turns or outlet is None or not self._reporter(who.reporter):
            return None
        topic = _surest([hit for term in self.terms for hit in view.found_in(term, turns)])
        if self.about and topic is None:
            return None
        span = asking_sentence(view, exchange.question_turns)
        return Evidence(
            span=span,
            words=view.words(span),
            excerpt=view.transcript.excerpt(span),
            grade=topic.grade if topic else Grade.EXACT,
            score=min(who.confidence, topic.score if topic else 1.0),
            because=_because(who, outlet) + (f"; about {topic.because}" if topic else ""),
            kind=self.kind,
            exchange=index,
            outlet=outlet.name,
        )

    def _outlet(self, printed: str | None, country: str | None) -> _Meant | None:
        """Who asks, if the rule wants them; None when it does not."""
        meant = _Meant.by(printed, country)
        wanted = not self.outlets or any(meant.is_called(name, country) for name in self.outlets)
        return meant if wanted else None

    def _reporter(self, name: str | None) -> bool:
        return not self.reporters or (name is not None and any(same_person(one, name) for one in self.reporters))


@dataclass(frozen=True, slots=True)
class _Meant:
    """An outlet as printed, and who that is."""

    printed: str | None
    resolved: Outlet | Ambiguous | None

    @classmethod
    def by(cls, printed: str | None, country: str | None) -> _Meant:
        return cls(printed, known_outlets().resolve(printed, country) if printed else None)

    @property
    def name(self) -> str | None:
        """The full name where one organisation is meant, else what is printed."""
        return self.resolved.name if isinstance(self.resolved, Outlet) else self.printed

    def is_called(self, wanted: str, country: str | None) -> bool:
        """Whether a rule that names `wanted` means this outlet; a shared name is meant by that name only."""
        if self.printed is None:
            return False
        known = known_outlets().resolve(wanted, country)
        if isinstance(self.resolved, Outlet):
            return self.resolved == known or (isinstance(known, Ambiguous) and self.resolved in known.outlets)
        if isinstance(known, Outlet):
            return False
        return compare(wanted, self.printed, Level.EXACT) is not None

    def in_words(self) -> str:
        if self.printed is None:
            return "outlet not named"
        if isinstance(self.resolved, Ambiguous):
            return f"“{self.printed}”, which may be {' or '.join(outlet.name for outlet in self.resolved.outlets)}"
        if self.name is None or compare(self.name, self.printed, Level.EXACT):
            return self.printed
        return f"{self.printed} = {self.name}"


def _because(who: Attribution, outlet: _Meant) -> str:
    return f"asked by {who.reporter or 'a reporter not named'}, {outlet.in_words()} ({who.how})"


def _surest(hits: list[Hit]) -> Hit | None:
    return min(hits, key=lambda hit: (grade_order(hit.grade), -hit.score, hit.span), default=None)


#: asked of everybody, and not what the question is about
_COURTESY = re.compile(
    r"(?:\w+,? ){0,3}(?:how are you(?: doing)?(?: today)?|(?:can|do) you hear me(?: now)?"
    r"|is this (?:mic(?:rophone)? )?on|is it on|may i|if i may|can i)\W{0,3}"
)


def asking_sentence(view: View, turns: tuple[int, ...]) -> Span:
    """The first sentence that asks, past greetings and introductions; without any, the longest of the first turn."""
    for turn in turns:
        for span in view.sentences(turn):
            sentence = view.transcript.excerpt(span).rstrip("\"'”’»)]")
            if sentence.endswith(("?", "？")) and not _COURTESY.fullmatch(" ".join(fold(sentence).text.split())):
                return span
    first = view.sentences(turns[0])
    return max(first, key=lambda span: span.end - span.start, default=Span(turns[0], 0, 0))


FIELDS = (
    Field("outlets", Words(), "News organisations; every way to print them is known.", "[Reuters, AFP]", default=()),
    Field("reporters", Words(), "Names of reporters.", "[Jo Example]", default=()),
    Field("about", Words(), "Words or phrases said in the question or the answer.", "[Ukraine]", default=()),
)


def build(values: Mapping[str, Any], where: Path) -> Built:
    """The condition, or why there is none."""
    named = enumerate(values["outlets"])
    mistakes = [mistake for i, name in named for mistake in _unknown(name, (*where, "outlets", i))]
    if not any(values[key] for key in ("outlets", "reporters", "about")):
        what = "This rule has nothing to look for."
        mistakes.append(RuleMistake(where, what, "Write who asks, for example `outlets: [Reuters]`."))
    if mistakes:
        return tuple(mistakes)
    return OutletQuestion(values["outlets"], values["reporters"], values["about"])


def _unknown(name: str, where: Path) -> tuple[RuleMistake, ...]:
    """A slip is refused; a name like no other is taken as printed, since no list holds every outlet."""
    known = known_outlets()
    if known.is_listed(name):
        return ()
    near = known.nearest(name)
    if near is None:
        return ()
    return (RuleMistake(where, f"The outlet “{name}” is not known.", f"Did you mean “{near.name}”?"),)


KIND = Kind("outlet_question", "Finds questions by certain news organisations or reporters.", FIELDS, build)

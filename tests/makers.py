"""Small core values for tests, invented, with only what a test says being special about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from bot.model import Delivery, Destination, Digest, Message, Outcome, Reading
from bot.processes import Processes
from parsers.document import Document
from parsers.transcript import GroundRules, Span, Speaker, Transcript, Turn
from rules.evidence import Evidence, Grade
from rules.figures.figure import Figure, Newness
from rules.rule import Match

T = TypeVar("T")
NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
DESK = Destination("slack", "#desk")


class Inline(Processes):
    """Does in the test's own process what tests of other things need not start processes for."""

    def __init__(self) -> None:
        super().__init__(1, timedelta(seconds=1))

    async def _run(self, work: Callable[..., T], *arguments: object) -> T:
        return work(*arguments)


def document(text: str = "Hello.", name: str = "a.txt") -> Document:
    return Document("harbour", f"file:///transcripts/{name}", text.encode(), "text/plain", None, NOON)


def transcript(*texts: str, key: str = "a" * 32) -> Transcript:
    speaker = Speaker("Commissioner Vale", "Ada Vale", "principal", "Commissioner")
    turns = tuple(Turn(i, speaker, "answer", text) for i, text in enumerate(texts or ("The pilots are back.",)))
    return Transcript(
        key=key, source="harbour", url="https://example.org/briefing", title="Harbour briefing",
        held_on=date(2026, 11, 17), published_at=None, updated_at=None, venue="Nordhaven", language="en", turns=turns,
        exchanges=(), ground_rules=GroundRules(), notes=(), format="page text",
    )  # fmt: skip


def figure(low: float = 20e9, key: str = "money fund") -> Figure:
    return Figure(
        Span(0, 0, 3), "20 billion euros", low, low, (low,), "EUR", "money", measure="the fund", measure_key=key
    )


def match(fingerprint: str = "1" * 64, rule: str = "pilots") -> Match:
    evidence = Evidence(Span(0, 4, 10), "pilots", "pilots", Grade.EXACT, 1.0, "“pilots”", "keyword")
    return Match(rule, "Pilots", 1, "a" * 32, (evidence,), (fingerprint,))


def digest(fingerprint: str = "d" * 32, destination: Destination = DESK) -> Digest:
    return Digest(fingerprint, destination, "a" * 32, "Harbour briefing", False, ("harbour",), None, (), None, None)


def delivery(number: str = "0" * 32, destination: Destination = DESK, parent: str | None = None) -> Delivery:
    return Delivery(number, "d" * 32, 1 if parent else 0, destination, Message("One hit.", ()), parent)


def outcome(
    *deliveries: Delivery, matches: tuple[Match, ...] = (), figures: tuple[Figure, ...] = (), revision: int = 1,
    of: Transcript | None = None,
) -> Outcome:  # fmt: skip
    told = transcript() if of is None else of
    reading = Reading(told, figures, frozenset(), "f" * 64)
    ids = tuple(range(len(told.turns)))
    fresh = tuple(Newness("new", None, "first time") for _ in figures)
    made = tuple(
        digest(each.digest, each.destination) for each in {(d.digest, d.destination): d for d in deliveries}.values()
    )
    return Outcome(reading, revision, ids, fresh, matches, made, deliveries, unchanged=False)


def unchanged(of: Outcome) -> Outcome:
    return replace(of, unchanged=True, matches=(), digests=(), deliveries=())

"""A small language for digest tests: an invented briefing, and evidence found in its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Literal

from bot.digest import digests
from bot.model import Destination, Digest, Json, Reading, Subscription
from parsers.text import fold
from parsers.transcript import (
    Attribution,
    Exchange,
    GroundRules,
    Role,
    Span,
    Speaker,
    Transcript,
    Turn,
    TurnKind,
)
from rules.evidence import Evidence, Grade
from rules.figures.figure import Figure, FigureStatus, Newness, NewnessStatus, SeenFigure
from rules.rule import Match

KEY = "0123456789abcdef0123456789abcdef"
SEEN = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
DEFENCE = Destination("slack", "#defence")
INBOX = Destination("inbox", "inbox")
VOSS = Speaker("Harbour Minister Ilsa Voss", "Ilsa Voss", "principal", "Harbour Minister of Norrland")
PRESS = Speaker("Spokesperson", None, "moderator")

OPENING = (
    "Good afternoon, everybody. Norrland will put 20 billion crowns into its harbours over the next four years. That "
    "is two per cent of national income.\nWe also ordered new icebreakers. They are built at home."
)
QUESTION = (
    "Thank you, Minister. Andrew Doyle, Reuters. Will the icebreakers be ready before next winter? And who pays for "
    "them?"
)
ANSWER = (
    "Thank you, Andrew. Yes, the first of the icebreakers will be ready in November, and it will be ready in full. The "
    "ports pay a quarter of it, the state pays the rest. We have never hidden that. It is written in the budget, it is "
    "written in the treaty, and it is written on the door of my office. This is what we agreed with the ports in "
    "spring."
)


def turn(index: int, speaker: Speaker, kind: TurnKind, text: str) -> Turn:
    return Turn(index, speaker, kind, text)


def asker(name: str | None = None, label: str = "Q", role: Role = "journalist") -> Speaker:
    return Speaker(label, name, role)


def briefing(
    *,
    opening: str = OPENING,
    question: str = QUESTION,
    answer: str | None = ANSWER,
    reporter: str | None = "Andrew Doyle",
    outlet: str | None = "Reuters",
    title: str | None = "Harbour briefing by Minister Ilsa Voss",
    url: str = "https://harbour.example/briefings/17",
) -> Transcript:
    """An opening, one question and, unless None, its answer."""
    turns = [turn(0, VOSS, "statement", opening), turn(1, asker(reporter), "question", question)]
    if answer is not None:
        turns.append(turn(2, VOSS, "answer", answer))
    attribution = Attribution(reporter, outlet, "own words" if reporter or outlet else "none", 0.9)
    exchange = Exchange((1,), (2,) if answer is not None else (), attribution, answered=answer is not None)
    return Transcript(
        key=KEY, source="harbour", url=url, title=title, held_on=date(2026, 11, 17), published_at=None, updated_at=None,
        venue="Norrland", language="en", turns=tuple(turns), exchanges=(exchange,), ground_rules=GroundRules(),
        notes=(), format="test",
    )  # fmt: skip


def span_of(transcript: Transcript, words: str, turn_index: int | None = None) -> Span:
    """Where the words stand first."""
    for each in transcript.turns:
        start = each.text.find(words)
        if start >= 0 and turn_index in {None, each.index}:
            return Span(each.index, start, start + len(words))
    raise AssertionError(f"{words!r} is not said")


def keyword(transcript: Transcript, words: str, *, grade: Grade = Grade.EXACT, because: str = "") -> Evidence:
    return at(transcript, span_of(transcript, words), grade=grade, because=because or f"“{words}”")


def at(transcript: Transcript, span: Span, *, grade: Grade = Grade.EXACT, because: str = "found") -> Evidence:
    words = transcript.excerpt(span)
    return Evidence(span, fold(words).text, words, grade, 1.0, because, "keyword")


def outlet_question(transcript: Transcript, words: str, outlet: str = "Reuters") -> Evidence:
    found = at(transcript, span_of(transcript, words), because=f"asked for {outlet}")
    return replace(found, kind="outlet_question", exchange=0, outlet=outlet)


def figure(
    transcript: Transcript,
    words: str,
    *,
    newness: NewnessStatus = "new",
    status: FigureStatus = "actual",
    earlier: str | None = None,
    measure: str | None = "harbour spending",
) -> Evidence:
    span = span_of(transcript, words)
    return figure_at(transcript, span, newness=newness, status=status, earlier=earlier, measure=measure)


def figure_at(
    transcript: Transcript,
    span: Span,
    *,
    newness: NewnessStatus = "new",
    status: FigureStatus = "actual",
    earlier: str | None = None,
    measure: str | None = "harbour spending",
) -> Evidence:
    words = transcript.excerpt(span)
    said = Figure(
        span, words, 20e9, 20e9, (20e9,), "SEK", "money", measure=measure, measure_key="harbour money",
        actor="Norrland", speaker="Ilsa Voss", period="the next four years", status=status,
    )  # fmt: skip
    against = None
    if earlier is not None:
        against = SeenFigure(
            "harbour money", "SEK", 50e9, 50e9, earlier, None, "actual", "Ilsa Voss", "harbour", "f" * 32,
            date(2026, 6, 4),
        )  # fmt: skip
    found = at(transcript, span, because=f"a figure about {measure}")
    return replace(found, kind="new_figure", figure=said, newness=Newness(newness, against, f"{newness}"))


def match(transcript: Transcript, name: str, *evidence: Evidence) -> Match:
    prints = tuple(f"{name} {e.span.turn} {e.span.start}" for e in evidence)
    return Match(name.casefold(), name, 1, transcript.key, evidence, prints)


def reading(transcript: Transcript) -> Reading:
    return Reading(transcript, (), frozenset(), "0" * 64)


def send(*names: str, to: Iterable[Destination] = (DEFENCE,), mention: str | None = None) -> tuple[Subscription, ...]:
    return tuple(Subscription(name.casefold(), tuple(to), mention) for name in names)


def told(transcript: Transcript, *matches: Match, to: Destination = DEFENCE, correction: bool = False) -> Digest:
    """The one digest of these matches for one destination."""
    (digest,) = digests(
        reading(transcript),
        matches,
        send(*(each.rule_name for each in matches), to=(to,)),
        seen_at=SEEN,
        correction=correction,
        copies={"inbox": "", "slack": None},
    )
    return digest


def words_of(node: object, kind: Literal["text", "plain_text", "mrkdwn", "link", "raw_text"]) -> list[str]:
    """Every text of this type anywhere in blocks."""
    if isinstance(node, dict):
        own = [str(node.get("text"))] if node.get("type") == kind else []
        return own + [word for value in node.values() for word in words_of(value, kind)]
    return [word for child in node for word in words_of(child, kind)] if isinstance(node, (list, tuple)) else []


def quotes_of(blocks: Iterable[Json]) -> list[str]:
    """The text of every quotation, in order."""
    return [
        "".join(str(run["text"]) for run in element["elements"])
        for block in blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
    ]

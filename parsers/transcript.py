"""A transcript: a document understood. Facts are frozen; unknown is a value (None), never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Role = Literal["principal", "moderator", "journalist", "interpreter", "unknown"]
TurnKind = Literal["statement", "moderator", "question", "answer", "aside"]
How = Literal["label", "call", "own words", "none"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the page says."""

    label: str | None  #: as printed before the turn, trimmed; None for an unlabelled opening
    name: str | None  #: the fullest name printed anywhere in the document, without title or office
    role: Role  #: what they are at this lectern
    office: str | None = None  #: title or office as printed, e.g. "NATO Secretary General"
    outlet: str | None = None  #: news organisation as printed or said, for journalists


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character offsets into the text of one turn."""

    turn: int  #: index of the turn
    start: int  #: first character
    end: int  #: one past the last character

    def __post_init__(self) -> None:
        if not (self.turn >= 0 and 0 <= self.start <= self.end):
            raise ValueError(f"not a span: turn {self.turn}, {self.start}–{self.end}")


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of speech by one speaker."""

    index: int  #: position in the transcript, from 0
    speaker: Speaker  #: who says it
    kind: TurnKind  #: what it does in the room
    text: str  #: as published, paragraphs joined by a newline; spans point into it
    asides: tuple[Span, ...] = ()  #: "(Laughter.)", "[inaudible]": in the text, not said
    at: timedelta | None = None  #: since the start, where the page gives it


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who asked, for which outlet, and how we know."""

    reporter: str | None  #: name as printed or said
    outlet: str | None  #: as printed or said; see rules.outlets for who that is
    how: How  #: where we have it from
    confidence: float  #: 0–1

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not within 0–1")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One reporter's questioning and what was answered; indexes into the transcript's turns."""

    question_turns: tuple[int, ...]  #: in order; not always adjacent to the answers
    answer_turns: tuple[int, ...]  #: empty when nobody answered
    attribution: Attribution  #: who asked, for which outlet, and how we know
    answered: bool  #: whether the matter was answered at all


@dataclass(frozen=True, slots=True)
class GroundRules:
    """Under which terms it was said."""

    attribution: Literal["on the record", "on background", "off the record"] = "on the record"  #: as stated on the page
    embargoed_until: datetime | None = None  #: aware
    quoted: str | None = None  #: the page's own words for it


@dataclass(frozen=True, slots=True)
class Note:
    """Something the parser was unsure of, said rather than hidden."""

    code: str  #: short and stable, for machines, e.g. "charset-guessed"
    message: str  #: a sentence for people
    span: Span | None = None  #: where, if in one place


@dataclass(frozen=True, slots=True)
class Transcript:
    """A document understood. `turns` is complete and authoritative even where `exchanges` had to guess."""

    key: str  #: same event, whatever the address, name or corrections; 32 hex digits
    source: str  #: name of the source it came from
    url: str  #: where a reader can open it
    title: str | None  #: heading of the event as printed
    held_on: date | None  #: the event's day, else the page's
    published_at: datetime | None  #: aware, where the page says
    updated_at: datetime | None  #: aware, "last updated" of the page
    venue: str | None  #: where it was held
    language: str  #: BCP 47, e.g. "en"
    turns: tuple[Turn, ...]  #: in order of speech
    exchanges: tuple[Exchange, ...]  #: in order of their first question
    ground_rules: GroundRules  #: terms of use
    notes: tuple[Note, ...]  #: what was uncertain
    format: str  #: name of the published shape it was read by
    delivery: str | None = None  #: "(As delivered)", "Check against delivery"

    def __post_init__(self) -> None:
        if [turn.index for turn in self.turns] != list(range(len(self.turns))):
            raise ValueError("turns are not numbered in order")
        for exchange in self.exchanges:
            if any(not 0 <= i < len(self.turns) for i in exchange.question_turns + exchange.answer_turns):
                raise ValueError("an exchange names a turn that is not there")

    def excerpt(self, span: Span) -> str:
        """The words a span points at."""
        return self.turns[span.turn].text[span.start : span.end]

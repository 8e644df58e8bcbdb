"""What the program keeps and passes on: readings, subscriptions, digests, messages, deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from parsers.transcript import Span, Transcript
from rules.figures.figure import Figure, Newness
from rules.rule import Match

#: JSON values; Block Kit is made of them
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """Something a source shows that may be a transcript."""

    url: str  #: where it can be fetched
    marker: str  #: what tells this state of it from the next: a guid, or size and time
    title: str | None = None  #: as the source lists it
    published_at: datetime | None = None  #: aware, as the source says


@dataclass(frozen=True, slots=True)
class Listing:
    """What one look at a source showed."""

    items: tuple[Item, ...]  #: oldest first
    cursor: Json  #: what the source wants to be told at its next look


@dataclass(frozen=True, slots=True)
class Reading:
    """A document understood: what `understand` returns and `decide` starts from."""

    transcript: Transcript  #: the transcript
    figures: tuple[Figure, ...]  #: every figure said in it, in order
    measure_keys: frozenset[str]  #: which ledger rows to look up for it
    fingerprint: str  #: fingerprint of the document it was read from


@dataclass(frozen=True, slots=True)
class Previous:
    """The earlier state of the same event, as stored."""

    revision: int  #: how many revisions came before the next one; 1 for the first
    transcript: Transcript  #: as it was
    turn_ids: tuple[int, ...]  #: the stable number of each of its turns
    alerted: frozenset[str]  #: fingerprints of what has been told already


@dataclass(frozen=True, slots=True, order=True)
class Destination:
    """Where digests go."""

    channel: str  #: name of the delivery channel: "slack", "inbox"
    address: str  #: its address there: "#defence", "C0123", "@anna"; for the inbox the same, or "inbox"

    def __str__(self) -> str:
        return f"{self.channel}:{self.address}"


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who gets a rule's matches."""

    rule: str  #: id of the rule
    destinations: tuple[Destination, ...]  #: channels and people
    mention: str | None = None  #: user or group to wake, "at once" only


class SourceState(StrEnum):
    """How a source is."""

    STARTING = "not looked at yet"
    WATCHING = "watching"
    FAILING = "cannot be read"


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source is, for people."""

    name: str  #: as configured
    kind: str  #: "folder", "feed", …
    where: str  #: its path or address
    state: SourceState  #: how it is
    since: datetime | None  #: since when it has been so
    last_new_at: datetime | None  #: when it last showed something new
    error: str | None  #: why it cannot be read, in a sentence


class HitKind(StrEnum):
    """How a hit is drawn."""

    QUOTE = "quote"
    QUESTION = "question"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a transcript's words."""

    text: str  #: as published
    matched: bool = False  #: drawn bold


@dataclass(frozen=True, slots=True)
class Quote:
    """Complete sentences of one turn."""

    pieces: tuple[Piece, ...]  #: the words, in order; joined they are the sentences as published
    speaker: str  #: name, or label, or "speaker not given"
    office: str | None  #: title or office as printed
    link: str | None  #: address of the exact sentence at the source
    copy: str | None  #: address of the sentence in our stored copy
    span: Span  #: where the sentences stand

    @property
    def text(self) -> str:
        """The words in one string."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage worth showing, with every rule that found it."""

    kind: HitKind  #: how it is drawn
    rules: tuple[str, ...]  #: names of the rules
    quote: Quote  #: the passage; for a question hit the question
    asked_by: str | None  #: "Clara Hennig, Reuters", or "reporter not named"; None outside exchanges
    question: Quote | None  #: the question that an answer answers
    answer: Quote | None  #: the answer to a question hit
    answered: bool | None  #: for a question hit, whether it was answered
    because: tuple[str, ...]  #: beside `rules`: why each found it, in words; "" where it gives no reason
    grade: str  #: best grade of its evidence
    score: float  #: for ordering
    figures: tuple[Figure, ...] = ()  #: the figures a rule found in it, in order of speech
    newness: tuple[Newness | None, ...] = ()  #: beside `figures`: each against the ledger


@dataclass(frozen=True, slots=True)
class Digest:
    """Matches for one destination about one transcript, ordered, ready to be drawn."""

    fingerprint: str  #: identity: destination, transcript, what is told; 32 hex digits
    destination: Destination  #: who gets it
    transcript: str  #: key of the transcript
    heading: str  #: title of the event
    correction: bool  #: whether it tells what a later revision added to a digest already posted
    facts: tuple[str, ...]  #: context line: source, date, principals, how many asked, published and seen
    ground_rules: str | None  #: banner that binds whoever uses the words
    hits: tuple[Hit, ...]  #: best first
    link: str | None  #: address of the transcript at the source
    copy: str | None  #: address of our stored copy
    notes: tuple[str, ...] = ()  #: what the parser was unsure of, where it concerns a hit
    mention: str | None = None  #: user or group to wake


@dataclass(frozen=True, slots=True)
class Message:
    """One message as a channel takes it, in Block Kit."""

    text: str  #: a real sentence for notifications and screen readers
    blocks: tuple[Json, ...]  #: Block Kit blocks


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    IN_DOUBT = "in doubt"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the channel answered."""

    reference: str  #: the channel's own id of the message; Slack's `ts`
    conversation: str  #: where it stands; Slack's channel id
    link: str | None = None  #: address of the message


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message on its way."""

    id: str  #: made from the digest's fingerprint and the part; also in the message's metadata
    digest: str  #: fingerprint of the digest
    part: int  #: 0 is the root, 1… are its thread replies in order
    destination: Destination  #: where it goes
    message: Message  #: what is sent
    parent: str | None = None  #: delivery whose thread it belongs to
    state: DeliveryState = DeliveryState.PENDING  #: where it stands
    attempts: int = 0  #: counted before each attempt
    first_attempt_at: datetime | None = None  #: aware; where to start looking in a channel's history
    next_attempt_at: datetime | None = None  #: aware; not before this
    last_error: str | None = None  #: what the channel said last
    receipt: Receipt | None = None  #: what the channel answered when it took it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from one document: all of it is stored in one transaction."""

    reading: Reading  #: what was understood
    revision: int  #: 1 for the first state of an event
    turn_ids: tuple[int, ...]  #: stable numbers of its turns
    newness: tuple[Newness, ...]  #: beside `reading.figures`
    matches: tuple[Match, ...]  #: only evidence not told before
    digests: tuple[Digest, ...]  #: one a destination
    deliveries: tuple[Delivery, ...]  #: their messages
    unchanged: bool  #: whether this revision says the same words as the one before

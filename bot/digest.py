"""Matches become digests: one for each destination, every passage once, best first.

Pure. A passage that several rules found is one hit that names them all. A hit quotes complete sentences as published
and says who spoke, what was asked, why it is shown and where the very sentence can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from bot.dates import clock, day, day_of, moment
from bot.model import Destination, Digest, Hit, HitKind, Piece, Quote, Reading, Subscription
from bot.passages import JOINED, Passages, exchange_of_turns
from parsers.links import sentence_link
from parsers.transcript import Attribution, Exchange, Span, Transcript
from rules.evidence import Evidence, Grade
from rules.figures.figure import Newness
from rules.rule import Match

GRADES = tuple(Grade)
NOT_NAMED = "reporter not named"
#: people named in the facts, and reasons of one rule for one passage; more are counted
NAMED, REASONS = 3, 2
#: codes of notes that doubt nothing but when a transcript was published
DOUBTFUL_TIME = frozenset({"time-missing", "zone-assumed"})


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of evidence and the rule that found it."""

    rule: str  #: name of the rule
    evidence: Evidence  #: what it found


@dataclass(slots=True)
class Draft:
    """A hit being gathered: a passage and what was found in it."""

    span: Span  #: the sentences to quote
    found: list[Found]  #: all the evidence in it
    answer: Span | None = None  #: for an outlet's question: the sentences that answer it
    asks: bool = False  #: whether it is an outlet's question
    exchange: Exchange | None = None  #: the exchange it stands in

    def take(self, whole: Span, one: Found) -> None:
        """Add a finding that overlaps what is quoted; the quotation grows to hold its sentences."""
        self.found.append(one)
        if self.span.turn == whole.turn:
            self.span = Span(whole.turn, min(self.span.start, whole.start), max(self.span.end, whole.end))
        elif self.answer:
            self.answer = Span(whole.turn, min(self.answer.start, whole.start), max(self.answer.end, whole.end))


@dataclass(frozen=True, slots=True)
class _Circumstances:
    """What all digests of one reading share beside it."""

    seen_at: datetime
    correction: bool
    copies: Mapping[str, str | None]


def digests(  # noqa: PLR0913 -- a stage's inputs are in its signature
    reading: Reading,
    matches: tuple[Match, ...],
    subscriptions: tuple[Subscription, ...],
    *,
    seen_at: datetime,
    correction: bool,
    copies: Mapping[str, str | None],
) -> tuple[Digest, ...]:
    """One digest for each destination that a matched rule is sent to, in order of the subscriptions.

    `copies` maps the name of a channel to the base address of our stored copies as its readers can open them: "" within
    the local inbox, None where there is none.
    """
    rules = {match.rule: match for match in matches}
    wanted: dict[Destination, dict[str, str | None]] = {}
    for subscription in subscriptions:
        if subscription.rule in rules:
            for destination in subscription.destinations:
                mentions = wanted.setdefault(destination, {})
                mentions[subscription.rule] = mentions.get(subscription.rule) or subscription.mention
    circumstances = _Circumstances(seen_at, correction, copies)
    return tuple(
        _digest(reading, destination, tuple(rules[rule] for rule in mentions), mentions, circumstances)
        for destination, mentions in wanted.items()
    )


def _digest(
    reading: Reading,
    destination: Destination,
    matches: tuple[Match, ...],
    mentions: Mapping[str, str | None],
    circumstances: _Circumstances,
) -> Digest:
    transcript = reading.transcript
    base = circumstances.copies.get(destination.channel)
    copy = None if base is None else f"{base}/transcripts/{transcript.key}"
    hits = tuple(_hits(transcript, matches, copy))
    return Digest(
        fingerprint=_fingerprint(destination, transcript, matches),
        destination=destination,
        transcript=transcript.key,
        heading=heading(transcript),
        correction=circumstances.correction,
        facts=facts(transcript, circumstances.seen_at),
        ground_rules=ground_rules(transcript, circumstances.seen_at),
        hits=hits,
        link=transcript.url if transcript.url.startswith(("https://", "http://")) else None,
        copy=copy,
        notes=_notes(transcript, hits),
        mention=next((mention for mention in mentions.values() if mention), None),
    )


def _fingerprint(destination: Destination, transcript: Transcript, matches: tuple[Match, ...]) -> str:
    told = sorted({fingerprint for match in matches for fingerprint in match.fingerprints})
    return sha256("\n".join([str(destination), transcript.key, *told]).encode()).hexdigest()[:32]


# What is said about the event ----------------------------------------------------------------------------------------


def heading(transcript: Transcript) -> str:
    """The event's title, or what can be said in its place."""
    if transcript.title and transcript.title.strip():
        return transcript.title
    held = f", {day(transcript.held_on)}" if transcript.held_on else ""
    return f"Untitled transcript from {transcript.source}{held}"


def facts(transcript: Transcript, seen_at: datetime | None) -> tuple[str, ...]:
    """Source, day, principals, how many reporters asked, when it was published and seen; the unknown is left out."""
    asked = _reporters(transcript.exchanges)
    published, held = transcript.published_at, transcript.held_on
    return tuple(
        fact
        for fact in (
            transcript.source,
            day(transcript.held_on) if transcript.held_on else "",
            _principals(transcript),
            f"{asked} reporter{'s' if asked != 1 else ''} asked" if asked else "",
            f"published {_when(published, held)}" if published else "",
            f"seen {_when(seen_at, day_of(published) if published else held)}" if seen_at else "",
        )
        if fact
    )


def _when(at: datetime, said: date | None) -> str:
    """The moment, without its day where that has just been said."""
    return clock(at) if day_of(at) == said else moment(at)


def _principals(transcript: Transcript) -> str:
    speakers = [turn.speaker for turn in transcript.turns if turn.speaker.role == "principal"]
    names = list(dict.fromkeys(name for speaker in speakers if (name := speaker.name or speaker.label)))
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _reporters(exchanges: tuple[Exchange, ...]) -> int:
    """Named reporters once each; of the others every exchange is taken for a reporter of its own."""
    named = {(a.reporter, a.outlet) for exchange in exchanges if (a := exchange.attribution).reporter}
    return len(named) + sum(1 for exchange in exchanges if not exchange.attribution.reporter)


def ground_rules(transcript: Transcript, at: datetime) -> str | None:
    """The banner for whoever uses the words; None on the record. An embargo that has passed binds nobody."""
    terms = transcript.ground_rules
    parts = []
    if terms.attribution == "on background":
        parts.append("ON BACKGROUND: not for attribution by name")
    if terms.attribution == "off the record":
        parts.append("OFF THE RECORD: not for publication")
    if terms.embargoed_until and terms.embargoed_until > at:
        parts.append(f"EMBARGOED until {moment(terms.embargoed_until)}")
    if parts and terms.quoted:
        parts.append(f"“{terms.quoted}”")
    return " · ".join(parts) or None


def _notes(transcript: Transcript, hits: tuple[Hit, ...]) -> tuple[str, ...]:
    """Doubts about the page, and about the turns that are quoted; not about what is not shown."""
    quotes = [quote for hit in hits for quote in (hit.quote, hit.question, hit.answer) if quote]
    turns = {quote.span.turn for quote in quotes}
    silent = DOUBTFUL_TIME if transcript.published_at is None else frozenset[str]()
    return tuple(
        dict.fromkeys(
            note.message
            for note in transcript.notes
            if note.code not in silent and (note.span is None or note.span.turn in turns)
        )
    )


# Which passages are shown --------------------------------------------------------------------------------------------


def _hits(transcript: Transcript, matches: tuple[Match, ...], copy: str | None) -> list[Hit]:
    passages = Passages(transcript)
    exchanges = exchange_of_turns(transcript)
    found = [Found(match.rule_name, evidence) for match in matches for evidence in match.evidence]
    questions = _questions(passages, [f for f in found if f.evidence.outlet is not None], exchanges)
    others = _others(passages, [f for f in found if f.evidence.outlet is None], questions, exchanges)
    writer = _Writer(transcript, passages, copy)
    return _best_first([writer.hit(draft) for draft in (*questions, *others)])


def _questions(passages: Passages, found: list[Found], exchanges: Mapping[int, Exchange]) -> list[Draft]:
    """One draft for each question turn in which an outlet asks."""
    drafts: dict[int, Draft] = {}
    for one in found:
        turn = one.evidence.span.turn
        if turn in drafts:
            drafts[turn].found.append(one)
            continue
        exchange = exchanges.get(turn)
        after = next((i for i in exchange.answer_turns if i > turn), None) if exchange and exchange.answered else None
        answer = None if after is None else passages.opening(after)
        drafts[turn] = Draft(passages.question(one.evidence.span), [one], answer, asks=True, exchange=exchange)
    return list(drafts.values())


def _others(
    passages: Passages, found: list[Found], questions: list[Draft], exchanges: Mapping[int, Exchange]
) -> list[Draft]:
    """Drafts of all other findings; those that stand in a question or answer already quoted are put there."""
    shown = [(span, draft) for draft in questions for span in (draft.span, draft.answer) if span]
    quoted: dict[int, list[tuple[Span, Draft]]] = {}
    for span, draft in shown:
        quoted.setdefault(span.turn, []).append((span, draft))
    by_turn: dict[int, list[tuple[Span, Found]]] = {}
    for one in sorted(found, key=lambda f: f.evidence.span):
        whole = passages.complete(one.evidence.span)
        home = next((d for s, d in quoted.get(whole.turn, ()) if s.start < whole.end and whole.start < s.end), None)
        if home:
            home.take(whole, one)
        else:
            by_turn.setdefault(whole.turn, []).append((whole, one))
    return [
        Draft(span, group, exchange=exchanges.get(turn))
        for turn, cores in by_turn.items()
        for span, group in _grouped(passages, cores, [span for span, _ in quoted.get(turn, ())])
    ]


def _grouped(
    passages: Passages, cores: list[tuple[Span, Found]], quoted: list[Span]
) -> Iterable[tuple[Span, list[Found]]]:
    """The findings of one turn by passage: near ones together, none overlapping another or what is quoted already."""
    groups: list[tuple[Span, list[Found]]] = []
    for span, one in sorted(cores, key=lambda core: core[0]):
        last, found = groups[-1] if groups else (None, [])
        if last and (span.start < last.end or _near(passages, last, span, quoted)):
            groups[-1] = (Span(span.turn, last.start, max(last.end, span.end)), [*found, one])
        else:
            groups.append((span, [one]))
    after = 0
    for index, (span, found) in enumerate(groups):
        following = groups[index + 1][0].start if index + 1 < len(groups) else None
        before = min(
            [s.start for s in quoted if s.start >= span.end] + ([following] if following else []), default=None
        )
        floor = max([after, *(s.end for s in quoted if s.end <= span.start)])
        wide = passages.readable(span, floor, before)
        after = wide.end
        yield wide, found


def _near(passages: Passages, last: Span, span: Span, quoted: list[Span]) -> bool:
    """Whether two passages read better as one: at most one sentence between them, and short together."""
    if span.end - last.start > JOINED or any(last.end <= s.start and s.end <= span.start for s in quoted):
        return False
    return passages.between(last, span) <= 1


# How a passage is told -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns drafts into hits."""

    transcript: Transcript
    passages: Passages
    copy: str | None
    _links: dict[Span, str | None] = field(default_factory=dict)

    def hit(self, draft: Draft) -> Hit:
        found = sorted(draft.found, key=lambda f: (_grade(f.evidence), -f.evidence.score, f.evidence.span))
        bold = [bold for f in draft.found if (bold := _bold(f.evidence))]
        exchange = draft.exchange
        figures: dict[Span, Newness | None] = {}
        said = {f.evidence.figure.span: f.evidence.figure for f in found if f.evidence.figure}
        for f in found:
            if f.evidence.figure:
                figures.setdefault(f.evidence.figure.span, f.evidence.newness)
        asked = exchange is not None and draft.span.turn in exchange.question_turns
        best = found[0].evidence
        return Hit(
            kind=_kind(draft),
            rules=tuple(dict.fromkeys(f.rule for f in found)),
            quote=self.quote(draft.span, bold, exchange.attribution if exchange and asked else None),
            asked_by=asked_by(exchange.attribution) if exchange else NOT_NAMED if draft.asks else None,
            question=None if asked or draft.asks or exchange is None else self.asked(exchange, draft.span.turn, bold),
            answer=self.quote(draft.answer, bold) if draft.answer else None,
            answered=draft.answer is not None if draft.asks and exchange else None,
            because=_reasons(found),
            grade=best.grade.value,
            score=best.score,
            figures=tuple(said[span] for span in sorted(said)),
            newness=tuple(figures[span] for span in sorted(said)),
        )

    def asked(self, exchange: Exchange, turn: int, bold: list[Span]) -> Quote | None:
        """The question that the words of this turn answer: the nearest before it that asks anything."""
        before = (self.passages.asking(i) for i in reversed(exchange.question_turns) if i < turn)
        span = next((span for span in before if span), None)
        return self.quote(span, bold, exchange.attribution) if span else None

    def link(self, span: Span) -> str | None:
        """The address of the sentences, found once: many answers share a question."""
        if span not in self._links:
            self._links[span] = sentence_link(self.transcript, span)
        return self._links[span]

    def quote(self, span: Span, bold: list[Span], asking: Attribution | None = None) -> Quote:
        """Sentences with their speaker; a reporter's are credited as the exchange says."""
        speaker = self.transcript.turns[span.turn].speaker
        name = asked_by(asking) if asking else speaker.name or speaker.label or "speaker not given"
        return Quote(
            pieces=_pieces(self.transcript.turns[span.turn].text, span, bold),
            speaker=name,
            office=None if asking else speaker.office,
            link=self.link(span),
            copy=None if self.copy is None else f"{self.copy}#turn-{span.turn}",
            span=span,
        )


def asked_by(attribution: Attribution) -> str:
    """As in "Clara Hennig, Reuters"; what the page does not give is said to be missing, never guessed."""
    if attribution.reporter and attribution.outlet:
        return f"{attribution.reporter}, {attribution.outlet}"
    if attribution.reporter:
        return f"{attribution.reporter}, outlet not named"
    return f"{NOT_NAMED}, {attribution.outlet}" if attribution.outlet else NOT_NAMED


def _reasons(found: list[Found]) -> tuple[str, ...]:
    """For each rule, in the order of their names in the hit, its reasons once each."""
    reasons: dict[str, dict[str, None]] = {}
    for one in found:
        given = reasons.setdefault(one.rule, {})
        if one.evidence.because:
            given[one.evidence.because] = None
    return tuple(_some(list(given)) for given in reasons.values())


def _some(reasons: list[str]) -> str:
    more = len(reasons) - REASONS
    return "; ".join(reasons[:REASONS]) + (f"; and {more} more" if more > 0 else "")


def _bold(evidence: Evidence) -> Span | None:
    """The words to mark; an outlet's question is marked by its place, not word by word."""
    if evidence.outlet is not None:
        return None
    return evidence.figure.span if evidence.figure else evidence.span


def _pieces(text: str, span: Span, bold: list[Span]) -> tuple[Piece, ...]:
    pieces, at = [], span.start
    for mark in sorted(b for b in bold if b.turn == span.turn and b.start < span.end and b.end > span.start):
        start, end = max(mark.start, at), min(mark.end, span.end)
        if start >= end:
            continue
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], matched=True))
        at = end
    if at < span.end:
        pieces.append(Piece(text[at : span.end]))
    return tuple(pieces)


def _kind(draft: Draft) -> HitKind:
    if draft.asks:
        return HitKind.QUESTION
    return HitKind.FIGURE if all(f.evidence.figure for f in draft.found) else HitKind.QUOTE


# Order ---------------------------------------------------------------------------------------------------------------


def _best_first(hits: list[Hit]) -> list[Hit]:
    """The best hit of every rule before the second of any, so that a chatty rule hides no other."""
    ranked = sorted(hits, key=_rank)
    heard: set[str] = set()
    first: list[Hit] = []
    rest: list[Hit] = []
    for hit in ranked:
        (rest if heard.issuperset(hit.rules) else first).append(hit)
        heard.update(hit.rules)
    return [*first, *rest]


def _rank(hit: Hit) -> tuple[bool, bool, int, float, int, Span]:
    """Merely possible ones last, outlets' questions and figures that are news high; then grade, score, rules, place."""
    news = any(newness and newness.status in {"new", "changed"} for newness in hit.newness)
    return (
        hit.grade == Grade.POSSIBLE.value,
        not (hit.kind is HitKind.QUESTION or news),
        GRADES.index(Grade(hit.grade)),
        -hit.score,
        -len(hit.rules),
        hit.quote.span,
    )


def _grade(evidence: Evidence) -> int:
    return GRADES.index(evidence.grade)

"""The middle: two pure functions with one read of the store between them.

    Document ── understand ──▶ Reading ── (store: seen, previous) ── decide ──▶ Outcome

`process` chains them for whoever has no store: trying a rule out, tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.blocks import messages
from bot.digest import digests
from bot.model import Delivery, Digest, Outcome, Previous, Reading, Subscription
from parsers.document import Document
from parsers.reading import read
from parsers.revisions import same_words, turn_ids
from parsers.transcript import Transcript
from rules.figures.extraction import figures
from rules.figures.figure import SeenFigure
from rules.matcher import RuleSet, match
from rules.newness import measure_keys, newness
from rules.rule import Match


def understand(document: Document) -> Reading:
    """The transcript in a document, its figures, and what to look up for it; raises ParseError when there is none."""
    transcript = read(document)
    found = figures(transcript)
    return Reading(transcript, found, measure_keys(found), document.fingerprint)


def decide(  # noqa: PLR0913 - each is one of the values the decision depends on
    reading: Reading,
    rules: RuleSet,
    seen: tuple[SeenFigure, ...],
    previous: Previous | None,
    subscriptions: tuple[Subscription, ...],
    now: datetime,
    copies: Mapping[str, str | None],
) -> Outcome:
    """What follows from a reading: matches not told before, and the messages that tell them.

    `seen` are the ledger's rows for the reading's keys as of now, `previous` the latest revision of the same event,
    `copies` the base address of our stored copies for readers of each channel.
    """
    transcript = reading.transcript
    fresh = newness(reading.figures, seen, transcript.key, transcript.held_on)
    if previous is None:
        ids = tuple(range(len(transcript.turns)))
        found = match(rules, transcript, reading.figures, fresh, ids)
    else:
        if same_words(previous.transcript, transcript):
            return Outcome(reading, previous.revision, previous.turn_ids, fresh, (), (), (), unchanged=True)
        ids = turn_ids(previous.turn_ids, previous.transcript.turns, transcript.turns)
        told = previous.alerted | _would_have_told(rules, previous, seen)
        found = without(match(rules, transcript, reading.figures, fresh, ids), told)
    told_now = digests(reading, found, subscriptions, seen_at=now, correction=previous is not None, copies=copies)
    return Outcome(
        reading=reading,
        revision=previous.revision + 1 if previous else 1,
        turn_ids=ids,
        newness=fresh,
        matches=found,
        digests=told_now,
        deliveries=tuple(delivery for digest in told_now for delivery in deliveries(digest)),
        unchanged=False,
    )


def _would_have_told(rules: RuleSet, previous: Previous, seen: tuple[SeenFigure, ...]) -> frozenset[str]:
    """What today's rules find in the revision before: words that were there then are no news, whoever asks now."""
    before: Transcript = previous.transcript
    said = figures(before)
    fresh = newness(said, seen, before.key, before.held_on)
    found = match(rules, before, said, fresh, previous.turn_ids)
    return frozenset(fingerprint for each in found for fingerprint in each.fingerprints)


def without(found: tuple[Match, ...], told: frozenset[str]) -> tuple[Match, ...]:
    """The matches less the evidence whose fingerprint was told already."""
    left = []
    for each in found:
        kept = [
            (evidence, fingerprint)
            for evidence, fingerprint in zip(each.evidence, each.fingerprints, strict=True)
            if fingerprint not in told
        ]
        if kept:
            evidence, fingerprints = zip(*kept, strict=True)
            left.append(replace(each, evidence=evidence, fingerprints=fingerprints))
    return tuple(left)


def deliveries(digest: Digest) -> tuple[Delivery, ...]:
    """The messages of a digest as deliveries: the root, and its thread replies below it."""
    parts = messages(digest)
    root = delivery_id(digest, 0)
    return tuple(
        Delivery(delivery_id(digest, part), digest.fingerprint, part, digest.destination, message,
                 parent=root if part else None)
        for part, message in enumerate(parts)
    )  # fmt: skip


def delivery_id(digest: Digest, part: int) -> str:
    """The same for the same message of the same digest, however often it is decided: 32 hex digits."""
    return sha256(f"{digest.fingerprint}:{part}".encode()).hexdigest()[:32]


def process(  # noqa: PLR0913 - as decide
    document: Document,
    rules: RuleSet,
    subscriptions: tuple[Subscription, ...],
    now: datetime,
    *,
    seen: tuple[SeenFigure, ...] = (),
    previous: Previous | None = None,
    copies: Mapping[str, str | None] | None = None,
) -> Outcome:
    """Both halves in one go."""
    return decide(understand(document), rules, seen, previous, subscriptions, now, copies or {})

"""What was understood and found: transcripts with their revisions, the ledger of figures, matches.

`keep` is the transaction that moves a document from fetched to processed: its transcript, figures, matches, digests and
deliveries are there together or not at all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.model import Delivery, Digest, Outcome, Previous
from bot.store.codec import decode, encode
from bot.store.engine import inserted, reading, writing
from bot.store.outbox import delivery_of
from bot.store.tables import (
    deliveries,
    digests,
    documents,
    figure_keys,
    figures,
    matches,
    transcripts,
)
from parsers.document import Document
from parsers.transcript import Transcript
from rules.figures.figure import Figure, SeenFigure
from rules.newness import lookup_keys

#: rows of the ledger looked at for one transcript, newest first; more would not change a decision
LEDGER_LIMIT = 5_000
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Parked:
    """A document that was not processed."""

    source: str  #: where it came from
    url: str  #: its address
    error: str  #: why, in a sentence
    at: datetime  #: when it was fetched


@dataclass(frozen=True, slots=True)
class Claim:
    """A document to be processed."""

    document: Document  #: as fetched
    attempts: int  #: this one included; a process that dies takes those it had begun with it
    failures: int  #: of the earlier ones, those that ended in an error we saw


@dataclass(frozen=True, slots=True)
class Told:
    """A digest and what became of its messages."""

    digest: Digest  #: what was to be told
    told_at: datetime  #: when it was decided
    deliveries: tuple[Delivery, ...]  #: the root and its replies


class Archive:
    """Documents being processed and what came of them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def unprocessed(self, limit: int) -> tuple[int, ...]:
        """Ids of documents still to be processed, oldest first."""
        query = select(documents.c.id).where(documents.c.state == "fetched").order_by(documents.c.id).limit(limit)
        async with reading(self._engine) as connection:
            return tuple((await connection.execute(query)).scalars())

    async def claim(self, number: int) -> Claim | None:
        """The document if it is still to be processed; the attempt is counted first."""
        async with writing(self._engine) as connection:
            row = (
                await connection.execute(
                    update(documents)
                    .where(documents.c.id == number, documents.c.state == "fetched")
                    .values(attempts=documents.c.attempts + 1)
                    .returning(documents)
                )
            ).one_or_none()
        return None if row is None else Claim(_document(row), row.attempts, row.failures)

    async def failed(self, number: int, error: str) -> None:
        """An attempt ended in an error that may not come again."""
        async with writing(self._engine) as connection:
            await connection.execute(
                update(documents)
                .where(documents.c.id == number, documents.c.state == "fetched")
                .values(failures=documents.c.failures + 1, error=error)
            )

    async def park(self, number: int, error: str, now: datetime) -> None:
        """The document cannot be processed; it is kept and shown with the reason."""
        async with writing(self._engine) as connection:
            await connection.execute(
                update(documents)
                .where(documents.c.id == number, documents.c.state == "fetched")
                .values(state="failed", error=error, done_at=now)
            )

    async def parked(self, limit: int = 20) -> tuple[Parked, ...]:
        """Documents that were not processed, newest first."""
        columns = (documents.c.source, documents.c.url, documents.c.error, documents.c.fetched_at)
        query = select(*columns).where(documents.c.state == "failed").order_by(documents.c.id.desc()).limit(limit)
        async with reading(self._engine) as connection:
            return tuple(Parked(*row) for row in await connection.execute(query))

    async def previous(self, key: str) -> Previous | None:
        """The latest revision of an event, with what has been told of it."""
        newest = select(transcripts).where(transcripts.c.key == key).order_by(transcripts.c.revision.desc()).limit(1)
        told = select(matches.c.fingerprint).where(matches.c.transcript == key)
        async with reading(self._engine) as connection:
            row = (await connection.execute(newest)).one_or_none()
            if row is None:
                return None
            alerted = frozenset((await connection.execute(told)).scalars())
        return Previous(row.revision, decode(row.body, Transcript), tuple(row.turn_ids), alerted)

    async def transcript(self, key: str) -> Transcript | None:
        """The latest revision of a transcript."""
        query = select(transcripts.c.body).where(transcripts.c.key == key).order_by(transcripts.c.revision.desc())
        async with reading(self._engine) as connection:
            body = (await connection.execute(query.limit(1))).scalar_one_or_none()
        return None if body is None else decode(body, Transcript)

    async def told(self, limit: int) -> tuple[Told, ...]:
        """The newest digests with their deliveries, newest first."""
        newest = select(digests).order_by(digests.c.told_at.desc(), digests.c.fingerprint).limit(limit)
        async with reading(self._engine) as connection:
            rows = (await connection.execute(newest)).all()
            wanted = [row.fingerprint for row in rows]
            query = select(deliveries).where(deliveries.c.digest.in_(wanted)).order_by(deliveries.c.part)
            parts: dict[str, list[Delivery]] = {}
            for row in await connection.execute(query):
                parts.setdefault(row.digest, []).append(delivery_of(row))
        return tuple(Told(decode(row.body, Digest), row.told_at, tuple(parts.get(row.fingerprint, ()))) for row in rows)

    async def seen(self, keys: Collection[str]) -> tuple[SeenFigure, ...]:
        """Rows of the ledger that share a lookup key, newest first."""
        found: dict[int, SeenFigure] = {}
        ordered = sorted(keys)
        async with reading(self._engine) as connection:
            for start in range(0, len(ordered), CHUNK):
                query = (
                    select(figures)
                    .join(figure_keys, figure_keys.c.figure == figures.c.id)
                    .where(figure_keys.c.key.in_(ordered[start : start + CHUNK]))
                    .order_by(figures.c.id.desc())
                    .limit(LEDGER_LIMIT)
                )
                found.update((row.id, _seen(row)) for row in await connection.execute(query))
        return tuple(figure for _, figure in sorted(found.items(), reverse=True)[:LEDGER_LIMIT])

    async def keep(self, number: int, outcome: Outcome, now: datetime) -> bool:
        """Store all that follows from a document and mark it processed, in one transaction.

        False when the world has moved on since it was read: the document was processed by somebody else, or another
        revision of the same event came first. Nothing is stored then.
        """
        try:
            async with writing(self._engine) as connection:
                done = await connection.execute(
                    update(documents)
                    .where(documents.c.id == number, documents.c.state == "fetched")
                    .values(state="processed", done_at=now, transcript=outcome.reading.transcript.key, error=None)
                )
                if done.rowcount != 1:
                    return False
                if not outcome.unchanged:
                    await _keep_transcript(connection, number, outcome, now)
                    await _keep_figures(connection, outcome)
                    await _keep_alerts(connection, outcome, now)
        except IntegrityError:
            return False
        return True


async def _keep_transcript(connection: AsyncConnection, number: int, outcome: Outcome, now: datetime) -> None:
    transcript = outcome.reading.transcript
    newest = select(func.max(transcripts.c.revision)).where(transcripts.c.key == transcript.key)
    if ((await connection.execute(newest)).scalar() or 0) != outcome.revision - 1:
        raise IntegrityError("another revision came first", None, ValueError(transcript.key))
    await connection.execute(
        insert(transcripts).values(
            key=transcript.key, revision=outcome.revision, source=transcript.source, url=transcript.url,
            title=transcript.title, held_on=transcript.held_on, document=number, turn_ids=list(outcome.turn_ids),
            body=encode(transcript), stored_at=now,
        )
    )  # fmt: skip


async def _keep_figures(connection: AsyncConnection, outcome: Outcome) -> None:
    """The ledger holds what the latest revision says: a corrected figure replaces the one it corrects."""
    transcript = outcome.reading.transcript
    if outcome.revision > 1:
        old = select(figures.c.id).where(figures.c.transcript == transcript.key)
        await connection.execute(delete(figure_keys).where(figure_keys.c.figure.in_(old)))
        await connection.execute(delete(figures).where(figures.c.transcript == transcript.key))
    key_rows = []
    for figure in outcome.reading.figures:
        row = _figure_row(figure, transcript)
        number = inserted(await connection.execute(insert(figures).values(**row)))
        key_rows += [{"key": key[:200], "figure": number} for key in sorted(lookup_keys(figure))]
    if key_rows:
        await connection.execute(insert(figure_keys), key_rows)


async def _keep_alerts(connection: AsyncConnection, outcome: Outcome, now: datetime) -> None:
    rows = [
        {
            "fingerprint": fingerprint, "rule": match.rule, "rule_name": match.rule_name,
            "rule_revision": match.rule_revision, "transcript": match.transcript, "revision": outcome.revision,
            "evidence": encode(evidence), "found_at": now,
        }
        for match in outcome.matches
        for evidence, fingerprint in zip(match.evidence, match.fingerprints, strict=True)
    ]  # fmt: skip
    if rows:
        await connection.execute(insert(matches), rows)
    if outcome.digests:
        await connection.execute(insert(digests), [_digest_row(digest, now) for digest in outcome.digests])
    if outcome.deliveries:
        await connection.execute(insert(deliveries), [_delivery_row(d, now) for d in outcome.deliveries])


def _digest_row(digest: Digest, now: datetime) -> dict[str, Any]:
    return {
        "fingerprint": digest.fingerprint,
        "channel": digest.destination.channel,
        "address": digest.destination.address,
        "transcript": digest.transcript,
        "body": encode(digest),
        "told_at": now,
    }


def _delivery_row(delivery: Delivery, now: datetime) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "digest": delivery.digest,
        "part": delivery.part,
        "channel": delivery.destination.channel,
        "address": delivery.destination.address,
        "parent": delivery.parent,
        "message": encode(delivery.message),
        "state": delivery.state.value,
        "attempts": 0,
        "created_at": now,
    }


def _figure_row(figure: Figure, transcript: Transcript) -> dict[str, Any]:
    return {
        "transcript": transcript.key,
        "source": transcript.source,
        "said_on": transcript.held_on,
        "turn": figure.span.turn,
        "start": figure.span.start,
        "end": figure.span.end,
        "surface": figure.surface,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "measure": figure.measure,
        "measure_key": figure.measure_key,
        "period": figure.period,
        "status": figure.status,
        "speaker": figure.speaker,
    }


def _seen(row: Row[Any]) -> SeenFigure:
    return SeenFigure(
        measure_key=row.measure_key, unit=row.unit, low=row.low, high=row.high, surface=row.surface, period=row.period,
        status=row.status, speaker=row.speaker, source=row.source, transcript=row.transcript, said_on=row.said_on,
    )  # fmt: skip


def _document(row: Row[Any]) -> Document:
    return Document(row.source, row.url, row.content, row.media_type, row.charset, row.fetched_at)

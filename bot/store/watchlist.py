"""What sources have shown: their cursors, the items seen, the documents fetched.

An item that is wanted stays wanted until its document is stored, so a cursor may be kept with the items it covers: the
cursor and what it announced are one transaction, and so are a document and the item it answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, Update, func, select, tuple_, update
from sqlalchemy import insert as sql_insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.model import Item, Json, Listing, SourceHealth, SourceState
from bot.store.engine import inserted, reading, writing
from bot.store.tables import documents, items, sources
from parsers.document import Document

Backfill = int | Literal["all"]
#: an item that could not be fetched this often is given up and shown as such
ATTEMPTS = 8
CHUNK = 200


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a source between two looks."""

    cursor: Json  #: what it wanted to be told
    first: bool  #: whether it has never been looked at with success


class Watchlist:
    """Sources, items and fetched documents."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def memory(self, source: str, kind: str) -> Memory:
        """What is remembered of a source; a new source is written down."""
        async with writing(self._engine) as connection:
            row = (await connection.execute(select(sources).where(sources.c.name == source))).one_or_none()
            if row is None:
                fresh = {"name": source, "kind": kind, "cursor": {}, "failures": 0}
                await connection.execute(sql_insert(sources).values(**fresh))
                return Memory({}, first=True)
            return Memory(row.cursor, first=row.first_look_at is None)

    async def note(self, source: str, listing: Listing, *, first: bool, backfill: Backfill, now: datetime) -> int:
        """Write down a look: its cursor, and its unknown items as wanted; returns how many are wanted anew.

        At the first look only the newest `backfill` items are wanted: nothing old is announced unless asked for.
        """
        async with writing(self._engine) as connection:
            unknown = await self._unknown(connection, source, listing.items)
            wanted = _wanted(unknown, backfill) if first else set(unknown)
            if unknown:
                rows = [_item_row(source, item, item in wanted, now) for item in unknown]
                await connection.execute(sql_insert(items), rows)
            news = {"last_new_at": now} if wanted else {}
            await connection.execute(
                update(sources)
                .where(sources.c.name == source)
                .values(
                    cursor=listing.cursor, looked_at=now, succeeded_at=now, failures=0, failing_since=None, error=None,
                    first_look_at=func.coalesce(sources.c.first_look_at, now), **news,
                )
            )  # fmt: skip
            return len(wanted)

    async def _unknown(self, connection: AsyncConnection, source: str, shown: tuple[Item, ...]) -> list[Item]:
        known: set[tuple[str, str]] = set()
        keys = [(item.url, item.marker) for item in shown]
        for start in range(0, len(keys), CHUNK):
            query = select(items.c.url, items.c.marker).where(
                items.c.source == source, tuple_(items.c.url, items.c.marker).in_(keys[start : start + CHUNK])
            )
            known.update((row.url, row.marker) for row in await connection.execute(query))
        fresh: dict[tuple[str, str], Item] = {}
        for item in shown:
            if (item.url, item.marker) not in known:
                fresh.setdefault((item.url, item.marker), item)
        return list(fresh.values())

    async def failed(self, source: str, error: str, now: datetime) -> None:
        """Write down that a look failed."""
        async with writing(self._engine) as connection:
            await connection.execute(
                update(sources)
                .where(sources.c.name == source)
                .values(
                    looked_at=now, failures=sources.c.failures + 1, error=error,
                    failing_since=func.coalesce(sources.c.failing_since, now),
                )
            )  # fmt: skip

    async def wanted(self, source: str) -> tuple[Item, ...]:
        """Items still to be fetched, in the order they were first seen."""
        query = (
            select(items.c.url, items.c.marker)
            .where(items.c.source == source, items.c.wanted == 1, items.c.attempts < ATTEMPTS)
            .order_by(items.c.id)
        )
        async with reading(self._engine) as connection:
            return tuple(Item(row.url, row.marker) for row in await connection.execute(query))

    async def add(self, source: str, item: Item, document: Document) -> int:
        """Store a fetched document and that its item is answered; returns the document's id."""
        async with writing(self._engine) as connection:
            result = await connection.execute(sql_insert(documents).values(**_document_row(document)))
            number = inserted(result)
            await connection.execute(_at(source, item).values(wanted=0, document=number, error=None))
            return number

    async def give_up(self, source: str, item: Item, error: str) -> None:
        """The item is not there any more."""
        async with writing(self._engine) as connection:
            await connection.execute(_at(source, item).values(wanted=0, error=error))

    async def not_fetched(self, source: str, item: Item, error: str) -> None:
        """The item could not be fetched this time."""
        async with writing(self._engine) as connection:
            await connection.execute(_at(source, item).values(attempts=items.c.attempts + 1, error=error))

    async def health(self, configured: Iterable[tuple[str, str, str]]) -> tuple[SourceHealth, ...]:
        """How each configured source (name, kind, where) is."""
        async with reading(self._engine) as connection:
            rows = {row.name: row for row in await connection.execute(select(sources))}
        return tuple(_health(name, kind, where, rows.get(name)) for name, kind, where in configured)

    async def given_up(self, names: Collection[str]) -> tuple[tuple[str, str, str], ...]:
        """Items that could not be fetched at all, as (source, url, error)."""
        query = select(items.c.source, items.c.url, items.c.error).where(
            items.c.wanted == 1, items.c.attempts >= ATTEMPTS, items.c.source.in_(list(names))
        )
        async with reading(self._engine) as connection:
            return tuple((row.source, row.url, row.error or "") for row in await connection.execute(query))


def _wanted(unknown: list[Item], backfill: Backfill) -> set[Item]:
    if backfill == "all":
        return set(unknown)
    return set(unknown[-backfill:]) if backfill else set()


def _item_row(source: str, item: Item, wanted: bool, now: datetime) -> dict[str, object]:
    state = {"wanted": int(wanted), "attempts": 0, "first_seen_at": now}
    return {"source": source, "url": item.url, "marker": item.marker} | state


def _document_row(document: Document) -> dict[str, object]:
    return {
        "source": document.source,
        "url": document.url,
        "fingerprint": document.fingerprint,
        "media_type": document.media_type,
        "charset": document.charset,
        "content": document.content,
        "fetched_at": document.fetched_at,
        "state": "fetched",
        "attempts": 0,
        "failures": 0,
    }


def _at(source: str, item: Item) -> Update:
    return update(items).where(items.c.source == source, items.c.url == item.url, items.c.marker == item.marker)


def _health(name: str, kind: str, where: str, row: Row[Any] | None) -> SourceHealth:
    if row is None or (row.first_look_at is None and not row.failures):
        return SourceHealth(name, kind, where, SourceState.STARTING, None, None, None)
    if row.failures:
        return SourceHealth(name, kind, where, SourceState.FAILING, row.failing_since, row.last_new_at, row.error)
    return SourceHealth(name, kind, where, SourceState.WATCHING, row.first_look_at, row.last_new_at, None)

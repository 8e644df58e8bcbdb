"""Deliveries on their way. Attempts are counted and committed before a message is posted.

Every change says which state it found (`attempts` as read): whoever comes second changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.model import Delivery, DeliveryState, Destination, Message, Receipt
from bot.store.codec import decode, encode
from bot.store.engine import reading, writing
from bot.store.tables import deliveries

OPEN = (DeliveryState.PENDING.value, DeliveryState.SENDING.value, DeliveryState.IN_DOUBT.value)


class Outbox:
    """Deliveries, in order for each destination."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def open_destinations(self, now: datetime) -> tuple[Destination, ...]:
        """Destinations whose oldest open delivery may be looked at now."""
        oldest = (
            select(func.min(deliveries.c.seq).label("seq"))
            .where(deliveries.c.state.in_(OPEN))
            .group_by(deliveries.c.channel, deliveries.c.address)
            .subquery()
        )
        due = deliveries.c.next_attempt_at.is_(None) | (deliveries.c.next_attempt_at <= now)
        query = select(deliveries.c.channel, deliveries.c.address).join(oldest, oldest.c.seq == deliveries.c.seq)
        async with reading(self._engine) as connection:
            return tuple(Destination(*row) for row in await connection.execute(query.where(due)))

    async def next(self, destination: Destination) -> Delivery | None:
        """The oldest open delivery of a destination: the one after it waits, whatever holds this one up."""
        query = (
            select(deliveries)
            .where(
                deliveries.c.state.in_(OPEN),
                deliveries.c.channel == destination.channel,
                deliveries.c.address == destination.address,
            )
            .order_by(deliveries.c.seq)
            .limit(1)
        )
        async with reading(self._engine) as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else delivery_of(row)

    async def get(self, number: str) -> Delivery | None:
        """A delivery by its id."""
        async with reading(self._engine) as connection:
            row = (await connection.execute(select(deliveries).where(deliveries.c.id == number))).one_or_none()
        return None if row is None else delivery_of(row)

    async def begin(self, delivery: Delivery, now: datetime, look_again: datetime) -> Delivery | None:
        """Count an attempt before it is made; None when somebody else was first.

        Should nobody report back, the delivery stays in state sending and is looked at again at `look_again`.
        """
        begun = replace(
            delivery, state=DeliveryState.SENDING, attempts=delivery.attempts + 1, next_attempt_at=look_again,
            first_attempt_at=delivery.first_attempt_at or now,
        )  # fmt: skip
        kept = await self._change(
            delivery, state=begun.state.value, attempts=begun.attempts, next_attempt_at=look_again,
            first_attempt_at=begun.first_attempt_at,
        )  # fmt: skip
        return begun if kept else None

    async def sent(self, delivery: Delivery, receipt: Receipt, now: datetime) -> bool:
        """It was posted: state and receipt in one transaction."""
        return await self._change(
            delivery, state=DeliveryState.SENT.value, receipt=encode(receipt), sent_at=now, last_error=None,
            next_attempt_at=None,
        )  # fmt: skip

    async def postpone(self, delivery: Delivery, state: DeliveryState, error: str, until: datetime) -> bool:
        """It was not posted, or nobody knows; look again later."""
        return await self._change(delivery, state=state.value, last_error=error, next_attempt_at=until)

    async def fail(self, delivery: Delivery, error: str) -> bool:
        """It will never be taken; kept with the reason."""
        return await self._change(delivery, state=DeliveryState.FAILED.value, last_error=error, next_attempt_at=None)

    async def _change(self, delivery: Delivery, **values: Any) -> bool:
        unmoved = (
            deliveries.c.id == delivery.id,
            deliveries.c.state == delivery.state.value,
            deliveries.c.attempts == delivery.attempts,
        )
        async with writing(self._engine) as connection:
            result = await connection.execute(update(deliveries).where(*unmoved).values(**values))
            return bool(result.rowcount == 1)

    async def troubled(self, limit: int = 20) -> tuple[Delivery, ...]:
        """Open deliveries that something holds up, and failed ones; oldest first."""
        held_up = deliveries.c.state.in_(OPEN) & deliveries.c.last_error.is_not(None)
        query = (
            select(deliveries)
            .where(held_up | (deliveries.c.state == DeliveryState.FAILED.value))
            .order_by(deliveries.c.seq.desc())
            .limit(limit)
        )
        async with reading(self._engine) as connection:
            return tuple(delivery_of(row) for row in await connection.execute(query))[::-1]

    async def counts(self) -> Mapping[str, int]:
        """How many deliveries stand in each state."""
        query = select(deliveries.c.state, func.count().label("number")).group_by(deliveries.c.state)
        async with reading(self._engine) as connection:
            return {row.state: row.number for row in await connection.execute(query)}


def delivery_of(row: Row[Any]) -> Delivery:
    """A row of the deliveries as a value."""
    return Delivery(
        id=row.id,
        digest=row.digest,
        part=row.part,
        destination=Destination(row.channel, row.address),
        message=decode(row.message, Message),
        parent=row.parent,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        first_attempt_at=row.first_attempt_at,
        next_attempt_at=row.next_attempt_at,
        last_error=row.last_error,
        receipt=decode(row.receipt, Receipt) if row.receipt else None,
    )

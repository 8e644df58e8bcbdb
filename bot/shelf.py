"""What the inbox page shows, read from the store."""

from __future__ import annotations

from bot.model import Delivery, DeliveryState, SourceHealth
from bot.page import Card
from bot.store.archive import Told
from bot.store.store import Store
from parsers.transcript import Transcript

#: a digest is as badly off as its worst message
WORST = (
    DeliveryState.FAILED,
    DeliveryState.IN_DOUBT,
    DeliveryState.SENDING,
    DeliveryState.PENDING,
    DeliveryState.SENT,
)


class StoredShelf:
    """The store as the page wants it."""

    def __init__(self, store: Store, configured: tuple[tuple[str, str, str], ...]) -> None:
        self._store = store
        self._configured = configured

    async def cards(self, limit: int) -> tuple[Card, ...]:
        """The newest digests, newest first."""
        return tuple(_card(told) for told in await self._store.archive.told(limit) if told.deliveries)

    async def transcript(self, key: str) -> Transcript | None:
        """The latest revision of a transcript."""
        return await self._store.archive.transcript(key)

    async def sources(self) -> tuple[SourceHealth, ...]:
        """Every configured source, in the order of the configuration."""
        return await self._store.watchlist.health(self._configured)


def _card(told: Told) -> Card:
    worst: Delivery = min(told.deliveries, key=lambda delivery: WORST.index(delivery.state))
    return Card(
        digest=told.digest.fingerprint,
        transcript=told.digest.transcript,
        destination=told.digest.destination,
        heading=told.digest.heading,
        messages=tuple(delivery.message for delivery in told.deliveries),
        state=worst.state,
        told_at=told.told_at,
        error=worst.last_error,
    )

"""How everything is, read from the store beside a running process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.http import Fetcher
from bot.model import Delivery, SourceHealth
from bot.settings import Settings
from bot.store.archive import Parked
from bot.store.findings import Finding
from bot.store.store import looked_into


@dataclass(frozen=True, slots=True)
class State:
    """What `lectern status` tells."""

    sources: tuple[SourceHealth, ...]  #: one a configured source
    deliveries: Mapping[str, int]  #: how many stand in each state
    troubled: tuple[Delivery, ...]  #: held up or failed
    parked: tuple[Parked, ...]  #: documents that were not read
    given_up: tuple[tuple[str, str, str], ...]  #: source, address and reason of what could not be fetched at all
    findings: tuple[Finding, ...]  #: what should be mended


async def state(settings: Settings) -> State | None:
    """How everything is; None when nothing was ever stored."""
    async with Fetcher() as fetcher:
        built = settings.built(fetcher)
    async with looked_into(settings.store, settings.base) as store:
        if store is None:
            return None
        return State(
            sources=await store.watchlist.health((source.name, source.kind, source.where) for source in built),
            deliveries=await store.outbox.counts(),
            troubled=await store.outbox.troubled(),
            parked=await store.archive.parked(),
            given_up=await store.watchlist.given_up([source.name for source in built]),
            findings=await store.findings.all(),
        )

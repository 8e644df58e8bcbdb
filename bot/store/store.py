"""The store as one thing: opened, brought up to date, closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.archive import Archive
from bot.store.engine import address, engine, file_of, lock, migrate, version
from bot.store.findings import Findings
from bot.store.outbox import Outbox
from bot.store.watchlist import Watchlist


class Store:
    """Everything that is kept."""

    def __init__(self, of: AsyncEngine) -> None:
        self.watchlist = Watchlist(of)  #: sources, items, fetched documents
        self.archive = Archive(of)  #: transcripts, ledger, matches
        self.outbox = Outbox(of)  #: deliveries
        self.findings = Findings(of)  #: what the program found out about its surroundings


@asynccontextmanager
async def opened(where: str, base: Path) -> AsyncIterator[Store]:
    """A store for this process alone, up to date; raises StoreBusy."""
    url = address(where, base)
    taken = lock(url)
    made = engine(url)
    try:
        await migrate(made)
        yield Store(made)
    finally:
        await made.dispose()
        if taken is not None:
            taken.release()


@asynccontextmanager
async def looked_into(where: str, base: Path) -> AsyncIterator[Store | None]:
    """A store to read from beside a running process; None when there is none yet."""
    made = engine(address(where, base))
    try:
        yield Store(made) if await _there(made) else None
    finally:
        await made.dispose()


async def _there(of: AsyncEngine) -> bool:
    file = file_of(str(of.url))
    if file is not None and not await asyncio.to_thread(file.is_file):
        return False
    return await version(of) is not None

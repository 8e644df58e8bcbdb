"""Who does what next: the only module that knows PgQueuer.

The engine only says "look at this row now". Handlers read the row, stop if its state has moved on, and commit what they
did; so nothing that the engine forgets or repeats can lose work or do it twice. What it forgets, the reconciler wakes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from pgqueuer import PgQueuer
from pgqueuer.adapters.inmemory import InMemoryQueries
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job

#: does what is due for one row (by its id) and says when to be called again, None when it is done
Handler = Callable[[str], Awaitable[timedelta | None]]

BATCH = 10
HEARTBEAT = timedelta(seconds=10)
IDLE = timedelta(seconds=30)


class Dispatcher:
    """Calls handlers, at most one at a time for each row."""

    def __init__(self, handlers: Mapping[str, Handler], limits: Mapping[str, int]) -> None:
        logging.getLogger("pgqueuer").setLevel(logging.ERROR)  # it reports every delay it was asked for
        self._engine = PgQueuer.in_memory()
        for name, handler in handlers.items():
            self._engine.entrypoint(name, concurrency_limit=limits.get(name, 0), accepts_context=False)(_job(handler))

    async def wake(self, handler: str, row: str, after: timedelta | None = None) -> None:
        """Have a handler look at a row; nothing happens when it is about to anyway."""
        assert self._engine.queries is not None
        await self._engine.queries.enqueue(
            handler, row.encode(), 0, after, dedupe_key=f"{handler}:{row}", on_conflict="skip"
        )

    async def tidy(self) -> None:
        """Forget the engine's own log of what it did; in memory it would grow for ever."""
        assert isinstance(self._engine.queries, InMemoryQueries)
        await self._engine.queries.clear_queue_log()

    async def run(self) -> None:
        """Dispatch until stopped."""
        await self._engine.run(
            dequeue_timeout=IDLE, batch_size=BATCH, heartbeat_timeout=HEARTBEAT,
            log_aggregation_interval=timedelta(0),
        )  # fmt: skip

    def stop(self) -> None:
        """Take no more work; `run` returns when what is under way has ended."""
        self._engine.shutdown.set()


def _job(handler: Handler) -> Callable[[Job], Awaitable[None]]:
    async def run(job: Job) -> None:
        again = await handler((job.payload or b"").decode())
        if again is not None:
            raise RetryRequested(delay=again)
        await asyncio.sleep(0)

    return run

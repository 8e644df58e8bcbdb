"""CPU work in other processes, with a time limit: the event loop stays free and a hostile document can be stopped.

The processes are started when first needed and kept; they end with this one, however it ends.
"""

from __future__ import annotations

import pickle
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from anyio import BrokenWorkerProcess, CapacityLimiter, fail_after, to_process

from bot.errors import ProcessLost, TookTooLong
from bot.model import Outcome, Previous, Reading, Subscription
from parsers.document import Document
from rules.figures.figure import SeenFigure
from rules.matcher import RuleSet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What decides: rules and who gets their matches, packed once so that each process unpacks it once."""

    packed: bytes  #: (RuleSet, subscriptions, copies), pickled

    @classmethod
    def pack(
        cls, rules: RuleSet, subscriptions: tuple[Subscription, ...], copies: Mapping[str, str | None]
    ) -> Rulebook:
        """Pack them."""
        return cls(pickle.dumps((rules, subscriptions, dict(copies)), pickle.HIGHEST_PROTOCOL))


class Processes:
    """Runs the two halves of the pipeline elsewhere."""

    def __init__(self, count: int, limit: timedelta) -> None:
        self._count = count
        self._limit = limit
        self._places: CapacityLimiter | None = None

    async def understand(self, document: Document) -> Reading:
        """As bot.pipeline.understand; raises TookTooLong and ProcessLost too."""
        return await self._run(_understand, document)

    async def decide(
        self, reading: Reading, book: Rulebook, seen: tuple[SeenFigure, ...], previous: Previous | None, now: datetime
    ) -> Outcome:
        """As bot.pipeline.decide; raises TookTooLong and ProcessLost too."""
        return await self._run(_decide, reading, book.packed, seen, previous, now)

    async def _run(self, work: Callable[..., T], *arguments: object) -> T:
        if self._places is None:
            self._places = CapacityLimiter(self._count)
        seconds = self._limit.total_seconds()
        async with self._places:  # waiting for a place is not the document's fault and costs it no time
            try:
                with fail_after(seconds):
                    return await to_process.run_sync(work, *arguments, cancellable=True, limiter=CapacityLimiter(1))
            except TimeoutError:
                raise TookTooLong(f"It took longer than {seconds:g} seconds to read.") from None
            except (
                BrokenWorkerProcess,
                KeyboardInterrupt,
            ) as error:  # an interrupt may reach the process being started
                raise ProcessLost("The process reading it was ended, perhaps for want of memory.") from error


def _undisturbed() -> None:
    """Ctrl-C reaches every process of a terminal; this one ends with its parent, which finishes first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _understand(document: Document) -> Reading:
    _undisturbed()
    from bot.pipeline import understand

    return understand(document)


def _decide(
    reading: Reading, packed: bytes, seen: tuple[SeenFigure, ...], previous: Previous | None, now: datetime
) -> Outcome:
    _undisturbed()
    from bot.pipeline import decide

    rules, subscriptions, copies = _unpacked(packed)
    return decide(reading, rules, seen, previous, subscriptions, now, copies)


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> tuple[RuleSet, tuple[Subscription, ...], dict[str, str | None]]:
    rules, subscriptions, copies = pickle.loads(packed)  # noqa: S301 - packed by this program, never stored
    return rules, subscriptions, copies

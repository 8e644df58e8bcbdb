"""Loops and handlers: they await and store, and leave deciding to the core.

    watch      one loop a source: look, note, fetch, store
    process    one stored document: understand, read the store, decide, store the outcome
    deliver    one destination: its oldest open delivery, then the next
    reconcile  every second: wake whatever is unfinished, whoever forgot it

Every handler begins by reading its row and ends by committing against the state it read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from bot import schedule
from bot.channels.base import Channel
from bot.dispatch import Dispatcher
from bot.errors import (
    CannotLook,
    ChannelError,
    FetchError,
    Gone,
    InDoubt,
    ProcessLost,
    Refused,
    TookTooLong,
    Transient,
    Unreachable,
)
from bot.model import Delivery, DeliveryState, Destination, Item, Outcome, Reading, Receipt
from bot.processes import Processes, Rulebook
from bot.sources.base import Source
from bot.store.store import Store
from bot.terminal import shorten
from parsers.errors import ParseError

Clock = Callable[[], datetime]
T = TypeVar("T")
log = structlog.get_logger()

RECONCILE = timedelta(seconds=1)
EXAMINE = timedelta(minutes=10)
TIDY_EVERY = 60
#: a document that broke its handler this often is parked
DOCUMENT_FAILURES = 5
#: … and one that was begun this often without any end: it may be what kills the process
DOCUMENT_ATTEMPTS = 50
#: a message whose outcome stays unknown this often is given up and shown, rather than sent for ever
DELIVERY_DOUBTS = 50
PROCESSING = 4
#: characters of a message that stand in the log
TOLD = 160
#: documents woken at a time; more would only wait in memory instead of in the store
BACKLOG = 200


class Worker:
    """One process's share of the work."""

    def __init__(  # noqa: PLR0913 - the composition root hands over what everything meets through
        self,
        store: Store,
        processes: Processes,
        book: Rulebook,
        sources: tuple[Source, ...],
        channels: Mapping[str, Channel],
        clock: Clock,
    ) -> None:
        self._store = store
        self._processes = processes
        self._book = book
        self._sources = sources
        self._channels = channels
        self._clock = clock
        self._deciding = asyncio.Lock()
        self._free_at: dict[Destination, datetime] = {}
        self._sending: set[Destination] = set()
        self._dispatcher = Dispatcher({"process": self.process, "deliver": self.deliver}, {"process": PROCESSING})

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; what is under way is finished first, what is waiting waits in the store."""
        async with asyncio.TaskGroup() as group:
            loops = [group.create_task(self.watch(source), name=f"watch {source.name}") for source in self._sources]
            loops.append(group.create_task(self._reconcile(), name="reconcile"))
            loops.append(group.create_task(self._examine(), name="examine"))
            group.create_task(self._dispatcher.run(), name="dispatch")
            await stop.wait()
            for loop in loops:
                loop.cancel()
            self._dispatcher.stop()
        for source in self._sources:
            await source.close()

    # watching

    async def watch(self, source: Source) -> None:
        """Look at a source for ever; whatever goes wrong with it is its own affair."""
        failures = 0
        while True:
            looked = await _unbroken(self.look(source), f"A look at {source.name} broke down.")
            failures = 0 if looked else failures + 1
            await source.changed(schedule.next_look(source.every, failures))

    async def look(self, source: Source) -> bool:
        """One look: note what is shown, fetch what is wanted; whether the source could be read."""
        watchlist = self._store.watchlist
        memory = await watchlist.memory(source.name, source.kind)
        try:
            listing = await source.look(memory.cursor)
        except FetchError as error:
            await watchlist.failed(source.name, str(error), self._clock())
            log.warning(f"{source.name} cannot be read: {error}", source=source.name)
            return False
        count = await watchlist.note(
            source.name, listing, first=memory.first, backfill=source.backfill, now=self._clock()
        )
        if memory.first:
            log.info(f"Watching {source.name} ({source.kind} {source.where}): {_documents(count)}.", source=source.name)
        elif count:
            log.info(f"{source.name} shows {_documents(count)}.", source=source.name)
        for item in await watchlist.wanted(source.name):
            await self._fetch(source, item)
        return True

    async def _fetch(self, source: Source, item: Item) -> None:
        watchlist = self._store.watchlist
        try:
            document = await source.fetch(item)
        except Gone as error:
            await watchlist.give_up(source.name, item, str(error))
            log.warning(str(error), source=source.name, document=item.url)
        except FetchError as error:
            await watchlist.not_fetched(source.name, item, str(error))
            log.warning(str(error), source=source.name, document=item.url)
        else:
            number = await watchlist.add(source.name, item, document)
            await self._dispatcher.wake("process", str(number))

    # processing

    async def process(self, row: str) -> timedelta | None:
        """Understand and decide one document; afterwards it is processed, parked, or tried again."""
        claimed = await self._store.archive.claim(int(row))
        if claimed is None:
            return None
        url = claimed.document.url
        if claimed.failures >= DOCUMENT_FAILURES or claimed.attempts > DOCUMENT_ATTEMPTS:
            await self._park(row, url, f"Reading it failed {claimed.failures or claimed.attempts} times.")
            return None
        try:
            reading = await self._processes.understand(claimed.document)
            return await self._decide(int(row), reading)
        except (ParseError, TookTooLong) as error:
            await self._park(row, url, str(error))
            return None
        except Exception as error:  # a fault of ours: it is kept, tried again, and parked when that does not help
            log.exception(f"Reading {url} broke down.", document=url)
            why = str(error) if isinstance(error, ProcessLost) else "Reading it broke down; the log has the details."
            await self._store.archive.failed(int(row), why)
            return schedule.retry_after(claimed.failures + 1)

    async def _decide(self, number: int, reading: Reading) -> timedelta | None:
        """Decide and store, one document after the other: what is new depends on what was said before."""
        async with self._deciding:
            archive = self._store.archive
            previous = await archive.previous(reading.transcript.key)
            seen = await archive.seen(reading.measure_keys)
            outcome = await self._processes.decide(reading, self._book, seen, previous, self._clock())
            if not await archive.keep(number, outcome, self._clock()):
                return timedelta(0)  # the world moved on while we decided: read it again
        log.info(_story(outcome), transcript=reading.transcript.key, document=number)
        for destination in {delivery.destination for delivery in outcome.deliveries}:
            await self._dispatcher.wake("deliver", _row(destination))
        return None

    async def _park(self, row: str, url: str, why: str) -> None:
        await self._store.archive.park(int(row), why, self._clock())
        log.warning(f"{url.rsplit('/', 1)[-1]} was not read as a transcript: {why}", document=url)

    # delivering

    async def deliver(self, row: str) -> timedelta | None:
        """The oldest open delivery of a destination; says when to come for the next."""
        destination = _destination(row)
        channel = self._channels.get(destination.channel)
        if channel is None:
            return None  # the channel was switched off; its deliveries wait
        delivery = await self._store.outbox.next(destination)
        if delivery is None:
            return None
        now = self._clock()
        due = max(schedule.until(delivery.next_attempt_at, now), schedule.until(self._free_at.get(destination), now))
        if due:
            return due
        if destination in self._sending:  # called twice: what is under way was not left behind by anybody
            return channel.pace
        self._sending.add(destination)
        try:
            await self._attempt(channel, delivery)
        finally:
            self._sending.discard(destination)
        self._free_at[destination] = self._clock() + channel.pace
        return channel.pace

    async def _attempt(self, channel: Channel, delivery: Delivery) -> None:
        outbox, thread = self._store.outbox, None
        if delivery.parent is not None:
            root = await outbox.get(delivery.parent)
            if root is None or root.receipt is None:
                await outbox.fail(delivery, "The message it belongs under was not posted.")
                return
            thread = root.receipt
        if delivery.state is not DeliveryState.PENDING and await self._found(channel, delivery, thread):
            return
        begun = await outbox.begin(delivery, self._clock(), self._clock() + schedule.LOOK_AFTER)
        if begun is None:
            return
        try:
            receipt = await channel.send(begun, thread)
        except ChannelError as error:
            await self._settle(begun, error)
        except Exception:  # whatever a channel's library comes up with: nobody knows whether it was posted
            log.exception(f"Sending to {delivery.destination.address} broke down.", delivery=begun.id)
            await self._settle(begun, InDoubt("Sending it broke down; the log has the details."))
        else:
            await outbox.sent(begun, receipt, self._clock())
            told = shorten(delivery.message.text, TOLD)
            log.info(f"Told {delivery.destination.address} ({channel.name}): {told}", delivery=begun.id)

    async def _found(self, channel: Channel, delivery: Delivery, thread: Receipt | None) -> bool:
        """Whether there is nothing to post now: it stands there already, or that cannot be told yet."""
        try:
            receipt = await channel.find(delivery, thread)
        except CannotLook as error:
            await self._store.findings.note(f"{channel.name}: history", str(error), self._clock())
            return False  # rather twice than not at all
        except ChannelError as error:
            await self._store.outbox.postpone(
                delivery, delivery.state, str(error), self._clock() + schedule.retry_after(delivery.attempts)
            )
            return True
        if receipt is None:
            return False
        await self._store.outbox.sent(delivery, receipt, self._clock())
        log.info(f"{delivery.destination.address} had been told already.", delivery=delivery.id)
        return True

    async def _settle(self, delivery: Delivery, error: ChannelError) -> None:
        """Store what an attempt that gave no receipt means for the delivery."""
        outbox, now, why = self._store.outbox, self._clock(), str(error)
        log.warning(f"{delivery.destination.address} was not told: {why}", delivery=delivery.id)
        if isinstance(error, InDoubt) and delivery.attempts < DELIVERY_DOUBTS:
            wait = max(schedule.LOOK_AFTER, schedule.retry_after(delivery.attempts))
            await outbox.postpone(delivery, DeliveryState.IN_DOUBT, why, now + wait)
        elif isinstance(error, Transient):
            wait = schedule.retry_after(delivery.attempts, error.retry_after)
            await outbox.postpone(delivery, DeliveryState.PENDING, why, now + wait)
        elif isinstance(error, Unreachable):
            wait = schedule.mend_after(delivery.attempts)
            await outbox.postpone(delivery, DeliveryState.PENDING, why, now + wait)
        else:
            assert isinstance(error, Refused | InDoubt)
            await outbox.fail(delivery, why)

    # keeping going

    async def _reconcile(self) -> None:
        rounds = 0
        while True:
            await _unbroken(self.reconcile(), "The store could not be asked what is unfinished.")
            rounds += 1
            if rounds % TIDY_EVERY == 0:
                await self._dispatcher.tidy()
            await asyncio.sleep(RECONCILE.total_seconds())

    async def reconcile(self) -> None:
        """Wake whatever is unfinished."""
        for number in await self._store.archive.unprocessed(limit=BACKLOG):
            await self._dispatcher.wake("process", str(number))
        for destination in await self._store.outbox.open_destinations(self._clock()):
            await self._dispatcher.wake("deliver", _row(destination))

    async def _examine(self) -> None:
        while True:
            await _unbroken(self.examine(), "The channels could not be examined.")
            await asyncio.sleep(EXAMINE.total_seconds())

    async def examine(self) -> None:
        """Ask each channel whether all is well with it; what is new about it is said once."""
        for channel in self._channels.values():
            found = await channel.examine()
            news = await self._store.findings.settle(f"{channel.name}: ", found, self._clock())
            for subject in news:
                log.warning(found[subject], about=subject)


async def _unbroken(work: Awaitable[T], what: str) -> T | None:
    """The edge of a loop: what breaks down in one round is logged whole and does not end the loop."""
    try:
        return await work
    except Exception:
        log.exception(what)
        return None


def _documents(count: int) -> str:
    return f"{count or 'no'} new document{'' if count == 1 else 's'}"


def _story(outcome: Outcome) -> str:
    """One line for the log: what a document turned out to be, and how much of it was worth telling."""
    transcript = outcome.reading.transcript
    name = transcript.title or transcript.url
    if outcome.unchanged:
        return f"“{name}” says nothing that was not known."
    hits = sum(len(match.evidence) for match in outcome.matches)
    kind = f"Revision {outcome.revision} of " if outcome.revision > 1 else ""
    return (
        f"{kind}“{name}”: {len(transcript.turns)} turns, {len(transcript.exchanges)} exchanges, "
        f"{len(outcome.reading.figures)} figures; {hits} hit{'' if hits == 1 else 's'} for "
        f"{len(outcome.digests)} destination{'' if len(outcome.digests) == 1 else 's'}."
    )


def _row(destination: Destination) -> str:
    return f"{destination.channel} {destination.address}"


def _destination(row: str) -> Destination:
    channel, _, address = row.partition(" ")
    return Destination(channel, address)

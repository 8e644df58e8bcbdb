"""The contract of the store: what is kept together, and that whoever comes second changes nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import makers
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from makers import DESK, NOON
from sqlalchemy import Connection, text
from stores import store

from bot.errors import StoreBusy
from bot.model import DeliveryState, Destination, Item, Listing, Receipt, SourceState
from bot.store import engine as engines
from bot.store.store import Store, looked_into, opened
from bot.store.tables import metadata
from rules.newness import lookup_keys

__all__ = ["store"]

A, B, C = (Item(f"https://example.org/{name}", name) for name in "abc")


async def stored(store: Store, name: str = "a.txt") -> int:
    await store.watchlist.memory("harbour", "folder")
    return await store.watchlist.add("harbour", A, makers.document(name=name))


# sources and items


async def test_nothing_old_is_wanted_at_the_first_look(store: Store) -> None:
    await store.watchlist.memory("harbour", "feed")
    await store.watchlist.note("harbour", Listing((A, B), {}), first=True, backfill=0, now=NOON)
    assert await store.watchlist.wanted("harbour") == ()
    await store.watchlist.note("harbour", Listing((A, B, C), {}), first=False, backfill=0, now=NOON)
    assert await store.watchlist.wanted("harbour") == (C,)


@pytest.mark.parametrize(("backfill", "wanted"), [("all", (A, B, C)), (2, (B, C)), (0, ())])
async def test_backfill_asks_for_the_newest(store: Store, backfill: int, wanted: tuple[Item, ...]) -> None:
    await store.watchlist.memory("harbour", "feed")
    await store.watchlist.note("harbour", Listing((A, B, C), {}), first=True, backfill=backfill, now=NOON)
    assert await store.watchlist.wanted("harbour") == wanted


async def test_an_item_is_wanted_until_its_document_is_stored(store: Store) -> None:
    await store.watchlist.memory("harbour", "feed")
    await store.watchlist.note("harbour", Listing((A, B), {"etag": "1"}), first=True, backfill="all", now=NOON)
    await store.watchlist.add("harbour", A, makers.document())
    assert await store.watchlist.wanted("harbour") == (B,)
    assert (await store.watchlist.memory("harbour", "feed")).cursor == {"etag": "1"}


async def test_an_item_that_fails_again_and_again_is_given_up_and_shown(store: Store) -> None:
    await store.watchlist.memory("harbour", "feed")
    await store.watchlist.note("harbour", Listing((A,), {}), first=True, backfill="all", now=NOON)
    for _ in range(8):
        assert await store.watchlist.wanted("harbour") == (A,)
        await store.watchlist.not_fetched("harbour", A, "HTTP 500")
    assert await store.watchlist.wanted("harbour") == ()
    assert await store.watchlist.given_up(["harbour"]) == (("harbour", A.url, "HTTP 500"),)


async def test_a_source_shows_since_when_it_cannot_be_read_and_that_it_was_healed(store: Store) -> None:
    source = [("harbour", "feed", "https://example.org/feed")]
    assert (await store.watchlist.health(source))[0].state is SourceState.STARTING
    await store.watchlist.memory("harbour", "feed")
    await store.watchlist.failed("harbour", "no answer", NOON)
    await store.watchlist.failed("harbour", "still none", NOON + timedelta(hours=1))
    (health,) = await store.watchlist.health(source)
    assert (health.state, health.since, health.error) == (SourceState.FAILING, NOON, "still none")
    await store.watchlist.note("harbour", Listing((), {}), first=True, backfill=0, now=NOON)
    assert (await store.watchlist.health(source))[0].state is SourceState.WATCHING


# documents and what comes of them


async def test_a_document_is_processed_once(store: Store) -> None:
    number = await stored(store)
    assert await store.archive.keep(number, makers.outcome(), NOON)
    assert await store.archive.claim(number) is None
    assert not await store.archive.keep(number, makers.outcome(), NOON)
    assert await store.archive.unprocessed(limit=9) == ()


async def test_every_claim_counts_an_attempt(store: Store) -> None:
    number = await stored(store)
    first, second = await store.archive.claim(number), await store.archive.claim(number)
    assert first is not None
    assert second is not None
    assert (first.document, first.attempts, second.attempts) == (makers.document(), 1, 2)
    await store.archive.failed(number, "broke down")
    third = await store.archive.claim(number)
    assert third is not None
    assert (third.attempts, third.failures) == (3, 1)


async def test_everything_an_outcome_says_is_kept_together_or_not_at_all(store: Store) -> None:
    number = await stored(store)
    twice = makers.outcome(makers.delivery(), makers.delivery(), matches=(makers.match(),), figures=(makers.figure(),))
    assert not await store.archive.keep(number, twice, NOON)
    assert await store.archive.previous("a" * 32) is None
    assert await store.archive.seen(lookup_keys(makers.figure())) == ()
    assert await store.outbox.next(DESK) is None
    assert await store.archive.unprocessed(limit=9) == (number,)


async def test_the_second_of_two_first_revisions_is_told_to_look_again(store: Store) -> None:
    one, other = await stored(store), await stored(store, "b.txt")
    assert await store.archive.keep(one, makers.outcome(), NOON)
    assert not await store.archive.keep(other, makers.outcome(), NOON)
    assert await store.archive.keep(other, makers.outcome(revision=2), NOON)


async def test_the_latest_revision_is_remembered_with_all_that_was_told(store: Store) -> None:
    number = await stored(store)
    await store.archive.keep(number, makers.outcome(matches=(makers.match("1" * 64),)), NOON)
    corrected = makers.transcript("The pilots are not back.")
    second = makers.outcome(matches=(makers.match("2" * 64),), revision=2, of=corrected)
    await store.archive.keep(await stored(store), second, NOON)
    previous = await store.archive.previous("a" * 32)
    assert previous is not None
    assert (previous.revision, previous.transcript, previous.turn_ids) == (2, corrected, (0,))
    assert previous.alerted == {"1" * 64, "2" * 64}


async def test_an_unchanged_document_is_processed_and_leaves_nothing(store: Store) -> None:
    number = await stored(store)
    await store.archive.keep(number, makers.outcome(makers.delivery()), NOON)
    again = await stored(store, "b.txt")
    assert await store.archive.keep(again, makers.unchanged(makers.outcome()), NOON)
    previous = await store.archive.previous("a" * 32)
    assert previous is not None
    assert previous.revision == 1
    assert len(await store.archive.told(9)) == 1


async def test_a_corrected_figure_replaces_the_one_it_corrects_in_the_ledger(store: Store) -> None:
    await store.archive.keep(await stored(store), makers.outcome(figures=(makers.figure(20e9),)), NOON)
    second = makers.outcome(figures=(makers.figure(50e9),), revision=2, of=makers.transcript("Fifty."))
    await store.archive.keep(await stored(store), second, NOON)
    seen = await store.archive.seen(lookup_keys(makers.figure()))
    assert [row.low for row in seen] == [50e9]


async def test_a_parked_document_is_shown_with_its_reason(store: Store) -> None:
    number = await stored(store)
    await store.archive.park(number, "The file is empty.", NOON)
    (parked,) = await store.archive.parked()
    assert (parked.error, parked.url) == ("The file is empty.", "file:///transcripts/a.txt")
    assert await store.archive.claim(number) is None


# deliveries


async def test_deliveries_of_a_destination_come_one_after_the_other(store: Store) -> None:
    elsewhere = Destination("slack", "#other")
    first, second, other = (
        makers.delivery(number * 32, destination)
        for number, destination in (("1", DESK), ("2", DESK), ("3", elsewhere))
    )
    await store.archive.keep(await stored(store), makers.outcome(first, second, replace(other, digest="e" * 32)), NOON)
    assert set(await store.outbox.open_destinations(NOON)) == {DESK, elsewhere}
    waiting = await store.outbox.next(DESK)
    assert waiting is not None
    assert waiting.id == first.id
    begun = await store.outbox.begin(waiting, NOON, NOON + timedelta(seconds=2))
    assert begun is not None
    await store.outbox.postpone(begun, DeliveryState.PENDING, "wait", NOON + timedelta(minutes=1))
    still = await store.outbox.next(DESK)
    assert still is not None
    assert still.id == first.id
    assert await store.outbox.open_destinations(NOON) == (elsewhere,)


async def test_an_attempt_is_counted_before_it_is_made_and_only_once(store: Store) -> None:
    await store.archive.keep(await stored(store), makers.outcome(makers.delivery()), NOON)
    waiting = await store.outbox.next(DESK)
    assert waiting is not None
    begun = await store.outbox.begin(waiting, NOON, NOON)
    assert await store.outbox.begin(waiting, NOON, NOON) is None
    assert begun is not None
    assert (begun.attempts, begun.state, begun.first_attempt_at) == (1, DeliveryState.SENDING, NOON)
    assert await store.outbox.get(begun.id) == begun


async def test_a_sent_delivery_keeps_its_receipt_and_is_not_touched_again(store: Store) -> None:
    await store.archive.keep(await stored(store), makers.outcome(makers.delivery()), NOON)
    waiting = await store.outbox.next(DESK)
    assert waiting is not None
    begun = await store.outbox.begin(waiting, NOON, NOON)
    assert begun is not None
    receipt = Receipt("1795000000.000100", "C1")
    assert await store.outbox.sent(begun, receipt, NOON)
    assert not await store.outbox.fail(begun, "too late")
    kept = await store.outbox.get(begun.id)
    assert kept is not None
    assert (kept.state, kept.receipt) == (DeliveryState.SENT, receipt)
    assert await store.outbox.next(DESK) is None


async def test_what_holds_a_delivery_up_is_shown(store: Store) -> None:
    await store.archive.keep(await stored(store), makers.outcome(makers.delivery()), NOON)
    waiting = await store.outbox.next(DESK)
    assert waiting is not None
    await store.outbox.postpone(waiting, DeliveryState.PENDING, "Slack asks to wait.", NOON)
    assert [delivery.last_error for delivery in await store.outbox.troubled()] == ["Slack asks to wait."]
    assert await store.outbox.counts() == {"pending": 1}


async def test_findings_are_news_once_and_settled_when_mended(store: Store) -> None:
    assert await store.findings.note("slack: history", "Add the scope.", NOON)
    assert not await store.findings.note("slack: history", "Add the scope.", NOON)
    await store.findings.settle("slack: ", {"slack: token": "Set it anew."}, NOON)
    assert [finding.subject for finding in await store.findings.all()] == ["slack: token"]


# the store itself


async def test_two_processes_cannot_share_an_embedded_store(store: Store, tmp_path: Path) -> None:
    del store
    with pytest.raises(StoreBusy, match="Another Lectern"):
        async with opened("lectern.db", tmp_path):
            pass


async def test_a_running_store_can_be_looked_into(store: Store, tmp_path: Path) -> None:
    await store.findings.note("a", "b", NOON)
    async with looked_into("lectern.db", tmp_path) as looked:
        assert looked is not None
        assert len(await looked.findings.all()) == 1


async def test_there_is_nothing_to_look_into_before_the_first_start(tmp_path: Path) -> None:
    async with looked_into("lectern.db", tmp_path) as looked:
        assert looked is None
    assert os.listdir(tmp_path) == []


async def test_what_was_committed_survives_reopening(tmp_path: Path) -> None:
    async with opened("lectern.db", tmp_path) as first:
        number = await stored(first)
    async with opened("lectern.db", tmp_path) as second:
        assert await second.archive.unprocessed(limit=9) == (number,)


async def test_the_migrations_make_the_tables_that_the_program_uses(store: Store, tmp_path: Path) -> None:
    del store
    engine = engines.engine(engines.address("lectern.db", tmp_path))

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with engines.reading(engine) as connection:
        assert await connection.run_sync(differences) == []
        assert (await connection.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
    await engine.dispose()


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    scripts = ScriptDirectory(str(Path(engines.__file__).parent / "migrations"))
    assert scripts.get_current_head() == engines.HEAD

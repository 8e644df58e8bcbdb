"""The worker on a real store, a real folder and a Slack that loses answers. Time is what the test says it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import makers
import pytest
import transcript_maker
from fakes import TOKEN, TOKEN_WITHOUT_HISTORY, Fault, Slack, serving
from makers import NOON

from bot.channels.inbox import Inbox
from bot.channels.slack import Slack as SlackChannel
from bot.model import DeliveryState, Destination, SourceState, Subscription
from bot.processes import Rulebook
from bot.secret import Secret
from bot.sources.folder import Folder
from bot.store.store import Store, opened
from bot.worker import DOCUMENT_FAILURES, Worker
from rules.codec import read_rules
from rules.matcher import compile_rules

CHANNELS = 3
DESKS = transcript_maker.channel_names(CHANNELS)
SAMPLES = transcript_maker.samples(7, 12, CHANNELS)
BUSY = next(sample for sample in SAMPLES if len(sample.channels) == CHANNELS)


@dataclass
class Desk:
    """Everything a worker works with."""

    worker: Worker
    store: Store
    slack: Slack
    folder: Path
    source: Folder
    now: datetime = NOON
    at: list[datetime] = field(default_factory=list)

    def later(self, **by: float) -> None:
        self.at[0] += timedelta(**by)

    async def drop(self, text: str, name: str = "a.txt") -> None:
        (self.folder / name).write_text(text, "utf-8")
        assert await self.worker.look(self.source)

    async def process(self) -> None:
        for number in await self.store.archive.unprocessed(limit=99):
            await self.worker.process(str(number))

    async def deliver(self) -> None:
        """Until nothing is due."""
        for destination in await self.store.outbox.open_destinations(self.at[0]):
            row = f"{destination.channel} {destination.address}"
            for _ in range(20):
                if await self.worker.deliver(row) != timedelta(0):
                    break

    def told(self) -> dict[str, int]:
        """How many roots each channel got."""
        roots = [post for post in self.slack.posts if "thread_ts" not in post]
        return {desk: sum(post["channel_name"] == desk for post in roots) for desk in DESKS}


@asynccontextmanager
async def desk(tmp_path: Path, token: str = TOKEN, channel: str = "slack") -> AsyncIterator[Desk]:
    folder = tmp_path / "watched"
    folder.mkdir()
    entries = transcript_maker.rules(CHANNELS)
    rules, mistakes = read_rules(entries, ("rules",), sources=None)
    assert mistakes == ()
    subscriptions = tuple(
        Subscription(rule.id, (Destination(channel, entry["send"]["to"]),))
        for rule, entry in zip(rules, entries, strict=True)
    )
    slack, at = Slack(DESKS, rate=0), [NOON]
    async with opened("lectern.db", tmp_path) as store, serving(slack) as api_url:
        source = Folder("desk", folder, timedelta(minutes=1), "all", 1_000_000)
        posting = SlackChannel(Secret(token), api_url, timedelta(0), timedelta(seconds=5))
        worker = Worker(
            store, makers.Inline(), Rulebook.pack(compile_rules(rules), subscriptions, {}),
            (source,), {"slack": posting, "inbox": Inbox()}, lambda: at[0],
        )  # fmt: skip
        yield Desk(worker, store, slack, folder, source, at=at)
        await posting.close()
        await source.close()


async def test_a_transcript_that_lands_is_told_to_every_channel_it_concerns(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.drop(BUSY.text)
        await at.process()
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)


async def test_the_same_transcript_again_or_under_another_name_posts_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        for name in ("a.txt", "a.txt", "b.txt"):
            await at.drop(BUSY.text, name)
            await at.process()
            await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)


async def test_a_corrected_transcript_tells_only_what_is_new(tmp_path: Path) -> None:
    subject = transcript_maker.SUBJECTS[0]
    async with desk(tmp_path) as at:
        await at.drop(BUSY.text)
        await at.process()
        corrected = BUSY.text.replace("Good morning, and welcome.", f"Good morning. We speak of the {subject} first.")
        await at.drop(corrected)
        await at.process()
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1) | {DESKS[0]: 2}


async def test_an_empty_file_is_parked_with_a_sentence_and_stops_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.drop("", "empty.txt")
        await at.drop(BUSY.text, "full.txt")
        await at.process()
        (parked,) = await at.store.archive.parked()
        assert "empty" in parked.error
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)


async def test_a_document_that_always_breaks_its_handler_is_parked(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.drop(BUSY.text)
        (number,) = await at.store.archive.unprocessed(limit=9)
        for _ in range(DOCUMENT_FAILURES):
            await at.store.archive.failed(number, "broke down")
        await at.process()
        (parked,) = await at.store.archive.parked()
        assert "failed" in parked.error


async def test_a_document_that_was_begun_often_and_never_ended_is_still_read(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.drop(BUSY.text)
        (number,) = await at.store.archive.unprocessed(limit=9)
        for _ in range(20):  # kills in a row: not the document's fault
            await at.store.archive.claim(number)
        await at.process()
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)


async def test_a_source_that_cannot_be_read_is_a_state_and_not_a_crash(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        at.folder.rmdir()
        assert not await at.worker.look(at.source)
        (health,) = await at.store.watchlist.health([("desk", "folder", "watched")])
        assert health.state is SourceState.FAILING
        at.folder.mkdir()
        await at.drop(BUSY.text)
        (health,) = await at.store.watchlist.health([("desk", "folder", "watched")])
        assert health.state is SourceState.WATCHING


async def test_after_a_lost_answer_the_message_is_found_and_not_posted_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        at.slack.faults.append(Fault("chat.postMessage", lost=True, times=CHANNELS))
        await at.drop(BUSY.text)
        await at.process()
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)
        assert (await at.store.outbox.counts()) == {DeliveryState.IN_DOUBT: CHANNELS}
        at.later(seconds=3)
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)
        assert (await at.store.outbox.counts()) == {DeliveryState.SENT: CHANNELS}


async def test_a_doubt_that_was_not_posted_is_posted_after_looking(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        at.slack.faults.append(Fault("chat.postMessage", status=503, times=CHANNELS))
        await at.drop(BUSY.text)
        await at.process()
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 0)
        at.later(seconds=3)
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)


async def test_an_attempt_that_nobody_reported_back_on_is_looked_for_first(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.drop(BUSY.text)
        await at.process()
        destination = Destination("slack", f"#{DESKS[0]}")
        waiting = await at.store.outbox.next(destination)
        assert waiting is not None
        begun = await at.store.outbox.begin(waiting, NOON, NOON + timedelta(seconds=2))
        assert begun is not None
        await at.worker._channels["slack"].send(begun, None)  # and then the process is killed
        assert await at.worker.deliver(f"slack {destination.address}") == timedelta(seconds=2)
        at.later(seconds=3)
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)


async def test_a_second_call_during_a_slow_attempt_posts_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        at.slack.faults.append(Fault("chat.postMessage", delay=0.3, channel=DESKS[0]))
        await at.drop(BUSY.text)
        await at.process()
        row = f"slack #{DESKS[0]}"
        first = asyncio.create_task(at.worker.deliver(row))
        while not at.slack.calls["chat.postMessage"]:  # noqa: ASYNC110 - the fake has no event for it
            await asyncio.sleep(0.01)
        at.later(seconds=5)  # an attempt that nobody came back from would be due again by now
        await at.worker.deliver(row)
        assert at.slack.calls["conversations.history"] == 0
        await first
        assert at.told()[DESKS[0]] == 1


async def test_without_the_history_scope_a_doubt_is_posted_again_and_that_is_said(tmp_path: Path) -> None:
    async with desk(tmp_path, token=TOKEN_WITHOUT_HISTORY) as at:
        at.slack.faults.append(Fault("chat.postMessage", lost=True, channel=DESKS[0]))
        await at.drop(BUSY.text)
        await at.process()
        await at.deliver()
        at.later(seconds=3)
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1) | {DESKS[0]: 2}
        assert [finding.subject for finding in await at.store.findings.all()] == ["slack: history"]


async def test_what_is_wrong_with_a_channel_is_found_and_settled_when_it_is_mended(tmp_path: Path) -> None:
    async with desk(tmp_path, token=TOKEN_WITHOUT_HISTORY) as at:
        await at.worker.examine()
        assert [finding.subject for finding in await at.store.findings.all()] == ["slack: history"]
        at.slack.tokens[TOKEN_WITHOUT_HISTORY] = at.slack.tokens[TOKEN]
        await at.worker.examine()
        assert await at.store.findings.all() == ()


async def test_one_channel_that_waits_holds_up_no_other(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        at.slack.faults.append(Fault("chat.postMessage", status=429, retry_after=30, channel=DESKS[1]))
        await at.drop(BUSY.text)
        await at.process()
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1) | {DESKS[1]: 0}
        at.later(seconds=29)
        await at.deliver()
        assert at.told()[DESKS[1]] == 0
        at.later(seconds=2)
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)


async def test_a_channel_without_us_keeps_its_messages_until_it_is_mended(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        at.slack.channels[0].member = False
        await at.drop(BUSY.text)
        await at.process()
        await at.deliver()
        (troubled,) = await at.store.outbox.troubled()
        assert "Invite" in (troubled.last_error or "")
        at.slack.channels[0].member = True
        at.later(minutes=20)
        await at.deliver()
        assert at.told() == dict.fromkeys(DESKS, 1)


async def test_a_message_that_slack_refuses_fails_and_the_next_goes_out(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        at.slack.faults.append(Fault("chat.postMessage", error="invalid_blocks", channel=DESKS[0]))
        other = next(s for s in SAMPLES if DESKS[0] in s.channels and s is not BUSY)
        for name, sample in (("a.txt", BUSY), ("b.txt", other)):
            await at.drop(sample.text, name)
            await at.process()
        await at.deliver()
        assert at.told()[DESKS[0]] == 1
        assert (await at.store.outbox.counts())[DeliveryState.FAILED] == 1


async def test_without_slack_the_inbox_keeps_everything(tmp_path: Path) -> None:
    async with desk(tmp_path, channel="inbox") as at:
        await at.drop(BUSY.text)
        await at.process()
        await at.deliver()
        assert len(await at.store.archive.told(9)) == CHANNELS
        assert (await at.store.outbox.counts()) == {DeliveryState.SENT: CHANNELS}
        assert at.slack.posts == []


@pytest.mark.parametrize("row", ["fax +32", "slack #nobody"])
async def test_a_destination_with_nothing_to_do_is_left_alone(tmp_path: Path, row: str) -> None:
    async with desk(tmp_path) as at:
        assert await at.worker.deliver(row) is None

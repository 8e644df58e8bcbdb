"""The Slack channel against a Slack that keeps metadata and loses answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes import (
    TOKEN,
    TOKEN_WITHOUT_HISTORY,
    TOKEN_WITHOUT_LISTS,
    TOKEN_WITHOUT_PRIVATE_CHANNELS,
    Fault,
    Slack,
    serving,
)

from bot.channels.slack import Slack as SlackChannel
from bot.errors import CannotLook, InDoubt, Refused, Transient, Unreachable
from bot.model import Delivery, DeliveryState, Destination, Message, Receipt
from bot.secret import Secret

BLOCKS = ({"type": "header", "text": {"type": "plain_text", "text": "Harbour briefing"}},)
DELIVERY = Delivery(
    id="d" * 32, digest="e" * 32, part=0, destination=Destination("slack", "#alerts"),
    message=Message("Harbour briefing: 1 hit.", BLOCKS), state=DeliveryState.SENDING, attempts=1,
    first_attempt_at=datetime(2026, 11, 17, tzinfo=UTC),
)  # fmt: skip


@asynccontextmanager
async def connected(slack: Slack, token: str = TOKEN, patience: float = 5.0) -> AsyncIterator[SlackChannel]:
    async with serving(slack) as api_url:
        channel = SlackChannel(Secret(token), api_url, timedelta(0), timedelta(seconds=patience))
        yield channel
        await channel.close()


async def test_a_message_is_posted_with_its_delivery_id_and_found_again() -> None:
    async with connected(Slack()) as channel:
        receipt = await channel.send(DELIVERY, None)
        assert await channel.find(DELIVERY, None) == receipt
        assert await channel.find(replace(DELIVERY, id="f" * 32), None) is None


async def test_a_reply_stands_in_the_thread_and_is_found_there() -> None:
    reply = replace(DELIVERY, id="f" * 32, part=1, parent=DELIVERY.id)
    slack = Slack(rate=0)
    async with connected(slack) as channel:
        root = await channel.send(DELIVERY, None)
        receipt = await channel.send(reply, root)
        assert await channel.find(reply, root) == receipt
    assert slack.posts[-1]["thread_ts"] == root.reference


async def test_a_lost_answer_is_a_doubt_and_nothing_is_posted_twice() -> None:
    slack = Slack(rate=0)
    slack.faults.append(Fault("chat.postMessage", lost=True))
    async with connected(slack) as channel:
        with pytest.raises(InDoubt):
            await channel.send(DELIVERY, None)
        assert len(slack.posts) == 1
        assert await channel.find(DELIVERY, None) is not None


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_fault_of_the_server_is_a_doubt(status: int) -> None:
    slack = Slack()
    slack.faults.append(Fault("chat.postMessage", status=status))
    async with connected(slack) as channel:
        with pytest.raises(InDoubt):
            await channel.send(DELIVERY, None)


async def test_an_answer_that_takes_too_long_is_a_doubt() -> None:
    slack = Slack()
    slack.faults.append(Fault("chat.postMessage", delay=1.5))
    async with connected(slack, patience=1.0) as channel:
        with pytest.raises(InDoubt):
            await channel.send(DELIVERY, None)


async def test_too_many_messages_are_told_to_wait() -> None:
    slack = Slack(rate=1)
    async with connected(slack) as channel:
        await channel.send(DELIVERY, None)
        with pytest.raises(Transient) as asked:
            await channel.send(replace(DELIVERY, id="f" * 32), None)
    assert asked.value.retry_after == timedelta(seconds=1)
    assert slack.calls["chat.postMessage"] == 2


async def test_no_connection_is_surely_not_posted() -> None:
    channel = SlackChannel(Secret(TOKEN), "http://127.0.0.1:9/api/", timedelta(0), timedelta(seconds=2))
    with pytest.raises(Transient, match="cannot be reached"):
        await channel.send(replace(DELIVERY, destination=Destination("slack", "C00000001")), None)
    await channel.close()


async def test_a_channel_without_us_is_unreachable_and_says_how_to_mend_it() -> None:
    slack = Slack()
    slack.channels[1].member = False
    async with connected(slack) as channel:
        with pytest.raises(Unreachable, match="Invite"):
            await channel.send(DELIVERY, None)


async def test_an_archived_channel_is_unreachable() -> None:
    slack = Slack()
    slack.channels[1].archived = True
    async with connected(slack) as channel:
        with pytest.raises(Unreachable, match="archived"):
            await channel.send(DELIVERY, None)


async def test_a_token_that_is_not_accepted_is_named_but_not_shown() -> None:
    async with connected(Slack(), token="xoxb-planted") as channel:
        with pytest.raises(Unreachable, match="SLACK_BOT_TOKEN") as refused:
            await channel.send(DELIVERY, None)
        found = await channel.examine()
    assert list(found) == ["slack: token"]
    assert "planted" not in f"{refused.value!r} {found}"


async def test_a_message_that_slack_will_never_take_is_refused() -> None:
    too_many = replace(DELIVERY, message=Message("Too many.", BLOCKS * 51))
    async with connected(Slack()) as channel:
        with pytest.raises(Refused, match="invalid_blocks"):
            await channel.send(too_many, None)


async def test_without_the_history_scope_that_is_said() -> None:
    async with connected(Slack(), token=TOKEN_WITHOUT_HISTORY) as channel:
        with pytest.raises(CannotLook):
            await channel.find(DELIVERY, None)
        assert list(await channel.examine()) == ["slack: history"]


async def test_with_all_scopes_there_is_nothing_to_say() -> None:
    async with connected(Slack()) as channel:
        assert await channel.examine() == {}


async def test_a_token_that_may_not_list_channels_posts_by_name() -> None:
    slack = Slack()
    async with connected(slack, token=TOKEN_WITHOUT_LISTS) as channel:
        receipt = await channel.send(DELIVERY, None)
        assert receipt.conversation == slack.channels[1].id
        assert await channel.find(DELIVERY, None) == receipt


async def test_a_doubt_after_a_restart_ends_even_where_private_channels_may_not_be_listed() -> None:
    slack = Slack()
    slack.faults.append(Fault("chat.postMessage", lost=True))
    async with connected(slack, token=TOKEN_WITHOUT_PRIVATE_CHANNELS) as channel:
        with pytest.raises(InDoubt):
            await channel.send(DELIVERY, None)
    async with serving(slack) as api_url:
        restarted = SlackChannel(Secret(TOKEN_WITHOUT_PRIVATE_CHANNELS), api_url, timedelta(0), timedelta(seconds=5))
        assert await restarted.find(DELIVERY, None) is not None
        await restarted.close()


async def test_a_doubt_where_no_channel_may_be_listed_is_said_to_stay_one() -> None:
    slack = Slack()
    slack.faults.append(Fault("chat.postMessage", lost=True))
    async with connected(slack, token=TOKEN_WITHOUT_LISTS) as channel:
        with pytest.raises(InDoubt):
            await channel.send(DELIVERY, None)
        with pytest.raises(CannotLook, match="channels:read"):
            await channel.find(DELIVERY, None)


async def test_history_is_read_page_by_page() -> None:
    slack = Slack(rate=0)
    async with connected(slack) as channel:
        first = await channel.send(DELIVERY, None)
        for number in range(250):
            await channel.send(replace(DELIVERY, id=f"{number:032}"), None)
        assert await channel.find(DELIVERY, None) == first


async def test_another_address_is_another_conversation() -> None:
    async with connected(Slack(rate=0)) as channel:
        one, other = await asyncio.gather(
            channel.send(DELIVERY, None),
            channel.send(replace(DELIVERY, id="f" * 32, destination=Destination("slack", "#general")), None),
        )
    assert isinstance(one, Receipt)
    assert one.conversation != other.conversation

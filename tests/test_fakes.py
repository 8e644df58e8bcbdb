"""The fake Slack keeps its promises to Slack's own client."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from fakes import TOKEN, TOKEN_WITHOUT_HISTORY, TOKEN_WITHOUT_PRIVATE_CHANNELS, Fault, Slack, serving
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "A ship came in."}}


def client(api_url: str, token: str | None = TOKEN) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=api_url, retry_handlers=[])


def metadata(delivery: str) -> dict[str, Any]:
    return {"event_type": "digest", "event_payload": {"delivery": delivery}}


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_metadata_is_shown_only_to_those_who_ask() -> None:
    slack = Slack(("alerts",))
    async with serving(slack) as api:
        web = client(api)
        posted = await web.chat_postMessage(channel="#alerts", text="One", metadata=metadata("d1"))
        asked = await web.conversations_history(channel=posted["channel"], include_all_metadata=True)
        unasked = await web.conversations_history(channel=posted["channel"])
    assert asked["messages"][0]["metadata"]["event_payload"] == {"delivery": "d1"}
    assert "metadata" not in unasked["messages"][0]


async def test_form_bodies_are_read_like_json_bodies() -> None:
    slack = Slack(("alerts",))
    form = {"channel": "alerts", "text": "One", "blocks": json.dumps([SECTION]), "metadata": json.dumps(metadata("d1"))}
    async with serving(slack) as api:
        await client(api).api_call("chat.postMessage", data=form)
    assert slack.posts[0]["blocks"] == [SECTION]
    assert slack.posts[0]["metadata"] == metadata("d1")


async def test_history_pages_newest_first_and_keeps_replies_in_their_thread() -> None:
    slack = Slack(("alerts",), rate=0)
    async with serving(slack) as api:
        web = client(api)
        roots = [await web.chat_postMessage(channel="alerts", text=f"Root {n}") for n in range(5)]
        reply = await web.chat_postMessage(channel="alerts", text="Reply", thread_ts=roots[1]["ts"])
        channel = roots[0]["channel"]
        seen: list[str] = []
        async for page in await web.conversations_history(channel=channel, limit=2, oldest=roots[0]["ts"]):
            seen += [message["text"] for message in page["messages"]]
        thread = await web.conversations_replies(channel=channel, ts=roots[1]["ts"])
    assert seen == ["Root 4", "Root 3", "Root 2", "Root 1"]
    assert [message["ts"] for message in thread["messages"]] == [roots[1]["ts"], reply["ts"]]


async def test_the_second_post_within_a_second_is_told_to_wait() -> None:
    now = [100.0]
    slack = Slack(("alerts", "data"), clock=lambda: now[0])
    async with serving(slack) as api:
        web = client(api)
        await web.chat_postMessage(channel="alerts", text="One")
        await web.chat_postMessage(channel="data", text="Another channel has its own turn")
        with pytest.raises(SlackApiError) as refused:
            await web.chat_postMessage(channel="alerts", text="Two")
        now[0] += 1.0
        await web.chat_postMessage(channel="alerts", text="Two")
    assert (refused.value.response.status_code, refused.value.response["error"]) == (429, "ratelimited")
    assert refused.value.response.headers["Retry-After"] == "1"
    assert len(slack.posts_to("#alerts")) == 2


@pytest.mark.parametrize(
    ("channel", "token", "error"),
    [
        ("#nowhere", TOKEN, "channel_not_found"),
        ("#left", TOKEN, "not_in_channel"),
        ("#closed", TOKEN, "is_archived"),
        ("#alerts", "xoxb-wrong", "invalid_auth"),
        ("#alerts", None, "not_authed"),
    ],
)
async def test_a_post_that_may_not_be_is_refused_in_slacks_words(channel: str, token: str | None, error: str) -> None:
    slack = Slack(("alerts", "left", "closed"))
    slack.channels[1].member = False
    slack.channels[2].archived = True
    async with serving(slack) as api:
        assert await refusal(client(api, token).chat_postMessage(channel=channel, text="One")) == error
    assert slack.posts == []


async def test_a_token_without_the_scope_reads_no_history() -> None:
    slack = Slack(("alerts",))
    async with serving(slack) as api:
        web = client(api, TOKEN_WITHOUT_HISTORY)
        posted = await web.chat_postMessage(channel="alerts", text="One")
        assert "channels:history" not in posted.headers["X-OAuth-Scopes"]
        assert await refusal(web.conversations_history(channel=posted["channel"])) == "missing_scope"


async def test_history_wants_an_id_where_a_post_takes_a_name() -> None:
    slack = Slack(("alerts",))
    async with serving(slack) as api:
        assert await refusal(client(api).conversations_history(channel="#alerts")) == "channel_not_found"


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "One", "blocks": [SECTION] * 51}, "invalid_blocks"),
        ({"text": "One", "blocks": [{"text": "no type"}]}, "invalid_blocks"),
        (
            {"text": "One", "blocks": [SECTION | {"text": {"type": "mrkdwn", "text": "x" * 2500}}] * 5},
            "msg_blocks_too_long",
        ),
        ({"text": "One", "metadata": {"event_type": "digest"}}, "invalid_metadata_format"),
        ({"text": "One", "metadata": {"event_type": "a.b", "event_payload": {}}}, "invalid_metadata_schema"),
        ({"text": "One", "thread_ts": "0"}, "invalid_thread_ts"),
    ],
)
async def test_a_message_that_slack_would_refuse_is_refused(message: dict[str, Any], error: str) -> None:
    slack = Slack(("alerts",))
    async with serving(slack) as api:
        assert await refusal(client(api).api_call("chat.postMessage", json={"channel": "alerts"} | message)) == error
    assert slack.posts == []


async def test_a_long_text_is_cut_and_a_long_update_is_refused() -> None:
    slack = Slack(("alerts",))
    async with serving(slack) as api:
        web = client(api)
        posted = await web.chat_postMessage(channel="alerts", text="x" * 40_001)
        late = web.chat_update(channel=posted["channel"], ts=posted["ts"], text="x" * 4_001)
        assert await refusal(late) == "msg_too_long"
    assert posted["warning"] == "message_truncated"
    assert len(slack.posts[0]["text"]) == 40_000


async def test_an_update_keeps_the_metadata_it_does_not_mention() -> None:
    slack = Slack(("alerts",))
    async with serving(slack) as api:
        web = client(api)
        posted = await web.chat_postMessage(channel="alerts", text="One", metadata=metadata("d1"))
        await web.chat_update(channel=posted["channel"], ts=posted["ts"], text="Two")
    assert [(post["kind"], post["text"]) for post in slack.posts] == [("post", "One"), ("update", "Two")]
    assert slack.posts[1]["metadata"] == metadata("d1")


async def test_a_reply_to_a_root_that_is_not_there_is_taken_and_never_seen() -> None:
    slack = Slack(("alerts",))
    async with serving(slack) as api:
        web = client(api)
        posted = await web.chat_postMessage(channel="alerts", text="Lost", thread_ts="1700000000.000001")
        history = await web.conversations_history(channel=posted["channel"])
    assert history["messages"] == []
    assert slack.posts[0]["orphan"] is True


async def test_a_lost_answer_leaves_the_message_in_the_channel() -> None:
    slack = Slack(("alerts",))
    slack.faults.append(Fault("chat.postMessage", lost=True))
    async with serving(slack) as api:
        with pytest.raises(aiohttp.ClientError):
            await client(api).chat_postMessage(channel="alerts", text="One")
    assert [post["text"] for post in slack.posts] == ["One"]


async def test_faults_come_by_http_and_are_used_up() -> None:
    slack = Slack(("alerts",), rate=0)
    async with serving(slack) as api, aiohttp.ClientSession() as http:
        async with http.post(
            api.replace("/api/", "/_fault"), json={"method": "chat.postMessage", "status": 503}
        ) as answer:
            assert (await answer.json())["waiting"] == 1
        web = client(api)
        with pytest.raises(SlackApiError) as refused:
            await web.chat_postMessage(channel="alerts", text="One")
        await web.chat_postMessage(channel="alerts", text="Two")
        async with http.get(api.replace("/api/", "/_posts"), params={"channel": "alerts"}) as answer:
            posts = await answer.json()
    assert refused.value.response.status_code == 503
    assert [post["text"] for post in posts] == ["Two"]


async def test_every_accepted_post_is_in_the_journal(tmp_path: Path) -> None:
    journal = tmp_path / "posts.jsonl"
    slack = Slack(("alerts",), rate=0, journal=journal)
    async with serving(slack) as api:
        web = client(api)
        await web.chat_postMessage(channel="alerts", text="One", metadata=metadata("d1"))
        await refusal(web.chat_postMessage(channel="nowhere", text="Two"))
        await web.chat_postMessage(channel="alerts", text="Three")
    entries = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    assert [entry["text"] for entry in entries] == ["One", "Three"]
    assert entries[0]["metadata"] == metadata("d1")


async def test_channels_are_listed_with_what_the_bot_may_do_there() -> None:
    slack = Slack(("alerts", "left"))
    slack.channels[1].member = False
    async with serving(slack) as api:
        web = client(api)
        listed = await web.conversations_list(types="public_channel")
        mine = await web.users_conversations()
    assert [(c["name"], c["is_member"]) for c in listed["channels"]] == [("alerts", True), ("left", False)]
    assert [c["name"] for c in mine["channels"]] == ["alerts"]


async def test_private_channels_are_listed_only_with_their_own_scope() -> None:
    async with serving(Slack(("alerts",))) as api:
        web = client(api, TOKEN_WITHOUT_PRIVATE_CHANNELS)
        assert await refusal(web.conversations_list(types="public_channel,private_channel")) == "missing_scope"
        assert len((await web.conversations_list(types="public_channel"))["channels"]) == 1

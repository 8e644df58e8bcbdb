"""Slack, through its Web API.

The client never retries by itself: with an answer lost, slack_sdk's default client posts a message twice. Every message
carries its delivery id in its metadata; after an unknown answer the history is read for that id before it is posted
again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.channels.base import ChannelKind
from bot.errors import CannotLook, ChannelError, InDoubt, Refused, Transient, Unreachable
from bot.model import Delivery, Json, Receipt
from bot.secret import Secret
from rules.fields import Duration, Field, Text

TOKEN = "SLACK_BOT_TOKEN"  # noqa: S105 - the name of the variable
EVENT = "lectern_delivery"
#: clocks differ: the history is read from this long before the first attempt
CLOCKS = timedelta(minutes=5)
PAGES = 20
PER_PAGE = 200
CONVERSATION = re.compile(r"[CGDU][A-Z0-9]{6,}")

UNREACHABLE = {
    "not_in_channel": "Lectern is not in this channel. Invite it: /invite @lectern.",
    "channel_not_found": "There is no such channel, or it is private and Lectern is not in it. Invite it there.",
    "is_archived": "The channel is archived.",
    "invalid_auth": "Slack does not accept the token. Set SLACK_BOT_TOKEN anew.",
    "not_authed": "Slack does not accept the token. Set SLACK_BOT_TOKEN anew.",
    "account_inactive": "The token belongs to an app that was removed. Install it again.",
    "token_revoked": "The token was revoked. Install the app again.",
    "token_expired": "The token has expired. Install the app again.",
    "missing_scope": "The token may not post. Add the scope chat:write and install the app again.",
    "restricted_action": "The workspace does not let apps post in this channel.",
    "restricted_action_read_only_channel": "The channel is read-only for apps.",
    "restricted_action_thread_only_channel": "The channel only takes replies.",
    "restricted_action_non_threadable_channel": "The channel takes no replies.",
}
TRANSIENT = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
DOUBTFUL = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})


class Slack:
    """One workspace."""

    name = "slack"

    def __init__(self, token: Secret, api_url: str, pace: timedelta, timeout: timedelta) -> None:
        self.pace = pace
        self._token = token
        self._api_url = api_url
        self._timeout = int(timeout.total_seconds()) or 1
        self._client: AsyncWebClient | None = None
        self._session: aiohttp.ClientSession | None = None
        self._ids: dict[str, str] = {}

    def _slack(self) -> AsyncWebClient:
        if self._client is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._timeout))
            self._client = AsyncWebClient(
                token=self._token.reveal(), base_url=self._api_url, session=self._session, retry_handlers=[],
                timeout=self._timeout,
            )  # fmt: skip
        return self._client

    async def send(self, delivery: Delivery, thread: Receipt | None) -> Receipt:
        """Post a message, with its delivery id in its metadata."""
        conversation = thread.conversation if thread else await self._conversation(delivery.destination.address)
        answer = await self._call(
            "chat.postMessage", writes=True,
            json={
                "channel": conversation, "text": delivery.message.text, "blocks": list(delivery.message.blocks),
                "mrkdwn": False, "unfurl_links": False, "unfurl_media": False,
                "metadata": {"event_type": EVENT, "event_payload": {"id": delivery.id}},
                **({"thread_ts": thread.reference} if thread else {}),
            },
        )  # fmt: skip
        where = str(answer.get("channel") or conversation)
        self._ids[delivery.destination.address] = where
        return Receipt(str(answer["ts"]), where)

    async def find(self, delivery: Delivery, thread: Receipt | None) -> Receipt | None:
        """Look for the delivery id in the history since its first attempt."""
        conversation = thread.conversation if thread else await self._conversation(delivery.destination.address)
        if not CONVERSATION.fullmatch(conversation):
            raise CannotLook(NO_ID)  # the history wants an id where a post takes a name
        since = delivery.first_attempt_at
        asked: Json = {
            "channel": conversation, "include_all_metadata": True, "limit": PER_PAGE,
            "oldest": f"{(since - CLOCKS).timestamp():.6f}" if since else "0",
        }  # fmt: skip
        method = "conversations.history"
        if thread:
            method, asked["ts"] = "conversations.replies", thread.reference
        for _ in range(PAGES):
            answer = await self._call(method, writes=False, params=asked)
            for message in answer.get("messages") or ():
                payload = (message.get("metadata") or {}).get("event_payload") or {}
                if payload.get("id") == delivery.id:
                    return Receipt(str(message["ts"]), conversation)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
            asked["cursor"] = cursor
        raise CannotLook(f"More than {PAGES * PER_PAGE} messages were posted since; the history was not read further.")

    async def examine(self) -> Mapping[str, str]:
        """Whether the token is accepted and may read history."""
        try:
            answer = await self._call("auth.test", writes=False, json={})
        except (Unreachable, Refused) as error:
            return {"slack: token": str(error)}
        except ChannelError as error:
            return {"slack: connection": f"Slack could not be asked: {error}"}
        scopes = {scope.strip() for scope in _header(answer, "x-oauth-scopes").split(",") if scope.strip()}
        if scopes and "channels:history" not in scopes:
            return {"slack: history": NO_HISTORY}
        return {}

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
        self._client = self._session = None

    async def _conversation(self, address: str) -> str:
        """The id of a channel given by name; the name itself where channels may not be listed."""
        plain = address.removeprefix("@")
        if CONVERSATION.fullmatch(plain):
            return plain
        if address not in self._ids:
            try:
                self._ids |= await self._listed()
            except (CannotLook, Unreachable, Refused):
                return address  # chat.postMessage takes names too
        return self._ids.get(address, address)

    async def _listed(self) -> dict[str, str]:
        try:
            return await self._listed_of("public_channel,private_channel")
        except CannotLook:  # without groups:read the whole list is refused, the public channels too
            return await self._listed_of("public_channel")

    async def _listed_of(self, types: str) -> dict[str, str]:
        found: dict[str, str] = {}
        asked: Json = {"limit": PER_PAGE, "exclude_archived": True, "types": types}
        for _ in range(PAGES):
            answer = await self._call("conversations.list", writes=False, params=asked)
            found |= {f"#{channel['name']}": channel["id"] for channel in answer.get("channels") or ()}
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
            asked["cursor"] = cursor
        return found

    async def _call(self, method: str, *, writes: bool, **arguments: Any) -> AsyncSlackResponse:
        verb = "GET" if "params" in arguments else "POST"
        try:
            return await self._slack().api_call(method, http_verb=verb, **arguments)
        except SlackApiError as error:
            raise _meaning(error, method, writes=writes) from None
        except aiohttp.ClientConnectorError as error:
            raise Transient(f"Slack cannot be reached: {error.os_error.strerror or error.os_error}.") from None
        # AttributeError: slack_sdk asks a text body for its keys when a proxy answers for Slack
        except (TimeoutError, aiohttp.ClientError, SlackRequestError, ValueError, AttributeError) as error:
            lost = f"Slack's answer to {method} was lost ({type(error).__name__})."
            raise (InDoubt(lost) if writes else Transient(lost)) from None


NO_HISTORY = (
    "The token may not read the channel history (scope channels:history, groups:history for private channels). After a "
    "lost answer a message may be posted twice rather than not at all. Add the scopes and install the app again."
)
NO_ID = (
    "The token may not list channels (scope channels:read, groups:read for private ones), so the history of a channel "
    "known by name cannot be read. After a lost answer a message may be posted twice rather than not at all. Add the "
    "scopes and install the app again, or write the channel's id in the rules."
)


def _meaning(error: SlackApiError, method: str, *, writes: bool) -> ChannelError:
    answer = error.response
    if not isinstance(answer, AsyncSlackResponse):  # a body that is no JSON comes as the bare HTTP response
        lost = f"Slack's answer to {method} could not be read."
        return InDoubt(lost) if writes else Transient(lost)
    code = str(answer.get("error") or "") if isinstance(answer.data, dict) else ""
    status = answer.status_code
    if status == 429 or code in TRANSIENT:
        return Transient("Slack asks to wait.", _wait(_header(answer, "retry-after")))
    if status >= 500 or code in DOUBTFUL or not code:
        lost = f"Slack had a fault of its own at {method} (HTTP {status}{', ' + code if code else ''})."
        return InDoubt(lost) if writes else Transient(lost)
    if not writes and code == "missing_scope":
        return CannotLook(NO_HISTORY)
    if code in UNREACHABLE:
        return Unreachable(f"{UNREACHABLE[code]} ({code})")
    details = (answer.get("response_metadata") or {}).get("messages") or ()
    return Refused(f"Slack refuses the message: {code} {'; '.join(map(str, details))[:300]}".rstrip())


def _header(answer: AsyncSlackResponse, name: str) -> str:
    for key, value in (answer.headers or {}).items():
        if key.lower() == name:
            return str(value[0] if isinstance(value, list) else value)
    return ""


def _wait(text: str) -> timedelta | None:
    return timedelta(seconds=min(int(text), 3600)) if text.isdecimal() else None


def _build(values: Mapping[str, Any], secrets: Mapping[str, Secret]) -> Slack | None:
    token = secrets.get(TOKEN)
    return Slack(token, values["api_url"], values["pace"], values["timeout"]) if token else None


SLACK = ChannelKind(
    name="slack",
    summary="Posts digests to a Slack workspace; on when SLACK_BOT_TOKEN (or SLACK_BOT_TOKEN_FILE) is set.",
    fields=(
        Field("api_url", Text("an address that ends in /api/"), "Slack's Web API, or a stand-in for tests.",
              "https://slack.com/api/", default="https://slack.com/api/"),
        Field("pace", Duration(), "Least time between two messages to one channel; Slack allows one a second.", "1s",
              default=timedelta(seconds=1)),
        Field("timeout", Duration(timedelta(seconds=1)), "How long Slack may take to answer.", "10s",
              default=timedelta(seconds=10)),
    ),
    secrets=(TOKEN,),
    build=_build,
)  # fmt: skip

"""A Slack that answers as strictly as Slack does, and misbehaves when told to.

It keeps what real emulators drop (message metadata), refuses what Slack refuses (scopes, membership, archived channels,
too many blocks, too fast), and can lose an answer after the message has landed: the case in which a careless client
posts twice. In a test:

    slack = Slack(channels=("alerts",))
    async with serving(slack) as api_url: ...

In a process of its own, which outlives the program under test:

    python tests/fakes.py --port 4300 --journal posts.jsonl --channel alerts --rate 0

Control, beside the Web API: `GET /_posts` (everything that was accepted, in order), `POST /_fault` (see `Fault`),
`DELETE /_fault`, `POST /_channel` (`{"name": "alerts", "archived": true, "member": false}`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

Json = dict[str, Any]
BlockCheck = Callable[[Json], Iterable[str]]  #: a message in, what is wrong with it out

TOKEN = "xoxb-fake"
TOKEN_WITHOUT_HISTORY = "xoxb-no-history"
TOKEN_WITHOUT_PRIVATE_CHANNELS = "xoxb-public-only"
TOKEN_WITHOUT_LISTS = "xoxb-no-lists"
WRITE, HISTORY, READ = "chat:write", "channels:history", "channels:read"
PRIVATE = frozenset({"groups:history", "groups:read"})
TOKENS: dict[str, frozenset[str]] = {
    TOKEN: frozenset({WRITE, HISTORY, READ}) | PRIVATE,
    TOKEN_WITHOUT_HISTORY: frozenset({WRITE, READ}) | PRIVATE,
    TOKEN_WITHOUT_PRIVATE_CHANNELS: frozenset({WRITE, HISTORY, READ}),
    TOKEN_WITHOUT_LISTS: frozenset({WRITE, HISTORY}),
}
NEEDS = {
    "chat.postMessage": WRITE,
    "chat.update": WRITE,
    "conversations.history": HISTORY,
    "conversations.replies": HISTORY,
    "conversations.info": READ,
    "conversations.list": READ,
    "users.conversations": READ,
}
MOST_BLOCKS = 50
MOST_TEXT = 40_000
MOST_TEXT_IN_UPDATE = 4_000
#: undocumented; posts were refused from about 11,000 characters on and taken below 9,600
MOST_TEXT_IN_BLOCKS = 10_000
#: of the pause: two posts that left the client a second apart may arrive a little closer together
JITTER = 0.05
TIMESTAMP = re.compile(r"\d{10}\.\d{6}")


class RefusedError(Exception):
    """Slack's own "ok": false, with whatever it says besides."""

    def __init__(self, error: str, **also: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **also}


class TooFastError(Exception):
    """429, with the seconds to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.retry_after = max(1, math.ceil(seconds))


@dataclass
class Fault:
    """One way to misbehave, for the next `times` calls of a method."""

    method: str  #: "chat.postMessage"
    times: int = 1  #: how many calls it spoils
    channel: str | None = None  #: only calls for this channel (name or id)
    error: str | None = None  #: answer "ok": false with this error; nothing happens
    status: int | None = None  #: answer this HTTP status; nothing happens
    retry_after: int | None = None  #: with status 429
    lost: bool = False  #: do what was asked, then cut the connection instead of answering
    delay: float = 0.0  #: do what was asked, then keep the answer back for so many seconds


@dataclass
class Channel:
    """A public channel and everything posted to it, oldest first."""

    id: str
    name: str
    member: bool = True  #: whether the bot was invited
    archived: bool = False
    messages: list[Json] = field(default_factory=list)
    last_post: float = -math.inf  #: by the fake's clock

    def find(self, ts: str) -> Json | None:
        return next((message for message in self.messages if message["ts"] == ts), None)

    def shown(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": True,
            "is_private": False,
            "is_archived": self.archived,
            "is_member": self.member,
        }


class Slack:
    """The workspace: what was posted, who may post, and which faults are waiting."""

    def __init__(
        self,
        channels: Iterable[str] = ("general", "alerts"),
        *,
        tokens: Mapping[str, frozenset[str]] = TOKENS,
        rate: float = 1.0,
        journal: Path | None = None,
        check: BlockCheck | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the workspace; `rate` is posts a second a channel, 0 for as many as you like."""
        self.channels = [Channel(f"C{number:08d}", name) for number, name in enumerate(channels, 1)]
        self.tokens = dict(tokens)
        self.rate = rate
        self.faults: list[Fault] = []
        self.posts: list[Json] = []  #: every accepted post and update, in order
        self.calls: Counter[str] = Counter()  #: calls by method, refused ones too
        self._journal = journal
        self._check = check
        self._clock = clock
        self._last_ts = 0

    # What the methods do: arguments in, Slack's answer out, `RefusedError` or `TooFastError` raised.

    def auth_test(self, _: Json) -> Json:
        return {"url": "https://newsroom.slack.com/", "team": "Newsroom", "team_id": "T00000001", "user": "lectern"} | {
            "user_id": "U00000001",
            "bot_id": "B00000001",
            "is_enterprise_install": False,
        }

    def chat_post_message(self, asked: Json) -> Json:
        channel = self._channel(asked, by_name=True)
        if channel.archived:
            raise RefusedError("is_archived")
        if not channel.member:
            raise RefusedError("not_in_channel")
        content, warnings = self._content(asked)
        self._wait_your_turn(channel)
        message = {"type": "message", "user": "U00000001", "bot_id": "B00000001", "ts": self._timestamp(), **content}
        orphan = self._enter_thread(channel, message, asked.get("thread_ts"))
        channel.messages.append(message)
        self._record("post", channel, message, orphan=orphan)
        return {"channel": channel.id, "ts": message["ts"], "message": _without_metadata(message), **warnings}

    def chat_update(self, asked: Json) -> Json:
        channel = self._channel(asked)
        message = channel.find(str(asked.get("ts")))
        if message is None:
            raise RefusedError("message_not_found")
        if channel.archived:
            raise RefusedError("is_inactive")
        if len(str(asked.get("text") or "")) > MOST_TEXT_IN_UPDATE:
            raise RefusedError("msg_too_long")
        content, warnings = self._content(asked)
        # Slack keeps the old metadata when none is sent
        message.update(content | {"edited": {"user": "U00000001", "ts": self._timestamp()}})
        self._record("update", channel, message, orphan=False)
        return {"channel": channel.id, "ts": message["ts"], "text": message["text"], **warnings}

    def conversations_history(self, asked: Json) -> Json:
        """The roots of a channel, newest first: replies stand in their threads only."""
        channel = self._readable(asked)
        roots = [m for m in reversed(channel.messages) if m.get("thread_ts", m["ts"]) == m["ts"]]
        return self._page([m for m in roots if _within(m, asked)], asked, "messages", 100)

    def conversations_replies(self, asked: Json) -> Json:
        """One thread, oldest first, its root always included."""
        channel = self._readable(asked)
        root = channel.find(str(asked.get("ts")))
        if root is None:
            raise RefusedError("thread_not_found")
        replies = [m for m in channel.messages if m.get("thread_ts") == root["ts"] and m is not root]
        return self._page([root, *(m for m in replies if _within(m, asked))], asked, "messages", 1000)

    def conversations_list(self, asked: Json) -> Json:
        if "public_channel" not in str(asked.get("types") or "public_channel"):
            return self._page([], asked, "channels", 100)
        hide_archived = _true(asked.get("exclude_archived"))
        listed = [c.shown() for c in self.channels if not (hide_archived and c.archived)]
        return self._page(listed, asked, "channels", 100)

    def users_conversations(self, asked: Json) -> Json:
        answer = self.conversations_list(asked)
        return answer | {"channels": [c for c in answer["channels"] if c["is_member"]]}

    def conversations_info(self, asked: Json) -> Json:
        return {"channel": self._channel(asked).shown()}

    def chat_get_permalink(self, asked: Json) -> Json:
        channel, ts = self._channel(asked), str(asked.get("message_ts"))
        if channel.find(ts) is None:
            raise RefusedError("message_not_found")
        link = f"https://newsroom.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
        return {"channel": channel.id, "permalink": link}

    @property
    def methods(self) -> dict[str, Callable[[Json], Json]]:
        return {
            "auth.test": self.auth_test,
            "chat.postMessage": self.chat_post_message,
            "chat.update": self.chat_update,
            "chat.getPermalink": self.chat_get_permalink,
            "conversations.history": self.conversations_history,
            "conversations.replies": self.conversations_replies,
            "conversations.list": self.conversations_list,
            "conversations.info": self.conversations_info,
            "users.conversations": self.users_conversations,
        }

    def call(self, method: str, asked: Json, token: str | None) -> Json:
        """One call, as Slack would take it."""
        self.calls[method] += 1
        if method not in self.methods:
            raise RefusedError("unknown_method", req_method=method)
        if not token:
            raise RefusedError("not_authed")
        if token not in self.tokens:
            raise RefusedError("invalid_auth")
        provided = self.tokens[token]
        needed = next((scope for scope in _needed(method, asked) if scope not in provided), None)
        if needed:
            raise RefusedError("missing_scope", needed=needed, provided=",".join(sorted(provided)))
        return {"ok": True, **self.methods[method](asked)}

    def posts_to(self, channel: str) -> list[Json]:
        """The accepted posts to one channel, in order, updates left out."""
        name = channel.removeprefix("#")
        return [post for post in self.posts if post["kind"] == "post" and post["channel_name"] == name]

    def channel(self, name_or_id: str) -> Channel | None:
        wanted = name_or_id.removeprefix("#")
        return next((c for c in self.channels if wanted in {c.id, c.name}), None)

    def take_fault(self, method: str, asked: Json) -> Fault | None:
        """The fault that waits for this call, used up once."""
        addressed = self.channel(str(asked.get("channel") or ""))
        for fault in self.faults:
            if fault.method == method and (fault.channel is None or self.channel(fault.channel) is addressed):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    # Helpers of the methods.

    def _channel(self, asked: Json, *, by_name: bool = False) -> Channel:
        wanted = str(asked.get("channel") or "")
        found = self.channel(wanted)
        # only chat.postMessage takes a name where an id belongs
        if found is None or not (by_name or wanted == found.id):
            raise RefusedError("channel_not_found")
        return found

    def _readable(self, asked: Json) -> Channel:
        channel = self._channel(asked)
        if not channel.member:
            raise RefusedError("not_in_channel")
        for bound in ("oldest", "latest"):
            if asked.get(bound) not in {None, ""} and not _is_number(asked[bound]):
                raise RefusedError(f"invalid_ts_{bound}")
        return channel

    def _content(self, asked: Json) -> tuple[Json, Json]:
        blocks = _parsed(asked.get("blocks"), list, "invalid_blocks_format")
        metadata = _parsed(asked.get("metadata"), dict, "invalid_metadata_format")
        text = str(asked.get("text") or "")
        if not text and not blocks:
            raise RefusedError("no_text")
        self._refuse_bad_blocks(text, blocks or [])
        content: Json = {"text": text[:MOST_TEXT], "blocks": blocks or []}
        if metadata is not None:
            content["metadata"] = _metadata(metadata)
        return content, _warning("message_truncated") if len(text) > MOST_TEXT else {}

    def _refuse_bad_blocks(self, text: str, blocks: list[Any]) -> None:
        problems = [f"no more than {MOST_BLOCKS} items allowed [json-pointer:/blocks]"] * (len(blocks) > MOST_BLOCKS)
        problems += [f"unsupported type [json-pointer:/blocks/{i}]" for i, b in enumerate(blocks) if not _typed(b)]
        if self._check and not problems:
            problems += self._check({"text": text, "blocks": blocks})
        if problems:
            messages = [f"[ERROR] {problem}" for problem in problems]
            raise RefusedError("invalid_blocks", errors=problems, response_metadata={"messages": messages})
        if sum(map(len, _texts(blocks))) > MOST_TEXT_IN_BLOCKS:
            raise RefusedError("msg_blocks_too_long")

    def _wait_your_turn(self, channel: Channel) -> None:
        now = self._clock()
        if self.rate and (early := 1 / self.rate - (now - channel.last_post)) > JITTER / self.rate:
            raise TooFastError(early)
        channel.last_post = now

    def _timestamp(self) -> str:
        """Slack's message id: the time in microseconds, never twice the same."""
        self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def _enter_thread(self, channel: Channel, message: Json, thread_ts: object) -> bool:
        """Put a reply into its thread; whether nobody will ever see it, because the root is not there."""
        if thread_ts is None:
            return False
        if not (isinstance(thread_ts, str) and TIMESTAMP.fullmatch(thread_ts)):
            raise RefusedError("invalid_thread_ts")
        message["thread_ts"] = thread_ts
        root = channel.find(thread_ts)
        if root is None:
            # Slack says "ok" and shows it nowhere (python-slack-sdk issue 840)
            return True
        root["thread_ts"] = thread_ts
        root["reply_count"] = root.get("reply_count", 0) + 1
        return False

    def _record(self, kind: str, channel: Channel, message: Json, *, orphan: bool) -> None:
        at = round(self._clock(), 4)
        entry = {"kind": kind, "at": at, "channel": channel.id, "channel_name": channel.name, "orphan": orphan}
        entry |= json.loads(json.dumps(message))
        self.posts.append(entry)
        if self._journal is not None:
            with self._journal.open("a", encoding="utf-8") as journal:
                journal.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def _page(self, found: list[Json], asked: Json, key: str, usual: int) -> Json:
        limit, cursor = str(asked.get("limit") or usual), str(asked.get("cursor") or "")
        if not (limit.isdigit() and 1 <= int(limit) <= 1000):
            raise RefusedError("invalid_limit")
        if not re.fullmatch(r"(next:\d{1,9})?", cursor):
            raise RefusedError("invalid_cursor")
        start = int(cursor.removeprefix("next:") or 0)
        end = start + int(limit)
        page = found[start:end]
        if key == "messages" and not _true(asked.get("include_all_metadata")):
            page = [_without_metadata(message) for message in page]
        more = end < len(found)
        answer: Json = {key: page, "response_metadata": {"next_cursor": f"next:{end}" if more else ""}}
        return answer | ({"has_more": more} if key == "messages" else {})


def _needed(method: str, asked: Json) -> Iterator[str]:
    if method in NEEDS:
        yield NEEDS[method]
    # a list that is to hold private channels too is refused whole without their scope
    if method in {"conversations.list", "users.conversations"} and "private_channel" in str(asked.get("types")):
        yield "groups:read"


def _true(value: object) -> bool:
    return str(value).casefold() in {"1", "true"}


def _is_number(value: object) -> bool:
    return re.fullmatch(r"\d{1,12}(\.\d{1,9})?", str(value)) is not None


def _typed(block: object) -> bool:
    return isinstance(block, dict) and isinstance(block.get("type"), str)


def _within(message: Json, asked: Json) -> bool:
    ts, inclusive = _micros(message["ts"]), _true(asked.get("inclusive"))
    oldest, latest = (
        _micros(str(asked.get(bound) or fallback)) for bound, fallback in (("oldest", 0), ("latest", 1e11))
    )
    return oldest <= ts <= latest if inclusive else oldest < ts < latest


def _micros(ts: str) -> int:
    return round(float(ts) * 1_000_000)


def _parsed(value: Any, expected: type[list[Any] | Json], error: str) -> Any:
    """What JSON bodies hold as it is and form bodies as a string."""
    if isinstance(value, str):
        try:
            value = json.loads(value) if value else None
        except ValueError:
            raise RefusedError(error) from None
    if value is not None and not isinstance(value, expected):
        raise RefusedError(error)
    return value


def _metadata(metadata: Json) -> Json:
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not (isinstance(kind, str) and kind and isinstance(payload, dict)):
        raise RefusedError("invalid_metadata_format")
    if not re.fullmatch(r"\w+", kind):
        raise RefusedError("invalid_metadata_schema")
    return {"event_type": kind, "event_payload": payload}


def _texts(node: object) -> Iterator[str]:
    """Every text shown by blocks."""
    if isinstance(node, list):
        for inner in node:
            yield from _texts(inner)
    elif isinstance(node, dict):
        for key, inner in node.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)


def _without_metadata(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "metadata"}


def _warning(name: str) -> Json:
    return {"warning": name, "response_metadata": {"warnings": [name]}}


class Door:
    """The HTTP in front of a workspace."""

    def __init__(self, slack: Slack, latency: float = 0.0) -> None:
        """Stand before `slack`; `latency` passes before the deed, and once more before the answer."""
        self._slack = slack
        self._latency = latency

    def app(self) -> web.Application:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/_posts", self._posts)
        app.router.add_post("/_fault", self._add_fault)
        app.router.add_delete("/_fault", self._clear_faults)
        app.router.add_post("/_channel", self._change_channel)
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            asked = await _arguments(request)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_arguments"})
        token = _token(request, asked)
        fault = self._slack.take_fault(method, asked)
        if fault and (fault.error or fault.status):
            self._slack.calls[method] += 1
            return _spoilt(fault)
        await asyncio.sleep(self._latency)
        response = self._answer(method, asked, token)
        await asyncio.sleep(self._latency + (fault.delay if fault else 0.0))
        if fault and fault.lost and request.transport is not None:
            request.transport.abort()
        return response

    def _answer(self, method: str, asked: Json, token: str | None) -> web.Response:
        scopes = {"X-OAuth-Scopes": ",".join(sorted(self._slack.tokens.get(token or "", ())))}
        try:
            return web.json_response(self._slack.call(method, asked, token), headers=scopes)
        except RefusedError as refused:
            return web.json_response(refused.answer, headers=scopes)
        except TooFastError as wait:
            return _too_many(wait.retry_after)

    async def _posts(self, request: web.Request) -> web.Response:
        channel = request.query.get("channel")
        posts = self._slack.posts
        return web.json_response([p for p in posts if channel in {None, p["channel"], p["channel_name"]}])

    async def _add_fault(self, request: web.Request) -> web.Response:
        fault = Fault(**await request.json())
        self._slack.faults.append(fault)
        return web.json_response({"ok": True, "waiting": len(self._slack.faults)})

    async def _clear_faults(self, _: web.Request) -> web.Response:
        self._slack.faults.clear()
        return web.json_response({"ok": True})

    async def _change_channel(self, request: web.Request) -> web.Response:
        change = await request.json()
        channel = self._slack.channel(change.pop("name"))
        if channel is None or not change.keys() <= {"archived", "member"}:
            raise web.HTTPBadRequest(text="name an existing channel, and archived or member")
        for key, value in change.items():
            setattr(channel, key, bool(value))
        return web.json_response({"ok": True})


async def _arguments(request: web.Request) -> Json:
    """The arguments of a call: of its query, its form, its JSON body."""
    asked: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json()
        if not isinstance(body, dict):
            raise ValueError("not an object")
        return asked | body
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        asked |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return asked


def _token(request: web.Request, asked: Json) -> str | None:
    bearer = request.headers.get("Authorization", "")
    return bearer.removeprefix("Bearer ").strip() if bearer.startswith("Bearer ") else asked.get("token")


def _spoilt(fault: Fault) -> web.Response:
    if fault.status == 429:
        return _too_many(fault.retry_after or 1)
    if fault.status:
        return web.Response(status=fault.status, text="<html>upstream trouble</html>", content_type="text/html")
    return web.json_response({"ok": False, "error": fault.error})


def _too_many(seconds: int) -> web.Response:
    answer = {"ok": False, "error": "ratelimited"}
    return web.json_response(answer, status=429, headers={"Retry-After": str(seconds)})


@asynccontextmanager
async def serving(slack: Slack, latency: float = 0.0) -> AsyncIterator[str]:
    """Serve a workspace on a free loopback port; yields the base address for a Slack client."""
    server = TestServer(Door(slack, latency).app(), host="127.0.0.1")
    await server.start_server()
    try:
        yield str(server.make_url("/api/"))
    finally:
        await server.close()


def _block_check() -> BlockCheck:
    from blockkit_check.blockkit_check import check

    return lambda message: [f"{p.message} [json-pointer:{p.pointer}]" for p in check(message) if p.level == "error"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="A strict Slack on loopback, for tests.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--journal", type=Path, help="append every accepted post to this file, one JSON object a line")
    parser.add_argument("--channel", action="append", default=[], help="a channel the bot is a member of; repeatable")
    parser.add_argument("--rate", type=float, default=1.0, help="posts a second a channel; 0 for no limit")
    parser.add_argument(
        "--latency", type=float, default=0.0, help="seconds before the deed, and again before the answer"
    )
    parser.add_argument("--check-blocks", action="store_true", help="refuse Block Kit that Slack would refuse")
    return parser


def main() -> None:
    options = _parser().parse_args()
    check = _block_check() if options.check_blocks else None
    slack = Slack(options.channel or ("general", "alerts"), rate=options.rate, journal=options.journal, check=check)
    web.run_app(Door(slack, options.latency).app(), host="127.0.0.1", port=options.port, print=None)


if __name__ == "__main__":
    main()

"""How the local inbox answers, over a real socket on the loopback interface."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from briefing import INBOX, KEY, briefing, keyword, match, told

from bot.blocks import messages
from bot.model import DeliveryState, SourceHealth, SourceState
from bot.page import Card
from bot.web import build
from parsers.transcript import Transcript

NOW = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
Client = TestClient[Request, Application]


@dataclass
class Few:
    """A shelf with what is put on it."""

    held: tuple[Card, ...] = ()
    broken: bool = False

    async def cards(self, limit: int) -> tuple[Card, ...]:
        if self.broken:
            raise RuntimeError("no store")
        return self.held[:limit]

    async def transcript(self, key: str) -> Transcript | None:
        return briefing() if key == KEY else None

    async def sources(self) -> tuple[SourceHealth, ...]:
        return (SourceHealth("harbour", "folder", "transcripts", SourceState.WATCHING, NOW, NOW, None),)


def card() -> Card:
    page = briefing()
    digest = told(page, match(page, "Costs", keyword(page, "a quarter")), to=INBOX)
    return Card(digest.fingerprint, KEY, INBOX, digest.heading, messages(digest), DeliveryState.SENT, NOW)


@pytest.fixture
def shelf() -> Few:
    return Few((card(),))


@pytest.fixture
async def client(shelf: Few) -> AsyncIterator[Client]:
    async with TestClient(TestServer(build(shelf, hosts=frozenset({"Lectern.example"})))) as client:
        yield client


async def test_the_first_page_shows_the_digests(client: Client) -> None:
    answer = await client.get("/")
    text = await answer.text()
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<strong>a quarter</strong>" in text
    assert "Harbour briefing by Minister Ilsa Voss" in text


async def test_a_transcript_can_be_read(client: Client) -> None:
    answer = await client.get(f"/transcripts/{KEY}")
    assert answer.status == 200
    assert 'id="turn-2"' in await answer.text()


@pytest.mark.parametrize(
    "path",
    [
        "/transcripts/" + "f" * 32,
        "/transcripts/x",
        "/nothing",
        "/static/",
        "/static/../web.py",
        "/static/%2e%2e/web.py",
    ],
)
async def test_what_is_not_there_is_said_in_words(client: Client, path: str) -> None:
    answer = await client.get(path)
    text = await answer.text()
    assert answer.status in {403, 404}
    assert "Back to the inbox" in text
    assert "class Shelf" not in text


async def test_a_poll_that_has_the_list_already_gets_no_body(client: Client, shelf: Few) -> None:
    first = await client.get("/fragment")
    again = await client.get("/fragment", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status, again.status, await again.text()) == (200, 304, "")
    shelf.held = (replace(shelf.held[0], state=DeliveryState.FAILED), *shelf.held)
    changed = await client.get("/fragment", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status == 200
    assert changed.headers["ETag"] != first.headers["ETag"]
    assert (await changed.text()).startswith("<main")


@pytest.mark.parametrize(
    "path", ["/", "/fragment", f"/transcripts/{KEY}", "/nothing", "/healthz", "/static/inbox.js", "/static/lectern.css"]
)
async def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "aiohttp" not in headers["Server"].lower()


async def test_an_error_of_ours_is_an_apology_without_its_details(client: Client, shelf: Few) -> None:
    shelf.broken = True
    answer = await client.get("/")
    assert answer.status == 500
    assert "no store" not in await answer.text()
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8420", "", "[::2]"])
async def test_by_loopback_a_foreign_name_is_refused(client: Client, host: str) -> None:
    answer = await client.get("/", headers={"Host": host})
    assert answer.status == 403
    assert "quarter" not in await answer.text()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8420", "127.0.0.1:8420", "[::1]:8420", "lectern.example"])
async def test_by_loopback_its_own_names_and_the_configured_ones_are_taken(client: Client, host: str) -> None:
    assert (await client.get("/", headers={"Host": host})).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/fragment", f"/transcripts/{KEY}", "/healthz"])
async def test_nothing_can_be_changed(client: Client, method: str, path: str) -> None:
    answer = await client.request(method, path)
    assert answer.status == 405
    assert "nothing can be changed here" in await answer.text()


async def test_health_answers_even_when_the_store_does_not(client: Client, shelf: Few) -> None:
    shelf.broken = True
    answer = await client.get("/healthz")
    assert (answer.status, await answer.text()) == (200, "ok\n")


async def test_what_the_pages_refer_to_is_there(client: Client) -> None:
    for path, kind in {
        "/static/inbox.js": "javascript",
        "/static/lectern.css": "css",
        "/static/icon.svg": "svg",
    }.items():
        answer = await client.get(path)
        assert answer.status == 200
        assert kind in answer.headers["Content-Type"]


async def test_no_session_is_given_to_anybody(client: Client) -> None:
    session = client.session
    assert isinstance(session, ClientSession)
    await client.get("/")
    assert len(session.cookie_jar) == 0

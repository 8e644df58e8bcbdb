"""A feed on a site of its own: what it announces is fetched, read and told, whatever else goes wrong with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import makers
from aiohttp import web
from aiohttp.test_utils import TestServer
from conftest import ROOT
from makers import NOON

from bot.channels.inbox import Inbox
from bot.http import Fetcher
from bot.model import Destination, SourceState, Subscription
from bot.processes import Rulebook
from bot.sources.base import Backfill
from bot.sources.feed import Feed
from bot.store.store import Store, opened
from bot.worker import Worker
from rules.codec import read_rules
from rules.matcher import compile_rules

PAGE = (ROOT / "tests" / "samples" / "glen-valley-water.html").read_text("utf-8")
ITEM = "<item><title>{name}</title><link>{base}/{name}</link><guid>{name}</guid></item>"


@dataclass
class Site:
    """A press office with a feed."""

    pages: dict[str, str | int] = field(default_factory=dict)  #: body, or the HTTP status it fails with
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        name = request.path.strip("/")
        self.asked.append(name)
        if name == "feed.xml":
            return self._feed(request)
        page = self.pages[name]
        if isinstance(page, int):
            return web.Response(status=page)
        return web.Response(text=page, content_type="text/html")

    def _feed(self, request: web.Request) -> web.Response:
        base = f"http://{request.host}"
        items = "".join(ITEM.format(name=name, base=base) for name in reversed(self.pages))
        tag = f'"{len(self.pages)}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        body = f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
        return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": tag})


@asynccontextmanager
async def watched(site: Site, tmp_path: Path, backfill: Backfill = 0) -> AsyncIterator[tuple[Worker, Feed, Store]]:
    entries = [{"name": "Water", "kind": "keyword", "any": ["water", "reservoir"]}]
    rules, _ = read_rules(entries, ("rules",), sources=None)
    told = (Subscription("water", (Destination("inbox", "#desk"),)),)
    application = web.Application()
    application.router.add_get("/{name}", site.answer)
    async with opened("lectern.db", tmp_path) as store, TestServer(application) as server, Fetcher() as fetcher:
        feed = Feed(
            "council", str(server.make_url("/feed.xml")), timedelta(minutes=5), backfill, fetcher, 1_000_000,
            allow_private=True,
        )  # fmt: skip
        book = Rulebook.pack(compile_rules(rules), told, {})
        yield Worker(store, makers.Inline(), book, (feed,), {"inbox": Inbox()}, lambda: NOON), feed, store


async def process(worker: Worker, store: Store) -> int:
    """Everything fetched; returns how many digests there are now."""
    for number in await store.archive.unprocessed(limit=99):
        await worker.process(str(number))
    return len(await store.archive.told(99))


async def test_a_page_that_a_feed_announces_becomes_a_digest(tmp_path: Path) -> None:
    site = Site({"old": PAGE})
    async with watched(site, tmp_path) as (worker, feed, store):
        assert await worker.look(feed)
        assert await process(worker, store) == 0
        site.pages["new"] = PAGE
        assert await worker.look(feed)
        assert await process(worker, store) == 1
        (told,) = await store.archive.told(9)
        assert (told.digest.link or "").endswith("/new")
    assert site.asked.count("old") == 0


async def test_backfill_asks_for_what_was_there_before(tmp_path: Path) -> None:
    async with watched(Site({"old": PAGE}), tmp_path, "all") as (worker, feed, store):
        assert await worker.look(feed)
        assert await process(worker, store) == 1


async def test_one_page_that_fails_holds_up_no_other_and_is_fetched_later(tmp_path: Path) -> None:
    site = Site({"broken": 500, "new": PAGE})
    async with watched(site, tmp_path, "all") as (worker, feed, store):
        assert await worker.look(feed)
        assert await process(worker, store) == 1
        site.pages["broken"] = PAGE.replace("water", "river water")
        assert await worker.look(feed)
        assert len(await store.archive.unprocessed(limit=9)) == 1
    assert site.asked.count("new") == 1


async def test_a_page_that_is_gone_is_not_asked_for_again(tmp_path: Path) -> None:
    site = Site({"gone": 410})
    async with watched(site, tmp_path, "all") as (worker, feed, store):
        for _ in range(3):
            assert await worker.look(feed)
        assert await process(worker, store) == 0
    assert site.asked.count("gone") == 1


async def test_a_feed_that_cannot_be_read_is_a_state_with_a_reason(tmp_path: Path) -> None:
    site = Site()
    async with watched(site, tmp_path) as (worker, feed, store):
        feed.where = feed.where.replace("feed.xml", "missing.xml")
        site.pages["missing.xml"] = 404
        assert not await worker.look(feed)
        (health,) = await store.watchlist.health([("council", "feed", feed.where)])
        assert health.state is SourceState.FAILING
        assert "404" in (health.error or "")

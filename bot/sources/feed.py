"""A feed (RSS, Atom, RDF): each entry links to a page, and the page is the document."""

from __future__ import annotations

import asyncio
import calendar
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from bot.errors import FetchError, Gone
from bot.http import Fetcher, Page
from bot.model import Item, Json, Listing
from bot.sources.base import BACKFILL, NAME, Backfill, SourceKind, Surroundings
from parsers.document import Document
from rules.fields import Duration, Field, Flag, Text

MOST_ENTRIES = 1_000


class Feed:
    """The entries of a feed."""

    kind = "feed"

    def __init__(  # noqa: PLR0913 - its settings
        self, name: str, url: str, every: timedelta, backfill: Backfill, fetcher: Fetcher, largest: int,
        *, allow_private: bool = False,
    ) -> None:  # fmt: skip
        self.name = name
        self.where = url
        self.every = every
        self.backfill = backfill
        self._fetcher = fetcher
        self._largest = largest
        self._allow_private = allow_private

    async def look(self, cursor: Json) -> Listing:
        """The entries that have a link, oldest first; the cursor holds the validators of the last answer."""
        try:
            page = await self._get(self.where, cursor.get("etag"), cursor.get("last_modified"))
        except Gone as error:
            raise FetchError(str(error)) from error
        if page.status == 304:
            return Listing((), cursor)
        items = await asyncio.to_thread(entries, page)
        return Listing(items, {"etag": page.etag, "last_modified": page.last_modified})

    async def fetch(self, item: Item) -> Document:
        """The page behind an entry."""
        page = await self._get(item.url)
        return Document(self.name, page.url, page.content, page.media_type, page.charset, datetime.now(UTC))

    async def changed(self, within: timedelta) -> None:
        """A feed tells nobody; wait."""
        await asyncio.sleep(within.total_seconds())

    async def close(self) -> None:
        """Nothing is held."""

    async def _get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Page:
        return await self._fetcher.get(
            url, etag=etag, last_modified=last_modified, allow_private=self._allow_private, most=self._largest
        )


def entries(page: Page) -> tuple[Item, ...]:
    """The entries of a feed that link to a page, oldest first; raises FetchError when it is no feed."""
    headers = {"content-type": f"{page.media_type}; charset={page.charset}" if page.charset else page.media_type}
    parsed = feedparser.parse(page.content, response_headers=headers | {"content-location": page.url})
    if not parsed.get("version") and not parsed.entries:
        raise FetchError(f"{page.url} is not a feed. Is it the address of a page? Look for its RSS or Atom link.")
    items = [item for entry in parsed.entries[:MOST_ENTRIES] if (item := _item(entry)) is not None]
    return tuple(reversed(items))


def _item(entry: Any) -> Item | None:
    url = str(entry.get("link") or "")
    if not url.startswith(("http://", "https://")) or len(url) > 2_000:
        return None
    changed = dict.get(entry, "updated") or entry.get("published") or ""  # feedparser's own get warns where it guesses
    marker = f"{entry.get('id') or url}|{changed}"
    return Item(url, marker[:400], str(entry.get("title") or "") or None, _when(entry))


def _when(entry: Any) -> datetime | None:
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _build(values: Mapping[str, Any], around: Surroundings) -> Feed:
    return Feed(
        values["name"], values["url"], values["every"], values["backfill"], around.fetcher, around.largest,
        allow_private=values["allow_private"],
    )  # fmt: skip


FEED = SourceKind(
    name="feed",
    summary="Reads an RSS or Atom feed and fetches the page that each new entry links to.",
    fields=(
        NAME,
        Field("url", Text("the address of a feed"), "The address of the feed.", "https://example.org/news.xml",
              required=True),
        Field("every", Duration(timedelta(seconds=1)), "How often the feed is asked.", "5m",
              default=timedelta(minutes=5)),
        BACKFILL,
        Field("allow_private", Flag(), "Whether addresses that are not public (this machine, the office network) may "
              "be asked.", "no", default=False),
    ),
    build=_build,
)  # fmt: skip

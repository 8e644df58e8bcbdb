from __future__ import annotations

import pytest

from bot.errors import FetchError
from bot.http import Page
from bot.sources.feed import entries

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>Second</title><link>https://example.org/2</link><guid>two</guid>
  <pubDate>Tue, 17 Nov 2026 14:00:00 GMT</pubDate></item>
<item><title>First</title><link>https://example.org/1</link><guid>one</guid></item>
<item><title>No link</title></item>
<item><title>Script</title><link>javascript:alert(1)</link></item>
</channel></rss>"""


def page(content: bytes, media_type: str = "application/rss+xml") -> Page:
    return Page("https://example.org/feed.xml", 200, content, media_type, None, None, None)


def test_entries_with_a_web_link_are_items_oldest_first() -> None:
    items = entries(page(RSS))
    assert [(item.url, item.title) for item in items] == [
        ("https://example.org/1", "First"),
        ("https://example.org/2", "Second"),
    ]
    assert items[1].published_at is not None
    assert items[1].published_at.isoformat() == "2026-11-17T14:00:00+00:00"


def test_a_page_is_no_feed() -> None:
    with pytest.raises(FetchError, match="is not a feed"):
        entries(page(b"<html><body><p>Welcome</p></body></html>", "text/html"))


def test_an_entity_bomb_is_harmless() -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert len(entries(page(RSS.replace(b"<rss", bomb + b"<rss").replace(b"Second", b"&b;&b;")))) == 2


def test_a_feed_without_entries_shows_nothing() -> None:
    assert entries(page(b'<rss version="2.0"><channel><title>Empty</title></channel></rss>')) == ()

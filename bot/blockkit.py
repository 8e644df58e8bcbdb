"""The pieces that messages are made of, in Block Kit, safe by construction.

Words from outside go through `plain` and `run`, where nothing becomes a mention, a link or a format. `links` is the
only `mrkdwn`: our own words around addresses that are made safe here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.model import Json
from bot.quoting import Pieces, size

#: longest address with its fragment, and of all the links of a line together
LONGEST_ADDRESS, LONGEST_LINKS = 1_000, 1_500
_ADDRESS = re.compile(r"(?:https?://[^/\s?#]|/(?![/\\]))")
_UNSAFE = re.compile(r"[^\x21-\x7e]|[<>|\"`\\^{}]")


def escaped(text: str) -> str:
    """Text for `mrkdwn` and for a message's `text`: what is sent is what is read."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def run(text: str, *, bold: bool = False) -> Json:
    return {"type": "text", "text": text} | ({"style": {"bold": True}} if bold else {})


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": [e for e in elements if e.get("text") != ""]}


def quoted(pieces: Pieces) -> Json:
    runs = [run(piece.text, bold=piece.matched) for piece in pieces]
    return {"type": "rich_text_quote", "elements": runs or [run("…")]}


def context(text: str | Json | None, *more: Json | None) -> Json:
    first = plain(text) if isinstance(text, str) and text else text
    return {"type": "context", "elements": [element for element in (first, *more) if element]}


def links(places: Iterable[tuple[str, str | None]]) -> Json | None:
    """Our own words as links. An address may hold anything, so it is made safe here once more."""
    text = ""
    for link in (f"<{escaped(url)}|{name}>" for name, place in places if (url := address(place))):
        longer = f"{text} · {link}" if text else link
        text = longer if len(longer) <= LONGEST_LINKS else text
    return {"type": "mrkdwn", "text": text} if text else None


def address(url: str | None) -> str | None:
    """An address that cannot end a link early; without its fragment if it is too long; None if it is no web address."""
    if not url or not _ADDRESS.match(url):
        return None
    safe = _UNSAFE.sub(lambda m: "".join(f"%{byte:02X}" for byte in _bytes(m.group())), url)
    if len(safe) > LONGEST_ADDRESS:
        safe = safe.partition("#")[0]
    return safe if len(safe) <= LONGEST_ADDRESS else None


def _bytes(character: str) -> bytes:
    return character.encode("utf-8", "replace")


def characters(node: object) -> int:
    """Characters of text in blocks, as they are counted against a message's limit."""
    if isinstance(node, dict):
        own = node.get("text")
        return (size(own) if isinstance(own, str) else 0) + sum(characters(v) for v in node.values())
    return sum(characters(child) for child in node) if isinstance(node, (list, tuple)) else 0

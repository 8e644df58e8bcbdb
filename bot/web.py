"""The local inbox over HTTP: pages to look at, a fragment to poll, and nothing that changes any state.

Promises: every answer carries the security headers; a request that comes by loopback must also name a loopback host, or
one that was configured, so that no page elsewhere can read the inbox through a name of its own; what is not there is
said in words.
"""

from __future__ import annotations

from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot import page
from bot.model import SourceHealth
from bot.page import Card
from parsers.transcript import Transcript

#: digests on the first page
SHOWN = 50
STATIC = Path(__file__).parent / "static"
CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Server": "Lectern",
}
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


class Shelf(Protocol):
    """What the pages are made from. The store implements it."""

    async def cards(self, limit: int) -> tuple[Card, ...]:
        """The newest digests, newest first."""

    async def transcript(self, key: str) -> Transcript | None:
        """The latest revision of a transcript."""

    async def sources(self) -> tuple[SourceHealth, ...]:
        """Every configured source, in the order of the configuration."""


def build(shelf: Shelf, *, hosts: frozenset[str] = frozenset()) -> web.Application:
    """The application; `hosts` are further host names under which it is reached, such as that of its public address."""
    application = web.Application(middlewares=[_in_words, _known_host(frozenset(host.lower() for host in hosts))])
    application.on_response_prepare.append(_with_headers)
    pages = _Pages(shelf)
    application.add_routes([
        web.get("/", pages.inbox),
        web.get("/fragment", pages.fragment),
        web.get(r"/transcripts/{key:[0-9a-f]{32}}", pages.transcript),
        web.get("/healthz", pages.health),
        web.static("/static", STATIC),
    ])  # fmt: skip
    return application


class _Pages:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def inbox(self, _: web.Request) -> web.Response:
        return _html(page.inbox(await self._shelf.cards(SHOWN), await self._shelf.sources()))

    async def fragment(self, request: web.Request) -> web.Response:
        """The list alone. A poll that has it already is answered with 304 and no body."""
        body = page.fragment(await self._shelf.cards(SHOWN), await self._shelf.sources())
        tag = sha256(body.encode()).hexdigest()[:32]
        response = web.Response(status=304) if _has(request, tag) else _html(body)
        response.etag = tag
        return response

    async def transcript(self, request: web.Request) -> web.Response:
        found = await self._shelf.transcript(request.match_info["key"])
        if found is None:
            raise web.HTTPNotFound(reason="We hold no transcript of this name")
        return _html(page.transcript_page(found))

    async def health(self, _: web.Request) -> web.Response:
        """Whether the program answers; whether all is well is the business of `lectern status`."""
        return web.Response(text="ok\n")


def _has(request: web.Request, tag: str) -> bool:
    return any(known.value in {tag, "*"} for known in request.if_none_match or ())


def _html(text: str) -> web.Response:
    return web.Response(body=text.encode("utf-8", "replace"), content_type="text/html", charset="utf-8")


async def _with_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


WORDS = {
    403: ("Not by this name", "This server answers on its own machine only by the names localhost and 127.0.0.1."),
    404: ("Not here", "There is no such page. It may be an address that was cut short."),
    405: ("Only to look at", "These pages can be read; nothing can be changed here."),
}


@web.middleware
async def _in_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        if refusal.status not in WORDS:
            raise
        title, words = WORDS[refusal.status]
        answer = _html(page.apology(title, words))
        answer.set_status(refusal.status)
        if "Allow" in refusal.headers:
            answer.headers["Allow"] = refusal.headers["Allow"]
        return answer


def _known_host(hosts: frozenset[str]) -> Middleware:
    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if _came_by_loopback(request) and _host_name(request.headers.get("Host", "")) not in LOOPBACK_NAMES | hosts:
            raise web.HTTPForbidden
        return await handler(request)

    return check


def _came_by_loopback(request: web.Request) -> bool:
    """Whether our end of the connection is a loopback address, which a page elsewhere may reach by its own name."""
    socket = request.transport.get_extra_info("sockname") if request.transport else None
    if not isinstance(socket, tuple):
        return False
    address = ip_address(str(socket[0]).partition("%")[0])
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _host_name(host: str) -> str:
    """The name in a Host header, without its port, in lower case."""
    name, colon, port = host.strip().lower().rpartition(":")
    return name if colon and port.isdecimal() else host.strip().lower()

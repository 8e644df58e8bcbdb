"""Fetching pages: bounded in size and time, and never from private addresses unless a source allows it.

Redirects are followed here and not by the library, so that every hop is checked; names are checked after they are
resolved, in the resolver that the connection itself uses, so that what was checked is what is connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import FetchError, Gone

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_HOPS = 5
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """An answer to a GET."""

    url: str  #: where it came from in the end
    status: int  #: 200, or 304 when nothing changed
    content: bytes  #: the body, decompressed; empty for 304
    media_type: str  #: without parameters, lower case
    charset: str | None  #: as declared
    etag: str | None  #: validator for the next request
    last_modified: str | None  #: validator for the next request


class PrivateAddress(OSError):
    """A name that resolves to an address which is not public."""


class PublicResolver(AbstractResolver):
    """Resolves names, refusing addresses that are not public."""

    def __init__(self, inner: AbstractResolver) -> None:
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        public = [result for result in found if is_public(result["host"])]
        if found and not public:
            raise PrivateAddress(f"{host} is a private address")
        return public

    async def close(self) -> None:
        await self._inner.close()


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody may be sent to."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast


class Fetcher:
    """GETs pages for sources."""

    def __init__(self, contact: str | None = None, timeout: timedelta = timedelta(seconds=30)) -> None:
        about = f" (+{contact})" if contact else ""
        self._headers = {"User-Agent": f"Lectern/0.1{about}", "Accept-Encoding": "gzip, deflate"}
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._sessions.values():
            await session.close()

    def _session(self, allow_private: bool) -> aiohttp.ClientSession:
        if allow_private not in self._sessions:
            resolver: AbstractResolver = aiohttp.ThreadedResolver()
            connector = aiohttp.TCPConnector(
                limit_per_host=2, resolver=resolver if allow_private else PublicResolver(resolver)
            )
            self._sessions[allow_private] = aiohttp.ClientSession(
                connector=connector, timeout=self._timeout, headers=self._headers, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._sessions[allow_private]

    async def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, allow_private: bool = False,
        most: int = MOST_BYTES,
    ) -> Page:  # fmt: skip
        """Fetch a page; raises FetchError with a sentence, Gone for 404 and 410."""
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}
        at = URL(url)
        try:
            for _ in range(MOST_HOPS + 1):
                _check(at, allow_private)
                async with self._session(allow_private).get(at, headers=headers, allow_redirects=False) as answer:
                    if answer.status not in REDIRECTS:
                        return await _page(answer, most)
                    at = at.join(URL(answer.headers.get("Location", "")))
        except (TimeoutError, aiohttp.ClientError, PrivateAddress, ValueError) as error:
            raise FetchError(f"{url} cannot be read: {_why(error)}.") from error
        raise FetchError(f"{url} redirects more than {MOST_HOPS} times.")


def _check(url: URL, allow_private: bool) -> None:
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError("only http and https addresses are fetched")
    try:
        public = is_public(url.host)
    except ValueError:
        return  # a name: the resolver checks what it stands for
    if not (public or allow_private):
        raise PrivateAddress(f"{url.host} is a private address")


async def _page(answer: aiohttp.ClientResponse, most: int) -> Page:
    url = str(answer.url)
    if answer.status in {404, 410}:
        raise Gone(f"{url} is not there (HTTP {answer.status}).")
    if answer.status not in {200, 304}:
        raise FetchError(f"{url} answered HTTP {answer.status}.")
    content = bytearray()
    async for chunk in answer.content.iter_chunked(65_536):
        content += chunk
        if len(content) > most:
            raise FetchError(f"{url} is larger than {most:,} bytes.")
    return Page(
        url=url,
        status=answer.status,
        content=bytes(content),
        media_type=answer.content_type,
        charset=answer.charset,
        etag=answer.headers.get("ETag"),
        last_modified=answer.headers.get("Last-Modified"),
    )


def _why(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, PrivateAddress):
        return str(error.os_error)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return "its certificate is not valid"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its name is not known"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"no connection ({error.os_error.strerror or error.os_error})"
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__

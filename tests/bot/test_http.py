from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.errors import FetchError, Gone
from bot.http import Fetcher, is_public


@pytest.fixture
async def site() -> AsyncIterator[str]:
    async def page(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304)
        return web.Response(text="Grüße", headers={"ETag": '"v1"'}, content_type="text/html", charset="utf-8")

    async def bomb(_: web.Request) -> web.Response:
        body = gzip.compress(b"0" * 3_000_000)
        return web.Response(body=body, headers={"Content-Encoding": "gzip"})

    async def loop(_: web.Request) -> web.Response:
        raise web.HTTPFound("/loop")

    async def moved(_: web.Request) -> web.Response:
        raise web.HTTPMovedPermanently("/page")

    async def gone(_: web.Request) -> web.Response:
        raise web.HTTPGone

    async def broken(_: web.Request) -> web.Response:
        raise web.HTTPBadGateway

    application = web.Application()
    routes = {"/page": page, "/bomb": bomb, "/loop": loop, "/moved": moved, "/gone": gone, "/broken": broken}
    application.add_routes([web.get(path, handler) for path, handler in routes.items()])
    async with TestServer(application) as server:
        yield str(server.make_url("")).rstrip("/")


async def test_a_page_comes_with_its_type_and_validators(site: str) -> None:
    async with Fetcher() as fetcher:
        page = await fetcher.get(f"{site}/page", allow_private=True)
        again = await fetcher.get(f"{site}/page", etag=page.etag, allow_private=True)
    assert (page.content.decode(), page.media_type, page.charset) == ("Grüße", "text/html", "utf-8")
    assert (again.status, again.content) == (304, b"")


async def test_private_addresses_are_refused_unless_allowed(site: str) -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(FetchError, match="private address"):
            await fetcher.get(f"{site}/page")


async def test_a_name_that_stands_for_a_private_address_is_refused(site: str) -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(FetchError, match="private address"):
            await fetcher.get(site.replace("127.0.0.1", "localhost") + "/page")


async def test_redirects_are_followed_and_loops_are_not(site: str) -> None:
    async with Fetcher() as fetcher:
        assert (await fetcher.get(f"{site}/moved", allow_private=True)).url.endswith("/page")
        with pytest.raises(FetchError, match="redirects more than"):
            await fetcher.get(f"{site}/loop", allow_private=True)


async def test_a_page_that_grows_when_unpacked_is_cut_off(site: str) -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(FetchError, match="larger than"):
            await fetcher.get(f"{site}/bomb", allow_private=True, most=1_000_000)


async def test_what_is_gone_is_told_from_what_is_broken(site: str) -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(Gone):
            await fetcher.get(f"{site}/gone", allow_private=True)
        with pytest.raises(FetchError, match="HTTP 502") as broken:
            await fetcher.get(f"{site}/broken", allow_private=True)
    assert not isinstance(broken.value, Gone)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "http://", "gopher://example.org", "nonsense"]
)
async def test_only_web_addresses_are_fetched(url: str) -> None:
    async with Fetcher(timeout=timedelta(seconds=2)) as fetcher:
        with pytest.raises(FetchError):
            await fetcher.get(url)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "0.0.0.0",
     "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_addresses_that_are_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")

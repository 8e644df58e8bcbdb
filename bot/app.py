"""The composition root: settings in, a running program out. The only place where everything meets."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import structlog
from aiohttp import web
from yarl import URL

from bot.channels import CHANNEL_KINDS
from bot.channels.base import Channel
from bot.errors import LecternError
from bot.http import Fetcher
from bot.processes import Processes, Rulebook
from bot.settings import Settings
from bot.shelf import StoredShelf
from bot.sources.base import Source
from bot.store.store import Store, opened
from bot.web import build
from bot.worker import Worker
from rules.matcher import compile_rules

log = structlog.get_logger()


def now() -> datetime:
    """The clock of the program."""
    return datetime.now(UTC)


def channels(settings: Settings) -> Mapping[str, Channel]:
    """The channels that are on, by name."""
    built = {kind.name: kind.build(settings.channels[kind.name], settings.secrets) for kind in CHANNEL_KINDS}
    return {name: channel for name, channel in built.items() if channel is not None}


def copies(settings: Settings) -> dict[str, str | None]:
    """The base address of our stored copies for the readers of each channel; the inbox links within itself."""
    return {kind.name: settings.public_url for kind in CHANNEL_KINDS} | {"inbox": ""}


def rulebook(settings: Settings) -> Rulebook:
    """Rules and subscriptions, packed for the processes that decide."""
    return Rulebook.pack(compile_rules(settings.rules), settings.subscriptions, copies(settings))


async def run(settings: Settings) -> None:
    """Watch, read, match and tell until the process is asked to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with opened(settings.store, settings.base) as store, Fetcher(settings.contact) as fetcher:
        watched, told = settings.built(fetcher), channels(settings)
        worker = Worker(
            store, Processes(settings.processes, settings.time_limit), rulebook(settings), watched, told, now
        )
        async with page(settings, store, watched):
            _greet(settings, watched, told)
            try:
                await worker.run(stop)
            finally:
                for channel in told.values():
                    await channel.close()
    log.info("Stopped. What was under way is kept and goes on at the next start.")


def _greet(settings: Settings, watched: tuple[Source, ...], told: Mapping[str, Channel]) -> None:
    rules = len(settings.rules)
    where = "Slack" if "slack" in told else "the local inbox (no SLACK_BOT_TOKEN is set)"
    host = settings.channels["inbox"]["host"]
    if host not in {"127.0.0.1", "::1", "localhost"}:
        log.warning(f"The inbox page asks for no password: whoever reaches {host} can read it.")
    log.info(
        f"Lectern watches {len(watched)} source{'' if len(watched) == 1 else 's'} with {rules} "
        f"rule{'' if rules == 1 else 's'}; digests go to {where}."
    )


@asynccontextmanager
async def page(settings: Settings, store: Store, watched: tuple[Source, ...]) -> AsyncIterator[None]:
    """The inbox page, listening."""
    inbox: Mapping[str, Any] = settings.channels["inbox"]
    shelf = StoredShelf(store, tuple((source.name, source.kind, source.where) for source in watched))
    public = URL(settings.public_url).host if settings.public_url else None
    runner = web.AppRunner(build(shelf, hosts=frozenset({public} if public else ())), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, inbox["host"], inbox["port"])
        try:
            await site.start()
        except OSError as error:
            raise LecternError(
                f"The inbox page cannot listen on {inbox['host']}:{inbox['port']}: {error.strerror or error}. Set "
                "another `port` under `inbox` in config.yaml."
            ) from None
        for address in runner.addresses:
            log.info(f"The inbox is at http://{address[0]}:{address[1]}/")
        yield
    finally:
        await runner.cleanup()

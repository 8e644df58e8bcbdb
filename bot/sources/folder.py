"""A folder: whatever file lands in it is a document. The system tells us when something changes."""

from __future__ import annotations

import asyncio
import mimetypes
import os
import time
from collections.abc import AsyncGenerator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from watchfiles import Change, DefaultFilter, awatch

from bot.errors import FetchError, Gone
from bot.model import Item, Json, Listing
from bot.sources.base import BACKFILL, NAME, Backfill, SourceKind, Surroundings
from parsers.document import Document
from rules.fields import Duration, Field, Text

#: a file is read once it has not changed for this long, so that a copy under way is not taken for the whole
SETTLED = 0.3
#: a file that goes on changing for this long is read at the next look
PATIENCE = 10.0
#: changes are collected for this long (ms) before they are told
DEBOUNCE = 100
STEP = 50
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".swp", "~")
MOST_FILES = 100_000

Changes = AsyncGenerator[set[tuple[Change, str]], None]


class Folder:
    """Files in a folder and the folders below it."""

    kind = "folder"

    def __init__(self, name: str, path: Path, every: timedelta, backfill: Backfill, largest: int) -> None:
        self.name = name
        self.where = str(path)
        self.every = every
        self.backfill = backfill
        self._path = path
        self._largest = largest
        self._changes: Changes | None = None
        self._next: asyncio.Task[set[tuple[Change, str]]] | None = None

    async def look(self, cursor: Json) -> Listing:
        """Every finished file, oldest first."""
        del cursor  # the folder itself is all there is to remember
        if not await asyncio.to_thread(self._path.is_dir):
            await self._stop_watching()
            raise FetchError(f"The folder {self.where} is not there. Make it, or change `path`.")
        await self._watch()  # before looking: what lands while we look is told afterwards
        try:
            items = await asyncio.to_thread(lambda: sorted(_files(self._path)))
        except OSError as error:
            raise FetchError(f"The folder {self.where} cannot be read: {error.strerror}.") from error
        return Listing(tuple(Item(path.as_uri(), marker) for _, path, marker in items), {})

    async def fetch(self, item: Item) -> Document:
        """The file as it is now, once it has settled."""
        path = Path(unquote(urlsplit(item.url).path))
        content = await self._settled(path)
        media_type, _ = mimetypes.guess_type(path.name)
        return Document(self.name, item.url, content, media_type or "text/plain", None, datetime.now(UTC))

    async def _settled(self, path: Path) -> bytes:
        for _ in range(int(PATIENCE / SETTLED)):
            try:
                before = await asyncio.to_thread(path.stat)
                if before.st_size > self._largest:
                    raise FetchError(f"{path.name} is larger than {self._largest:,} bytes.")
                if time.time() - before.st_mtime < SETTLED:
                    await asyncio.sleep(SETTLED)
                content = await asyncio.to_thread(path.read_bytes)
                after = await asyncio.to_thread(path.stat)
            except FileNotFoundError:
                raise Gone(f"{path.name} was taken away before it was read.") from None
            except OSError as error:
                raise FetchError(f"{path.name} cannot be read: {error.strerror}.") from error
            if _marker(before) == _marker(after) and len(content) == after.st_size:
                return content
        raise FetchError(f"{path.name} is still being written.")

    async def changed(self, within: timedelta) -> None:
        """Return when the system tells of a change in the folder."""
        if self._next is None:
            await asyncio.sleep(min(within.total_seconds(), 2.0))  # no folder to watch: look whether it came back
            return
        done, _ = await asyncio.wait({self._next}, timeout=within.total_seconds())
        if done:
            broken = self._next.exception() is not None
            self._next = None
            if broken:
                await self._stop_watching()

    async def _watch(self) -> None:
        if self._changes is None:
            self._changes = awatch(
                self._path, watch_filter=DefaultFilter(ignore_paths=()), debounce=DEBOUNCE, step=STEP,
                recursive=True, rust_timeout=60_000, yield_on_timeout=True,
            )  # fmt: skip
        if self._next is None:
            self._next = asyncio.ensure_future(anext(self._changes))
            await asyncio.sleep(0)  # the watch is armed in the first step of that task

    async def _stop_watching(self) -> None:
        if self._next is not None:
            self._next.cancel()
            await asyncio.wait({self._next})
        if self._changes is not None:
            await self._changes.aclose()
        self._next = self._changes = None

    async def close(self) -> None:
        """Stop watching."""
        await self._stop_watching()


def _files(folder: Path) -> Iterator[tuple[int, Path, str]]:
    """Modification time, path and marker of every finished file."""
    count = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if name.startswith(".") or name.endswith(UNFINISHED):
                continue
            path = Path(parent, name)
            try:
                found = path.stat()
            except OSError:
                continue  # gone since it was listed; if it comes back, so does the news of it
            count += 1
            if count > MOST_FILES:
                raise OSError(0, f"there are more than {MOST_FILES:,} files in it")
            yield found.st_mtime_ns, path, _marker(found)


def _marker(found: os.stat_result) -> str:
    return f"{found.st_mtime_ns}-{found.st_size}"


def _build(values: Mapping[str, Any], around: Surroundings) -> Folder:
    path = (around.base / values["path"]).resolve()
    return Folder(values["name"], path, values["every"], values["backfill"], around.largest)


FOLDER = SourceKind(
    name="folder",
    summary="Watches a folder: every file put into it, or below it, is read as a transcript.",
    fields=(
        NAME,
        Field("path", Text("the path of a folder"), "The folder; relative to the configuration file.", "transcripts",
              required=True),
        Field("every", Duration(timedelta(seconds=1)), "How often the folder is looked through even when the system "
              "tells of no change (network folders may not).", "1m", default=timedelta(minutes=1)),
        BACKFILL,
    ),
    build=_build,
)  # fmt: skip

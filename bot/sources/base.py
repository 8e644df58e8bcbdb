"""What a source is: it looks, says what it shows, and fetches what is wanted. It stores and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, Protocol

from bot.http import Fetcher
from bot.model import Item, Json, Listing
from parsers.document import Document
from rules.errors import Path as Where
from rules.errors import RuleMistake
from rules.fields import Field, Text

Backfill = int | Literal["all"]


class Source(Protocol):
    """A place that publishes transcripts, and how to watch it."""

    name: str  #: as configured; in every table and log line
    kind: str  #: name of its kind
    where: str  #: its path or address, for people
    every: timedelta  #: how long between two looks when nothing is noticed earlier
    backfill: Backfill  #: how many of the newest items count as new at the first look

    async def look(self, cursor: Json) -> Listing:
        """What the source shows now; raises FetchError. `cursor` is what the last listing gave."""

    async def fetch(self, item: Item) -> Document:
        """The document behind an item; raises FetchError, or Gone when it is not there any more."""

    async def changed(self, within: timedelta) -> None:
        """Return when something may have changed, at the latest after `within`."""

    async def close(self) -> None:
        """Let go of what is held."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a source is built with, beside its own settings."""

    base: Path  #: folder of the configuration file; relative paths start here
    fetcher: Fetcher  #: for those that ask over HTTP
    largest: int  #: bytes; larger documents are refused


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A way to find transcripts."""

    name: str  #: as written after `kind:`
    summary: str  #: a sentence for the engineer who configures it
    fields: tuple[Field, ...]  #: its own settings
    build: Callable[[Mapping[str, Any], Surroundings], Source]  #: from settings as read


@dataclass(frozen=True, slots=True)
class BackfillType:
    """A number of items, or all."""

    says: str = "a number of items, or all"  #: what to write

    def read(self, raw: object, where: Where) -> tuple[Backfill | None, tuple[RuleMistake, ...]]:
        """The number or "all"."""
        text = str(raw).strip().casefold()
        if text == "all":
            return "all", ()
        if text.isdecimal() and len(text) < 7:
            return int(text), ()
        return None, (RuleMistake(where, f"“{text[:40]}” is no number of items.", f"Write {self.says}."),)


NAME = Field("name", Text("a short name of its own", longest=80), "How the source is called everywhere.", "harbour",
             required=True)  # fmt: skip
BACKFILL = Field(
    "backfill", BackfillType(), "How many of the newest items count as new when the source is first looked at; "
    "without it nothing old is announced.", "all", default=0,
)  # fmt: skip

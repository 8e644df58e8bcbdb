"""Ways to find transcripts. A new one is one file beside these and one line here."""

from __future__ import annotations

from bot.sources.base import SourceKind
from bot.sources.feed import FEED
from bot.sources.folder import FOLDER

SOURCE_KINDS: tuple[SourceKind, ...] = (FOLDER, FEED)

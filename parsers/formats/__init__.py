"""The published shapes we read, in the order in which they are asked. A new one is one file and one line here."""

from __future__ import annotations

from parsers.formats.base import Format
from parsers.formats.page_text import PageText

FORMATS: tuple[Format, ...] = (PageText(),)

"""`Transcript.key`: whether two documents tell of the same event.

The key is made of what the page says about the event: its day, its title and whose event it is. Address, file name,
source, layout, time of publication and the words that were said have no part in it, so that a corrected or mirrored
transcript keeps its key. Where day or title are missing, or the title is so general that two events of a day could bear
it ("Press conference"), the first words that were said stand in for them; then a correction of those words makes a new
key, which is the lesser harm: two events must never be taken for one.
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

from parsers.text import fold
from parsers.transcript import Turn

_WORD = re.compile(r"[^\W_]+")
#: a title of fewer words does not name one event of a day
_TELLING_TITLE = 4
_OPENING_WORDS = 60


def event_key(held_on: date | None, title: str | None, turns: tuple[Turn, ...], principal: str | None) -> str:
    """32 hex digits for the event."""
    title_words = _words(title or "")
    parts = [held_on.isoformat() if held_on else "", " ".join(title_words), " ".join(_words(principal or ""))]
    if held_on is None or len(title_words) < _TELLING_TITLE:
        parts.append(" ".join(_opening(turns)))
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _opening(turns: tuple[Turn, ...]) -> list[str]:
    words: list[str] = []
    for turn in turns:
        words += _words(turn.text[:2000])
        if len(words) >= _OPENING_WORDS:
            break
    return words[:_OPENING_WORDS]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).text)

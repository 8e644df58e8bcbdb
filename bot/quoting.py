"""Words from outside made fit to be drawn: without characters that break a layout, shortened and split at word ends.

Lengths are counted in UTF-16 units, the larger of the two ways in which a client may count. Nothing is ever cut inside
a word, unless one word alone is longer than the limit, and never inside a composed character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from bot.model import Piece
from parsers.text import sentences

MORE = " …"
#: controls, lone surrogates, private layout marks; embeddings, overrides and isolates of direction
_BREAKING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b\u2060-\u206f\u202a-\u202e\ufeff\ufff9-\uffff]"
)
_LINES = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_TAB = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
#: more marks on one letter than any script needs spill over the lines around
_STACKED = re.compile("([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
                      "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip
_BLANKS = re.compile(r"\s+")
_NEWLINES = re.compile(r"\n\s*\n+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
#: marks that belong to the character before them: joiners, variation selectors, skin tones, tags
_ATTACHED = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


def clean(text: str) -> str:
    """The words without what could break a layout or reorder what stands around them."""
    text = _LINES.sub("\n", text)
    text = _BREAKING.sub("", _TAB.sub(" ", text))
    return _NEWLINES.sub("\n", _STACKED.sub(r"\1", text))


def one_line(text: str) -> str:
    """The words on one line; set apart where they run right to left, so that our own words keep their place."""
    line = _BLANKS.sub(" ", clean(text)).strip()
    return f"\u2068{line}\u2069" if _RIGHT_TO_LEFT.search(line) else line


def size(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def shortened(text: str, limit: int) -> str:
    """The words on one line, within the limit; “ …” where some are left out."""
    line = one_line(text)
    if size(line) <= limit:
        return line
    isolated = line.startswith("\u2068")
    bare = line.strip("\u2068\u2069")
    kept = bare[: cut(bare, limit - size(MORE) - 2 * isolated)].rstrip() + MORE
    return f"\u2068{kept}\u2069" if isolated else kept


def cut(text: str, limit: int) -> int:
    """Where to cut so that what comes before is within the limit: at the last word end."""
    end = _reach(text, limit)
    if end == len(text):
        return end
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    if space > 0 and (space > end // 2 or not _unspaced(text[end])):
        return space
    while end > 1 and (_attached(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return end


def _reach(text: str, limit: int) -> int:
    if size(text) <= limit:
        return len(text)
    units = 0
    for index, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > limit:
            return index
    return len(text)


def _unspaced(character: str) -> bool:
    """Whether it belongs to a script that sets no spaces between words."""
    return "\u2e80" <= character <= "\ud7ff" or "\u0e00" <= character <= "\u0eff" or character >= "\U00020000"


def _attached(character: str) -> bool:
    return bool(unicodedata.combining(character)) or bool(_ATTACHED.match(character))


# Quotations: runs of words, some of them marked ----------------------------------------------------------------------

Pieces = tuple[Piece, ...]


def cleaned(pieces: Pieces) -> Pieces:
    """The pieces cleaned, the empty ones left out."""
    kept = ((clean(piece.text), piece.matched) for piece in pieces)
    return tuple(Piece(text, matched) for text, matched in kept if text)


def sliced(pieces: Pieces, start: int, end: int) -> Pieces:
    """The characters `start`–`end` of the pieces joined, without blanks at either end."""
    text = "".join(piece.text for piece in pieces)
    end = min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    kept, at = [], 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last:
            kept.append(Piece(piece.text[first:last], piece.matched))
        at += len(piece.text)
    return tuple(kept)


def window(pieces: Pieces, limit: int) -> tuple[Pieces, bool]:
    """The pieces within the limit, from the beginning or around the first mark, and whether any were left out."""
    text = "".join(piece.text for piece in pieces)
    if size(text) <= limit:
        return pieces, False
    room = limit - 2 * size(MORE)
    start = _window_start(text, pieces, room)
    end = start + cut(text[start:], room)
    head = (Piece("… "),) if start else ()
    tail = (Piece(MORE),) if end < len(text) else ()
    return (*head, *sliced(pieces, start, end), *tail), True


def _window_start(text: str, pieces: Pieces, room: int) -> int:
    marked = at = 0
    for piece in pieces:
        if piece.matched:
            marked = at
            break
        at += len(piece.text)
    if size(text[:marked]) <= room * 3 // 4:
        return 0
    earliest = marked - room // 4
    starts = [start for start, _ in sentences(text)]
    sentence = starts[bisect_right(starts, marked) - 1]
    if sentence >= earliest:
        return sentence
    space = text.find(" ", earliest, marked)
    return space + 1 if space >= 0 else marked


def split(pieces: Pieces, limit: int) -> tuple[Pieces, ...]:
    """The pieces in parts within the limit, cut at sentence ends where there are any, else at word ends."""
    text = "".join(piece.text for piece in pieces)
    ends = [end for _, end in sentences(text)]
    parts, start = [], 0
    while start < len(text):
        word = start + max(cut(text[start : start + limit + 1], limit), 1)
        index = bisect_right(ends, word) - 1
        sentence = ends[index] if index >= 0 else 0
        end = sentence if sentence > start + limit // 3 and word < len(text) else word
        parts.append(sliced(pieces, start, end))
        start = end
    return tuple(part for part in parts if part)

"""The front door: a Document in, a Transcript out.

Decodes, cuts into blocks, lets every format say how much the page looks like its shape, and lets the best one read it.
Raises a ParseError, with a sentence for people, only when there is no transcript at all.
"""

from __future__ import annotations

from parsers.blocks import blocks
from parsers.decoding import decode
from parsers.document import Document
from parsers.errors import EmptyDocument, NoTranscript, UnreadableDocument
from parsers.formats import FORMATS
from parsers.transcript import Transcript

#: a format that is less sure of a page than this would only guess
_SURE_ENOUGH = 0.3


def read(document: Document) -> Transcript:
    """The transcript in a document."""
    decoded = decode(document)
    if _is_data(document.media_type, decoded.text):
        raise UnreadableDocument("the file is XML or JSON, not a page; give the page it tells of instead")
    page = blocks(decoded.text, document.media_type)
    if not page:
        raise EmptyDocument("the page has no text of its own, only menus, scripts or forms")
    recognised = [(found.recognises(page), found) for found in FORMATS]
    recognition, best = max(recognised, key=lambda pair: pair[0].score)
    if recognition.score < _SURE_ENOUGH:
        raise NoTranscript(f"nobody speaks in this document: {recognition.reason}")
    return best.read(document, page, decoded.notes)


def _is_data(media_type: str, text: str) -> bool:
    """Whether a document is data for programs: XML that is no page, or JSON."""
    if "html" in media_type:
        return False
    start = text[:200].lstrip().lower()
    is_xml = "xml" in media_type or start.startswith(("<?xml", "<rss", "<feed", "<item", "<channel>"))
    return (is_xml and "<html" not in text[:2000].lower()) or "json" in media_type

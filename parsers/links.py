"""Links that open a page at the exact sentence: URL text fragments, `#:~:text=[prefix-,]start[,end][,-suffix]`.

The link is made so that its words occur once in the transcript; browsers go to the first place that fits. A fragment
cannot reach across a paragraph in one piece, so long or broken sentences are given by their first and last words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from parsers.text import sentences
from parsers.transcript import Span, Transcript

#: longer passages are given by their two ends
_LONGEST_WHOLE = 80
_END_WORDS = 5
_MOST_CONTEXT = 12
_SPACES = re.compile(r"\s+")

# Many passages of one transcript are linked one after the other: what they share is found once.
_sentences = lru_cache(maxsize=64)(sentences)


def sentence_span(turn_text: str, start: int, end: int) -> tuple[int, int]:
    """The range widened to whole sentences."""
    touched = [(first, last) for first, last in _sentences(turn_text) if first < max(end, start + 1) and last > start]
    if not touched:
        return start, end
    return min(start, touched[0][0]), max(end, touched[-1][1])


def sentence_link(transcript: Transcript, span: Span) -> str | None:
    """The address of the sentences around a span; None where a page has no address that a browser would search."""
    if not transcript.url.lower().startswith(("http://", "https://")):
        return None
    turn = transcript.turns[span.turn]
    start, end = sentence_span(turn.text, span.start, span.end)
    passage = turn.text[start:end].strip()
    if not passage:
        return transcript.url
    before = f"{_spoken_before(transcript, span.turn)}\n{turn.text[:start]}"
    after = f"{turn.text[end:]}\n{_spoken_after(transcript, span.turn)}"
    directive = _directive(_page(transcript), passage, before, after)
    base = transcript.url.split(":~:", 1)[0]
    return f"{base}{'' if '#' in base else '#'}:~:text={directive}"


def _page(transcript: Transcript) -> str:
    """All words of the page as a browser compares them: one kind of space, no case."""
    return _plain_page("\n".join(f"{turn.speaker.label or ''}\n{turn.text}" for turn in transcript.turns))


@lru_cache(maxsize=4)
def _plain_page(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).casefold()


def _spoken_before(transcript: Transcript, turn: int) -> str:
    label = transcript.turns[turn].speaker.label
    if label:
        return label
    return transcript.turns[turn - 1].text if turn else ""


def _spoken_after(transcript: Transcript, turn: int) -> str:
    if turn + 1 >= len(transcript.turns):
        return ""
    following = transcript.turns[turn + 1]
    return following.speaker.label or following.text


def _directive(page: str, passage: str, before: str, after: str) -> str:
    if len(passage) <= _LONGEST_WHOLE and "\n" not in passage:
        start, end = passage, ""
    else:
        start, end = _ends(passage)
    if _times(page, start) <= 1:
        return _joined("", start, end, "")
    prefixes, suffixes = _context(before, last=True), _context(after, last=False)
    for prefix in prefixes:
        if _times(page, f"{prefix} {start}") <= 1:
            return _joined(prefix, start, end, "")
    prefix = prefixes[-1] if prefixes else ""
    for suffix in suffixes if not end else ():
        if _times(page, f"{prefix} {start} {suffix}".strip()) <= 1:
            return _joined(prefix, start, end, suffix)
    return _joined(prefix, start, end, "" if end or not suffixes else suffixes[-1])


def _ends(passage: str) -> tuple[str, str]:
    """The first and last words of a passage, each within one paragraph and apart from the other."""
    first, last = passage.partition("\n")[0].split(), passage.rpartition("\n")[2].split()
    start, end = first[:_END_WORDS], last[-_END_WORDS:]
    if "\n" not in passage and len(first) < 2 * _END_WORDS:
        middle = max(1, len(first) // 2)
        start, end = first[:middle][:_END_WORDS], first[middle:][-_END_WORDS:]
    return " ".join(start), " ".join(end)


def _context(text: str, *, last: bool) -> list[str]:
    """Growing pieces of the nearest paragraph before or after a passage."""
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    words = (paragraphs[-1 if last else 0] if paragraphs else "").split()
    sizes = range(1, min(len(words), _MOST_CONTEXT) + 1)
    return [" ".join(words[-size:] if last else words[:size]) for size in sizes]


def _times(page: str, words: str) -> int:
    """How often words stand on the page, at the edges of words."""
    sought, count, at = _plain(words), 0, 0
    while count < 2 and (at := page.find(sought, at)) >= 0:
        end = at + len(sought)
        count += not (page[at - 1 : at].isalnum() and at) and not page[end : end + 1].isalnum()
        at += 1
    return count


def _joined(prefix: str, start: str, end: str, suffix: str) -> str:
    parts = [f"{_encoded(prefix)}-"] if prefix else []
    parts.append(_encoded(start))
    parts += [_encoded(end)] if end else []
    parts += [f"-{_encoded(suffix)}"] if suffix else []
    return ",".join(parts)


def _encoded(words: str) -> str:
    """Percent-encoded; the dash too, which has a meaning of its own in a text fragment."""
    return quote(_SPACES.sub(" ", words), safe="").replace("-", "%2D")

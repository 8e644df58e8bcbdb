"""A page as blocks: paragraphs with their lines, and what was bold, italic, a heading or a list item.

HTML, Markdown and plain text of the same page come out alike, so that the grammar above knows only one shape.
Furniture of the site (menus, footers, forms, scripts, what is hidden) is left out; nothing that was said is. Plain text
is taken at its word: `*bold*` and `&lt;` in it are what somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.markup import harmless

Kind = Literal["bold", "italic", "struck"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Half-open offsets into the text of a block that is set off."""

    start: int  #: first character
    end: int  #: one past the last character
    kind: Kind  #: how it is set off


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table cell."""

    text: str  #: its lines, joined by a newline, none of them blank, spaces levelled
    marks: tuple[Mark, ...] = ()  #: in order of their start
    heading: int = 0  #: 1–6 for a heading, else 0
    bullet: bool = False  #: a list item; its bullet is not in the text

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the paragraph."""
        return tuple(self.text.split("\n"))

    def bold(self, start: int, end: int) -> bool:
        """Whether all of a range is bold."""
        return any(mark.kind == "bold" and mark.start <= start and end <= mark.end for mark in self.marks)


def blocks(text: str, media_type: str) -> tuple[Block, ...]:
    """The blocks of a page of the given kind."""
    if _is_html(text, media_type):
        return tuple(_html(text))
    return tuple(_plain(text, markdown="markdown" in media_type))


_HTML_START = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)


def _is_html(text: str, media_type: str) -> bool:
    return "html" in media_type or bool(_HTML_START.match(text))


# Plain text and Markdown

_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_BULLET = re.compile(r"[•▪◦‣·●]\s*")
_SPACES = re.compile(r"[^\S\n]{2,}|[\t\f\x1c-\x1f]")
_ATX = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*\Z")
_MARKDOWN_BULLET = re.compile(r"[*+-]\s+(?=\S)")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*|__(?=\S)([^_\n]+)(?<=\S)__")
#: a line longer than this was not broken by hand or by an e-mail program
_UNWRAPPED = 160


def _plain(text: str, *, markdown: bool) -> Iterator[Block]:
    lines = [_levelled(line) for line in _LINE_END.sub("\n", text.replace("\f", "\n\n")).split("\n")]
    single = _one_paragraph_a_line(lines)
    paragraph: list[str] = []
    for line in [*lines, ""]:
        alone = _line_of_its_own(line, markdown=markdown)
        if paragraph and (not line or alone or single):
            yield _paragraph(paragraph, markdown=markdown)
            paragraph = []
        if alone:
            yield alone
        elif line:
            paragraph.append(line)


def _levelled(line: str) -> str:
    return _SPACES.sub(_one_space, line).strip()


def _one_space(spaces: re.Match[str]) -> str:
    return spaces.group() if len(spaces.group()) == 1 and ord(spaces.group()) > 127 else " "


def _one_paragraph_a_line(lines: list[str]) -> bool:
    """Whether the page sets one paragraph a line, with no blank lines between them."""
    said = [line for line in lines if line]
    long = sum(len(line) > _UNWRAPPED for line in said)
    blank = sum(1 for line, following in pairwise(lines) if line and not following)
    return long > 2 and blank * 5 < len(said)


def _line_of_its_own(line: str, *, markdown: bool) -> Block | None:
    bullet = _BULLET.match(line) or (_MARKDOWN_BULLET.match(line) if markdown else None)
    if bullet:
        rest = line[bullet.end() :]
        return _marked(rest, bullet=True) if markdown else Block(rest or "|", bullet=True)
    heading = _ATX.match(line) if markdown else None
    if heading:
        marked = _marked(heading.group(2))
        return Block(marked.text, marked.marks, heading=len(heading.group(1)))
    return None


def _paragraph(lines: list[str], *, markdown: bool) -> Block:
    return _marked("\n".join(lines)) if markdown else Block("\n".join(lines))


def _marked(text: str, *, bullet: bool = False) -> Block:
    """A Markdown paragraph with its bold marks read and taken out."""
    pieces, marks, at, length = [], [], 0, 0
    for bold in _BOLD.finditer(text):
        before, inner = text[at : bold.start()], bold.group(1) or bold.group(2)
        pieces += [before, inner]
        length += len(before)
        marks.append(Mark(length, length + len(inner), "bold"))
        length += len(inner)
        at = bold.end()
    return Block("".join([*pieces, text[at:]]) or "|", tuple(marks), bullet=bullet)


# HTML

_DROPPED = frozenset(
    "head nav aside button input label script style template noscript svg math iframe textarea select option"
    " object canvas audio video dialog menu".split()
)
_SITE_FURNITURE = frozenset({"header", "footer"})
_DROPPED_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span"
    " strike strong sub sup time tt u var wbr".split()
)
_MARKS: dict[str, Kind] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "struck",
    "strike": "struck",
    "del": "struck",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACE_RUN = re.compile(r"\s+")


class _Paragraph:
    """Collects the text of one block: spaces levelled, lines trimmed, marks kept."""

    def __init__(self, heading: int = 0, *, bullet: bool = False) -> None:
        self.heading, self.bullet = heading, bullet
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""
        self._open: list[tuple[Kind, int]] = []
        self._marks: list[Mark] = []

    def add(self, text: str) -> None:
        at = 0
        for space in _SPACE_RUN.finditer(text):
            self._word(text[at : space.start()])
            self._gap = self._gap or _one_space(space)
            at = space.end()
        self._word(text[at:])

    def _word(self, word: str) -> None:
        if not word:
            return
        if self._gap and self._length:
            self._pieces.append(self._gap)
            self._length += len(self._gap)
        self._gap = ""
        self._pieces.append(word)
        self._length += len(word)

    def line_break(self) -> bool:
        """Ends the line; False when the line was blank, so that the paragraph is over."""
        blank = self._gap.startswith("\n") or not self._length
        self._gap = "\n"
        return not blank

    def begin(self, kind: Kind) -> None:
        self._open.append((kind, self._length + (1 if self._gap and self._length else 0)))

    def end(self) -> None:
        if self._open:
            kind, start = self._open.pop()
            if start < self._length:
                self._marks.append(Mark(start, self._length, kind))

    def block(self) -> Block | None:
        if not self._length:
            return None
        while self._open:
            self.end()
        marks = tuple(sorted(self._marks, key=lambda mark: (mark.start, -mark.end)))
        return Block("".join(self._pieces), marks, self.heading, self.bullet)


class _Page:
    """The blocks of a page, while its tree is walked."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._paragraph = _Paragraph()
        self._marks: list[Kind] = []  # open ones, carried over into the next paragraph
        self._heading = 0
        self._bullets = 0

    def text(self, text: str) -> None:
        self._paragraph.add(text)

    def enter(self, tag: str) -> None:
        if tag in _MARKS:
            self._marks.append(_MARKS[tag])
            self._paragraph.begin(_MARKS[tag])
        elif tag == "br":
            if not self._paragraph.line_break():
                self._flush()
        elif tag not in _INLINE:
            self._heading = _HEADINGS.get(tag, self._heading)
            self._bullets += tag == "li"
            self._flush()

    def leave(self, tag: str) -> None:
        if tag in _MARKS:
            if self._marks:
                self._marks.pop()
            self._paragraph.end()
        elif tag != "br" and tag not in _INLINE:
            self._heading = 0 if tag in _HEADINGS else self._heading
            self._bullets -= tag == "li"
            self._flush()

    def _flush(self) -> None:
        block = self._paragraph.block()
        if block:
            self.found.append(block)
        self._paragraph = _Paragraph(self._heading, bullet=self._bullets > 0)
        for kind in self._marks:
            self._paragraph.begin(kind)


def _html(source: str) -> list[Block]:
    tree = LexborHTMLParser(harmless(source))
    page = _Page()
    body = tree.body
    if body is not None:
        _walk(body, page)
    page.leave("body")
    return page.found


def _walk(top: LexborNode, page: _Page) -> None:
    """Depth first, without recursion; what is left out is not entered."""
    in_content = 0  # inside main or article a header holds the title, not the site's menu
    whole = len(top.text(deep=True))
    node: LexborNode | None = top.child
    path: list[tuple[LexborNode, str]] = []
    while node is not None or path:
        if node is None:
            left, tag = path.pop()
            in_content -= tag in {"main", "article"}
            page.leave(tag)
            node = left.next
            continue
        tag = node.tag or ""
        if tag == "-text":
            page.text(node.text_content or "")
        elif not tag.startswith("-") and tag != "!doctype" and not _left_out(node, tag, in_content, whole):
            page.enter(tag)
            in_content += tag in {"main", "article"}
            path.append((node, tag))
            node = node.child
            continue
        node = node.next


def _left_out(node: LexborNode, tag: str, in_content: int, whole: int) -> bool:
    if tag in _DROPPED or (tag in _SITE_FURNITURE and not in_content):
        return True
    if tag == "form":  # some sites put the whole page into one
        return len(node.text(deep=True)) * 2 < whole
    given = node.attributes
    if not given:
        return False
    return (
        "hidden" in given
        or given.get("aria-hidden") == "true"
        or (given.get("role") or "").strip().lower() in _DROPPED_ROLES
        or bool(_HIDING.search(given.get("style") or ""))
    )

"""HTML from outside, made harmless before a tree is built from it.

A browser's rules for building the tree cost the square of the nesting depth, and formatting elements left open are
repeated in every later paragraph. So whatever is never shown (scripts, styles, drawings, comments) is cut out, nesting
is bounded, and formatting elements lose their attributes, all in linear time. No text that a reader would see is
touched: a tag that is too deep is renamed to the empty element `wbr`, its contents stay.
"""

from __future__ import annotations

import re
from collections import Counter

MAX_DEPTH = 200
#: formatting elements open at once; each is repeated in every paragraph until it is closed
MAX_FORMATTING = 6

#: their contents are never shown as text
_UNSEEN = ("script", "style", "svg", "math", "template", "noscript", "iframe", "textarea", "select", "object")
#: cut to the end of the page when they are not closed, as browsers do
_SWALLOWING = frozenset({"script", "style", "!--"})
_UNSEEN_START = re.compile(r"<(!--|(?:" + "|".join(_UNSEEN) + r")(?=[\s/>]))", re.IGNORECASE)
_UNSEEN_END = {name: re.compile(rf"</{name}(?=[\s/>])[^<>]*>?", re.IGNORECASE) for name in _UNSEEN} | {
    "!--": re.compile(r"-->")
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
#: elements that never hold another element of their kind, so that they cannot nest
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dd dt td th tr tbody thead tfoot option"
    " html head body".split()
)
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_NEVER_IN_ITSELF = frozenset({"a", "nobr"})
#: a closing tag does not reach beyond these
_BOUNDARIES = frozenset({"table", "button", "caption", "marquee", "applet"})
#: the closing tag of a nameless inline element does not reach beyond these
_SPECIAL = _BOUNDARIES | frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup main menu nav ol pre search section summary ul listing".split()
)


def harmless(source: str) -> str:
    """`source` without what is never shown, its nesting bounded."""
    return _shallow(_without_unseen(source))


def _without_unseen(source: str) -> str:
    kept, at = [], 0
    never_closed: set[str] = set()
    while start := _UNSEEN_START.search(source, at):
        name = start.group(1).lower()
        end = None if name in never_closed else _UNSEEN_END[name].search(source, start.end())
        kept.append(source[at : start.start()])
        if end:
            at = end.end()
        elif name in _SWALLOWING:
            return "".join(kept)
        else:  # looked for once only, so that a page full of them costs no more
            never_closed.add(name)
            kept.append("<wbr")
            at = start.end()
    kept.append(source[at:])
    return "".join(kept)


def _shallow(source: str) -> str:
    nesting = _Nesting()
    return _TAG.sub(nesting.renamed, source)


class _Nesting:
    """What is open at a place in the source, by the rules of the tree builder as far as they bear on depth."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._formatting: Counter[str] = Counter()  # outlives the elements it was opened in

    def renamed(self, tag: re.Match[str]) -> str:
        """The beginning of a tag as it may stay: itself, or that of an empty element."""
        closing, name = tag.group(1), tag.group(2).lower()
        if name in _FLAT:
            return tag.group()
        if name in _FORMATTING:
            return self._format(name, closing=bool(closing))
        if closing:
            return tag.group() if self._close(name) else "</wbr"
        if len(self._open) >= MAX_DEPTH:
            return "<wbr"
        self._open.append(name)
        return tag.group()

    def _format(self, name: str, *, closing: bool) -> str:
        if closing:
            if not self._formatting[name] or not (self._close(name) or name not in self._open):
                return "</wbr"
            self._formatting[name] -= 1
            return f"</{name}"
        if name in _NEVER_IN_ITSELF and self._formatting[name]:
            self._formatting[name] -= 1
            self._close(name)
        if self._formatting.total() >= MAX_FORMATTING or len(self._open) >= MAX_DEPTH:
            return "<wbr"
        self._formatting[name] += 1
        self._open.append(name)
        return f"<{name}><wbr"

    def _close(self, name: str) -> bool:
        """Whether a closing tag closes anything; if so, what it closes is gone."""
        alone = name in _FORMATTING or name == "form"
        for i in range(len(self._open) - 1, -1, -1):
            found = self._open[i]
            if found == name:
                del self._open[i : i + 1 if alone else len(self._open)]
                return True
            if found in _BOUNDARIES or (found in _SPECIAL and not alone and name not in _SPECIAL):
                return False
        return False

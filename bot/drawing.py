"""Block Kit drawn as HTML, much as Slack draws it.

Pure string building. Promises: every word is escaped, links lead only to http, https or a path of this server, no
inline script or style is ever written, and a block it does not know becomes a plain note instead of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

from bot.model import Json

#: `<…>` of mrkdwn; formats that open and close on one line. Each stops at its own end sign: linear.
_MARKED = re.compile(r"<([^<>\n]{1,4000})>|`([^`\n]+)`|\*([^*\n]+)\*|(?<![^\W_])_([^_\n]+)_(?![^\W_])|~([^~\n]+)~")
_TAGS = {3: "strong", 4: "em", 5: "s"}
_LINK = re.compile(r"(?:https?://[^\s/?#]|/(?![/\\]))[^\s\x00-\x1f\x7f]*\Z")
_STYLES = (("code", "code"), ("strike", "s"), ("italic", "em"), ("underline", "u"), ("bold", "strong"))


def draw(blocks: Iterable[Json]) -> str:
    """The blocks as HTML, one element each."""
    return "\n".join(_block(block) for block in blocks)


def link(url: object, inner: str) -> str:
    """A link around HTML, or the HTML alone where the address is not one we lead to."""
    if not isinstance(url, str) or not _LINK.match(url):
        return inner
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{inner}</a>'


def _block(block: Json) -> str:
    painter = _BLOCKS.get(str(block.get("type")))
    if painter is None:
        return f'<p class="note">A block of type “{escape(str(block.get("type")))}” is not drawn here.</p>'
    return painter(block)


def _header(block: Json) -> str:
    return f'<h3 class="header" dir="auto">{_object(block.get("text"))}</h3>'


def _section(block: Json) -> str:
    text = f'<div class="text" dir="auto">{_object(block["text"])}</div>' if block.get("text") else ""
    fields = "".join(f'<div dir="auto">{_object(field)}</div>' for field in block.get("fields") or ())
    fields = f'<div class="fields">{fields}</div>' if fields else ""
    accessory = f'<div class="accessory">{_element(block["accessory"])}</div>' if block.get("accessory") else ""
    return f'<div class="section"><div>{text}{fields}</div>{accessory}</div>'


def _context(block: Json) -> str:
    spans = "".join(f"<span>{_element(element)}</span> " for element in block.get("elements") or ())
    return f'<div class="context" dir="auto">{spans}</div>'


def _divider(_: Json) -> str:
    return "<hr>"


def _image(block: Json) -> str:
    return f'<p class="note">Image: {escape(str(block.get("alt_text", "")))}</p>'


def _actions(block: Json) -> str:
    return f'<div class="actions">{"".join(_element(element) for element in block.get("elements") or ())}</div>'


def _table(block: Json) -> str:
    settings = block.get("column_settings") or []
    rows = block.get("rows") or []
    head = "".join(_cell(cell, "th", settings, i) for i, cell in enumerate(rows[0])) if rows else ""
    body = "".join(
        f"<tr>{''.join(_cell(cell, 'td', settings, i) for i, cell in enumerate(row))}</tr>" for row in rows[1:]
    )
    head = f"<thead><tr>{head}</tr></thead>"
    table = f"<table>{head}<tbody>{body}</tbody></table>"
    return f'<div class="table" tabindex="0" role="region" aria-label="Table">{table}</div>'


def _cell(cell: Json, tag: str, settings: list[Json | None], column: int) -> str:
    chosen = (settings[column] if column < len(settings) else None) or {}
    names = [f"align-{chosen['align']}"] if chosen.get("align") in {"center", "right"} else []
    names += [] if chosen.get("is_wrapped") else ["one-line"]
    kind = f' class="{" ".join(names)}"' if names else ""
    inner = (
        _rich_text(cell) if cell.get("type") == "rich_text" else escape(str(cell.get("text", cell.get("value", ""))))
    )
    scope = ' scope="col"' if tag == "th" else ""
    return f'<{tag}{scope}{kind} dir="auto">{inner}</{tag}>'


def _element(element: Json) -> str:
    kind = element.get("type")
    if kind in {"plain_text", "mrkdwn"}:
        return _object(element)
    if kind == "button":
        label = _object(element.get("text"))
        drawn = link(element.get("url"), label)
        return (
            drawn.replace("<a ", '<a class="button" ', 1) if drawn != label else f'<span class="button">{label}</span>'
        )
    if kind == "image":
        return f'<span class="note">Image: {escape(str(element.get("alt_text", "")))}</span>'
    return f'<span class="note">“{escape(str(kind))}” is not drawn here.</span>'


# Text ----------------------------------------------------------------------------------------------------------------


def _object(text: Json | None) -> str:
    words = str((text or {}).get("text", ""))
    return mrkdwn(words) if (text or {}).get("type") == "mrkdwn" else _lines(escape(words))


def _lines(inner: str) -> str:
    return inner.replace("\n", "<br>")


def mrkdwn(text: str) -> str:
    """Slack's own markup as HTML; quotation lines, links, mentions as words, bold, italic, struck, code."""
    lines = []
    for line in text.split("\n"):
        quoted = re.match(r"(?:&gt;|>) ?", line)
        inner = _marked(line[quoted.end() :] if quoted else line)
        lines.append(f"<blockquote>{inner}</blockquote>" if quoted else f"{inner}<br>")
    return "".join(lines).removesuffix("<br>")


def _marked(line: str, depth: int = 0) -> str:
    inner, at = [], 0
    for mark in _MARKED.finditer(line):
        inner.append(_words(line[at : mark.start()]))
        if mark.group(1) is not None:
            inner.append(_control(mark.group(1)))
        elif mark.group(2) is not None:
            inner.append(f"<code>{_words(mark.group(2))}</code>")
        else:
            tag, words = _TAGS[mark.lastindex or 3], mark.group(mark.lastindex or 3)
            inner.append(f"<{tag}>{_marked(words, depth + 1) if depth < 3 else _words(words)}</{tag}>")
        at = mark.end()
    return "".join([*inner, _words(line[at:])])


def _words(text: str) -> str:
    """Slack escapes exactly & < >; what is escaped there is a plain character, and is escaped anew."""
    return escape(unescape(re.sub(r"&(?!(?:amp|lt|gt);)", "&amp;", text)))


def _control(inside: str) -> str:
    address, _, label = inside.partition("|")
    if address[:1] in "@#!":
        return f'<span class="mention">{_words(label or address)}</span>'
    url = unescape(re.sub(r"&(?!(?:amp|lt|gt);)", "&amp;", address))
    return link(url, _words(label or address))


# Rich text -----------------------------------------------------------------------------------------------------------


def _rich_text(block: Json) -> str:
    return "".join(_rich_element(element) for element in block.get("elements") or ())


def _rich_block(block: Json) -> str:
    return f'<div class="rich">{_rich_text(block)}</div>'


def _rich_element(element: Json) -> str:
    kind = element.get("type")
    children = element.get("elements") or ()
    if kind == "rich_text_list":
        tag = "ol" if element.get("style") == "ordered" else "ul"
        items = "".join(f'<li dir="auto">{_runs(item.get("elements") or ())}</li>' for item in children)
        return f"<{tag}>{items}</{tag}>"
    tag = {"rich_text_quote": "blockquote", "rich_text_preformatted": "pre"}.get(str(kind), "div")
    return f'<{tag} dir="auto">{_runs(children)}</{tag}>'


def _runs(elements: Iterable[Json]) -> str:
    return "".join(_run(element) for element in elements)


def _run(element: Json) -> str:
    kind = element.get("type")
    if kind in {"text", "link"}:
        words = element.get("text")
        inner = _lines(escape(str(words if words is not None else element.get("url", ""))))
        for style, tag in _STYLES:
            if (element.get("style") or {}).get(style):
                inner = f"<{tag}>{inner}</{tag}>"
        return link(element.get("url"), inner) if kind == "link" else inner
    if kind == "emoji":
        return _emoji(element)
    named = {"user": "user_id", "usergroup": "usergroup_id", "channel": "channel_id", "broadcast": "range"}
    name = str(element.get(named.get(str(kind), ""), kind))
    return f'<span class="mention">{"#" if kind == "channel" else "@"}{escape(name)}</span>'


def _emoji(element: Json) -> str:
    try:
        return escape("".join(chr(int(code, 16)) for code in str(element["unicode"]).split("-")))
    except (KeyError, ValueError, OverflowError):
        return escape(f":{element.get('name', '')}:")


_BLOCKS: dict[str, Callable[[Json], str]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": _divider,
    "rich_text": _rich_block,
    "table": _table,
    "actions": _actions,
    "image": _image,
}

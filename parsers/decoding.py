"""Bytes and a declared charset become text, and what had to be guessed is said.

The order of belief: a byte order mark, then the declared charset, then the charset an HTML page names in its own head,
then UTF-8, then Windows-1252, which never fails. Declared Western charsets are overruled by text that can only be
UTF-8, because servers declare them for everything.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from parsers.document import Document
from parsers.errors import EmptyDocument, UnreadableDocument
from parsers.transcript import Note

#: no transcript comes near it; a page of 100,000 spoken words is about 1 MB
MAX_BYTES = 8_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS_BY_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
#: codecs that turn bytes into text of a language; Python knows others ("punycode", "unicode_escape") that a page must
#: not be able to choose
_TEXT_CODEC = re.compile(
    r"(utf_?-?(8|16|32)([_-]?(le|be|sig))?|ascii|iso8859-\d+|latin[_-]?\d+|cp\d{3,4}|koi8[_-]\w|mac[_-]\w+|big5(hkscs)?"
    r"|gb(k|2312|18030)|euc_(jp|kr|jis_2004)|shift_jis(_2004)?|iso2022_(jp|kr)(_\w+)?|tis-620)\Z"
)
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252", "iso8859-15"})
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
#: signs that do not make up a tenth of any text
_ODD = re.compile(r"[*^~|\\{}@+¢¡¿¤¦§¨¬¯°±²³´µ¶·¸¹º¼½¾×÷]+")
#: control characters that never stand in text
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document as text."""

    text: str  #: without a byte order mark
    charset: str  #: name of the codec that was used
    notes: tuple[Note, ...]  #: what had to be guessed


def decode(document: Document) -> Decoded:
    """The document as text, or an error that says why there is none."""
    content = document.content
    _refuse_what_is_no_text(content)
    decoded = _by_mark(content) or _by_name(document) or _by_trying(content, document)
    _refuse_binary(decoded.text)
    _refuse_garbled(decoded.text)
    if not decoded.text.strip():
        raise EmptyDocument("the file is empty")
    return decoded


def _refuse_what_is_no_text(content: bytes) -> None:
    if not content.strip():
        raise EmptyDocument("the file is empty")
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(
            f"the file has {len(content) / 1e6:.1f} MB and is too big to be a transcript;"
            f" up to {MAX_BYTES // 1_000_000} MB are read"
        )
    for magic, kind in _KINDS_BY_MAGIC:
        if content.startswith(magic):
            raise UnreadableDocument(f"the file is {kind}, not text; give the page or its text instead")


def _refuse_binary(text: str) -> None:
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if "\x00" in text or controls * 50 > len(text):
        raise UnreadableDocument("the file is not text: it is full of control characters")


def _refuse_garbled(text: str) -> None:
    """Text taken from a page whose font had a code of its own reads like "z***t*[*o"."""
    odd = sum(len(found.group()) for found in _ODD.finditer(text))
    if odd * 12 > len(text) and len(text) > 2000:
        raise UnreadableDocument("the text is garbled, as when it was copied from a file with a broken font")


def _by_mark(content: bytes) -> Decoded | None:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(codec, errors="replace"), codec, ())
    return None


def _by_name(document: Document) -> Decoded | None:
    """By the declared charset, or the one that an HTML page gives itself."""
    names = [document.charset] if document.charset else []
    if "html" in document.media_type or document.content.lstrip()[:1] == b"<":
        meta = _META_CHARSET.search(document.content, 0, 4096)
        names += [meta.group(1).decode("ascii", errors="replace")] if meta else []
    for name in names:
        codec = _text_codec(name)
        if codec is None:
            continue
        text = _strictly(document.content, "cp1252" if codec in _WESTERN else codec)
        if text is None:
            continue
        if codec in _WESTERN and not document.content.isascii() and (utf8 := _strictly(document.content, "utf-8")):
            return Decoded(
                utf8, "utf-8", (_note(f"declared as {name}, but it can only be UTF-8 and was read as that"),)
            )
        return Decoded(text, codec, ())
    return None


def _by_trying(content: bytes, document: Document) -> Decoded:
    declared = f"declared as {document.charset}, which it is not; " if document.charset else ""
    text = content.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    if not bad:
        return Decoded(text, "utf-8", (_note(f"{declared}read as UTF-8"),) if declared else ())
    good = sum(1 for _ in _BEYOND_ASCII.finditer(text)) - bad
    if good > 4 * bad:  # one bad byte, or an end cut off, must not garble every quotation mark of the page
        return Decoded(text, "utf-8", (_note(f"{declared}read as UTF-8; {bad} places are damaged"),))
    text = content.decode("cp1252", errors="replace")
    return Decoded(text, "cp1252", (_note(f"{declared}not UTF-8; read as Windows-1252, which is a guess"),))


def _note(message: str) -> Note:
    return Note("charset-guessed", f"The text's encoding: {message}.")


def _strictly(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _text_codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    return found if _TEXT_CODEC.match(found) else None

"""Bytes become text in the encoding they are in, and a guess is said."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import page

from parsers.decoding import MAX_BYTES, decode
from parsers.errors import EmptyDocument, ParseError, UnreadableDocument

WORDS = "The “ministers” said: naïve, 5 € – no."


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_before_what_was_declared(codec: str) -> None:
    decoded = decode(page(WORDS.encode(codec), charset="iso-8859-1"))
    assert (decoded.text, decoded.notes) == (WORDS, ())


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15", "shift_jis", "koi8-r", "utf-16-le"])
def test_a_declared_charset_is_believed_when_it_fits(charset: str) -> None:
    text = "Слова" if charset == "koi8-r" else "言葉" if charset == "shift_jis" else "Was kostet es? 5 Francs, Zoë."
    decoded = decode(page(text.encode(charset), charset=charset))
    assert (decoded.text, decoded.notes) == (text, ())


def test_utf_8_declared_as_western_is_read_as_what_it_is_and_noted() -> None:
    decoded = decode(page(WORDS.encode(), charset="ISO-8859-1"))
    assert decoded.text == WORDS
    assert [note.code for note in decoded.notes] == ["charset-guessed"]


def test_a_page_may_name_its_own_charset() -> None:
    body = "<html><head><meta charset='windows-1251'></head><body>Слова</body>".encode("cp1251")
    assert "Слова" in decode(page(body, "text/html")).text


def test_without_a_charset_utf_8_is_no_guess_and_windows_1252_is() -> None:
    assert decode(page(WORDS.encode())).notes == ()
    western = decode(page(WORDS.encode("cp1252")))
    assert western.text == WORDS
    assert [note.code for note in western.notes] == ["charset-guessed"]


def test_one_damaged_byte_does_not_garble_the_rest() -> None:
    decoded = decode(page((WORDS * 3).encode() + b"\xff and more"))
    assert decoded.text.startswith(WORDS)
    assert "damaged" in decoded.notes[0].message


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "zip", "base64", "idna", "no-such", "", "utf-7"])
def test_a_charset_that_is_no_text_encoding_is_not_used(charset: str) -> None:
    assert decode(page(WORDS.encode(), charset=charset)).text == WORDS


@pytest.mark.parametrize("body", [b"", b" \r\n\t ", "\ufeff\u00a0\n".encode()])
def test_nothing_but_blanks_is_an_empty_file(body: bytes) -> None:
    with pytest.raises(EmptyDocument, match="the file is empty"):
        decode(page(body))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04 ...", "a ZIP or Office file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"words\x00words", "not text"),
        (bytes(range(1, 32)) * 20, "not text"),
        (b"a" * (MAX_BYTES + 1), "too big"),
        ("z***t*[*o *Ö*«* *v*]*u*¿ ".encode() * 200, "garbled"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(body: bytes, why: str) -> None:
    with pytest.raises(UnreadableDocument, match=why):
        decode(page(body))


@given(
    st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "big5", "iso2022_jp", "x-unknown", "latin-1"])
)
def test_any_bytes_always_become_text_or_a_reason(body: bytes, charset: str | None) -> None:
    with suppress(ParseError):
        assert isinstance(decode(page(body, charset=charset)).text, str)


def test_no_mark_is_left_at_the_start() -> None:
    assert decode(page(codecs.BOM_UTF8 + b"Yes.")).text == "Yes."

"""The front door: what is read, what is refused and why, and that nothing from outside can hang it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import drawn, page, understood

from parsers.blocks import Block, blocks
from parsers.errors import EmptyDocument, NoTranscript, ParseError, UnreadableDocument
from parsers.formats import FORMATS
from parsers.formats.base import Format
from parsers.language import language_of
from parsers.reading import read

CLEAN = "Jane Roe, Reuters\nIs it so?\n\nMinister John Doe\nIt is.\n"


@pytest.mark.parametrize(
    ("content", "media_type", "error", "why"),
    [
        (b"", "text/plain", EmptyDocument, "the file is empty"),
        (b"<html><body><nav>Menu</nav></body></html>", "text/html", EmptyDocument, "no text of its own"),
        (b"The ports are open. That is all there is.", "text/plain", NoTranscript, "nobody speaks in this document"),
        (b"Q: When?\n\nA: Now.\n\nQ: Why?\n\nA: So.\n\nQ: Oh?\n\nA: Yes.", "text/plain", NoTranscript, "not read yet"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "application/rss+xml", UnreadableDocument, "XML or JSON"),
        (b'{"a": 1}', "application/json", UnreadableDocument, "XML or JSON"),
        (b"%PDF-1.7", "application/pdf", UnreadableDocument, "a PDF file"),
        (b"Statement by Minister Jane Roe on the ports\n\n4 May 2026\n", "text/plain", NoTranscript, "speaks"),
    ],
)  # fmt: skip
def test_what_is_no_transcript_is_refused_with_a_sentence(
    content: bytes, media_type: str, error: type[ParseError], why: str
) -> None:
    with pytest.raises(error, match=why):
        read(page(content, media_type))


def test_a_transcript_says_where_it_came_from_and_how_it_was_read() -> None:
    transcript = understood(CLEAN, url="https://example.org/x")
    assert (transcript.source, transcript.url, transcript.format) == ("harbour", "https://example.org/x", "page-text")


def test_doubts_about_the_encoding_are_kept() -> None:
    transcript = read(page(CLEAN.replace("so", "“so”").encode("cp1252")))
    assert "charset-guessed" in {note.code for note in transcript.notes}
    assert "“so”" in transcript.turns[0].text


def test_reading_is_the_same_each_time() -> None:
    assert understood(CLEAN) == understood(CLEAN)


def test_what_would_be_markup_elsewhere_is_words() -> None:
    text = CLEAN.replace("It is.", "<!channel> *bold* _it_ &lt;is&gt; <https://example.org|a link> @here.")
    assert (
        drawn(understood(text))[1]
        == "answer | John Doe | - | <!channel> *bold* _it_ &lt;is&gt; <https://example.org|a link> @here."
    )


@pytest.mark.parametrize("found", FORMATS, ids=lambda found: found.name)
def test_every_format_keeps_the_contract(found: Format) -> None:
    assert found.name.replace("-", "").isalnum()
    assert found.summary.endswith(".")
    for content in ("", "Only one line", CLEAN):
        recognition = found.recognises(blocks(content, "text/plain"))
        assert 0.0 <= recognition.score <= 1.0
        assert recognition.reason


def test_names_of_formats_are_unique() -> None:
    assert len({found.name for found in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("We are here, and the ports are open to all of you.", "en"),
        ("Wir sind hier, und die Häfen sind für alle von Ihnen auf.", "de"),
        ("Nous sommes ici, et les ports sont ouverts pour vous tous.", "fr"),
        ("Yes.", "und"),
        ("Да, мы здесь.", "und"),
    ],
)
def test_the_language_is_told_by_small_words(words: str, tag: str) -> None:
    assert language_of([words]) == tag


@given(st.text(alphabet="Aa,.:?\n •()[]*-–Roe Reuters Minister\u00a0", max_size=300))
def test_any_text_is_always_read_or_refused(text: str) -> None:
    for content in (text, CLEAN + text, f"Talk by Minister John Doe\n\n4 May 2026\n\n{text}\n\n{CLEAN}"):
        with suppress(ParseError):
            transcript = read(page(content.encode()))
            assert all(turn.text.strip() for turn in transcript.turns)
            for turn in transcript.turns:
                assert all(aside.turn == turn.index and aside.end <= len(turn.text) for aside in turn.asides)


@given(
    st.lists(
        st.sampled_from(
            ["Ada Vale, Reuters", "Minister Bo Fell", "Is it so?", "It is, and it was.", "", "Economic Outlook"]
        ),
        max_size=20,
    )
)
def test_no_word_that_was_said_is_ever_lost_or_invented(lines: list[str]) -> None:
    transcript = understood(CLEAN + "\n" + "\n".join(lines))
    words = " ".join(f"{turn.text}" for turn in transcript.turns).split()
    labels = {"Ada Vale, Reuters", "Minister Bo Fell", "Jane Roe, Reuters", "Minister John Doe", "Economic Outlook"}
    said = [word for line in [*CLEAN.split("\n"), *lines] if line not in labels for word in line.split()]
    assert [word for word in words if word not in "Economic Outlook Ada Vale, Reuters Minister Bo Fell".split()] == said


@pytest.mark.parametrize(
    "piece",
    ["A", "A ", "Aa\n", "Aa Bb\n\n", ":", "word", "Jane Roe, Reuters\n\n", "A, ", "A (", "[(", ".", "1 May ",
     "12:", "(laughter", "by A ", "under embargo until ", "the call is ", "Reuters. ", "from Reuters ", "\u00a0", "•\n",
     "Q: a\n\n"],
)  # fmt: skip
def test_a_hostile_text_is_only_as_much_work_as_it_is_long(piece: str) -> None:
    flood = piece * (100_000 // len(piece))
    with suppress(NoTranscript):
        assert len(read(page(f"{CLEAN}\n{flood}".encode())).turns) >= 2


def test_a_block_knows_its_lines() -> None:
    assert Block("One.\nTwo.").lines == ("One.", "Two.")

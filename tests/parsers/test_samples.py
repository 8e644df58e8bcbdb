"""Our own samples, read whole, against what was recorded beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pages import page, recorded

from parsers.reading import read

SAMPLES = Path(__file__).parent.parent / "samples"
MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html"}
FILES = sorted(file for file in SAMPLES.iterdir() if file.suffix in MEDIA_TYPES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_sample_is_read_as_recorded(file: Path) -> None:
    expected = json.loads(file.with_suffix(".expected.json").read_text("utf-8"))
    found = recorded(read(page(file.read_bytes(), MEDIA_TYPES[file.suffix])))
    assert found == expected


def test_there_is_a_sample_of_each_kind() -> None:
    assert {file.suffix for file in FILES} == set(MEDIA_TYPES)


def test_what_looks_like_markup_is_kept_as_the_words_it_is() -> None:
    transcript = read(page((SAMPLES / "amber-coast-defence.txt").read_bytes()))
    assert '"<!channel> the ports are *closed* until further notice"' in transcript.turns[26].text
    assert '"&lt;harbour"' in transcript.turns[26].text


def test_a_page_served_as_html_says_its_escaped_words() -> None:
    transcript = read(page((SAMPLES / "glen-valley-water.html").read_bytes(), "text/html"))
    assert "“<!channel> *boil* the water &lt;now&gt;”" in transcript.turns[6].text


def test_nothing_of_the_site_and_nothing_hidden_is_taken_for_speech() -> None:
    transcript = read(page((SAMPLES / "glen-valley-water.html").read_bytes(), "text/html"))
    words = " ".join(turn.text for turn in transcript.turns)
    for foreign in (
        "Ewan Ross",
        "Do you count me",
        "Can anybody see me",
        "Still there",
        "newsletter",
        "Search",
        "Contact",
    ):
        assert foreign not in words

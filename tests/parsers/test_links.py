"""Links to the exact sentence."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import understood

from parsers.links import sentence_link, sentence_span
from parsers.transcript import Span, Transcript

PAGE = """
Press conference by Harbour Minister Ada Vale on the ports

4 May 2026

Good morning. The ports are open. We spent 5 % more, on tugs & well-made cranes.

Yes. It is so.

Cy Dorn, Reuters
Since when? The ports are open.

Harbour Minister Ada Vale
Yes. Since this morning, when the first of the ferries came in from the outer islands
with mail, milk and some two hundred sheep.

So that was that, and

nobody was hurt. It is so.
"""


def transcript(url: str = "https://example.org/a?b=1") -> Transcript:
    return understood(PAGE, url=url)


def link(words: str, nth: int = 0, turn: int | None = None, url: str = "https://example.org/a?b=1") -> str:
    """The link for the n-th place where words were said."""
    read = transcript(url)
    places = [
        Span(t.index, at, at + len(words))
        for t in read.turns
        for at in range(len(t.text))
        if t.text.startswith(words, at) and turn in {None, t.index}
    ]
    found = sentence_link(read, places[nth])
    assert found
    return found.split("?b=1", 1)[-1]


def test_a_short_sentence_is_given_whole() -> None:
    assert link("Good") == "#:~:text=Good%20morning."


def test_what_has_a_meaning_in_a_fragment_is_encoded() -> None:
    assert link("tugs") == "#:~:text=We%20spent%205%20%25%20more%2C%20on%20tugs%20%26%20well%2Dmade%20cranes."


def test_a_long_sentence_is_given_by_its_ends() -> None:
    assert link("ferries") == "#:~:text=Since%20this%20morning%2C%20when%20the,and%20some%20two%20hundred%20sheep."


def test_a_sentence_that_comes_twice_is_told_apart_by_what_stands_before_it() -> None:
    assert link("ports", nth=0) == "#:~:text=morning.-,The%20ports%20are%20open."
    assert link("ports", nth=1) == "#:~:text=when%3F-,The%20ports%20are%20open."


def test_a_sentence_that_opens_its_turn_has_the_label_before_it() -> None:
    assert link("Yes", turn=2) == "#:~:text=Vale-,Yes."


def test_what_stands_before_may_be_in_the_paragraph_before() -> None:
    assert link("Yes", turn=0) == "#:~:text=cranes.-,Yes."


def test_a_match_across_paragraphs_is_given_by_its_ends() -> None:
    read = transcript()
    text = read.turns[2].text
    span = Span(2, text.index("that was"), text.index("nobody was"))
    assert sentence_link(read, span) == "https://example.org/a?b=1#:~:text=So%20that%20was%20that%2C%20and"
    wide = Span(2, text.index("that was"), text.index("hurt"))
    assert (
        sentence_link(read, wide)
        == "https://example.org/a?b=1#:~:text=So%20that%20was%20that%2C%20and,nobody%20was%20hurt."
    )


def test_an_address_may_have_a_fragment_already() -> None:
    assert link("Good", url="https://example.org/a?b=1#top") == "#top:~:text=Good%20morning."
    assert link("Good", url="https://example.org/a?b=1#:~:text=old") == "#:~:text=Good%20morning."


@pytest.mark.parametrize("url", ["file:///transcripts/a.txt", "javascript:alert(1)", "", "ftp://example.org/a"])
def test_only_pages_of_the_web_have_links(url: str) -> None:
    assert sentence_link(transcript(url), Span(0, 0, 4)) is None


def test_a_span_is_widened_to_whole_sentences() -> None:
    text = "One two. Three four. Five six."
    assert sentence_span(text, 9, 14) == (9, 20)
    assert sentence_span(text, 4, 12) == (0, 20)
    assert sentence_span(text, 9, 9) == (9, 20)
    assert sentence_span(text, 8, 9) == (8, 9)


def levelled(text: str) -> str:
    return " ".join(text.split()).casefold()


def first_fit(page: str, directive: str) -> int:
    """Where a browser would go: the first place on the page that a directive fits."""
    parts = directive.split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    start, end = unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else ""
    spaced = [rf"(?<!\w){re.escape(levelled(words))}(?!\w)" if words else "" for words in (prefix, start, end, suffix)]
    pattern = rf"{spaced[0]}\s*(?P<start>{spaced[1]})" + (rf".*?{spaced[2]}" if end else "") + rf"\s*{spaced[3]}"
    found = re.search(pattern, page)
    assert found, directive
    return found.start("start")


@given(st.data())
def test_a_browser_always_goes_to_the_sentence(data: st.DataObject) -> None:
    read = transcript()
    turn = data.draw(st.sampled_from(read.turns))
    start = data.draw(st.integers(0, len(turn.text) - 1))
    end = data.draw(st.integers(start + 1, len(turn.text)))
    if not turn.text[start:end].strip():
        return
    found = sentence_link(read, Span(turn.index, start, end))
    assert found
    assert found.isascii()
    shown = [(t.index, f"{t.speaker.label or ''} {t.text}") for t in read.turns]
    page = levelled(" ".join(text for _, text in shown))
    first, _ = sentence_span(turn.text, start, end)
    label = turn.speaker.label or ""
    before = levelled(" ".join([*(text for i, text in shown if i < turn.index), label, turn.text[:first]]))
    at = first_fit(page, found.split(":~:text=")[1])
    gap = len(page[len(before) :]) - len(page[len(before) :].lstrip())
    assert at == len(before) + gap


@given(st.text(alphabet="ab .!?\n", min_size=1, max_size=60), st.data())
def test_a_widened_span_always_holds_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = sentence_span(text, start, end)
    assert 0 <= first <= start
    assert end <= last <= len(text)

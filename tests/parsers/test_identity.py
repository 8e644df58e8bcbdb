"""The key of an event: the same for every copy and correction, different for two events."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pages import page, understood

from parsers.identity import event_key
from parsers.reading import read
from parsers.transcript import Speaker, Turn

TITLED = """
Press conference by Harbour Minister Ada Vale on the ports

4 May 2026

Good morning, the ports are open.

Cy Dorn, Reuters
Since when, please?

Harbour Minister Ada Vale
Since this morning.
"""
UNTITLED = TITLED.split("2026\n")[1]


def key(text: str) -> str:
    return understood(text).key


def test_a_key_is_32_hex_digits() -> None:
    assert len(key(TITLED)) == 32
    int(key(TITLED), 16)


def test_address_name_and_source_have_no_part_in_it() -> None:
    assert understood(TITLED, url="https://example.org/a").key == understood(TITLED, url="file:///b.txt").key
    assert understood(UNTITLED, url="https://example.org/a").key == understood(UNTITLED, url="file:///b.txt").key


def test_corrected_words_and_a_later_change_keep_the_key() -> None:
    corrected = TITLED.replace("this morning", "last night").replace(
        "4 May 2026\n", "4 May 2026\n\nLast updated: 5 May 2026 10:00\n"
    )
    assert key(corrected) == key(TITLED)


def test_quotes_dashes_case_and_spaces_of_the_title_do_not_matter() -> None:
    assert key(TITLED.replace("Press conference by", "PRESS  Conference by")) == key(TITLED)


def test_the_same_page_as_html_keeps_the_key() -> None:
    title, day, opening, *labelled = (part for part in TITLED.strip().split("\n\n") if part)
    source = f"<h1>{title}</h1><p>{day}</p><p>{opening}</p>" + "".join(
        f"<p>{part.replace(chr(10), '<br>')}</p>" for part in labelled
    )
    assert understood(source, "text/html").key == key(TITLED)


def test_another_day_title_or_principal_is_another_event() -> None:
    others = [
        TITLED.replace("4 May", "5 May"),
        TITLED.replace("on the ports", "on the ferries"),
        TITLED.replace("Ada Vale", "Eva Quill"),
    ]
    assert len({key(TITLED), *map(key, others)}) == 4


def test_without_title_or_date_the_first_words_tell_events_apart() -> None:
    assert key(UNTITLED) != key(UNTITLED.replace("the ports are open", "the ports are shut"))


def test_a_title_that_any_event_could_bear_is_not_enough() -> None:
    general = TITLED.replace(" by Harbour Minister Ada Vale on the ports", "")
    assert key(general) != key(general.replace("the ports are open", "the ferries sail"))


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from([None, date(2026, 5, 4)]), st.text(max_size=30))
def test_two_openings_without_a_title_always_have_two_keys(one: str, other: str, day: date | None, words: str) -> None:
    def turns(text: str) -> tuple[Turn, ...]:
        return (
            Turn(0, Speaker(None, None, "unknown"), "statement", f"a{text}"),
            Turn(1, Speaker("x", None, "unknown"), "answer", words),
        )

    same = event_key(day, None, turns(one), None) == event_key(day, None, turns(other), None)
    folded = [[word for turn in turns(text) for word in _folded(turn.text)] for text in (one, other)]
    assert same == (folded[0] == folded[1])


def _folded(text: str) -> list[str]:
    from parsers.identity import _words

    return _words(text)


def test_the_same_bytes_under_two_names_have_one_key() -> None:
    body = TITLED.encode()
    assert read(page(body, url="file:///a.txt")).key == read(page(body, url="file:///copy of a.txt")).key

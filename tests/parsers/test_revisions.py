"""Which turn of a corrected transcript continues which."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import understood

from parsers.revisions import align, same_words, turn_ids
from parsers.transcript import Note, Speaker, Turn

SPEAKER = Speaker("Minister", "Ada Vale", "principal")


def turns(*texts: str) -> tuple[Turn, ...]:
    return tuple(Turn(i, SPEAKER, "answer", text) for i, text in enumerate(texts))


OLD = turns("Good morning all of you", "When do the ports open again?", "They open at noon, all of them", "Thank you")


def test_turns_that_did_not_change_continue_themselves() -> None:
    assert align(OLD, OLD) == (0, 1, 2, 3)


def test_layout_quotes_and_case_are_no_change() -> None:
    assert align(turns("“Go,” he said – and we went"), turns('"GO",\nhe said - and we went')) == (0,)


def test_a_corrected_turn_continues_the_one_it_corrects() -> None:
    new = turns(
        "Good morning all of you", "When do the ports open again?", "They open at one, all of them", "Thank you"
    )
    assert align(OLD, new) == (0, 1, 2, 3)


def test_an_inserted_turn_is_new_and_moves_nothing() -> None:
    new = turns(
        "Good morning all of you",
        "A word on the weather first",
        "When do the ports open again?",
        "They open at noon, all of them",
        "Thank you",
    )
    assert align(OLD, new) == (0, None, 1, 2, 3)
    assert turn_ids((0, 1, 2, 3), OLD, new) == (0, 4, 1, 2, 3)


def test_a_removed_turn_leaves_its_number_unused() -> None:
    shorter = turns("Good morning all of you", "They open at noon, all of them", "Thank you")
    assert turn_ids((0, 1, 7, 3), OLD, shorter) == (0, 7, 3)


def test_among_several_changed_turns_the_most_alike_belong_together() -> None:
    old = turns("The ferries sail at noon today", "The pilots are back from their strike")
    new = turns(
        "Something else was said about the lighthouse",
        "The ferries sail at one today",
        "The pilots are all back from their strike",
    )
    assert align(old, new) == (None, 0, 1)


def test_numbers_are_needed_for_every_old_turn() -> None:
    with pytest.raises(ValueError, match="number"):
        turn_ids((0,), OLD, OLD)


WORDS = st.lists(
    st.sampled_from(["yes", "no", "the port is open", "the port is shut", "when will it open", ""]), max_size=12
)


@given(WORDS, WORDS)
def test_no_old_turn_is_ever_continued_twice_or_out_of_order(old: list[str], new: list[str]) -> None:
    found = align(turns(*old), turns(*new))
    continued = [i for i in found if i is not None]
    assert len(found) == len(new)
    assert continued == sorted(set(continued))


@given(WORDS, WORDS)
def test_numbers_are_always_unique_and_fresh_ones_always_the_highest(old: list[str], new: list[str]) -> None:
    ids = turn_ids(tuple(range(5, 5 + len(old))), turns(*old), turns(*new))
    assert len(set(ids)) == len(new)
    highest = 5 + len(old) if old else 0
    new_ones = align(turns(*old), turns(*new)).count(None)
    assert [i for i in ids if i >= highest] == list(range(highest, highest + new_ones))
    assert turn_ids(ids, turns(*new), turns(*new)) == ids


def test_a_page_that_changed_from_top_to_bottom_is_bounded_work() -> None:
    old = turns(*(f"old words number {i} of the page" for i in range(1500)))
    new = turns(*(f"new words number {i} of the text" for i in range(1500)))
    assert len(align(old, new)) == 1500


PAGE = """
Press conference by Harbour Minister Ada Vale on the ports

4 May 2026

Good morning.

Cy Dorn, Reuters
Since when – please?

Harbour Minister Ada Vale
Since this morning.
"""


def test_the_same_words_in_another_layout_are_the_same_words() -> None:
    transcript = understood(PAGE)
    other = replace(understood(PAGE.replace(" – ", "  - ").replace("4 May", "5 May")), notes=(Note("x", "y"),))
    assert same_words(transcript, other)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("this morning", "last night"),
        ("Reuters", "ANSA"),
        ("Cy Dorn", "Jo Hale"),
        ("Good morning.", "Good morning.\n\nSit down."),
    ],
)
def test_other_words_speakers_or_outlets_are_not(old: str, new: str) -> None:
    assert not same_words(understood(PAGE), understood(PAGE.replace(old, new)))

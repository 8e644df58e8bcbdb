"""Digits and words become values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.transcript import Speaker, Turn
from rules.figures.numbers import amount
from rules.figures.tokens import number_sentences


def values(text: str) -> tuple[float, ...] | None:
    """What stands at the first place where an amount can be read."""
    turn = Turn(0, Speaker(None, None, "unknown"), "statement", text)
    for sentence in number_sentences(turn):
        for i in range(len(sentence.tokens)):
            found = amount(sentence, i)
            if found is not None:
                return found.values
    return None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,400 lamps", 2400),
        ("20 billion crowns", 20e9),
        ("1.2m crowns", 1.2e6),
        ("40bn", 40e9),
        ("the 20-billion-crown fund", 20e9),
        ("twenty-five lamps", 25),
        ("Two hundred and six lamps", 206),
        ("two hundred thousand lamps", 200_000),
        ("two million three hundred thousand lamps", 2_300_000),
        ("half a million lamps", 500_000),
        ("a quarter of a million lamps", 250_000),
        ("two and a half years", 2.5),
        ("two and a half million lamps", 2.5e6),
        ("a million and a half lamps", 1.5e6),
        ("six point five per cent", 6.5),
        ("a revision of point 3", 0.3),
        ("1¼ per cent", 1.25),
        ("a ½ per cent cut", 0.5),
        ("a thousand lamps", 1000),
        ("it was minus 0.3 per cent", -0.3),
        ("a dozen lamps", 12),
    ],
)
def test_a_number_is_read_with_its_scale(text: str, value: float) -> None:
    assert values(text) == pytest.approx((value,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three to five years", (3, 5)),
        ("between 20 and 30 billion", (20e9, 30e9)),
        ("20-30 million", (20e6, 30e6)),
        ("four or five years", (4, 5)),
        ("59, 60% of it", (59, 60)),
        ("three, five, seven years", (3, 5, 7)),
        ("900 million to 1.2 billion", (900e6, 1.2e9)),
        ("2% to 3% of it", (2, 3)),
    ],
)
def test_ranges_and_lists_are_one_amount_and_share_their_scale(text: str, expected: tuple[float, ...]) -> None:
    assert values(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "first"),
    [("it rose from 2 to 3 per cent", 2), ("In 2024, 60% of it", 2024), ("rose 6% to 164 points", 6)],
)
def test_two_figures_are_no_range(text: str, first: float) -> None:
    assert values(text) == (first,)


@pytest.mark.parametrize(
    "text",
    [
        "40 million –billions of it",
        "40 million, sorry, billion",
        "20 million, I mean, 40 billion",
        "40 million - I mean billion",
    ],
)
def test_a_self_repair_counts_as_its_later_form(text: str) -> None:
    assert values(text) == (40e9,)


@pytest.mark.parametrize("text", ["1.2.3", "59,60,1", "1" * 40])
def test_what_is_no_single_number_has_no_value(text: str) -> None:
    assert values(text) is None


@given(st.integers(0, 999_999_999))
def test_a_whole_number_always_survives_its_thousands_separators(number: int) -> None:
    assert values(f"{number:,} lamps") == (number,)

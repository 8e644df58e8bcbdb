"""The figures of fictional talks: what is said, and what is no figure."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.transcript import GroundRules, Span, Speaker, Transcript, Turn
from rules.figures.extraction import MOST_FIGURES, figures
from rules.figures.figure import Figure

VALE = Speaker("Commissioner Vale", "Ada Vale", "principal")
REPORTER = Speaker("Q", None, "journalist")


def talk(*turns: str, language: str = "en") -> Transcript:
    """Turns by one principal; a turn that begins with "Q: " is a reporter's question."""
    said = tuple(
        Turn(i, REPORTER, "question", text[3:]) if text.startswith("Q: ") else Turn(i, VALE, "answer", text)
        for i, text in enumerate(turns)
    )
    return Transcript(
        key="a" * 32, source="harbour", url="https://harbour.example/1", title=None, held_on=date(2026, 6, 4),
        published_at=None, updated_at=None, venue=None, language=language, turns=said, exchanges=(),
        ground_rules=GroundRules(), notes=(), format="test",
    )  # fmt: skip


def only(*turns: str, language: str = "en") -> Figure:
    (figure,) = figures(talk(*turns, language=language))
    return figure


@pytest.mark.parametrize(
    ("text", "surface", "unit", "kind"),
    [
        ("The Union pledged 20 billion euros for lighthouses.", "20 billion euros", "EUR", "money"),
        ("It costs $1.2m.", "$1.2m", "dollar", "money"),
        ("It costs US$5 million.", "US$5 million", "USD", "money"),
        ("It costs 5 million Canadian dollars.", "5 million Canadian dollars", "CAD", "money"),
        ("It costs 300 million crowns.", "300 million crowns", "crown", "money"),
        ("It costs £3.", "£3", "GBP", "money"),
        ("It costs EUR 40bn.", "EUR 40bn", "EUR", "money"),
        ("We spend 2% of GDP on lamps.", "2% of GDP", "percent of GDP", "percent"),
        ("We spend 2 per cent of our own GDP on lamps.", "2 per cent of our own GDP", "percent of GDP", "percent"),
        ("It rose by 0.3 percentage points.", "0.3 percentage points", "percentage points", "percent"),
        ("It rose by 25 basis points.", "25 basis points", "basis points", "percent"),
        ("Ours is 25 times bigger than theirs.", "25 times bigger", "times", "multiple"),
        ("We saw a tenfold increase.", "tenfold", "times", "multiple"),
        ("The catch doubled.", "doubled", "times", "multiple"),
        ("It is a three-year plan.", "three-year", "years", "duration"),
        ("It will take fourteen days.", "fourteen days", "days", "duration"),
        ("There are 6,000 damaged lamps on the coast.", "6,000 damaged lamps", "damaged lamps", "count"),
        ("We lost 4,500 troops.", "4,500 troops", "troops", "count"),
        ("One in four people on the coast is a pilot.", "One in four people", "percent", "percent"),
        ("They export 1.6 million barrels per day.", "1.6 million barrels per day", "barrels per day", "other"),
    ],
)  # fmt: skip
def test_an_amount_is_found_with_its_unit(text: str, surface: str, unit: str, kind: str) -> None:
    found = only(text)
    assert (found.surface, found.unit, found.unit_kind) == (surface, unit, kind)


@pytest.mark.parametrize(
    "text",
    [
        "The gentleman in the fourth row, please.",
        "My first question is about lamps, and then I have two questions about ropes.",
        "We stand by Article Five and Resolution 2254.",
        "All of the 32 agree, and all three are here.",
        "It was on 4 March, on March 4, 2025, in June 2024, and again in 2025.",
        "We met at 13:34, at 5 o'clock, and at 7 pm.",
        "One is the lamp. One of your colleagues said that no one should go, one by one.",
        "The B9 and the G-7 met after the First World War about COVID-19.",
        "Call 0475 718 360 or +61 2 6261 3305 or 1300 555 135.",
        "See https://harbour.example/a=405&b=400 and page 3.",
        "There are three reasons and two key principles.",
        "In the 70s and the 1990s, and by the first half of next year.",
        "The ship Nord Harbour 2 is the 28th of its kind.",
        "This is our number one priority, priority number one.",
        "We have a couple of lamps, a few ropes and several boats, hundreds of thousands of them.",
        "It is open 24/7.",
        "The reasons are threefold.",
    ],
)
def test_what_is_no_figure_is_none(text: str) -> None:
    assert [f.surface for f in figures(talk(text))] == []


def test_a_unit_left_out_is_taken_from_the_same_speaker_and_marked() -> None:
    first, second = figures(talk("We pledged 20 billion euros for lamps, compared to the 50 billion last year."))
    assert (first.unit, first.unit_inherited) == ("EUR", False)
    assert (second.unit, second.unit_kind, second.unit_inherited, second.surface) == (
        "EUR",
        "money",
        True,
        "50 billion",
    )


def test_a_unit_is_taken_from_an_earlier_turn_only_about_the_same_thing() -> None:
    same = figures(talk("We pledged 20 billion euros for lighthouse repairs.", "So 20 billion for lighthouse repairs."))
    other = figures(talk("We pledged 20 billion euros for lighthouse repairs.", "Theirs is a 2 trillion economy."))
    assert same[-1].unit == "EUR"
    assert (other[-1].unit, other[-1].unit_kind) == (None, "other")


def test_nobody_inherits_a_unit_from_another_speaker() -> None:
    found = figures(talk("We pledged 20 billion euros for lamps.", "Q: Why only 20 billion for lamps?"))
    assert found[-1].unit is None


def test_a_bare_decimal_in_talk_of_growth_is_a_percentage() -> None:
    figure = only("We have upgraded our growth forecast to 2.3.")
    assert (figure.unit, figure.unit_inherited) == ("percent", True)


def test_a_unit_said_once_is_shared() -> None:
    assert [f.unit for f in figures(talk("Growth picks up from 2.1 to 2.4 per cent."))] == ["percent", "percent"]


def test_a_bare_dollar_is_whose_the_language_says_and_else_nobody_s() -> None:
    assert only("It costs 5 million dollars.").unit == "dollar"
    assert only("It costs 5 million dollars.", language="en-AU").unit == "AUD"


def test_a_self_repair_keeps_both_forms_in_its_surface() -> None:
    figure = only("The quay cost 40 million –billions of crowns.")
    assert (figure.surface, figure.low) == ("40 million –billions", 40e9)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("It is almost 60%.", "almost"),
        ("We may have up to 5%.", "up to"),
        ("It edged up to 5%.", None),
        ("We need at least 4,000 lamps.", "at least"),
        ("We need well over 4,000 lamps.", "well over"),
        ("It lasts 4,000 days or so.", "or so"),
        ("It is 60%.", None),
    ],
)
def test_a_qualifier_is_kept_as_said(text: str, qualifier: str | None) -> None:
    assert only(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The ports have pledged 20 billion euros.", "pledge"),
        ("The goal is 2% of GDP.", "target"),
        ("We expect growth of 1.4 per cent.", "forecast"),
        ("We had 20 billion euros, and more will come in.", "actual"),
        ("The ports want the 20 billion euros that were pledged.", "pledge"),
        ("The ports paid 20 billion euros.", "actual"),
        ("Q: Will it be 5%?", "question"),
    ],
)
def test_the_kind_of_claim_is_told(text: str, status: str) -> None:
    assert only(text).status == status


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("We spent 20 billion euros last year.", "2025"),
        ("In the first three months of this year we spent 20 billion euros.", "first three months of 2026"),
        ("We spent 20 billion euros in 2019.", "2019"),
        ("It rose to 1.9 per cent in February.", "February 2026"),
        ("It rose to 1.9 per cent in September.", "September 2025"),
        ("We spend 20 billion euros a year.", "a year"),
        ("We spent 20 billion euros.", None),
    ],
)
def test_a_period_is_resolved_against_the_day_of_the_event(text: str, period: str | None) -> None:
    assert next(f for f in figures(talk(text)) if f.unit_kind != "duration").period == period


def test_a_figure_says_what_it_measures_whose_it_is_and_who_says_it() -> None:
    text = "And the Northern Ports have pledged 20 billion euros for the Union in terms of lighthouse repairs."
    figure = only(text)
    assert (figure.measure, figure.actor, figure.speaker) == (
        "lighthouse repairs for the Union",
        "Northern Ports",
        "Ada Vale",
    )
    assert {"money", "lighthous", "repair", "pledg"} <= set(figure.measure_key.split())


def test_a_figure_of_somebody_else_is_credited() -> None:
    text = "Only the Norrland Chief of Pilots has said that it takes four or five years."
    assert only(text).attributed_to == "the Norrland Chief of Pilots"
    assert only("According to the Harbour Board it costs 5 million euros.").attributed_to == "the Harbour Board"
    assert only("I said that it costs 5 million euros.").attributed_to is None


def test_a_stretch_of_time_that_only_dates_something_is_unsure() -> None:
    assert only("It happened three weeks ago.").confidence < 0.5
    assert only("It will take three weeks.").confidence > 0.5


def test_a_sign_between_two_numbers_belongs_to_one_of_them() -> None:
    assert only("We paid 20 € two ways.").surface == "20 €"


def test_asides_are_not_said() -> None:
    transcript = talk("It is 20 (5 people laugh) per cent.")
    aside = transcript.turns[0].text.index("(5")
    turn = replace(transcript.turns[0], asides=(Span(0, aside, aside + len("(5 people laugh)")),))
    assert figures(replace(transcript, turns=(turn,))) == ()


ALPHABET = st.sampled_from(
    [
        *"20 billion euros % one two half a and to , . – - $ € million point of GDP times more hundred year".split(),
        *"2025 the Article May in ½ sorry from years ( ) 1.2 3,000 people said Vale between doubled minus".split(),
        *("\n", "İ", "ﬁ", "²", "last", "first"),
    ]
)


@given(st.lists(ALPHABET, max_size=60), st.sampled_from([" ", ""]))
def test_spans_always_lie_in_order_inside_their_turn_and_surfaces_are_verbatim(words: list[str], between: str) -> None:
    transcript = talk(between.join(words))
    text, end = transcript.turns[0].text, 0
    for figure in figures(transcript):
        assert end <= figure.span.start < figure.span.end <= len(text)
        assert figure.surface == text[figure.span.start : figure.span.end]
        assert figure.low == min(figure.values)
        assert figure.high == max(figure.values)
        end = figure.span.end


@given(st.text(max_size=300))
def test_any_text_is_always_read(text: str) -> None:
    figures(talk(text))


@pytest.mark.parametrize(
    "piece",
    ["1, ", "one ", "20 to ", "1 –", "hundred and ", "$", "1.", "last ", "two in ", "half a ", "1,000", "5% to ", "A. ",
     "5 euros last year, ", "is 5% ", "of the lamp of 5% ", "the the ", "and it is, which is ", "not to be up to ",
     "a lamp and "],
)  # fmt: skip
def test_hostile_repetition_costs_linear_time(piece: str) -> None:
    assert calls(piece * 400) < 8.5 * calls(piece * 50) + 2000


def calls(text: str) -> int:
    """How many calls reading a text takes: a measure of time that a busy machine does not change."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before, transcript = sys.getprofile(), talk(text)
    sys.setprofile(count)
    try:
        figures(transcript)
    finally:
        sys.setprofile(before)
    return counted


def test_a_talk_of_nothing_but_figures_is_cut_at_the_bound() -> None:
    assert len(figures(talk("We paid 5 euros. " * (MOST_FIGURES + 10)))) == MOST_FIGURES


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The Wardens have pledged 20 million euros.", "Wardens"),
        ("Experts put the cost of closing the Sandrey Strait at 90 million euros.", None),
        ("For the Wardens we set aside 20 million euros.", None),
        ("In the Sandrey Strait it costs 90 million euros.", None),
        ("The Sandrey Strait, 90 million euros.", None),
    ],
)
def test_a_figure_is_only_said_to_be_somebodys_who_does_something_with_it(text: str, whose: str | None) -> None:
    (figure,) = figures(talk("The Wardens and the Sandrey Strait are known. " + text))
    assert figure.actor == whose

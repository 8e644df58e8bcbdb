"""Figures against a ledger of fictional ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.transcript import GroundRules, Speaker, Transcript, Turn
from rules.figures.extraction import figures
from rules.figures.figure import Figure, Newness, SeenFigure
from rules.newness import changed_by, lookup_keys, measure_keys, newness

MARCH, JUNE = date(2026, 3, 2), date(2026, 6, 4)
LAMPS = "The ports have pledged 20 billion euros for lighthouse repairs."


def said(*texts: str, day: date = JUNE, kind: str = "answer") -> tuple[Figure, ...]:
    turns = tuple(
        Turn(i, Speaker("Vale", "Ada Vale", "principal"), "question" if kind == "question" else "answer", text)
        for i, text in enumerate(texts)
    )
    return figures(
        Transcript(
            key="a" * 32, source="harbour", url="https://harbour.example/1", title=None, held_on=day, published_at=None,
            updated_at=None, venue=None, language="en", turns=turns, exchanges=(), ground_rules=GroundRules(), notes=(),
            format="test",
        )
    )  # fmt: skip


def ledger(*texts: str, day: date = MARCH, transcript: str = "b" * 32, kind: str = "answer") -> tuple[SeenFigure, ...]:
    return tuple(
        SeenFigure(
            f.measure_key, f.unit, f.low, f.high, f.surface, f.period, f.status, f.speaker, "harbour", transcript, day
        )
        for f in said(*texts, day=day, kind=kind)
    )


def verdict(text: str, *seen: SeenFigure) -> Newness:
    (found,) = newness(said(text), seen, "a" * 32, JUNE)
    return found


def test_without_a_ledger_everything_is_new() -> None:
    found = verdict(LAMPS)
    assert (found.status, found.against) == ("new", None)


def test_the_same_amount_for_the_same_thing_is_repeated_since_it_was_first_said() -> None:
    early = ledger(LAMPS, day=date(2026, 1, 7), transcript="c" * 32)
    found = verdict(LAMPS, *ledger(LAMPS), *early)
    assert (found.status, found.against) == ("repeated", early[0])
    assert found.because == (
        "repeated: first said as “20 billion euros” (7 Jan 2026, Ada Vale), in 2 earlier transcripts"
    )


def test_another_amount_for_the_same_thing_is_a_change_from_the_last_one() -> None:
    last = ledger("The ports have pledged 50 billion euros for lighthouse repairs.")
    first = ledger("The ports have pledged 40 billion euros for lighthouse repairs.", day=date(2026, 1, 7))
    found = verdict(LAMPS, *last, *first)
    assert (found.status, found.against) == ("changed", last[0])
    assert found.because == "changed: was “50 billion euros” (2 Mar 2026, Ada Vale); down 60%"
    assert changed_by(said(LAMPS)[0], found) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (LAMPS, "Ferry drivers cost us 20 billion euros."),
        (LAMPS, "The ports have pledged 20% for lighthouse repairs."),
        ("Core inflation in the ports is at 2.4 per cent.", "Inflation in the ports is at 2.4 per cent."),
        ("Growth in the ports will be 2 per cent in 2027.", "Growth in the ports will be 2 per cent in 2026."),
        ("There were 118 deaths in the ports.", "There were 118 shipwrecks in the ports."),
    ],
)
def test_another_thing_unit_contrast_period_or_noun_is_another_measure(now: str, then: str) -> None:
    assert verdict(now, *ledger(then)).status == "new"


def test_the_same_number_in_another_currency_is_a_change_that_is_not_measured() -> None:
    found = verdict(LAMPS, *ledger("The ports have pledged 20 billion Canadian dollars for lighthouse repairs."))
    assert found.status == "changed"
    assert changed_by(said(LAMPS)[0], found) is None


def test_last_year_is_another_year_when_it_is_said_a_year_later() -> None:
    text = "The ports spent 20 billion euros on lighthouse repairs last year."
    assert verdict(text, *ledger(text, day=date(2025, 6, 1))).status == "new"
    assert verdict(text, *ledger(text, day=date(2026, 2, 1))).status == "repeated"


def test_an_amount_without_its_unit_is_the_same_amount() -> None:
    short = "The ports have pledged 20 billion for lighthouse repairs."
    assert verdict(short, *ledger(LAMPS)).status == "repeated"
    assert verdict(LAMPS, *ledger(short)).status == "repeated"


def test_a_journalist_s_number_does_not_make_an_answer_old() -> None:
    asked = ledger(LAMPS, kind="question")
    assert verdict(LAMPS, *asked).status == "new"
    (found,) = newness(said(LAMPS, kind="question"), asked, "a" * 32, JUNE)
    assert found.status == "repeated"


def test_rows_of_the_same_transcript_and_of_later_events_say_nothing() -> None:
    assert verdict(LAMPS, *ledger(LAMPS, transcript="a" * 32)).status == "new"
    assert verdict(LAMPS, *ledger(LAMPS, day=date(2026, 9, 1))).status == "new"


def test_later_mentions_in_a_transcript_fold_into_the_first() -> None:
    found = newness(said(LAMPS, "So 20 billion for lighthouse repairs."), (), "a" * 32, JUNE)
    assert [n.status for n in found] == ["new", "repeated"]
    assert found[1].against is not None
    assert found[1].against.transcript == "a" * 32


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (LAMPS, "Most of that 20 billion came from the north."),
        (LAMPS, "Of the 20 billion euros, half is spent."),
        (LAMPS, "Our 20 billion is a start."),
        ("We spend 2% of GDP on harbour safety.", "If you think that the 2% will do, forget it."),
        ("Theirs is only a 2 trillion economy.", "They have 2 trillion, so they cannot go on."),
        ("We will raise harbour dues to 5%.", "As I said, 5% by the summer."),
        ("The cost of a closure is 65 million euros.", "The cost of a full closure of the strait is 65 million euros."),
    ],
)
def test_an_amount_taken_up_again_in_other_words_is_no_news(first: str, again: str) -> None:
    for texts in ((first, again), (f"{first} {again}",)):
        found = newness(said(*texts), (), "a" * 32, JUNE)
        assert [n.status for n in found] == ["new", "repeated"]
        assert found[1].because.startswith("repeated: said earlier in this transcript, “")


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Inflation will be 2% in the islands.", "Growth will be 2% in the islands."),
        ("Food prices rose by 3%.", "Fuel prices rose by 3%."),
        ("Core inflation is 2%.", "Inflation is 2%."),
        ("The Pilot Fund got 5 million euros in aid.", "A rescue tug costs 5 million euros."),
        ("Growth will be 2% in 2026.", "Growth will be 2% in 2027."),
        ("We lost 300 lamps.", "We lost 300 ferries."),
        ("The repair took three weeks.", "I will be at sea for three weeks."),
        ("It happened three weeks ago.", "The repair will take three weeks."),
    ],
)
def test_the_same_amount_of_plainly_another_thing_is_news_of_its_own(first: str, other: str) -> None:
    for texts in ((first, other), (f"{first} {other}",)):
        assert [n.status for n in newness(said(*texts), (), "a" * 32, JUNE)] == ["new", "new"]


def test_an_answer_is_not_a_repetition_of_the_question() -> None:
    asked = said("Will the dues be 5%?", kind="question")
    answered = tuple(replace(f, span=replace(f.span, turn=1)) for f in said("The dues will be 5%."))
    assert [n.status for n in newness(asked + answered + answered, (), "a" * 32, JUNE)] == ["new", "new", "repeated"]


def test_a_reporter_s_amount_is_told_once_for_one_question() -> None:
    text = "What about the sharing of this, let's say 5%? Would our high investment, which can amount to 5%, count?"
    earlier = said("Will you raise harbour dues to 5%?", kind="question")
    later = tuple(replace(f, span=replace(f.span, turn=4)) for f in said(text, kind="question"))
    assert [n.status for n in newness(earlier + later, (), "a" * 32, JUNE)] == ["new", "repeated", "repeated"]


def test_the_reason_for_a_new_figure_is_given_once() -> None:
    assert verdict(LAMPS).because == "new: not said before in the transcripts read so far"


def test_lookup_keys_join_the_unit_s_family_and_each_word() -> None:
    (figure,) = said(LAMPS)
    assert {"money:lighthous", "money:repair"} <= lookup_keys(figure)
    assert measure_keys((figure, figure)) == lookup_keys(figure)


TEXTS = st.sampled_from(
    [
        LAMPS,
        "The ports have pledged 20 billion for lighthouse repairs.",
        "Lighthouse repairs cost 50 billion euros.",
        "We need 2% of GDP for lighthouse repairs.",
        "There are 4,000 lamps in the ports.",
        "Lamps will last four or five years in the ports.",
        "It is 25 times bigger than the port.",
    ]
)


@given(TEXTS, TEXTS)
def test_what_is_not_new_always_shares_a_lookup_key_with_what_it_is_compared_with(now: str, then: str) -> None:
    for figure, found in zip(said(now), newness(said(now), ledger(then), "a" * 32, JUNE), strict=True):
        if found.against is not None:
            assert lookup_keys(figure) & measure_keys(said(then))


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_repeated_document_is_always_all_repeated(texts: list[str]) -> None:
    assert {n.status for n in newness(said(*texts), ledger(*texts), "a" * 32, JUNE)} == {"repeated"}


def test_a_hostile_talk_and_a_large_ledger_are_bounded() -> None:
    (figure,) = said(LAMPS)
    (row,) = ledger(LAMPS)
    many = tuple(replace(figure, low=float(i), high=float(i), values=(float(i),)) for i in range(300))
    seen = tuple(replace(row, low=1e6 + i, high=1e6 + i) for i in range(20_000))
    assert len(newness(many, seen, "a" * 32, JUNE)) == 300

"""What the head of a page says: title, day, place, change, terms."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import understood

from parsers.dates import find_date, find_time
from parsers.heading import principals_named

TALK = """

Thank you for coming, and good morning to you all.

Cy Dorn, Reuters
Since when are the ports open?

Harbour Minister Ada Vale
Since this morning, and they are open to all of you.
"""
TITLE = "Press conference by Harbour Minister Ada Vale on the ports"


@pytest.mark.parametrize(
    "head",
    [
        TITLE,
        "Press conference\n\nby Harbour Minister Ada Vale on the ports",
        "Press conference\nby Harbour Minister Ada Vale\non the ports",
    ],
)
def test_the_lines_of_a_title_are_joined(head: str) -> None:
    assert understood(f"{head}\n\n4 May 2026\n{TALK}").title == TITLE


def test_the_title_of_a_page_is_its_first_and_wordiest_heading() -> None:
    source = f"<main><h1>Harbour Board</h1><p>News / 2026</p><h1>{TITLE}</h1><p>4 May 2026</p><p>Thank you.</p></main>"
    transcript = understood(source, "text/html")
    assert (transcript.title, transcript.held_on) == (TITLE, date(2026, 5, 4))
    assert [turn.text for turn in transcript.turns] == ["Thank you."]


def test_a_page_that_begins_with_speech_has_no_title() -> None:
    transcript = understood(TALK)
    assert transcript.title is None
    assert transcript.turns[0].text.startswith("Thank you for coming")
    assert {"title-missing", "date-missing"} <= {note.code for note in transcript.notes}


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("04 May. 2026 - New Haven", "New Haven"),
        (
            "  • 04 May. 2026 - Board House, New Haven\n  • |\n  • Last updated: 05 May. 2026 10:00",
            "Board House, New Haven",
        ),
        ("  • 04 May. 2026 -\n  • |\n  • Last updated: 05 May. 2026 10:00", None),
        ("New Haven, 4 May 2026", "New Haven"),
        ("Monday, May 4, 2026", None),
        ("4 May 2026\n\nBoard House, New Haven\n\n(As delivered)", "Board House, New Haven"),
        ("Venue: Board House\n\n2026-05-04", "Board House"),
    ],
)
def test_day_and_place_are_those_of_the_event(line: str, venue: str | None) -> None:
    transcript = understood(f"{TITLE}\n\n{line}\n{TALK}")
    assert (transcript.title, transcript.held_on, transcript.venue) == (TITLE, date(2026, 5, 4), venue)
    assert transcript.turns[0].text.startswith("Thank you for coming")


def test_the_day_of_a_change_is_not_the_day_of_the_event() -> None:
    transcript = understood(f"{TITLE}\n\n  • 04 May. 2026 -\n  • Last updated 06-May-2026 10:03\n{TALK}")
    assert transcript.held_on == date(2026, 5, 4)
    assert transcript.updated_at == datetime(2026, 5, 6, 10, 3, tzinfo=UTC)
    assert "zone-assumed" in {note.code for note in transcript.notes}


def test_a_zone_that_is_printed_is_kept_and_not_noted() -> None:
    transcript = understood(f"{TITLE}\n\n4 May 2026\n\nLast updated: 4 May 2026, 6:30 p.m. CEST\n{TALK}")
    assert transcript.updated_at == datetime(2026, 5, 4, 18, 30, tzinfo=timezone(timedelta(hours=2)))
    assert not transcript.notes


def test_without_a_day_of_the_event_the_pages_own_is_taken_and_noted() -> None:
    transcript = understood(f"{TITLE}\n\nPublished 5 May 2026 10:00 UTC\n{TALK}")
    assert transcript.held_on == date(2026, 5, 5)
    assert transcript.published_at == datetime(2026, 5, 5, 10, tzinfo=UTC)
    assert "date-assumed" in {note.code for note in transcript.notes}


def test_how_the_words_were_taken_down_is_kept() -> None:
    assert understood(f"{TITLE}\n\n4 May 2026\n\n(As delivered)\n{TALK}").delivery == "(As delivered)"


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Talk by Straits Council Secretary General Ada Vale ahead of the Summit in New Haven", ["Ada Vale"]),
        ("Talk by Minister for Defence and Security Ada Vale", ["Ada Vale"]),
        ("Talk with Prime Minister Ada Vale and Admiral Ed Stern on the ports", ["Ada Vale", "Ed Stern"]),
        ("Remarks of Chair Ada Vale at the meeting of Foreign Ministers", ["Ada Vale"]),
        ("Talk ahead of the meeting of Defence Ministers in New Haven", []),
        ("Meeting with Council Partners", []),
    ],
)
def test_a_title_names_whose_event_it_is(title: str, names: list[str]) -> None:
    assert [label.name for label in principals_named(title)] == names


def test_an_embargo_is_read_with_its_zone() -> None:
    rules = understood(f"{TITLE}\n\n4 May 2026\n\nEmbargoed until 11:00 a.m. EDT\n{TALK}").ground_rules
    assert rules.embargoed_until == datetime(2026, 5, 4, 15, tzinfo=UTC)
    assert (rules.attribution, rules.quoted) == ("on the record", "Embargoed until 11:00 a.m. EDT")


def test_an_embargo_without_a_zone_holds_until_it_has_passed_everywhere() -> None:
    transcript = understood(f"{TITLE}\n\n4 May 2026\n\nEMBARGOED UNTIL 11:00\n{TALK}")
    assert transcript.ground_rules.embargoed_until == datetime(2026, 5, 4, 23, tzinfo=UTC)
    assert "embargo-zone" in {note.code for note in transcript.notes}


def test_an_embargo_that_cannot_be_read_is_noted() -> None:
    transcript = understood(f"{TITLE}\n\n4 May 2026\n\nEmbargoed until delivery\n{TALK}")
    assert transcript.ground_rules.embargoed_until is None
    assert "embargo-unread" in {note.code for note in transcript.notes}


@pytest.mark.parametrize(
    ("where", "attribution"),
    [
        ("On background\n", "on background"),
        ("Off the record\n", "off the record"),
        ("Report on background checks\n", "on the record"),
    ],
)
def test_terms_in_the_head(where: str, attribution: str) -> None:
    assert understood(f"{TITLE}\n\n4 May 2026\n\n{where}{TALK}").ground_rules.attribution == attribution


def test_terms_that_the_moderator_states_when_the_event_opens() -> None:
    opening = "Spokesperson Bo Fell\nHello. As a reminder, this call is on background, attributable to an official.\n"
    rules = understood(f"{TITLE}\n\n4 May 2026\n\n{opening}{TALK}").ground_rules
    assert (rules.attribution, rules.quoted) == (
        "on background",
        "this call is on background, attributable to an official",
    )


@pytest.mark.parametrize(
    "line",
    ["04 Jun. 2025 -", "4 June 2025", "June 4, 2025", "Wednesday, 4th of June 2025", "2025-06-04", "04-Jun-2025 10:03",
     "4. Juni 2025", "4 juin 2025", "04.06.2025", "4/6/2025 and 2025-06-04"],
)  # fmt: skip
def test_dates_as_pages_print_them(line: str) -> None:
    dated = find_date(line)
    assert dated
    assert dated.day == date(2025, 6, 4)


@pytest.mark.parametrize(
    "line", ["4/6/2025", "31 June 2025", "Article 5 June", "June 2025", "1.2.3", "12 Monkeys 1995", "7 of 2026"]
)
def test_what_is_no_date_or_two_is_none(line: str) -> None:
    assert find_date(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("13:34", time(13, 34)),
        ("at 11:00 a.m.", time(11)),
        ("12:05 am", time(0, 5)),
        ("12:05 pm", time(12, 5)),
        ("9.30 GMT", time(9, 30, tzinfo=timezone(timedelta()))),
        ("09:30 UTC+5:30", time(9, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))),
        ("14h30", time(14, 30)),
        ("25:00", None),
        ("3.5 percent", None),
    ],
)
def test_times_as_pages_print_them(line: str, expected: time | None) -> None:
    assert find_time(line) == expected


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%d %b. %Y", "%Y-%m-%d", "%d-%b-%Y"]),
)
def test_a_date_that_is_printed_is_always_read(day: date, form: str) -> None:
    dated = find_date(f"New Haven, {day.strftime(form)} 10:00")
    assert dated
    assert dated.day == day

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.fields import (
    Choice,
    Choices,
    Duration,
    Field,
    FieldType,
    Flag,
    Group,
    Groups,
    Number,
    Percent,
    Text,
    Words,
    in_words,
    read_fields,
)
from rules.words import words

WHERE = ("rules", 0)


def read(kind: FieldType, raw: object) -> Any:
    values, mistakes = read_fields([Field("x", kind, "What it is.", "y")], {"x": raw}, WHERE)
    assert not mistakes
    return values["x"]


def mistake(kind: FieldType, raw: object) -> str:
    values, mistakes = read_fields([Field("x", kind, "What it is.", "y", default="kept")], {"x": raw}, WHERE)
    assert len(mistakes) == 1
    assert values["x"] in {"kept", (), ("a",)}  # the default, or what of a list could be read
    return f"{mistakes[0].place}: {mistakes[0].what} {mistakes[0].how_to_fix}"


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Text(), " a b ", "a b"),
        (Text(), 7, "7"),
        (Choice(("exact", "normal")), "Exact", "exact"),
        (Choices(("question", "answer")), ["answer", "answer"], ("answer",)),
        (Choices(("question", "answer")), "answer", ("answer",)),
        (Words(), "air defence", ("air defence",)),
        (Words(), ["a", 2025, "a"], ("a", "2025")),
        (Number(whole=True), "30", 30),
        (Number(whole=True), 30, 30),
        (Number(), "2.5", 2.5),
        (Percent(), "5%", 0.05),
        (Percent(), "2.5 percent", 0.025),
        (Flag(), "yes", True),
        (Flag(), False, False),
        (Flag(), "off", False),
        (Duration(), "5m", timedelta(minutes=5)),
        (Duration(), "30 s", timedelta(seconds=30)),
        (Duration(), "2 hours", timedelta(hours=2)),
        (Duration(), "1h 30m", timedelta(minutes=90)),
        (Group((Field("to", Text(), "Where to.", "#a"),), alone="to"), "#desk", {"to": "#desk"}),
        (Groups((Field("to", Text(), "Where to.", "#a"),)), [{"to": "#a"}, {"to": "#b"}], ({"to": "#a"}, {"to": "#b"})),
    ],
)
def test_what_people_write_is_read(kind: FieldType, raw: object, value: object) -> None:
    assert read(kind, raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "says"),
    [
        (Text(), ["a"], "rules[0].x: This is a list of 1. Write a text."),
        (Text(longest=3), "abcd", "rules[0].x: This is 4 characters long. Write at most 3 characters."),
        (
            Choice(("exact", "wide")),
            "exat",
            "“exat” is not known here. Did you mean “exact”? Write one of exact, wide.",
        ),
        (Words(), ["a", {"b": 1}], "rules[0].x[1]: This is a group of settings. Write a word or phrase."),
        (Words(), ["a"] * 201, "rules[0].x: This is a list of 201. Write at most 200, or make several of them."),
        (Words(), "a" * 201, "This is 201 characters long."),
        (Number(1, 9, whole=True), "2.5", "This is “2.5”. Write a whole number from 1 to 9."),
        (Number(1, 9), "1e3", "This is “1e3”. Write a number from 1 to 9."),
        (Percent(), "5", "This is “5”. Write a share with its sign, like 5%."),
        (Flag(), "perhaps", "This is “perhaps”. Write yes or no."),
        (Duration(), "5", "Write a time with its unit, like 30s, 5m, 2 hours or 1 day."),
        (Duration(least=timedelta(seconds=10)), "1s", "Write a time between 10 seconds and 366 days."),
        (Group((Field("to", Text(), "Where to.", "#a"),)), "#desk", "This is “#desk”. Write {to: #a}."),
        (Groups((Field("to", Text(), "Where to.", "#a"),)), "x", "Write a list; each entry begins with a dash."),
    ],
)
def test_a_mistake_says_where_what_and_how_to_put_it_right(kind: FieldType, raw: object, says: str) -> None:
    assert says in mistake(kind, raw)


def test_every_mistake_is_found_at_once_and_unknown_keys_get_the_nearest_known_one() -> None:
    fields = [
        Field("name", Text(), "Its name.", "a", required=True),
        Field("within", Number(), "How near.", "30", default=30),
        Field("spelling", Text(), "How forgiving.", "normal", required=True),
    ]
    values, mistakes = read_fields(fields, {"name": None, "witin": "3", "within": "x"}, WHERE)
    assert values == {"name": None, "within": 30, "spelling": None}
    assert [(m.place, m.what) for m in mistakes] == [
        ("rules[0].witin", "“witin” is not a setting here."),
        ("rules[0].name", "“name” is empty."),
        ("rules[0].within", "This is “x”."),
        ("rules[0]", "“spelling” is missing."),
    ]
    assert mistakes[0].how_to_fix == "Did you mean “within”?"


def test_settings_that_are_no_mapping_are_one_mistake_and_leave_the_defaults() -> None:
    values, mistakes = read_fields([Field("a", Text(), "A.", "b", default="c")], "nonsense", WHERE)
    assert values == {"a": "c"}
    assert "“nonsense”" in mistakes[0].what


def test_control_characters_are_refused() -> None:
    assert mistake(Text(), "a\x00b").endswith("Write a text.")


@pytest.mark.parametrize(
    ("length", "said"),
    [(timedelta(minutes=5), "5 minutes"), (timedelta(days=1), "1 day"), (timedelta(seconds=90), "90 seconds")],
)
def test_a_length_of_time_is_said_in_words(length: timedelta, said: str) -> None:
    assert in_words(length) == said


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
TYPES: list[FieldType] = [
    Text(), Choice(("a", "b")), Choices(("a", "b")), Words(), Number(), Number(whole=True), Percent(), Flag(),
    Duration(), Group((Field("a", Text(), "A.", "b"),), alone="a"), Groups((Field("a", Words(), "A.", "b"),)),
]  # fmt: skip


@given(st.sampled_from(TYPES), ANY)
def test_reading_always_gives_a_value_or_mistakes_and_never_raises(kind: FieldType, raw: object) -> None:
    values, mistakes = read_fields([Field("x", kind, "X.", "y")], {"x": raw}, WHERE)
    assert "x" in values
    assert all(m.what and m.how_to_fix and m.where[: len(WHERE)] == WHERE for m in mistakes)


@given(st.text(max_size=12))
def test_a_phrase_that_is_accepted_always_holds_a_word(phrase: str) -> None:
    values, mistakes = read_fields([Field("x", Words(), "X.", "y", default=())], {"x": [phrase]}, WHERE)
    assert all(words(each) for each in values["x"])
    assert bool(values["x"]) != bool(mistakes)

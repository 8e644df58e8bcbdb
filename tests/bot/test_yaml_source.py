from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.yaml_source import DEEPEST, read_yaml


def test_values_stay_text_so_that_a_word_is_never_a_date_or_a_truth() -> None:
    assert read_yaml("by: [no, 2026-11-17, 5%, 010]").data == {"by": ["no", "2026-11-17", "5%", "010"]}


def test_empty_values_are_none() -> None:
    assert read_yaml("a:\nb: ~\nc: null\nd: ''").data == {"a": None, "b": None, "c": None, "d": ""}


def test_every_part_knows_its_line() -> None:
    located = read_yaml("sources:\n  - name: a\n    path: b\n  - name: c\n")
    assert located.line(("sources", 0, "path")) == 3
    assert located.line(("sources", 1)) == 4


def test_the_line_of_what_is_not_there_is_that_of_what_should_hold_it() -> None:
    assert read_yaml("rules:\n  - name: a\n").line(("rules", 0, "kind")) == 2


def test_text_that_is_no_yaml_is_one_mistake_with_its_line() -> None:
    located = read_yaml("a: b\n  c: d\n")
    (mistake,) = located.mistakes
    assert (located.data, mistake.line) == (None, 2)
    assert mistake.how_to_fix


def test_a_key_written_twice_is_a_mistake_and_the_first_counts() -> None:
    located = read_yaml("a: 1\na: 2\n")
    assert located.data == {"a": "1"}
    assert [(m.line, m.place) for m in located.mistakes] == [(2, "a")]


def test_aliases_are_refused_since_a_few_can_stand_for_millions() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert "not allowed" in read_yaml(bomb).mistakes[0].what


def test_deep_nesting_is_refused() -> None:
    assert "levels deep" in read_yaml("[" * (DEEPEST + 2) + "]" * (DEEPEST + 2)).mistakes[0].what


def test_tags_make_no_objects() -> None:
    assert read_yaml("a: !!python/object/apply:os.system [echo]").data == {"a": ["echo"]}


@given(st.text(max_size=200))
def test_whatever_is_written_is_always_read_or_refused(text: str) -> None:
    located = read_yaml(text)
    assert located.data is None or not isinstance(located.data, bytes)

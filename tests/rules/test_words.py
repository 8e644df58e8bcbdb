from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.words import shape, singulars, sound, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("air-defence systems", ["air", "defence", "systems"]),
        ("the U.S. and 2.5% of it", ["the", "U.S.", "and", "2.5%", "of", "it"]),
        ("Linde’s plan, allies’ money", ["Linde", "plan", "allies", "money"]),
        ("We haven't met O’Brien", ["We", "haven't", "met", "O’Brien"]),
        ("F-16s cost 20,000 each", ["F", "16s", "cost", "20,000", "each"]),
        ("e.g. this", ["e.g.", "this"]),
        ("It ended.Then we left", ["It", "ended", "Then", "we", "left"]),
    ],
)
def test_words_are_cut_where_readers_see_them(text: str, parts: list[str]) -> None:
    assert [word.text for word in words(text)] == parts


def test_a_sentence_end_is_a_gap_and_an_abbreviation_is_none() -> None:
    gaps = {word.text: word.gap for word in words("In the air. Defence of St. Olaf, “here” now")}
    assert gaps == {
        "In": True, "the": False, "air": False, "Defence": True, "of": False, "St": False, "Olaf": False, "here": True,
        "now": False,
    }  # fmt: skip


@given(st.text(max_size=60))
def test_words_always_stand_where_they_say_and_in_order(text: str) -> None:
    found = words(text)
    assert all(text[word.start : word.end] == word.text and word.text for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("word", "single"),
    [
        ("allies", ("ally", "allie")),
        ("strikes", ("strike",)),
        ("women", ("woman",)),
        ("speeches", ("speech", "speeche")),
        ("news", ()),
        ("crisis", ()),
        ("economics", ()),
        ("williams", ()),
        ("bus", ()),
    ],
)
def test_plurals_are_undone_but_not_what_only_looks_like_one(word: str, single: tuple[str, ...]) -> None:
    assert singulars(word) == single


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence", "defense"),
        ("programmes", "program"),
        ("mobilisation", "mobilization"),
        ("theatre", "theater"),
        ("harbours", "harbor"),
        ("travelling", "traveling"),
        ("grey", "gray"),
        ("Müller", "Mueller"),
        ("Müller", "Muller"),
    ],
)
def test_words_that_share_a_plain_form(one: str, other: str) -> None:
    assert shape(one).plain & shape(other).plain


@pytest.mark.parametrize(("one", "other"), [("four", "for"), ("tour", "tor"), ("rise", "rice"), ("sense", "sent")])
def test_words_that_share_none(one: str, other: str) -> None:
    assert not shape(one).plain & shape(other).plain


def test_transliterations_of_a_name_sound_alike() -> None:
    assert len({sound(name) for name in ("zelenskyy", "zelenskiy", "zelensky", "zelenskij", "zelenskyj")}) == 1


@given(st.text(alphabet="aeiouyjkhgcstzqwvx", min_size=1, max_size=400))
def test_a_sound_is_always_found_and_is_no_longer_than_the_word_by_much(word: str) -> None:
    assert len(sound(word)) <= len(word)


@pytest.mark.parametrize("piece", ["1.", "1,1a", "a.", "a'", "'s", "x", "é", "1%", "- ", "zhsch", "our"])
def test_hostile_repetition_is_read_in_one_pass(piece: str) -> None:
    # were any of it looked at again and again, this would take minutes
    for word in words(piece * 40_000):
        shape(word.text)

"""Folding keeps the way back; sentences end where readers would end them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.text import fold, sentences

#: letters of many scripts, marks that fold to nothing, letters that fold to two
SPOKEN = st.text(alphabet="aZ éÉłæßİﬁœ’“–\u00ad\u200b\u0301\u00a0\t\r\n.!?ЖяπΣ한中हि", max_size=60)


@given(SPOKEN)
def test_every_folded_character_always_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert folded.length == len(text)
    for i, character in enumerate(folded.text):
        start, end = folded.original(i, i + 1)
        assert 0 <= start < end <= len(text)
        assert character in fold(text[start:end]).text


@given(SPOKEN, st.data())
def test_what_a_folded_range_came_from_always_folds_to_what_holds_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.original(start, end)
    assert folded.text[start:end] in fold(text[first:last]).text


@given(SPOKEN)
def test_folding_twice_is_always_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_the_accents_at_the_end_of_a_word_belong_to_it() -> None:
    text = "cafe\u0301 noir"
    assert fold(text).text == "cafe noir"
    assert fold(text).original(0, 4) == (0, 5)


def test_a_hyphen_that_is_not_seen_is_no_hyphen() -> None:
    text = "co\u00adoperation"
    found = fold(text).text.index("cooperation")
    assert fold(text).original(found, found + 11) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "folded"), [("Łódź", "lodz"), ("Straße", "strasse"), ("“It’s”", '"it\'s"'), ("a\vb\fc", "a b c")]
)
def test_spellings_meet(text: str, folded: str) -> None:
    assert fold(text).text == folded


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Gray and Dr. Roe were there.",
        "U.S. forces left the coast.",
        "It rose by 3.5 percent.",
        "On 04 Jun. 2025 we met.",
        "No. 5 is alive.",
        "J. R. Field asked.",
        "“Is it so?” he asked.",
        "Well... what do I know?",
        "He went to the U.S. President of his own choice.",
        "They bought ships, cranes, etc. and left.",
    ],
)
def test_a_full_stop_within_a_sentence_does_not_end_it(sentence: str) -> None:
    assert cut(f"First. {sentence} Last.") == ["First.", sentence, "Last."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He sat. She stood.", ["He sat.", "She stood."]),
        ("And no. He is gone.", ["And no.", "He is gone."]),
        ("We were in the U.S. The rest is known.", ["We were in the U.S.", "The rest is known."]),
        ("He said “Go.” Then we left.", ["He said “Go.”", "Then we left."]),
        ("(We did.) Yes.", ["(We did.)", "Yes."]),
        ("Well… I think so.", ["Well…", "I think so."]),
        ("It was me, and I. Then she came.", ["It was me, and I.", "Then she came."]),
        ("Plan B. We go.", ["Plan B.", "We go."]),
        ("Good morning,\nMinisters.\n\nNext", ["Good morning,", "Ministers.", "Next"]),
        ("他说。然后走了！好吗？", ["他说。", "然后走了！", "好吗？"]),
        ("हाँ। ठीक है।", ["हाँ।", "ठीक है।"]),
        ("Да. Нет.", ["Да.", "Нет."]),
        ("   ", []),
        ("", []),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet="ab AB.!?…\"”)'\n。1", max_size=80))
def test_sentences_always_cover_every_word_once_and_in_order(text: str) -> None:
    found = sentences(text)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    outside = "".join(
        text[end:start]
        for end, start in zip([0, *(e for _, e in found)], [*(s for s, _ in found), len(text)], strict=True)
    )
    assert not outside.strip()


@pytest.mark.parametrize("piece", [".", '."', "a.", ". ", "…", ".'", "\n", "A. "])
def test_long_runs_are_cut_without_end(piece: str) -> None:
    assert len(sentences(piece * 100_000)) >= 0

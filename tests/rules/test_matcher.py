import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from room import found, matches, rule, said

from parsers.transcript import Transcript
from rules.evidence import Grade
from rules.matcher import compile_rules, match
from rules.rule import Rule

ROOM = said(
    "statement | Mara Linde | The ferry sails.",
    "moderator | Spokesperson | One question on the ferry.",
    "question | Tom Reed, Reuters | Which ferry?",
    "answer | Mara Linde | Our ferry. (Laughter.)",
    "follow-up | Tom Reed, Reuters | The old ferry?",
    "answer | Otto Brandt | The new ferry.",
    "statement | Mara Linde | Goodbye, ferry.",
)


def turns(looked_for: Rule, transcript: Transcript = ROOM) -> list[int]:
    return sorted(each.span.turn for one in matches(transcript, looked_for) for each in one.evidence)


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({}, [0, 1, 2, 3, 4, 5, 6]),
        ({"in_": ["opening"]}, [0, 6]),
        ({"in_": ["question"]}, [2, 4]),
        ({"in_": ["answer"]}, [3, 5]),
        ({"by": ["Linde"]}, [0, 3, 6]),
        ({"by": ["Mara Lindhe", "Otto Brandt"], "in_": ["answer"]}, [3, 5]),
        ({"by": ["Otto Linde"]}, []),
        ({"sources": ["harbour"]}, [0, 1, 2, 3, 4, 5, 6]),
        ({"sources": ["council"]}, []),
        ({"enabled": "no"}, []),
    ],
)
def test_a_rule_looks_only_where_its_scope_says(settings: dict[str, Any], where: list[int]) -> None:
    assert turns(rule(any=["ferry"], **settings)) == where


def test_matches_come_in_the_order_of_the_rules_and_say_whose_they_are() -> None:
    rules = [replace(rule(any=[word]), id=word, revision=3) for word in ("sails", "boat", "ferry")]
    assert [(one.rule, one.rule_revision, one.transcript) for one in matches(ROOM, *rules)] == [
        ("sails", 3, "a" * 32),
        ("ferry", 3, "a" * 32),
    ]


def test_the_best_evidence_comes_first() -> None:
    room = said("answer | Mara Linde | The Patriot stays. A Patriott, they wrote. Patriots all.")
    (one,) = matches(room, rule(any=["Patriott"]))
    assert [(each.excerpt, each.grade) for each in one.evidence] == [
        ("Patriott", Grade.EXACT),
        ("Patriot", Grade.VARIANT),
        ("Patriots", Grade.VARIANT),
    ]


def test_a_rule_set_survives_pickling() -> None:
    ruleset = compile_rules([rule(any=["ferry"]), rule("outlet_question", outlets=["Reuters"])])
    again = pickle.loads(pickle.dumps(ruleset))
    assert again == ruleset
    ids = range(len(ROOM.turns))
    assert match(again, ROOM, (), (), ids) == match(ruleset, ROOM, (), (), ids) != ()


def prints(transcript: Transcript, looked_for: Rule, ids: tuple[int, ...] | None = None) -> list[str]:
    numbers = ids or tuple(range(len(transcript.turns)))
    found = match(compile_rules([looked_for]), transcript, (), (), numbers)
    return [mark for one in found for mark in one.fingerprints]


def test_an_alert_keeps_its_identity_when_its_sentence_moves_or_its_rule_is_edited() -> None:
    ferry = rule(any=["ferry"])
    before = prints(said("answer | A | The ferry sails."), ferry)
    assert prints(said("answer | A | Well. Indeed, the FERRY sails."), ferry) == before
    edited = replace(rule(any=["ferry", "boat"], spelling="wide"), revision=7)
    assert prints(said("answer | A | The ferry sails."), edited) == before


def test_another_turn_word_time_rule_or_event_is_another_alert() -> None:
    once = prints(said("answer | A | The ferry."), rule(any=["ferry", "boat"]))
    twice = prints(said("answer | A | The ferry. A ferry."), rule(any=["ferry", "boat"]))
    assert len(set(twice)) == 2
    assert once[0] in twice
    others = [
        prints(said("answer | A | The boat."), rule(any=["ferry", "boat"])),
        prints(said("answer | A | Yes.", "answer | B | The ferry."), rule(any=["ferry"])),
        prints(said("answer | A | The ferry.", key="b" * 32), rule(any=["ferry"])),
        prints(said("answer | A | The ferry."), replace(rule(any=["ferry"]), id="other")),
    ]
    assert len({mark for each in (once, *others) for mark in each}) == 5


LINES = st.lists(
    st.lists(st.sampled_from("the ferry boat sails. Ferries stay? harbour".split()), min_size=1, max_size=8)
    .map(" ".join)
    .map("answer | Mara Linde | {}".format),
    min_size=1,
    max_size=4,
)


@given(LINES, st.data())
def test_identities_always_stay_when_text_is_inserted_in_another_turn(lines: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines)))
    inserted = [*lines[:at], "statement | Otto Brandt | A ferry more.", *lines[at:]]
    ids = (*range(at), 99, *range(at, len(lines)))
    ferry = rule(any=["ferry"])
    before = prints(said(*lines), ferry)
    after = prints(said(*inserted), ferry, ids)
    assert len(set(after)) == len(after) == len(before) + 1
    assert set(before) <= set(after)


@given(LINES)
def test_spans_always_lie_inside_their_turn_and_hold_what_they_say(lines: list[str]) -> None:
    room = said(*lines)
    for one in matches(room, rule(any=["ferry", "harbour"], spelling="wide"), rule("outlet_question", about=["boat"])):
        for each in one.evidence:
            assert each.span.end <= len(room.turns[each.span.turn].text)
            assert room.excerpt(each.span) == each.excerpt


@given(LINES, st.sampled_from(["ferry", "fery", "harbor", "boats"]))
def test_more_tolerance_always_finds_at_least_as_many_passages(lines: list[str], word: str) -> None:
    counts = [len(found(said(*lines), rule(any=[word], spelling=level))) for level in ("exact", "normal", "wide")]
    assert counts == sorted(counts)


@given(LINES, st.lists(st.sampled_from(["boat", "sails", "stay", "harbours"]), max_size=3))
def test_other_rules_never_change_what_one_finds(lines: list[str], others: list[str]) -> None:
    room, ferry = said(*lines), replace(rule(any=["ferry"]), id="ferry")
    alone = matches(room, ferry)
    together = matches(room, *(replace(rule(any=[word]), id=word) for word in others), ferry)
    assert tuple(one for one in together if one.rule == "ferry") == alone

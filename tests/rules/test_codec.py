from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.codec import KIND, read_rules, slug, write_rule
from rules.kinds import KINDS
from rules.kinds.keyword import Keyword
from rules.kinds.outlet_question import OutletQuestion
from rules.rule import Rule, Scope
from rules.spelling import Level


def read(
    *entries: object, sources: tuple[str, ...] | None = ("harbour", "council")
) -> tuple[tuple[Rule, ...], list[str]]:
    rules, mistakes = read_rules(list(entries), ("rules",), sources=sources)
    return rules, [f"{m.place}: {m.what} {m.how_to_fix}".strip() for m in mistakes]


def test_a_rule_is_read_with_its_scope() -> None:
    entry = {
        "name": "Air defence: pledges", "kind": "keyword", "any": ["air defence", "Patriot"], "none": "exercise",
        "near": {"words": ["Sundland"], "within": "12"}, "spelling": "wide", "in": ["answer", "opening"],
        "by": "Mara Linde", "sources": ["harbour"], "send": {"to": "#defence"}, "enabled": "no",
    }  # fmt: skip
    rules, mistakes = read(entry)
    assert mistakes == []
    assert rules == (
        Rule(
            id="air-defence-pledges",
            name="Air defence: pledges",
            condition=Keyword(
                any=("air defence", "Patriot"), none=("exercise",), near=("Sundland",), within=12, level=Level.WIDE
            ),
            scope=Scope(frozenset({"answer", "opening"}), ("Mara Linde",), frozenset({"harbour"})),
            enabled=False,
        ),
    )


def test_every_mistake_of_every_rule_is_told_at_once_and_sound_rules_are_kept() -> None:
    rules, mistakes = read(
        {"name": "A", "kind": "keyword", "any": "ferry", "sources": ["harbur"], "snd": "#a"},
        {"name": "B", "kind": "keywrd", "any": "ferry", "in": "anser"},
        {"kind": "keyword"},
        {"name": "C", "kind": "outlet_question", "outlets": ["Reuter", "AFP"]},
        {"name": "Sound", "kind": "keyword", "any": "ferry"},
        {"name": "SOUND", "kind": "keyword", "any": "boat"},
        {"name": "D", "kind": "keyword", "any": ["...", "ferry"], "none": ["Ferry"], "near": {}},
        {"name": "?!", "kind": "keyword", "any": "ferry"},
        {"name": "E"},
        "nonsense",
    )
    assert [rule.name for rule in rules] == ["Sound"]
    assert mistakes == [
        "rules[0].snd: “snd” is not a setting here. Did you mean “send”?",
        "rules[0].sources[0]: There is no source “harbur”. Did you mean “harbour”?",
        "rules[1].kind: “keywrd” is not known here. Did you mean “keyword”? Write " + KIND.type.says + ".",
        "rules[1].in: “anser” is not known here. Did you mean “answer”? Write one of opening, question, answer.",
        "rules[2]: “name” is missing. Write a name, for example `name: Air defence`.",
        'rules[2]: This rule has nothing to look for. Write words under “any”, for example `any: ["air defence"]`.',
        "rules[3].outlets[0]: The outlet “Reuter” is not known. Did you mean “Reuters”?",
        "rules[5].name: Another rule is already called “Sound”. Give each rule a name of its own.",
        "rules[6].any[0]: “...” holds no letter or digit. Write a word or phrase.",
        "rules[6].near: “words” is missing. Write a word or phrase, or a list of them, for example `words: [Ukraine]`.",
        "rules[7].name: This name holds no letter. Write a name with letters.",
        "rules[8]: “kind” is missing. Write one of "
        + ", ".join(kind.name for kind in KINDS)
        + ", for example `kind: keyword`.",
        "rules[9]: A rule was expected here, but this is “nonsense”. Write keys: name, kind and what to look for.",
    ]


def test_what_is_wanted_and_forbidden_at_once_is_a_mistake() -> None:
    _, mistakes = read({"name": "A", "kind": "keyword", "any": ["ferry"], "none": ["Ferry"]})
    assert mistakes == ["rules[0].none[0]: “Ferry” is also among the words to find. Take it out of one of them."]


def test_an_outlet_that_is_listed_nowhere_is_no_mistake() -> None:
    rules, mistakes = read({"name": "A", "kind": "outlet_question", "outlets": ["The Nordhaven Lantern", "ABC"]})
    assert mistakes == []
    assert rules[0].condition == OutletQuestion(outlets=("The Nordhaven Lantern", "ABC"))


@pytest.mark.parametrize("entries", [None, []])
def test_no_rules_are_no_mistake(entries: object) -> None:
    assert read_rules(entries, ("rules",), sources=None) == ((), ())


def test_rules_must_be_a_list() -> None:
    _, (mistake,) = read_rules({"name": "A"}, ("rules",), sources=None)
    assert "A list of rules was expected" in mistake.what


def test_identities_come_from_names() -> None:
    assert [slug(name) for name in ("Air defence: pledges", "ÉLAN_2", "Überflug", "Ракеты", "?!")] == [
        "air-defence-pledges", "elan-2", "uberflug", "ракеты", "",
    ]  # fmt: skip


NAMES = st.text(alphabet="abc ÄÖé1-", min_size=1, max_size=10).filter(slug).map(str.strip)
PHRASES = st.lists(st.text(alphabet="abcdeß -'", max_size=9).map(str.strip).filter(lambda p: any(map(str.isalpha, p))), max_size=3, unique=True)  # fmt: skip # noqa: E501 - one strategy
SCOPES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "in": st.lists(st.sampled_from(["opening", "question", "answer"]), min_size=1, max_size=3),
        "by": st.lists(st.sampled_from(["Mara Linde", "Otto Brandt"]), min_size=1, unique=True),
        "sources": st.lists(st.sampled_from(["harbour", "council"]), min_size=1, unique=True),
        "enabled": st.booleans(),
    },
)
KEYWORDS = st.fixed_dictionaries(
    {"kind": st.just("keyword"), "any": PHRASES, "all": PHRASES.filter(bool)},
    optional={
        "near": st.fixed_dictionaries({"words": PHRASES.filter(bool), "within": st.integers(1, 500)}),
        "spelling": st.sampled_from(["exact", "normal", "wide"]),
    },
)
QUESTIONS = st.fixed_dictionaries(
    {"kind": st.just("outlet_question"), "about": PHRASES.filter(bool)},
    optional={"outlets": st.just(["Reuters", "ABC"]), "reporters": st.just(["Tom Reed"])},
)


@given(NAMES, st.one_of(KEYWORDS, QUESTIONS), SCOPES)
def test_a_rule_always_survives_being_written_and_read(
    name: str, settings: dict[str, Any], scope: dict[str, Any]
) -> None:
    rules, mistakes = read({"name": name} | settings | scope)
    assert mistakes == []
    assert read(write_rule(rules[0])) == (rules, [])


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["name", "kind", "any", "all", "near", "in", "by", "sources", "enabled", "outlets", "about"])


@given(st.lists(st.dictionaries(KEYS, ANY | st.sampled_from(["keyword", "outlet_question"]), max_size=6), max_size=3))
def test_whatever_is_written_is_always_read_or_told_to_be_wrong(entries: list[Any]) -> None:
    rules, mistakes = read(*entries)
    assert len(rules) + len({m.split(":")[0].split("]")[0] for m in mistakes}) == len(entries)

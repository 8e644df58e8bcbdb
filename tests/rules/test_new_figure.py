"""Rules that look for figures, on a fictional briefing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from parsers.transcript import Attribution, Exchange, GroundRules, Speaker, Transcript, Turn
from rules.errors import RuleMistake
from rules.evidence import Evidence
from rules.fields import read_fields
from rules.figures.extraction import figures
from rules.figures.figure import Newness, SeenFigure
from rules.kinds import KINDS
from rules.kinds.new_figure import FIELDS, KIND, NewFigure, because, build
from rules.matcher import compile_rules, match
from rules.newness import newness
from rules.rule import Rule, Scope

VALE = Speaker("Commissioner Vale", "Ada Vale", "principal")
OKAFOR = Speaker("Nils Okafor, Reuters", "Nils Okafor", "journalist", outlet="Reuters")
TALK = Transcript(
    key="a" * 32, source="harbour", url="https://harbour.example/1", title=None, held_on=date(2026, 6, 4),
    published_at=None, updated_at=None, venue=None, language="en",
    turns=(
        Turn(0, VALE, "statement", "Harbours have pledged 20 billion euros for lighthouse repairs. We lost 300 lamps."),
        Turn(1, OKAFOR, "question", "Will the dredging budget be 5% of the total?"),
        Turn(2, VALE, "answer", "It stands at 3%. That decision was taken three weeks ago. We own 12 ferries."),
    ),
    exchanges=(Exchange((1,), (2,), Attribution("Nils Okafor", "Reuters", "label", 1.0), answered=True),),
    ground_rules=GroundRules(), notes=(), format="test",
)  # fmt: skip


def conditions(**written: Any) -> NewFigure | tuple[RuleMistake, ...]:
    values, mistakes = read_fields(FIELDS, written, ("rules", 0))
    built = mistakes or build(values, ("rules", 0))
    assert isinstance(built, (NewFigure, tuple))
    return built


def found(scope: Scope | None = None, seen: tuple[SeenFigure, ...] = (), **written: Any) -> tuple[Evidence, ...]:
    condition = conditions(**written)
    assert isinstance(condition, NewFigure), condition
    rule = Rule("figures", "Figures", condition, scope or Scope())
    said = figures(TALK)
    matches = match(compile_rules([rule]), TALK, said, newness(said, seen, TALK.key, TALK.held_on), (0, 1, 2))
    return tuple(each for one in matches for each in one.evidence)


def excerpts(scope: Scope | None = None, **written: Any) -> set[str]:
    return {each.excerpt for each in found(scope, **written)}


def earlier(amount: float, surface: str) -> SeenFigure:
    first = figures(TALK)[0]
    return SeenFigure(
        first.measure_key, "EUR", amount, amount, surface, None, "pledge", "Ada Vale", "harbour", "b" * 32,
        date(2026, 3, 2),
    )  # fmt: skip


def test_the_kind_is_registered() -> None:
    assert KIND in KINDS


def test_every_figure_is_found_where_nothing_is_asked_but_dates_are_not_figures() -> None:
    assert excerpts() == {"20 billion euros", "300 lamps", "5%", "3%", "12 ferries"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"units": ["money"]}, {"20 billion euros"}),
        ({"units": ["money", "percent"]}, {"20 billion euros", "5%", "3%"}),
        ({"at_least": 300}, {"20 billion euros", "300 lamps"}),
        ({"who": ["Vale"], "units": ["percent"]}, {"3%"}),
        ({"status": ["question"]}, {"5%"}),
        ({"status": ["pledge"]}, {"20 billion euros"}),
        ({"about": ["lighthouse"]}, {"20 billion euros"}),
        ({"about": ["dredging"], "units": ["percent"]}, {"5%", "3%"}),
        ({"about": ["icebreaker"]}, set()),
        ({"newness": ["repeated"]}, set()),
    ],
)
def test_settings_narrow_what_is_found(written: dict[str, Any], expected: set[str]) -> None:
    assert excerpts(**written) == expected


def test_the_scope_of_the_rule_says_where_to_look() -> None:
    assert excerpts(Scope(parts=frozenset({"answer"}))) == {"3%", "12 ferries"}
    assert excerpts(Scope(parts=frozenset({"answer"})), about=["dredging"]) == set()


def test_a_word_in_the_sentence_is_worth_more_than_one_in_the_exchange() -> None:
    scores = {each.excerpt: each.score for each in found(about=["dredging"], units=["percent"])}
    assert scores["5%"] > scores["3%"]


def test_the_reason_says_what_is_new_and_what_for() -> None:
    (evidence,) = found(about=["lighthouse"])
    assert evidence.because == "new: 20 billion euros for “lighthouse repairs” (pledge); about “lighthouse”"
    assert (evidence.kind, evidence.exchange) == ("new_figure", None)
    assert evidence.figure is not None
    assert isinstance(evidence.newness, Newness)


def test_the_reason_does_not_name_what_is_counted_twice() -> None:
    figure = replace(figures(TALK)[1], measure="lamps in the strait")
    assert because(figure, Newness("new", None, "new: not said before")) == "new: 300 lamps in the strait"


def test_evidence_in_an_exchange_names_it() -> None:
    assert {each.exchange for each in found(units=["percent"])} == {0}


def test_a_change_says_from_what_and_is_told_only_when_large_enough() -> None:
    seen = (earlier(19e9, "19 billion euros"),)
    (evidence,) = found(seen=seen, units=["money"])
    assert evidence.because == (
        "changed: 20 billion euros for “lighthouse repairs” (pledge); "
        "was “19 billion euros” (2 Mar 2026, Ada Vale); up 5.3%"
    )
    assert found(seen=seen, units=["money"], changed_by="5%") != ()
    assert found(seen=seen, units=["money"], changed_by="6%") == ()


def test_what_was_said_before_is_told_only_when_asked_for() -> None:
    seen = (earlier(20e9, "20 billion euros"),)
    assert found(seen=seen, units=["money"]) == ()
    (evidence,) = found(seen=seen, units=["money"], newness=["repeated"])
    assert evidence.because.startswith("repeated: 20 billion euros for “lighthouse repairs” (pledge); first said as")


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ({"about": ["…"]}, "rules[0].about[0]"),
        ({"newness": []}, "rules[0].newness"),
        ({"newness": ["new"], "changed_by": "5%"}, "rules[0].changed_by"),
        ({"units": ["mony"]}, "rules[0].units[0]"),
        ({"changed_by": "5"}, "rules[0].changed_by"),
    ],
)
def test_a_mistake_has_its_place_and_a_remedy(written: dict[str, Any], place: str) -> None:
    mistakes = conditions(**written)
    assert isinstance(mistakes, tuple)
    assert [mistake.place for mistake in mistakes] == [place]
    assert all(mistake.how_to_fix for mistake in mistakes)


@pytest.mark.parametrize(
    "written",
    [
        {},
        {
            "about": ["lamps"], "units": ["money"], "newness": ["new", "repeated", "changed"], "changed_by": "7.5%",
            "at_least": 1000.0, "who": ["Ada Vale"], "status": ["pledge"],
        },
    ],
)  # fmt: skip
def test_settings_come_back_as_they_were_written(written: dict[str, Any]) -> None:
    condition = conditions(**written)
    assert isinstance(condition, NewFigure)
    assert condition.settings() == written
    assert conditions(**condition.settings()) == condition

"""Rules from plain data (YAML, a form, JSON) and back.

Every mistake is found at once, each with its place and its remedy. A rule with a mistake is left out and the others are
still read, so that one slip does not silence a desk's other rules where the caller decides so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, get_args

from parsers.text import fold
from rules.errors import Path, RuleMistake
from rules.fields import Anything, Choice, Choices, Field, Flag, Text, Words, describe, did_you_mean, read_fields
from rules.kinds import KINDS
from rules.kinds.base import Kind
from rules.rule import Part, Rule, Scope

MOST_RULES = 10_000
_PARTS: tuple[Part, ...] = get_args(Part)
_KINDS: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}

#: the settings every rule has, whatever its kind
NAME = Field("name", Text("a name", 120), "How editors call the rule; also its identity.", "Air defence", required=True)
KIND = Field("kind", Choice(tuple(_KINDS)), "What kind of rule it is.", KINDS[0].name, required=True)
SCOPE = (
    Field("in", Choices(_PARTS), "Where to look; everywhere when left out.", "[answer, opening]", default=()),
    Field("by", Words("a name, or a list of names"), "Only what these people say.", "[Jo Example]", default=()),
    Field("sources", Words("a source, or a list of them"), "Only transcripts of these sources.", "[nato]", default=()),
    Field("enabled", Flag(), "“no” keeps the rule but lets it do nothing.", "yes", default=True),
)
_SHARED = frozenset(field.name for field in (NAME, KIND, *SCOPE))
_NOT_SLUG = re.compile(r"[^\w]+|_+")


def read_rules(
    entries: object, where: Path, *, sources: Collection[str] | None, elsewhere: tuple[str, ...] = ("send",)
) -> tuple[tuple[Rule, ...], tuple[RuleMistake, ...]]:
    """The rules of a list, and every mistake in it.

    `sources` are the names a rule may refer to (None: any). Keys in `elsewhere` are somebody else's to read.
    """
    if entries is None:
        return (), ()
    if not isinstance(entries, (list, tuple)):
        what = f"A list of rules was expected here, but this is {describe(entries)}."
        return (), (RuleMistake(where, what, "Begin each rule with a dash: `- name: …`."),)
    if len(entries) > MOST_RULES:
        return (), (RuleMistake(where, f"These are {len(entries)} rules.", f"Write at most {MOST_RULES}."),)
    rules: dict[str, Rule] = {}
    mistakes: list[RuleMistake] = []
    for i, entry in enumerate(entries):
        rule, found = _read_rule(entry, (*where, i), sources, elsewhere)
        mistakes.extend(found)
        if rule is not None and rule.id in rules:
            what = f"Another rule is already called “{rules[rule.id].name}”."
            mistakes.append(RuleMistake((*where, i, "name"), what, "Give each rule a name of its own."))
        elif rule is not None:
            rules[rule.id] = rule
    return tuple(rules.values()), tuple(mistakes)


def _read_rule(
    entry: object, where: Path, sources: Collection[str] | None, elsewhere: tuple[str, ...]
) -> tuple[Rule | None, tuple[RuleMistake, ...]]:
    if not isinstance(entry, Mapping):
        what = f"A rule was expected here, but this is {describe(entry)}."
        return None, (RuleMistake(where, what, "Write keys: name, kind and what to look for."),)
    kind = _kind(entry)
    if kind is None:
        # Without its kind only what every rule has can be judged; guessing would report what is no mistake.
        shared = {key: entry[key] for key in entry if key in _SHARED}
        values, mistakes = read_fields((NAME, KIND, *SCOPE), shared, where)
        return None, (*mistakes, *_unknown_sources(values, where, sources))
    others = tuple(Field(key, Anything(), "Read elsewhere.", "…") for key in elsewhere)
    values, mistakes = read_fields((NAME, KIND, *SCOPE, *kind.fields, *others), entry, where)
    mistakes += _unknown_sources(values, where, sources)
    rule_id = slug(values["name"] or "")
    if values["name"] and not rule_id:
        mistakes += (RuleMistake((*where, "name"), "This name holds no letter.", "Write a name with letters."),)
    built = kind.build(values, where) if not any(_concerns(m, where) for m in mistakes) else ()
    if isinstance(built, tuple):
        return None, mistakes + built
    if mistakes:
        return None, mistakes
    scope = Scope(frozenset(values["in"]), values["by"], frozenset(values["sources"]))
    return Rule(rule_id, values["name"], built, scope, enabled=values["enabled"]), ()


def _kind(raw: Mapping[Any, Any]) -> Kind | None:
    written = raw.get("kind")
    return _KINDS.get(written.strip().casefold()) if isinstance(written, str) else None


def _concerns(mistake: RuleMistake, where: Path) -> bool:
    """Whether a mistake lies in the kind's own settings: a condition cannot be built from the rest of them."""
    inside = mistake.where[len(where) :]
    return bool(inside) and inside[0] not in _SHARED


def _unknown_sources(
    values: Mapping[str, Any], where: Path, sources: Collection[str] | None
) -> tuple[RuleMistake, ...]:
    if sources is None:
        return ()
    return tuple(
        RuleMistake((*where, "sources", i), f"There is no source “{name}”.", did_you_mean(name, sorted(sources)))
        for i, name in enumerate(values["sources"])
        if name not in sources
    )


def slug(name: str) -> str:
    """The identity made of a name: "Air defence: pledges" is "air-defence-pledges"."""
    return _NOT_SLUG.sub("-", fold(name).text).strip("-")


def write_rule(rule: Rule) -> dict[str, Any]:
    """A rule as plain data, as an editor would write it; what is at its default is left out."""
    plain: dict[str, Any] = {"name": rule.name, "kind": rule.condition.kind, **rule.condition.settings()}
    if rule.scope.parts:
        plain["in"] = [part for part in _PARTS if part in rule.scope.parts]
    if rule.scope.speakers:
        plain["by"] = list(rule.scope.speakers)
    if rule.scope.sources:
        plain["sources"] = sorted(rule.scope.sources)
    if not rule.enabled:
        plain["enabled"] = False
    return plain

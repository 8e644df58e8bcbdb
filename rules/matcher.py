"""Many rules against one transcript: what each finds, best first, with the identity of every alert.

Rules are compiled once into a `RuleSet`: an immutable, picklable value whose index looks up the words of all rules in
one pass. Matching is pure: the same rules, transcript and figures give the same matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from parsers.transcript import Transcript, Turn
from rules.evidence import Evidence
from rules.figures.figure import Figure, Newness
from rules.index import Index
from rules.kinds.base import View
from rules.rule import Match, Part, Rule, Scope
from rules.spelling import grade_order, same_person


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules ready to be matched."""

    rules: tuple[Rule, ...]  #: those that are enabled, in the order given
    index: Index = field(compare=False, repr=False)  #: their terms; follows from the rules


def compile_rules(rules: Iterable[Rule]) -> RuleSet:
    """Rules made ready; disabled ones do nothing and are left out."""
    enabled = tuple(rule for rule in rules if rule.enabled)
    return RuleSet(enabled, Index(term for rule in enabled for term in rule.condition.terms))


def match(  # noqa: PLR0913 - each is one of the values the matches depend on
    ruleset: RuleSet,
    transcript: Transcript,
    figures: tuple[Figure, ...],
    newness: tuple[Newness, ...],
    turn_ids: Sequence[int],
    country: str | None = None,
) -> tuple[Match, ...]:
    """What the rules find, in the order of the rules.

    `newness` stands beside `figures`; `turn_ids` gives each turn the number it keeps across revisions; `country` is the
    source's, for outlets that share a name.
    """
    asked = tuple(rule for rule in ruleset.rules if not rule.scope.sources or transcript.source in rule.scope.sources)
    if not asked:
        return ()
    hits = ruleset.index.scan(transcript)
    exchanges = _exchange_of_turns(transcript)
    parts = tuple(_part(turn, exchanges[turn.index], transcript) for turn in transcript.turns)
    views: dict[Scope, View] = {}
    found = []
    for rule in asked:
        view = views.get(rule.scope)
        if view is None:
            turns = _turns_in_scope(rule.scope, transcript, parts)
            view = views[rule.scope] = View(transcript, turns, hits, exchanges, figures, newness, country)
        evidence = _evidence(rule, view)
        if evidence:
            marks = fingerprints(rule.id, transcript.key, evidence, turn_ids)
            found.append(Match(rule.id, rule.name, rule.revision, transcript.key, evidence, marks))
    return tuple(found)


def _evidence(rule: Rule, view: View) -> tuple[Evidence, ...]:
    triggers = rule.condition.triggers
    if triggers is not None and not any(view.found(term) for term in triggers):
        return ()
    return tuple(sorted(rule.condition.evidence(view), key=_best_first))


def _best_first(evidence: Evidence) -> tuple[int, float, int, int]:
    return grade_order(evidence.grade), -evidence.score, evidence.span.turn, evidence.span.start


def fingerprints(rule: str, transcript: str, evidence: Sequence[Evidence], turn_ids: Sequence[int]) -> tuple[str, ...]:
    """The identity of each alert, beside the evidence.

    It is made of the rule, the event, the kind, the words, the turn as it is numbered across revisions, and which time
    the words stand there: neither of offsets nor of the excerpt nor of the rule's revision.
    """
    seen: dict[tuple[str, str, int], int] = {}
    marks: dict[int, str] = {}
    for at in sorted(range(len(evidence)), key=lambda i: evidence[i].span):
        each = evidence[at]
        same = (each.kind, each.words, turn_ids[each.span.turn])
        seen[same] = seen.get(same, 0) + 1
        parts = (rule, transcript, each.kind, each.words, str(same[2]), str(seen[same]))
        marks[at] = sha256("\x1f".join(parts).encode()).hexdigest()
    return tuple(marks[at] for at in range(len(evidence)))


def _exchange_of_turns(transcript: Transcript) -> tuple[int | None, ...]:
    belongs: dict[int, int] = {}
    for index, exchange in enumerate(transcript.exchanges):
        for turn in (*exchange.question_turns, *exchange.answer_turns):
            belongs.setdefault(turn, index)
    return tuple(belongs.get(turn.index) for turn in transcript.turns)


def _part(turn: Turn, exchange: int | None, transcript: Transcript) -> Part | None:
    """Question or answer as the exchanges say, else as the turn says; statements are opening remarks."""
    if turn.kind in {"moderator", "aside"}:
        return None
    if exchange is not None:
        return "question" if turn.index in transcript.exchanges[exchange].question_turns else "answer"
    parts: dict[str, Part] = {"statement": "opening", "question": "question", "answer": "answer"}
    return parts.get(turn.kind)


def _turns_in_scope(scope: Scope, transcript: Transcript, parts: Sequence[Part | None]) -> frozenset[int]:
    by: dict[str | None, bool] = {None: False}
    for turn in transcript.turns:
        name = turn.speaker.name or turn.speaker.label
        if name is not None and name not in by:
            by[name] = any(same_person(wanted, name) for wanted in scope.speakers)
    return frozenset(
        turn.index
        for turn in transcript.turns
        if (not scope.parts or parts[turn.index] in scope.parts)
        and (not scope.speakers or by[turn.speaker.name or turn.speaker.label])
    )

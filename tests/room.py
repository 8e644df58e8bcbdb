"""A small language for rule tests: who says what in a room, line by line, and the rules that look at it.

    said("statement | Mara Linde | Good morning.",
         "question | Tom Reed, Reuters | When?",
         "answer | Mara Linde | Soon. (Laughter.)")

Each question opens an exchange, answers and "follow-up" questions belong to the one before. Text in brackets is an
aside.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from parsers.transcript import Attribution, Exchange, GroundRules, Role, Span, Speaker, Transcript, Turn, TurnKind
from rules.codec import read_rules
from rules.matcher import compile_rules, match
from rules.rule import Match, Rule

_ASIDE = re.compile(r"\([^)]*\)")
_ROLES: dict[str, Role] = {"question": "journalist", "moderator": "moderator"}


def said(*lines: str, key: str = "a" * 32, source: str = "harbour") -> Transcript:
    """The transcript of these lines."""
    turns: list[Turn] = []
    exchanges: list[Exchange] = []
    for line in lines:
        written, who, text = (part.strip(" ") for part in line.split("|", 2))
        kind: Any = "question" if written == "follow-up" else written
        name, _, outlet = who.partition(", ")
        turns.append(_turn(len(turns), kind, name, outlet or None, text))
        if written == "question":
            asked = Attribution(name or None, outlet or None, "label" if who else "none", 1.0 if who else 0.0)
            exchanges.append(Exchange((turns[-1].index,), (), asked, answered=False))
        elif kind in {"question", "answer"} and exchanges:
            exchanges[-1] = _longer(exchanges[-1], kind, turns[-1].index)
    return Transcript(
        key=key, source=source, url="https://harbour.example/1", title="Harbour briefing", held_on=None,
        published_at=None, updated_at=None, venue=None, language="en", turns=tuple(turns), exchanges=tuple(exchanges),
        ground_rules=GroundRules(), notes=(), format="test",
    )  # fmt: skip


def _turn(index: int, kind: TurnKind, name: str, outlet: str | None, text: str) -> Turn:
    speaker = Speaker(name or None, name or None, _ROLES.get(kind, "principal"), outlet=outlet)
    asides = tuple(Span(index, *found.span()) for found in _ASIDE.finditer(text))
    return Turn(index, speaker, kind, text, asides)


def _longer(exchange: Exchange, kind: TurnKind, turn: int) -> Exchange:
    if kind == "question":
        return replace(exchange, question_turns=(*exchange.question_turns, turn))
    return replace(exchange, answer_turns=(*exchange.answer_turns, turn), answered=True)


def rule(kind: str = "keyword", **settings: Any) -> Rule:
    """The rule of these settings; `in_` stands for the key `in`."""
    entry = {"name": "Rule", "kind": kind} | {key.rstrip("_"): value for key, value in settings.items()}
    rules, mistakes = read_rules([entry], ("rules",), sources=None)
    assert not mistakes, mistakes
    return rules[0]


def matches(transcript: Transcript, *rules: Rule, country: str | None = None) -> tuple[Match, ...]:
    """What the rules find, without figures."""
    ids = tuple(range(len(transcript.turns)))
    return match(compile_rules(rules), transcript, (), (), ids, country)


def found(transcript: Transcript, looked_for: Rule, country: str | None = None) -> list[str]:
    """What one rule finds, as printed, in the order of the text."""
    evidence = [each for one in matches(transcript, looked_for, country=country) for each in one.evidence]
    return [each.excerpt for each in sorted(evidence, key=lambda each: each.span)]

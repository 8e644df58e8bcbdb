"""A rule is an editor's standing query; a match is all the evidence for one rule in one transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rules.evidence import Evidence
from rules.kinds.base import Condition

Part = Literal["opening", "question", "answer"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule looks. Empty means everywhere."""

    parts: frozenset[Part] = frozenset()  #: opening statements, questions, answers
    speakers: tuple[str, ...] = ()  #: only what these people say (`by`)
    sources: frozenset[str] = frozenset()  #: only transcripts of these sources


@dataclass(frozen=True, slots=True)
class Rule:
    """An editor's standing query: one condition, where to look, and who it belongs to."""

    id: str  #: stable across edits; made from the name when the rule comes from a file
    name: str  #: as editors see it
    condition: Condition  #: what must be found
    scope: Scope = Scope()  #: where to look
    owner: str | None = None  #: who wrote it; None for rules of the configuration file
    enabled: bool = True  #: a disabled rule is kept and does nothing
    revision: int = 1  #: counts edits


@dataclass(frozen=True, slots=True)
class Match:
    """All the evidence for one rule in one transcript, best first."""

    rule: str  #: id of the rule
    rule_name: str  #: its name at that time
    rule_revision: int  #: which state of the rule found it
    transcript: str  #: key of the transcript
    evidence: tuple[Evidence, ...]  #: one per passage, best first
    fingerprints: tuple[str, ...]  #: identity of each alert, beside `evidence`

    def __post_init__(self) -> None:
        if not self.evidence or len(self.evidence) != len(self.fingerprints):
            raise ValueError("a match needs evidence and one fingerprint for each")

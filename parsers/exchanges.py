"""Turns become exchanges: one reporter's questioning and what was answered.

A follow-up right after the answer belongs to the exchange, also past an interjection of the moderator; the same
reporter coming back after somebody else opens a new one. Questions collected one after another share the answer that
follows them all. Anonymous questions belong together between two calls, if anybody calls.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.attribution import attribute
from parsers.transcript import Exchange, Speaker, Turn


@dataclass(slots=True)
class _Open:
    asker: str | None  # None for anonymous
    questions: list[int]
    answers: list[int] = field(default_factory=list)
    called_by: int | None = None


def read_exchanges(turns: tuple[Turn, ...]) -> tuple[Exchange, ...]:
    """The exchanges of a transcript, in order of their first question."""
    return tuple(
        Exchange(
            tuple(found.questions),
            tuple(found.answers),
            attribute(turns, tuple(found.questions), found.called_by),
            answered=any(_is_said(turns[i]) for i in found.answers),
        )
        for found in _grouped(turns)
    )


def _grouped(turns: tuple[Turn, ...]) -> list[_Open]:
    exchanges: list[_Open] = []
    call: int | None = None
    somebody_calls = any(turn.kind == "moderator" for turn in turns)
    for turn in turns:
        if turn.kind == "moderator":
            call = turn.index
        elif turn.kind == "question":
            asker = _identity(turn.speaker)
            anonymous_goes_on = asker is None and somebody_calls and call is None
            current = exchanges[-1] if exchanges else None
            if current and current.asker == asker and (asker is not None or anonymous_goes_on):
                current.questions.append(turn.index)
            else:
                exchanges.append(_Open(asker, [turn.index], called_by=call))
            call = None
        elif turn.kind == "answer" and exchanges:
            for found in _waiting(exchanges):
                found.answers.append(turn.index)
    return exchanges


def _waiting(exchanges: list[_Open]) -> list[_Open]:
    """The last exchange, and those before it whose questions were collected with it and not answered yet."""
    waiting = [exchanges[-1]]
    if exchanges[-1].answers:
        return [found for found in exchanges if found.answers and found.answers[-1] == exchanges[-1].answers[-1]]
    for found in reversed(exchanges[:-1]):
        if found.answers:
            break
        waiting.append(found)
    return waiting


def _identity(speaker: Speaker) -> str | None:
    if speaker.name:
        return f"name {speaker.name.casefold()}"
    return f"outlet {speaker.outlet.casefold()}" if speaker.outlet else None


def _is_said(turn: Turn) -> bool:
    return len(turn.text) > sum(aside.end - aside.start for aside in turn.asides)

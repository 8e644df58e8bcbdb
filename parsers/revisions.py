"""Two states of one transcript: which turn continues which, so that turns keep their numbers and nothing alerts twice.

Equal turns are matched first, then, within the gaps between them, the most alike. The work is bounded: gaps are
compared by their words, and only so many pairs in each.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from parsers.text import fold
from parsers.transcript import Transcript, Turn

#: two turns less alike than this are different turns
_ALIKE = 0.5
#: pairs compared in one gap; beyond it turns are paired only with their neighbours
_MOST_PAIRS = 4000
_WORD = re.compile(r"[^\W_]+")


def align(old_turns: tuple[Turn, ...], new_turns: tuple[Turn, ...]) -> tuple[int | None, ...]:
    """For each new turn the index of the old turn that it continues, or None when it is new; none is named twice."""
    matcher = SequenceMatcher(None, [_words(t) for t in old_turns], [_words(t) for t in new_turns], autojunk=False)
    continued: list[int | None] = [None] * len(new_turns)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            continued[new_from:new_to] = range(old_from, old_to)
        elif tag == "replace":
            olds, news = range(old_from, old_to), range(new_from, new_to)
            for old, new in _most_alike(old_turns, new_turns, olds, news):
                continued[new] = old
    return tuple(continued)


def turn_ids(old_ids: tuple[int, ...], old_turns: tuple[Turn, ...], new_turns: tuple[Turn, ...]) -> tuple[int, ...]:
    """Stable numbers for the new turns: those of the turns they continue, fresh ones above the highest for the rest."""
    if len(old_ids) != len(old_turns):
        raise ValueError("every old turn needs its number")
    fresh = max(old_ids, default=-1) + 1
    ids = []
    for old in align(old_turns, new_turns):
        if old is None:
            ids.append(fresh)
            fresh += 1
        else:
            ids.append(old_ids[old])
    return tuple(ids)


def same_words(a: Transcript, b: Transcript) -> bool:
    """Whether two transcripts say the same by the same people; layout, quotes and dashes, marks and notes aside."""
    return [_said(turn) for turn in a.turns] == [_said(turn) for turn in b.turns] and [
        (exchange.question_turns, exchange.attribution.reporter, exchange.attribution.outlet)
        for exchange in a.exchanges
    ] == [
        (exchange.question_turns, exchange.attribution.reporter, exchange.attribution.outlet)
        for exchange in b.exchanges
    ]


def _said(turn: Turn) -> tuple[str, str | None, str | None]:
    return " ".join(fold(turn.text).text.split()), turn.speaker.name, turn.speaker.outlet


def _words(turn: Turn) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(turn.text).text))


def _most_alike(
    old_turns: tuple[Turn, ...], new_turns: tuple[Turn, ...], olds: range, news: range
) -> list[tuple[int, int]]:
    """Pairs of a gap in the order of their likeness, none crossing another."""
    old_words = {i: Counter(_words(old_turns[i])) for i in olds}
    new_words = {i: Counter(_words(new_turns[i])) for i in news}
    reach = max(1, _MOST_PAIRS // max(1, len(news)))
    rated = []
    for step, new in enumerate(news):
        middle = olds.start + step * len(olds) // len(news)
        for old in range(max(olds.start, middle - reach), min(olds.stop, middle + reach + 1)):
            likeness = _likeness(old_words[old], new_words[new])
            if likeness >= _ALIKE:
                rated.append((likeness, -abs(old - middle), old, new))
    pairs: list[tuple[int, int]] = []
    for _, _, old, new in sorted(rated, reverse=True):
        if all((old < other) == (new < pair) and old != other and new != pair for other, pair in pairs):
            pairs.append((old, new))
    return pairs


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    """Share of their words that two turns have in common, 0–1."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0

"""Stage marks in the text of a turn: "(Laughter.)", "[inaudible]". They are in the text, but nobody said them.

Only words that describe the room count. Brackets around an editor's completion ("[the Council]") stay words of the
turn.
"""

from __future__ import annotations

import re

from parsers.transcript import Span

_STAGE = (
    r"inaudibles?|unintelligible|indiscernible|laugh\w*|chuckl\w*|applause|applaud\w*|cheer\w*|cross[ -]?talk|"
    r"off[ -]?mi(?:c|ke|crophone)|pause\w*|phonetic|ph|sic|silence|music|video|recording|no audio|audio|break|"
    r"interrupt\w*|overlapping|simultaneous|speaks? in|speaking in|"
    r"in (?:french|german|ukrainian|russian|english|spanish|polish|arabic|dutch|italian)|"
    r"(?:re|via |through |as |by )?(?:translated|interpreted|interpreter|interpretation|translation)|technical|"
    r"lachen|gelächter|beifall|unverständlich|rires|applaudissements"
)
#: a stage mark with its brackets
ASIDE = re.compile(rf"[(\[](?:{_STAGE})\b[^()\[\]\n]{{0,60}}[)\]]", re.IGNORECASE)


def asides_in(turn: int, text: str) -> tuple[Span, ...]:
    """Where the stage marks of a turn stand."""
    return tuple(Span(turn, found.start(), found.end()) for found in ASIDE.finditer(text))

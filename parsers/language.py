"""Which language a transcript is in, by its small words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SMALL_WORDS = {
    "en": frozenset(
        "the of and to in that is for we it on are this have with be you as will not our from by at".split()
    ),
    "de": frozenset(
        "der die und das den ist nicht wir mit von ein eine auch für dass sie zu im auf es haben dem".split()
    ),
    "fr": frozenset(
        "le la les des et est que nous une dans pour pas vous qui sur avec plus au ce il du ont sont".split()
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
#: with fewer small words than this in a sample nothing is said about its language
_ENOUGH = 3


def language_of(texts: Iterable[str]) -> str:
    """A BCP 47 tag: "en", "de", "fr", or "und" when the words do not tell."""
    sample, length = [], 0
    for text in texts:
        sample.append(text[: _SAMPLE - length])
        length += len(sample[-1])
        if length >= _SAMPLE:
            break
    words = [word.casefold() for word in _WORD.findall(" ".join(sample))]
    counts = {tag: sum(word in small for word in words) for tag, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda tag: counts[tag])
    second = max(count for tag, count in counts.items() if tag != best)
    return best if counts[best] >= _ENOUGH and counts[best] > second else "und"

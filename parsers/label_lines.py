"""Which lines of a page are speaker labels.

A line's shape alone decides little ("Economic Activity" looks like a name), so labels are chosen by evidence from the
whole page: do they come back, does speech follow, are they set like the sure ones, are their words ordinary words
elsewhere on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from parsers import offices
from parsers.blocks import Block
from parsers.furniture import is_delivery, is_furniture
from parsers.labels import LONGEST, Label, folded_words, read_label, spelling
from parsers.text import fold


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a label stands: a line of a block."""

    block: int  #: index of the block
    line: int  #: index of the line in it


def lines_of(blocks: tuple[Block, ...]) -> Iterator[tuple[Place, str]]:
    """Every line of a page with its place, in order."""
    for b, block in enumerate(blocks):
        for i, line in enumerate(block.lines):
            yield Place(b, i), line


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: Place
    label: Label
    alone: bool  #: nothing else in its block
    set_off: bool  #: bold
    heading: bool
    speech_follows: bool


#: what a line needs to be taken for a label
_ENOUGH = 3
#: a page with more different labels is a list of names
_MOST_SPEAKERS = 400


def choose_labels(blocks: tuple[Block, ...], principals: tuple[Label, ...] = ()) -> dict[Place, Label]:
    """The lines that are labels, by place, in order. `principals` are those whom the heading names."""
    candidates = _candidates(blocks)
    sure = [candidate for candidate in candidates if candidate.label.sure and candidate.speech_follows]
    if not sure or len({candidate.label.printed for candidate in sure}) > _MOST_SPEAKERS:
        return {}
    page = _Evidence(blocks, candidates, sure, principals)
    chosen = {c.place: c.label for c in candidates if page.weight(c) >= _ENOUGH}
    return _without_dateline(chosen, blocks)


def _candidates(blocks: tuple[Block, ...]) -> list[_Candidate]:
    found = []
    lines_by_block = [block.lines for block in blocks]
    for b, block in enumerate(blocks):
        offset = 0
        lines = lines_by_block[b]
        for i, line in enumerate(lines):
            label = None if block.bullet or len(line) > LONGEST else read_label(line)
            if label and (i == 0 or label.sure):
                following = blocks[b + 1] if b + 1 < len(blocks) else None
                found.append(
                    _Candidate(
                        Place(b, i),
                        label,
                        alone=len(lines) == 1,
                        set_off=block.bold(offset, offset + len(line.rstrip(": "))),
                        heading=block.heading > 0,
                        speech_follows=_is_speech(lines[i + 1])
                        if i + 1 < len(lines)
                        else following is not None and not following.bullet and _is_speech(lines_by_block[b + 1][0]),
                    )
                )
            offset += len(line) + 1
    return found


def _is_speech(line: str) -> bool:
    """Whether a line may be somebody's words: no note of the page and no sure label."""
    if len(line) > LONGEST:
        return True
    label = read_label(line)
    return not ((label and label.sure) or is_furniture(line) or is_delivery(line))


_INLINE = re.compile(r"(?P<label>Q(?=[\s:.])|[^\W\d_][^:\n]{0,60}:)[\s\u00a0]*(?=\S)")


def count_inline_labels(blocks: tuple[Block, ...]) -> int:
    """How many paragraphs begin like "MS. DOE: Thank you" or "Q  When?", with a beginning that comes back."""
    found = Counter(match.group("label") for block in blocks if (match := _INLINE.match(block.lines[0])))
    return sum(times for times in found.values() if times > 1)


class _Evidence:
    """What the whole page says about its candidates."""

    def __init__(
        self,
        blocks: tuple[Block, ...],
        candidates: list[_Candidate],
        sure: list[_Candidate],
        principals: tuple[Label, ...],
    ) -> None:
        self._first_sure = sure[0].place.block
        self._times = Counter(spelling(candidate.label.printed) for candidate in candidates)
        known = [candidate.label for candidate in sure] + list(principals)
        self._names = {spelling(label.name) for label in known if label.name}
        self._surnames = {name.split()[-1] for name in self._names if name}
        self._offices = {spelling(label.office) for label in known if label.office}
        self._outlets = {spelling(label.outlet) for label in known if label.outlet}
        self._alone = _most(candidate.alone for candidate in sure)
        self._set_off = _most(candidate.set_off for candidate in sure)
        self._heading = _most(candidate.heading for candidate in sure)
        self._ordinary = _small_words(blocks)
        words = (folded_words(block.text) for block in blocks)
        self._pairs = Counter(pair for said in words for pair in pairwise(said))

    def weight(self, candidate: _Candidate) -> int:
        label = candidate.label
        if not candidate.speech_follows or (candidate.heading and not self._heading):
            return 0
        if self._set_off and not candidate.set_off:
            return 0
        weight = 3 if label.sure else 1
        weight += self._times[spelling(label.printed)] > 1
        weight += self._is_known(label)
        weight += candidate.alone == self._alone
        weight -= candidate.place.line > 0  # inside a paragraph, where a list or a verse may stand
        weight -= 2 * (not label.sure and candidate.place.block < self._first_sure and not self._is_known(label))
        return weight + self._by_words(label)

    def _is_known(self, label: Label) -> bool:
        name = spelling(label.name)
        if label.name:
            return name in self._names or (" " not in name and name in self._surnames) or name in self._outlets
        office, outlet = spelling(label.office), spelling(label.outlet)
        return (bool(outlet) and outlet in self._outlets) or (
            bool(office) and any(f" {office} " in f" {known} " for known in self._offices)
        )

    def _by_words(self, label: Label) -> int:
        """A name's words are not written small elsewhere; those of a sub-heading are."""
        if not label.name:
            return 0
        words = [word for word in spelling(label.name).split() if word not in offices.PARTICLES]
        small = sum(word in self._ordinary for word in words)
        if small == len(words):
            return -2
        return 1 if not small or self._says_name_elsewhere(label) else 0

    def _says_name_elsewhere(self, label: Label) -> bool:
        """Reporters say who they are: "Jane Gray from …"."""
        words = spelling(label.name).split()
        return len(words) > 1 and self._pairs[words[-2], words[-1]] > self._times[spelling(label.printed)]


def _most(answers: Iterable[bool]) -> bool:
    known = list(answers)
    return sum(known) * 2 > len(known)


_SMALL_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")


def _small_words(blocks: tuple[Block, ...]) -> frozenset[str]:
    """Folded words that the page also writes without a capital."""
    small = {word for block in blocks for word in _SMALL_WORD.findall(block.text) if word.islower()}
    return frozenset(fold(word).text for word in small)


def _without_dateline(chosen: dict[Place, Label], blocks: tuple[Block, ...]) -> dict[Place, Label]:
    """Without a first "New York, United States", which has the shape of a name and an outlet but asks nothing."""
    if not chosen:
        return chosen
    first, label = next(iter(chosen.items()))
    if not (label.outlet and label.evidence == "none" and label.name):
        return chosen
    if sum(other.name == label.name for other in chosen.values()) > 1:
        return chosen
    following = list(chosen)[1] if len(chosen) > 1 else Place(len(blocks), 0)
    speech = " ".join(line for place, line in lines_of(blocks) if first < place < following)
    if "?" in speech:
        return chosen
    return {place: other for place, other in chosen.items() if place != first}

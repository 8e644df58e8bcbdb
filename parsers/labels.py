"""The grammar of speaker labels that stand alone on a line, and the choice of the lines that are labels.

Known forms: "Office Name", "Name, Office", "Name, Outlet", "Name (Outlet)", "Question, Outlet", an office, a part in
the room or a name alone; each with or without a colon and trailing spaces. A line's shape alone decides little
("Economic Activity" looks like a name), so labels are chosen by evidence from the whole page: do they come back, does
speech follow, are they set like the sure ones, are their words ordinary words elsewhere on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, cast

from parsers import offices
from parsers.blocks import Block
from parsers.dates import MONTHS
from parsers.furniture import is_delivery, is_furniture
from parsers.text import fold
from parsers.transcript import Role

#: which kind of organisation or office the words after a name speak of
Evidence = Literal["office", "moderator", "journalist", "outlet", "none"]

_LONGEST, _MOST_WORDS, _MOST_NAME_WORDS = 140, 18, 5
_WORD = re.compile(r"[^\s,;()\u00a0]+")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.\-‐‑][^\W\d_]+)*\.?")
_BRACKETED = re.compile(r"(?P<head>[^()]{2,60}?)[\s\u00a0]*\((?P<tail>[^()]{2,80})\)")
_DASHED = re.compile(r"(?P<head>[^–—|]{2,60}?)[\s\u00a0]+(?:[–—|]|-)[\s\u00a0]+(?P<tail>[^–—|]{2,80})")
_OF = re.compile(r"(?:\s|^)(?:at|for|of|from|with|to|de|bei|für|von)\s+(?:the\s+)?(?=\S)", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


@dataclass(frozen=True, slots=True)
class Label:
    """What the words of one label say by themselves."""

    printed: str  #: trimmed, without the colon
    name: str | None  #: of a person, without title; None for an office, a part in the room or an outlet alone
    office: str | None = None  #: title or office as printed
    outlet: str | None = None  #: what stands where a news organisation stands
    part: Role | None = None  #: for "Question", "Moderator" and their like
    evidence: Evidence = "none"  #: what kind of words stand beside the name

    @property
    def sure(self) -> bool:
        """Whether the shape is more than capitals."""
        return bool(self.part or (self.name and (self.office or self.outlet)))


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


def folded_words(text: str) -> list[str]:
    """The words of a label, folded, for the word lists."""
    return [word.strip(".,:;()'\"") for word in fold(text).text.split()]


@lru_cache(maxsize=8192)  # each line is asked about several times
def read_label(line: str) -> Label | None:
    """The label that a line would be, or None when it cannot be one."""
    printed = line.strip().removesuffix(":").strip()
    if not _could_be_label(printed):
        return None
    head, tail = _halves(printed)
    function = offices.FUNCTIONS.get(" ".join(folded_words(head)))
    if function:
        outlet = tail if tail and tail_evidence(tail) != "office" else None
        return Label(printed, None, outlet=outlet, part=cast("Role", function))
    return _with_tail(printed, head, tail) if tail else _without_tail(printed)


def _with_tail(printed: str, head: str, tail: str) -> Label | None:
    name, honorific = _as_name(head)
    if name:
        return _person_and_tail(printed, name, honorific, tail)
    named, _ = _as_name(tail)
    if named and _is_office(head):  # "Minister of Defence, Jane Roe"
        return Label(printed, named, office=head, evidence=tail_evidence(head))
    official = _office_then_name(head)
    if official and official.name and _is_office(tail):
        return Label(printed, official.name, office=f"{official.office}, {tail}", evidence=official.evidence)
    return None


def _could_be_label(printed: str) -> bool:
    if not 1 <= len(printed) <= _LONGEST or printed[0] in "[(\"'“‘«•*" or printed[-1] in '?!;,…–—-"”»’':
        return False
    if printed[-1] == "." and not offices.ABBREVIATED.search(printed):
        return False
    words = _WORD.findall(printed)
    if not words or len(words) > _MOST_WORDS or fold(words[0]).text.strip(".,") in offices.OPENERS:
        return False
    if any(word.islower() and fold(word).text in offices.SENTENCE for word in words):
        return False
    return is_capital(words[0]) and not is_furniture(printed)


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, or with a letter of a script that has none."""
    first = next((c for c in word if c.isalpha()), "")
    return bool(first) and (first.isupper() or first.istitle() or first.upper() == first.lower())


def _halves(printed: str) -> tuple[str, str]:
    for pattern in (_BRACKETED, _DASHED):
        found = pattern.fullmatch(printed)
        if found and "," not in found.group("head"):
            return found.group("head").strip(), found.group("tail").strip()
    head, _, tail = printed.partition(",")
    return head.strip(), tail.strip()


def _as_name(text: str) -> tuple[str | None, str | None]:
    """A person's name of two words or more and the honorific before it; (None, None) when it is none."""
    words = text.split()
    honorific = []
    while len(words) > 1 and fold(words[0]).text.strip(".") in offices.HONORIFIC:
        honorific.append(words.pop(0))
    if not is_name(words) or (len(words) < 2 and not honorific):
        return None, None
    return " ".join(words), " ".join(honorific) or None


def is_name(words: list[str]) -> bool:
    """Whether words have the shape of a person's name."""
    if not 1 <= len(words) <= _MOST_NAME_WORDS:
        return False
    shouting = all(word.isupper() for word in words)
    for word in words:
        folded = fold(word).text.strip(".")
        if folded in offices.PARTICLES and word.islower():
            continue
        if not (_NAME_WORD.fullmatch(word) and is_capital(word)):
            return False
        acronym = len(word) > 2 and word.isupper() and not shouting and not _INITIALS.fullmatch(word)
        if acronym or folded in offices.EVENT | offices.OFFICE | offices.MODERATOR | offices.JOURNALIST:
            return False
    return is_capital(words[-1])


def _is_office(text: str) -> bool:
    return tail_evidence(text) in {"office", "moderator"}


def tail_evidence(tail: str) -> Evidence:
    """What kind of words stand after a name. A journalist's word outweighs an office ("Chief Correspondent")."""
    words = folded_words(tail)
    known = set(words)
    if known & offices.JOURNALIST:
        return "journalist"
    joined = " ".join(words)
    if known & offices.MODERATOR or any(phrase in joined for phrase in offices.MODERATOR_PHRASES):
        return "moderator"
    if known & offices.OFFICE:
        return "office"
    return "outlet" if known & offices.OUTLET or _is_acronym(tail) else "none"


def _is_acronym(text: str) -> bool:
    return text.isupper() and 2 <= len(text) <= 6 and text.isalnum()


def _person_and_tail(printed: str, name: str, honorific: str | None, tail: str) -> Label | None:
    evidence = tail_evidence(tail)
    if evidence in {"office", "moderator"}:
        return Label(printed, name, office=tail, evidence=evidence)
    if evidence == "journalist":
        return Label(printed, name, office=tail, outlet=_employer(tail), evidence=evidence)
    if not _could_be_organisation(tail):
        return None
    return Label(printed, name, office=honorific, outlet=tail, evidence=evidence)


def _could_be_organisation(tail: str) -> bool:
    words = _WORD.findall(tail)
    if not words or len(words) > 10 or fold(words[0]).text in offices.OPENERS - {"the"}:
        return False
    if any(c.isdigit() for c in tail) and any(word in MONTHS for word in folded_words(tail)):
        return False  # "New York, 5 June"
    small = [word for word in words if word.islower() and fold(word).text not in offices.LINKING]
    if small:  # "taz", "dpa", "il manifesto": a name written small is short and is all there is
        return len(words) <= 2
    return any(is_capital(word) or any(c.isdigit() for c in word) for word in words)


def _employer(tail: str) -> str | None:
    """The organisation in "Europe Correspondent, Reuters", "correspondent for Le Monde", "Reuters correspondent"."""
    parts = [part.strip() for part in re.split(r",|[()]", tail) if part.strip()]
    others = [part for part in parts if tail_evidence(part) not in {"journalist", "office"}]
    if others:
        return others[-1]
    for part in parts:
        preposition = _OF.search(part)
        rest = part[preposition.end() :].strip() if preposition else ""
        if rest and not set(folded_words(rest)) & offices.JOURNALIST:
            return rest
    words = parts[0].split()
    first = next((i for i, word in enumerate(words) if set(folded_words(word)) & offices.JOURNALIST), 0)
    return " ".join(words[:first]) if first == 1 else None  # "BBC Europe Editor": where does the name end?


def _without_tail(printed: str) -> Label | None:
    official = _office_then_name(printed)
    if official:
        return official
    words = printed.split()
    name, honorific = _as_name(printed)
    evidence = tail_evidence(printed)
    if name and evidence != "outlet":
        return Label(printed, name, office=honorific)
    if evidence == "outlet" and len(words) <= 6 and _could_be_organisation(printed):
        return Label(printed, None, outlet=printed, evidence="outlet")
    if len(words) == 1 and is_name(words):  # a surname, or an outlet: who else is on the page decides
        return Label(printed, words[0])
    return None


def _office_then_name(text: str) -> Label | None:
    """Labels such as "NATO Secretary General Jane Roe" and "Secretary General"; None without words of an office."""
    words = text.split()
    known = offices.OFFICE | offices.MODERATOR | offices.JOURNALIST
    last = max((i for i, word in enumerate(words) if set(folded_words(word)) & known), default=-1)
    if last < 0 or any(word.islower() and fold(word).text not in offices.LINKING for word in words[: last + 1]):
        return None
    start = _name_start(words, last + 1)
    office, rest = " ".join(words[:start]), words[start:]
    evidence = tail_evidence(office)
    if not rest:
        return Label(text, None, office=office, evidence=evidence)
    return Label(text, " ".join(rest), office=office, evidence=evidence) if is_name(rest) else None


def _name_start(words: list[str], after: int) -> int:
    """Where the name begins after an office; "President of Ruritania Jane Roe" is taken to end in a two-word name."""
    if after >= len(words) or not (words[after].islower() and fold(words[after]).text in offices.LINKING):
        return after
    between = words[after : len(words) - 2]
    has_both = any(is_capital(word) for word in between) and is_name(words[-2:])
    return len(words) - 2 if has_both else len(words)


# Which lines are labels


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
            label = None if block.bullet or len(line) > _LONGEST else read_label(line)
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
    if len(line) > _LONGEST:
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


def spelling(text: str | None) -> str:
    return " ".join(folded_words(text)) if text else ""


def _most(answers: object) -> bool:
    known = list(cast("list[bool]", answers))
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

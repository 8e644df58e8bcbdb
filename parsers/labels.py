"""The grammar of speaker labels that stand alone on a line: name, office and outlet told apart.

Known forms: "Office Name", "Name, Office", "Name, Outlet", "Name (Outlet)", "Question, Outlet", an office, a part in
the room or a name alone; each with or without a colon and trailing spaces. Commas alone decide nothing: the words after
them do, by the lists of `parsers.offices`. Which lines of a page are labels is decided in `parsers.label_lines`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from parsers import offices
from parsers.dates import MONTHS
from parsers.furniture import is_furniture
from parsers.text import fold
from parsers.transcript import Role

#: which kind of organisation or office the words after a name speak of
Evidence = Literal["office", "moderator", "journalist", "outlet", "none"]

#: a longer line is no label
LONGEST = 140
_MOST_WORDS, _MOST_NAME_WORDS = 18, 5
_WORD = re.compile(r"[^\s,;()\u00a0]+")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.\-‐‑][^\W\d_]+)*\.?")
_BRACKETED = re.compile(r"(?P<head>[^()]{2,60}?)[\s\u00a0]*\((?P<tail>[^()]{2,80})\)")
_DASHED = re.compile(r"(?P<head>[^–—|]{2,60}?)[\s\u00a0]+(?:[–—|]|-)[\s\u00a0]+(?P<tail>[^–—|]{2,80})")
_OF = re.compile(r"(?:\s|^)(?:at|for|of|from|with|to|de|bei|für|von)\s+(?:the\s+)?(?=\S)", re.IGNORECASE)
#: "d'Arc", "al-Amin"
_ELIDED = re.compile(r"[^\W\d_]{1,3}['’-](?=[^\W\d_a-zà-öø-ÿ])")
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


def folded_words(text: str) -> list[str]:
    """The words of a label, folded, for the word lists."""
    return [word.strip(".,:;()'\"") for word in fold(text).text.split()]


def spelling(text: str | None) -> str:
    return " ".join(folded_words(text)) if text else ""


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
    if not 1 <= len(printed) <= LONGEST or printed[0] in "[(\"'“‘«•*" or printed[-1] in '?!;,…–—-"”»’':
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
        if not (_NAME_WORD.fullmatch(word) and (is_capital(word) or _ELIDED.match(word))):
            return False
        acronym = len(word) > 2 and word.isupper() and not shouting and not _INITIALS.fullmatch(word)
        if acronym or folded in offices.EVENT | offices.OFFICE | offices.MODERATOR | offices.JOURNALIST:
            return False
    return is_capital(words[-1]) or bool(_ELIDED.match(words[-1]))


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

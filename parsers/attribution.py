"""Who asked, for which outlet, and how we know: from the label, from the reporter's own words, from the call.

Nothing is invented. An outlet is taken from running text only where the words around it say that it is one ("Jane Roe
from …", "Second row, … Press."), and where two could be meant, neither is taken.
"""

from __future__ import annotations

import re
from dataclasses import replace

from parsers import offices
from parsers.labels import folded_words, is_name, spelling, tail_evidence
from parsers.text import fold, sentences
from parsers.transcript import Attribution, Exchange, Turn

_CAPITAL = r"[^\W\d_a-zà-öø-ÿ][\w'’&+-]*(?:\.\w+)*"
_PARTICLE = r"(?:(?:von|van|de|der|da|di|al|el|bin|le|la)[ \u00a0])?"
_LINK = r"(?:(?:of|and|the|de|la|le|des|du|der|die|das|für|und)[ \u00a0]){0,2}"
_NAME = rf"{_CAPITAL}(?:[ \u00a0]{_PARTICLE}{_CAPITAL}){{1,3}}"
_OUTLET = rf"(?:{_CAPITAL}|\d+)(?:[ \u00a0]{_LINK}(?:{_CAPITAL}|\d+)){{0,5}}"
#: "from the independent weekly newspaper Example"
_DESCRIBED = (
    r"(?:(?:[\w-]+ ){0,4}?"
    r"(?:outlet|newspaper|paper|magazine|channel|broadcaster|agency|website|platform|station|weekly|daily) )?"
)
#: "Jane Roe from Reuters", "I'm Jane Roe with the Daily Example", "Jane Roe, Reuters."
_NAMED = re.compile(
    rf"(?<!\w)(?P<name>{_NAME})(?:,? (?P<by>from|with|of|for|at) (?:the )?{_DESCRIBED}|, )(?P<outlet>{_OUTLET})"
)
#: "I'm from Reuters", "Reuters here", "with Reuters"
_SELF = re.compile(
    rf"\b(?:[Ii](?:'|’| a)m|[Tt]his is|[Ss]peaking|[Ww]e(?:'|’| a)re) (?:from|with|for) (?:the )?(?P<outlet>{_OUTLET})"
)
_FROM = re.compile(rf"\b(?:from|with|to|for) (?:the )?(?P<outlet>{_OUTLET})")
_ALONE = re.compile(rf"(?:^|[,:;] )(?:the )?(?P<outlet>{_OUTLET})(?=[.,;!?]|\Z)")
#: reporters introduce themselves at once
_INTRODUCTION = 240
#: a call is short
_CALL = 300


def attribute(turns: tuple[Turn, ...], questions: tuple[int, ...], called_by: int | None) -> Attribution:
    """The attribution of the exchange that these question turns belong to."""
    speakers = [turns[i].speaker for i in questions]
    name = next((speaker.name for speaker in speakers if speaker.name), None)
    outlet = next((speaker.outlet for speaker in speakers if speaker.outlet), None)
    if outlet:
        return Attribution(name, outlet, "label", 1.0 if name else 0.9)
    own_name, own_outlet = _own_words(turns[questions[0]].text, name)
    if own_outlet:
        return Attribution(name or own_name, own_outlet, "own words", 0.8)
    called = _called_outlet(turns, called_by) if called_by is not None else None
    if called:
        return Attribution(name, called, "call", 0.7)
    return Attribution(name, None, "label", 0.9) if name else Attribution(None, None, "none", 0.0)


def _own_words(text: str, name: str | None) -> tuple[str | None, str | None]:
    introduction = text[:_INTRODUCTION]
    for named in _NAMED.finditer(introduction):
        said, outlet = _trimmed(named.group("name")), _trimmed(named.group("outlet"))
        if not (outlet and said and _is_persons_name(said)):
            continue
        if name and spelling(said).split()[-1] != spelling(name).split()[-1]:
            continue
        if named.group("by") or name or tail_evidence(outlet) == "outlet":
            return said, outlet
    own = _SELF.search(introduction)
    return None, _trimmed(own.group("outlet")) if own else None


def _is_persons_name(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and is_name(words) and not _is_title(text)


def _is_title(text: str) -> bool:
    return bool(set(folded_words(text)) & (offices.OFFICE | offices.HONORIFIC | offices.MODERATOR))


def _called_outlet(turns: tuple[Turn, ...], call: int) -> str | None:
    """The one outlet that the moderator's last sentences name, if it is one and only one."""
    text = turns[call].text
    known = {spelling(turn.speaker.outlet) for turn in turns if turn.speaker.outlet}
    house = {word for turn in turns for word in folded_words(turn.speaker.office or "")}
    found: dict[str, str] = {}
    for start, end in sentences(text)[-2:]:
        sentence = text[max(start, end - _CALL) : end]
        for pattern in (_FROM, _ALONE):
            for match in pattern.finditer(sentence):
                outlet = _trimmed(match.group("outlet"))
                if outlet and _is_outlet(outlet, known, house):
                    found[spelling(outlet)] = outlet
    return next(iter(found.values())) if len(found) == 1 else None


def _is_outlet(words: str, known: set[str], house: set[str]) -> bool:
    """Whether words are an outlet: the page has it after a reporter, or its words say so and it is not the host."""
    if spelling(words) in known:
        return True
    return tail_evidence(words) == "outlet" and not _is_title(words) and spelling(words) not in house


def outlets_on_turns(turns: tuple[Turn, ...], exchanges: tuple[Exchange, ...]) -> tuple[Turn, ...]:
    """The turns, those of a reporter bearing the outlet that their exchange was found to be asked for."""
    by_turn = {i: found.attribution.outlet for found in exchanges for i in found.question_turns}
    by_name: dict[str, set[str]] = {}
    for found in exchanges:
        if found.attribution.reporter and found.attribution.outlet:
            by_name.setdefault(found.attribution.reporter, set()).add(found.attribution.outlet)
    return tuple(
        replace(turn, speaker=replace(turn.speaker, outlet=outlet))
        if (outlet := _found(turn, by_turn, by_name))
        else turn
        for turn in turns
    )


def _found(turn: Turn, by_turn: dict[int, str | None], by_name: dict[str, set[str]]) -> str | None:
    if turn.speaker.outlet or turn.speaker.role != "journalist":
        return None
    elsewhere = by_name.get(turn.speaker.name or "", set())  # for thanks and greetings, which are in no exchange
    return by_turn.get(turn.index) or (next(iter(elsewhere)) if len(elsewhere) == 1 else None)


def _trimmed(words_said: str | None) -> str | None:
    """Without the opening words that capitals may begin with: "I'm Jane Roe", "The Example"."""
    words = (words_said or "").strip(" .,;").split()
    while words and fold(words[0]).text in offices.OPENERS:
        words.pop(0)
    return " ".join(words) or None

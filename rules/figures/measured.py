"""What a figure measures: a noun phrase for editors, as said, or None.

English says it in few places, tried in this order: right behind the amount ("a 2 trillion economy", "40% of the power",
"in terms of military support"); in front of the preposition that leads to it ("the cost of a closure at 65 million");
as the subject of a verb that equates or moves ("the order will cost 95 million"); and as the purpose or recipient
behind it ("20 billion to the Pilot Fund"). An amount in none of these places measures nothing we could name, and
unknown is better than a stray verb.
"""

from __future__ import annotations

from rules.figures.figure import UnitKind
from rules.figures.phrases import (
    Hidden,
    Run,
    adverb,
    backward,
    chained,
    chained_back,
    content,
    forward,
    head,
    shown,
    verb,
)
from rules.figures.tokens import Sentence
from rules.figures.words import (
    ACTORS,
    AUXILIARIES,
    DETERMINERS,
    EQUATING_VERBS,
    LASTING_VERBS,
    NEVER_HEADS,
    NUMBER_WORDS,
    QUALIFIER_WORDS,
)

_REACH = 10  #: tokens looked at for "in terms of"
_PARENTHESIS = 14  #: tokens an insertion between two commas may hold
_LEADING = frozenset("of at to by from worth totalling totaling".split())
_TOWARDS = frozenset("for on to towards toward into".split())
_BOUNDS = frozenset("above below over under around about near nearly".split())
_BE = frozenset("is are was were be been being".split())
_PASSIVE = frozenset(
    "expected projected forecast forecasted estimated set likely seen thought supposed due reported believed predicted "
    "to not up down back still".split()
)
_INSERTED = frozenset("when which who with including where as if like such after because while although".split())
_OUTER = frozenset("with between to from by at against over under among through into behind".split())
_PAIRS = frozenset({"let's say", "in total", "at least", "at most"})
_WE = frozenset({"i", "we", "you", "they"})
_AGAINST = frozenset({"compared", "versus", "from", "against"})
_AWAY = frozenset("away ahead behind apart from old late later ago earlier".split())
_BETWEEN = frozenset(", and or to from compared with versus against than as the a our their just only in of".split())


def phrase(  # noqa: PLR0913  # what the amount is, and where it stands
    s: Sentence, first: int, end: int, hidden: Hidden, noun: str | None, kind: UnitKind
) -> str | None:
    """The phrase for what the amount in tokens `first`–`end` measures; `hidden` are periods and other figures."""
    if noun:
        return _counted(s, end, hidden, noun)
    said = _object_or_subject(s, first, end, hidden) if kind == "multiple" and end == first + 1 else None
    said = said or _behind(s, first, end, hidden, kind)
    if said or s.word(end) == "of":
        return said  # a share of something taken up is no measure: "60% of that"
    if kind == "duration":
        lasts = s.word(end) not in _AWAY
        return _measurable(s, _subject(s, _lead(s, first), hidden, LASTING_VERBS)) if lasts else None
    if said := _in_front(s, first, hidden, kind):
        return said + _each(s, end)
    return _towards(s, first, end, hidden)


def continues(s: Sentence, end: int, first: int, hidden: Hidden) -> bool:
    """Whether an amount at `first` is set against the one that ended before `end`: "from 2 to 3%", "compared to 5"."""
    if any(s.word(i) in _AGAINST for i in range(max(end, first - 4), first)):
        return first - end <= _PARENTHESIS
    return first - end <= 8 and all(s.word(i) in _BETWEEN or i in hidden for i in range(end, first))


def _counted(s: Sentence, end: int, hidden: Hidden, noun: str) -> str:
    """The counted noun with what belongs to it, verbatim: "undersea cables in the strait"."""
    if s.word(end) in {"of", "for", "in"} and (run := forward(s, end + 1, hidden)):
        return f"{noun} {s.words(end, run[1])}"
    return noun


def _object_or_subject(s: Sentence, first: int, end: int, hidden: Hidden) -> str | None:
    """What doubled, or was doubled: "has doubled its intake", "exports doubled"."""
    if s.word(end) in DETERMINERS and (found := shown(s, chained(s, end, hidden))):
        return found
    at = first - 1
    while s.word(at) in AUXILIARIES or adverb(s.word(at)):
        at -= 1
    return _measurable(s, _whole_subject(s, at, hidden))


def _behind(s: Sentence, first: int, end: int, hidden: Hidden, kind: UnitKind) -> str | None:
    """The phrase right behind: "in terms of aid", "2 trillion economy", "40% of the power", "5 million in aid"."""
    for i in range(end, min(end + _REACH, len(s.tokens))):
        if s.phrase(i, 3) == "in terms of" and (run := chained(s, i + 3, hidden)):
            return _for_whom(s, end, i, run, hidden)
        if s.at(i).kind != "word":
            break
    if s.word(end) == "of":
        return shown(s, chained(s, end + 1, hidden))
    if s.word(end) == "in" and kind == "money" and s.word(end + 1) not in DETERMINERS and s.at(end + 1).text.islower():
        return shown(s, chained(s, end + 1, hidden))
    return _adjacent(s, first, end, hidden, kind)


def _for_whom(s: Sentence, end: int, i: int, run: Run, hidden: Hidden) -> str | None:
    """“20 billion for Norrland in terms of aid” is aid for Norrland."""
    whom = next((k for k in range(end, i) if s.word(k) in {"for", "to"}), None)
    found = forward(s, whom + 1, hidden) if whom is not None else None
    said = shown(s, run)
    if said is None or whom is None or found is None or found[1] > i:
        return said
    return f"{said} {s.words(whom, found[1])}"


def _adjacent(s: Sentence, first: int, end: int, hidden: Hidden, kind: UnitKind) -> str | None:
    """The noun the amount stands before like an adjective: "a three-year plan", "5% growth"."""
    if kind == "duration" and s.word(end - 1).endswith("s"):
        return None
    at = end + 1 if s.word(end) == "-" else end
    if s.word(at) in NEVER_HEADS:
        at += 1 if s.at(at).glued else 0  # "a two-mile-long channel"
    definite = s.word(first - 1) in DETERMINERS
    if s.word(at) in DETERMINERS or not (definite or s.at(at).text.islower()):
        return None  # another noun phrase begins: "for 20 billion the port was built"
    run = chained(s, at, hidden)
    if run is None or run[0] != at or (verb(s.word(run[1])) and not definite):
        return None
    return shown(s, run)


def _lead(s: Sentence, first: int) -> int:
    """The last token in front of an amount that is no article and no qualifier."""
    i = first - 1
    while i >= 0:
        word = s.word(i)
        if (
            (word == "to" and s.word(i - 1) in {"up", "close"})
            or (word == "than" and s.at(i - 1).kind == "word")
            or s.phrase(i - 1, 2) in _PAIRS
        ):
            i -= 2
        elif word in DETERMINERS or word in QUALIFIER_WORDS or (adverb(word) and word != "not") or word == "up":
            i -= 1
        else:
            break
    return i


def _in_front(s: Sentence, first: int, hidden: Hidden, kind: UnitKind) -> str | None:
    """The phrase that a preposition leads from to the amount, or the subject of the verb before it."""
    i = _lead(s, first)
    bound = any(s.word(k) in _BOUNDS for k in range(i + 1, first))
    if s.word(i) == "spending":
        return None  # with its purpose, see `_towards`
    if s.word(i) in _LEADING:
        at = i
        while s.word(at - 1) == "," or adverb(s.word(at - 1)) or at - 1 in hidden:
            at -= 1
        if said := _measurable(s, _led_from(s, i, at, hidden)):
            return said
        i -= 1
    elif bound and kind == "percent" and (said := _measurable(s, chained_back(s, i + 1, hidden))):
        return said
    verbs = EQUATING_VERBS | LASTING_VERBS if kind == "money" else EQUATING_VERBS
    return _measurable(s, _subject(s, i, hidden, verbs))


def _led_from(s: Sentence, i: int, at: int, hidden: Hidden) -> Run | None:
    """The phrase before the preposition at `i`, with "contribution" in "contribution to the fund of 5 million"."""
    run = chained_back(s, at, hidden)
    outer = _with_outer(s, run, hidden)
    return run if outer is None and run and (s.word(i) in {"of", "worth"} or _opened(s, run) == "with") else outer


def _opened(s: Sentence, run: Run) -> str:
    """The word before a phrase and its article."""
    before = run[0] - 1
    while s.word(before) in DETERMINERS:
        before -= 1
    return s.word(before)


def _with_outer(s: Sentence, run: Run | None, hidden: Hidden) -> Run | None:
    """With the phrase it belongs to where "to" or "with" stands between; None where there is no such phrase."""
    if run is None or _opened(s, run) not in _OUTER:
        return run
    before = run[0] - 1
    while s.word(before) in DETERMINERS:
        before -= 1
    outer = backward(s, before, hidden)
    return (outer[0], run[1]) if outer else None


def _subject(s: Sentence, i: int, hidden: Hidden, verbs: frozenset[str], *, again: bool = True) -> Run | None:
    """The subject of the verb group that ends with token `i`, where it is one of `verbs`."""
    k, found = i, False
    while k >= 0 and (_in_verb_group(s, k) or s.word(k) in verbs or k in hidden):
        if s.word(k) in verbs and s.word(k - 1) in DETERMINERS:
            break  # "the cost", "a rise" are nouns
        found = found or s.word(k) in verbs or s.word(k) in _BE
        k -= 1
    if not found or k < 0:
        return None
    if s.word(k) in {"which", "that"}:
        return chained_back(s, k - 1 if s.word(k - 1) == "," else k, hidden)
    if s.word(k) == ",":
        k = _before_insertion(s, k)
    elif s.word(k) in {"and", "but"} and again:
        return _coordinated(s, k, hidden)
    return _whole_subject(s, k, hidden)


def _in_verb_group(s: Sentence, k: int) -> bool:
    word = s.word(k)
    return (word in AUXILIARIES and "'" not in word) or word in _PASSIVE or adverb(word)


def _before_insertion(s: Sentence, comma: int) -> int:
    """In front of “, with the training of the crews,”; the comma itself where nothing is inserted."""
    for k in range(comma - 1, max(0, comma - _PARENTHESIS), -1):
        if s.word(k) == ",":
            return k - 1 if s.word(k + 1) in _INSERTED else comma
    return comma


def _coordinated(s: Sentence, k: int, hidden: Hidden) -> Run | None:
    """The subject of the verb before "and": "the repair took seven weeks and cost 14 million"."""
    for j in range(k - 1, max(-1, k - 10), -1):
        if s.at(j).kind == "break" or s.word(j) in {",", ";"}:
            return None
        if s.word(j) in EQUATING_VERBS | LASTING_VERBS:
            return _subject(s, j, hidden, EQUATING_VERBS | LASTING_VERBS, again=False)
    return None


def _whole_subject(s: Sentence, k: int, hidden: Hidden) -> Run | None:
    """The subject that ends with token `k`, without "you mention" and with "trade" in "trade with the islands"."""
    if verb(s.word(k)) and s.word(k - 1) in _WE:
        k -= 2
    return _with_outer(s, chained_back(s, k + 1, hidden), hidden)


def _measurable(s: Sentence, run: Run | None) -> str | None:
    """A phrase in front as said, unless it is counted itself or only names who acts."""
    if run is None:
        return None
    start, end = run
    counted = s.at(start - 1).kind in {"number", "fraction"} or s.word(start - 1) in NUMBER_WORDS
    if counted or (s.word(end - 1) in ACTORS and all(s.at(i).kind == "word" for i in range(start, end)) and
                   not any(s.word(i) in {"of", "for", "in", "on"} for i in range(start, end))):  # fmt: skip
        return None
    return shown(s, run)


def _each(s: Sentence, end: int) -> str:
    """“for each case”."""
    every = s.word(end) == "for" and s.word(end + 1) in {"each", "every"} and content(s.word(end + 2))
    return f" {s.words(end, end + 3)}" if every else ""


def _towards(s: Sentence, first: int, end: int, hidden: Hidden) -> str | None:
    """The purpose or the recipient behind an amount: "to the Pilot Fund", "for repairing the quay"."""
    spending = s.word(_lead(s, first)) == "spending"
    at = end
    while at in hidden or s.word(at) in {"again", "each", "more", "so", "or"} or adverb(s.word(at)):
        at += 1
    word = s.word(at)
    found = None
    if word in _TOWARDS or (word == "in" and s.word(first - 1) == "of"):  # "a rise of 5% in exports"
        run = _activity(s, at + 1, hidden) or chained(s, at + 1, hidden)
        firm = word != "to" or s.word(at + 1) in DETERMINERS or s.at(at + 1).text[:1].isupper()
        found = shown(s, run) if firm else None
    if spending:
        return f"spending {word} {found}" if found and word == "on" else "spending"
    return found


def _activity(s: Sentence, i: int, hidden: Hidden) -> Run | None:
    """“repairing the quay”."""
    if not s.word(i).endswith("ing") or len(s.word(i)) < 6 or head(s, i):  # "king"
        return None
    run = chained(s, i + 1, hidden)
    return (i, run[1]) if run else None

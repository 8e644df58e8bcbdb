"""How a figure is meant: its qualifier, what kind of claim it is, whose it is, and whom it is credited to.

All of it is read from the words close by, in plain cases; where the words do not say, the answer is None and "actual".
"""

from __future__ import annotations

from rules.figures.figure import FigureStatus
from rules.figures.tokens import Sentence
from rules.figures.words import ADVERBS, AUXILIARIES, CONTEXT_WORDS, MONTHS, MOTION, VERBS, WEEKDAYS

_REACH = 14
#: longest first, so that "well over" is not read as "over"
_BEFORE = tuple(
    tuple(words.split())
    for words in (
        "well more than",
        "somewhere in the region of",
        "in the region of",
        "in excess of",
        "in the mid",
        "to the tune of",
        "as much as",
        "as many as",
        "as little as",
        "no more than",
        "no less than",
        "no fewer than",
        "not more than",
        "a little over",
        "let's say",
        "or about",
        "more than",
        "less than",
        "fewer than",
        "greater than",
        "higher than",
        "lower than",
        "close to",
        "up to",
        "at least",
        "at most",
        "just over",
        "just under",
        "just about",
        "just above",
        "only about",
        "well over",
        "well above",
        "north of",
        "a further",
        "an additional",
        "in total",
        "a total of",
        "at around",
        "around",
        "about",
        "roughly",
        "approximately",
        "circa",
        "nearly",
        "almost",
        "some",
        "exactly",
        "precisely",
        "over",
        "under",
        "above",
        "below",
        "within",
        "only",
        "already",
        "another",
        "additional",
        "maximum",
        "minimum",
        "mid",
        "effectively",
        "~",
        ">",
        "<",
    )
)
_BEHIND = tuple(
    tuple(words.split()) for words in ("or so", "or more", "and more", "or less", "plus", "or thereabouts", "+")
)
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "our", "their"})

_PLEDGES = frozenset(
    "pledge pledged pledges pledging commit commits committed commitment commitments promise promised promises".split()
)
_TARGETS = frozenset(
    "target targets targeted aim aims aiming aimed goal goals objective objectives ambition ambitions guideline "
    "benchmark "
    "threshold".split()
)
_FORECASTS = frozenset(
    "forecast forecasts forecasting expect expects expected expecting expectation project projected projects "
    "projecting "
    "projection projections estimate estimates estimated estimating predict predicts predicted anticipate anticipated "
    "will would could might may should foresee foresees foreseen outlook".split()
)
_FORECAST_BEHIND = frozenset({"expected", "forecast", "projected", "predicted", "anticipated", "estimated"})
_SPEECH = frozenset(
    "said says say told tells reported reports announced announces claimed claims estimates estimated warned warns "
    "argued "
    "argues predicts predicted stated states wrote writes believes confirmed declared".split()
)
#: how the adjectives of nations end
_ADJECTIVES = ("ish", "utch", "ench", "ese", "ian", "ean", "erman", "ican")
_OWN = frozenset({"i", "we", "me", "us"})
_DOING = AUXILIARIES | VERBS | ADVERBS
_PREPOSITIONS = frozenset(
    "of in to for by with from at on into across through over under between among against about like than as per "
    "behind beyond near within without before after during since until towards toward around".split()
)
_SMALL = frozenset({"of", "the", "for", "and", "de", "von", "van"})


def qualifier(s: Sentence, first: int, end: int) -> str | None:
    """How exactly it is meant, as said: "almost", "up to", "or so"."""
    at = first - 1 if s.word(first - 1) in _ARTICLES else first
    for words in _BEFORE:
        start = at - len(words)
        if start >= 0 and all(s.word(start + k) == word for k, word in enumerate(words)):
            moved = words == ("up", "to") and s.word(start - 1) in MOTION  # "edged up to 3%" is no bound
            return None if moved else s.words(start, at)
    for words in _BEHIND:
        if all(s.word(end + k) == word for k, word in enumerate(words)):
            return s.words(end, end + len(words))
    return None


def status(s: Sentence, first: int, end: int) -> FigureStatus:
    """What kind of claim: a pledge, a target, a forecast, or a plain statement. The nearest word decides."""
    best: tuple[int, FigureStatus] = (_REACH, "actual")
    for i in range(max(0, first - _REACH), end + 6):
        found = _claim(s, i)
        if found is None or (found == "forecast" and i >= end and s.word(i) not in _FORECAST_BEHIND):
            continue  # "20 billion, and more will come" forecasts something else
        distance = first - i if i < first else i - end + 4
        if distance < best[0]:
            best = (distance, found)
    return best[1]


def _claim(s: Sentence, i: int) -> FigureStatus | None:
    word = s.word(i)
    if word in _PLEDGES:
        return "pledge"
    if word in _TARGETS:
        return "target"
    if word == "may" and s.at(i).text != "may":
        return None
    return "forecast" if word in _FORECASTS else None


def credited(s: Sentence, first: int) -> str | None:
    """Somebody else whose figure it is: "according to X", "X said that …" in front of it in the same sentence."""
    for i in range(first - 1, max(-1, first - 2 * _REACH), -1):
        if s.at(i).kind == "break":
            return None
        if s.phrase(i, 2) == "according to":
            return _name_from(s, i + 2)
        if s.at(i).text in _SPEECH:  # as written: "the United States" says nothing
            return _name_before(s, i)
    return None


def _name_from(s: Sentence, i: int) -> str | None:
    start = i + 1 if s.word(i) in {"the", "a"} else i
    end = start
    while end < start + 8 and (_capital(s, end) or (s.word(end) in _SMALL and end > start)):  # a long title
        end += 1
    while end > start and not _capital(s, end - 1):
        end -= 1
    return s.words(i, end) if end > start else None


def _name_before(s: Sentence, verb: int) -> str | None:
    """The capitalised subject of a verb of speech: "the Norrland Chief of Pilots who said"."""
    end = verb
    while end > verb - 3 and s.word(end - 1) in {
        "who",
        "has",
        "have",
        ",",
        "also",
        "just",
        "yesterday",
        "today",
    }:  # few fillers
        end -= 1
    if s.word(end - 1) in _OWN:
        return None
    start = end
    while start > end - 8 and (_titled(s, start - 1) or s.word(start - 1) in _SMALL):  # a long title
        start -= 1
    while start < end and s.word(start) in _SMALL - {"the"}:
        start += 1
    if start < end and s.word(start) == "the":
        return s.words(start, end) if end - start > 1 and _capital(s, start + 1) else None
    return s.words(start, end) if start < end and s.word(end - 1) not in CONTEXT_WORDS else None


def _titled(s: Sentence, i: int) -> bool:
    return _capital(s, i) and s.word(i) not in CONTEXT_WORDS


def _capital(s: Sentence, i: int) -> bool:
    token = s.at(i)
    return token.kind == "word" and token.text[0].isupper() and token.word not in {"i", "i'm", "i've"}


def actor(s: Sentence, first: int, names: frozenset[str]) -> str | None:
    """The named subject of the clause before the figure: whose it is in "Allies have pledged 20 billion".

    A name behind a preposition ("the closure of the Strait") is nobody's claim, and a name without a verb behind it may
    be anything: then nobody is named.
    """
    start = first
    while (
        start > max(0, first - 2 * _REACH)
        and s.at(start - 1).kind != "break"
        and s.word(start - 1) not in {",", ";", ":", "-", "–", "—"}
    ):
        start -= 1
    for i in range(start, first):
        if _capital(s, i) and s.at(i).text in names and _nameable(s, i) and not _governed(s, i):
            end = _name_end(s, i + 1, first, names)
            if s.word(end) in _DOING:
                return s.words(i, end)
    return None


def _governed(s: Sentence, i: int) -> bool:
    """Whether a preposition stands in front of a name, its articles and other names aside."""
    before = i - 1
    while s.word(before) not in _PREPOSITIONS and (s.word(before) in _ARTICLES or _capital(s, before)):
        before -= 1
    return s.word(before) in _PREPOSITIONS


def _name_end(s: Sentence, i: int, first: int, names: frozenset[str]) -> int:
    """Past “Northern Ports”, “Norrland Chief of Pilots”, and the noun of a nation's adjective: “Danish government”."""
    start = i
    while i < first and (_in_name(s, i, names) or (s.word(i) == "of" and i + 1 < first and _in_name(s, i + 1, names))):
        i += 1
    nations = i == start and s.word(i - 1).endswith(_ADJECTIVES) and i < first
    return i + 1 if nations and s.at(i).kind == "word" and s.word(i) not in CONTEXT_WORDS else i


def _in_name(s: Sentence, i: int, names: frozenset[str]) -> bool:
    return _capital(s, i) and s.at(i).text in names


def _nameable(s: Sentence, i: int) -> bool:
    return s.word(i) not in CONTEXT_WORDS and s.word(i) not in MONTHS and s.word(i) not in WEEKDAYS

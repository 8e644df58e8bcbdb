"""What a turn does in the room: statement, moderator, question, answer or aside.

Decided from who speaks, what came before and what comes next. When in doubt a journalist's turn is a question and a
principal's an answer, so that nothing said to the matter is lost as an aside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.asides import ASIDE
from parsers.text import fold
from parsers.transcript import Speaker, TurnKind

#: a turn made of these alone is a courtesy
_COURTESY = frozenset(
    "thank thanks you very much so many indeed again all both everyone everybody sir madam ma'am mr mrs ms"
    " secretary general"
    " minister president prime chancellor ambassador good morning afternoon evening day night hello hi bye"
    " goodbye welcome okay ok"
    " yes yeah yep sure right alright no problem please cheers appreciate it of course and oh ah well great"
    " perfect excellent"
    " see to nice a lot mm hmm mm-hmm uh um sorry danke vielen dank schön bitte merci beaucoup monsieur madame".split()
)
_ASSENT = frozenset(
    "yes yeah yep no sure right okay ok correct exactly of course absolutely mm-hmm not certainly indeed".split()
)
_AUDIO = re.compile(
    r"\b(?:can|could|do) (?:you|everyone|everybody|anyone|we|you guys) (?:all )?hear (?:me|us|you)\b|\bis this on\b"
)
_BID = re.compile(
    r"\b(?:can|could|may|might) i (?:just |also |please |quickly )*(?:ask |have |do |get |put |make |raise )?"
    r"(?:a |an |one |another |my |the )?(?:quick |short |brief |very )*"
    r"(?:follow[- ]?up|second (?:one|question)|more|question|move on)\b|"
    r"\bfollowing up on that\b|\b(?:quick |one )follow[- ]?up\b|\bone more\b"
)
_CALL = re.compile(
    r"\b(?:go ahead|next (?:question|one|please)|(?:your|the) (?:next|second|third|other|follow[- ]up) question|"
    r"over to you|the floor is yours|please,? go|yes,? please|(?:last|final) question|in the (?:back|front|middle)|"
    r"you,? (?:sir|madam|please))\b"
)
#: a moderator who says this says nothing to the matter
_PROCEDURE = re.compile(
    r"\b(?:(?:out of|no(?: more)?|run out of|short of) time|(?:last|final|next|another|one|your) questions?|"
    r"(?:has|have|needs?) to (?:leave|go|stop|finish|close|end|move on)|(?:get|come) back to you|in writing|concludes|"
    r"wrap up|move on|take (?:it|that|this) (?:offline|bilaterally)|follow up (?:with you )?(?:after|by|later))\b"
)
_CUT_OFF = re.compile(r"(?:[–—…-]|\.\.\.)\s*\Z")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Turn:
    speaker: Speaker
    text: str
    words: tuple[str, ...]  #: folded, asides left out


def kinds_of(speakers: tuple[Speaker, ...], texts: tuple[str, ...]) -> tuple[TurnKind, ...]:
    """The kind of every turn."""
    turns = [
        _Turn(speaker, text, tuple(_WORD.findall(fold(ASIDE.sub(" ", text)).text)))
        for speaker, text in zip(speakers, texts, strict=True)
    ]
    kinds: list[TurnKind] = []
    for i in range(len(turns)):
        kinds.append(_kind(turns, i, kinds))
    return tuple(kinds)


def _kind(turns: list[_Turn], i: int, before: list[TurnKind]) -> TurnKind:
    role = turns[i].speaker.role
    if role == "journalist" or (role == "unknown" and turns[i].speaker.label and "?" in turns[i].text):
        return "aside" if _is_aside_of_journalist(turns, i) else "question"
    if role == "moderator":
        return "answer" if _moderator_answers(turns, i, before) else "moderator"
    return _kind_of_principal(turns, i, before)


def _is_aside_of_journalist(turns: list[_Turn], i: int) -> bool:
    words, text = turns[i].words, fold(turns[i].text).text
    following = turns[i + 1] if i + 1 < len(turns) else None
    if not words or all(word in _COURTESY for word in words):
        return True
    if len(words) <= 14 and (_AUDIO.search(text) or (_BID.search(text) and _only_lets_in(following))):
        return True
    if len(words) > 8 or not _CUT_OFF.search(turns[i].text):
        return False
    heard = next((turn for turn in turns[i + 1 : i + 3] if turn.speaker.role != "moderator"), None)
    return heard is None or (heard.speaker.role == "journalist" and not _same(turns[i], heard))


def _only_lets_in(following: _Turn | None) -> bool:
    return following is not None and 0 < len(following.words) <= 4 and following.words[0] in _ASSENT


def _moderator_answers(turns: list[_Turn], i: int, before: list[TurnKind]) -> bool:
    """A long turn right after a question, after which no principal speaks, and which is not about procedure."""
    asked = bool(before) and before[-1] == "question"
    principal_next = i + 1 < len(turns) and turns[i + 1].speaker.role == "principal"
    if not asked or principal_next or len(turns[i].words) < 25:
        return False
    return not _PROCEDURE.search(fold(turns[i].text).text)


def _kind_of_principal(turns: list[_Turn], i: int, before: list[TurnKind]) -> TurnKind:
    turn = turns[i]
    asked = "question" in before
    after_question = bool(before) and before[-1] == "question"
    if not turn.words:
        return "aside"
    if all(word in _COURTESY for word in turn.words) and not after_question:
        return "aside"
    if not asked:
        return "moderator" if _only_calls(turns, i) else "statement"
    if _only_calls(turns, i) and not (after_question and _agrees(turn)):
        return "moderator"
    return "answer"


def _agrees(turn: _Turn) -> bool:
    return turn.words[0] in _ASSENT and len(turn.words) == 1


def _only_calls(turns: list[_Turn], i: int) -> bool:
    """A principal's few words that call, invite or hand over, and say nothing to the matter."""
    words = turns[i].words
    if len(words) > 10 or i + 1 >= len(turns) or turns[i + 1].speaker.role == turns[i].speaker.role:
        return False
    following = turns[i + 1].speaker
    called = set(_WORD.findall(fold(f"{following.name or ''} {following.outlet or ''}").text)) - _COURTESY
    if called & set(words) and len(words) <= 5:
        return True
    return len(words) <= 8 and bool(_CALL.search(fold(turns[i].text).text))


def _same(turn: _Turn, other: _Turn | None) -> bool:
    return other is not None and turn.speaker.name is not None and turn.speaker.name == other.speaker.name

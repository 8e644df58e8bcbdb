"""Which sentences to quote for a finding: complete ones, with their neighbours where short.

Everything here is spans over the untouched text of a turn. A passage is never too short to be understood where there
are neighbours to take along, nor longer than its own sentences where those are long already.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from parsers.text import sentences
from parsers.transcript import Exchange, Span, Transcript

#: a passage below this many characters takes its neighbours along, as long as it stays below `LONG`
SHORT, LONG = 120, 500
#: findings no further apart than this are quoted as one passage
JOINED = 320
#: a question this long says what it is about; what has no question mark asks only if it is longer
ASKING, SAYING = 25, 40
#: an answer is quoted from its beginning until it says this much
OPENING = 240

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passages:
    """The sentences of one transcript, found once per turn."""

    transcript: Transcript  #: whose sentences
    _ranges: dict[int, tuple[Range, ...]] = field(default_factory=dict)  #: by turn, filled when asked for

    def sentences(self, turn: int) -> tuple[Range, ...]:
        """The sentences of a turn, in order."""
        if turn not in self._ranges:
            self._ranges[turn] = sentences(self.transcript.turns[turn].text)
        return self._ranges[turn]

    def complete(self, span: Span) -> Span:
        """The span widened to the sentences it touches."""
        ranges = self.sentences(span.turn)
        if not ranges:
            return span
        first = max(bisect_right(ranges, span.start, key=lambda r: r[0]) - 1, 0)
        last = max(bisect_left(ranges, max(span.end, span.start + 1), key=lambda r: r[0]) - 1, first)
        return Span(span.turn, min(span.start, ranges[first][0]), max(span.end, ranges[last][1]))

    def readable(self, span: Span, after: int = 0, before: int | None = None) -> Span:
        """The span with neighbouring sentences while it is short; what came before it first, for what it refers to.

        Neighbours stay within `after`–`before`, so that no sentence is quoted twice.
        """
        ranges = self.sentences(span.turn)
        limit = len(self.transcript.turns[span.turn].text) if before is None else before
        earlier = bisect_right(ranges, span.start, key=lambda r: r[1]) - 1
        later = bisect_left(ranges, span.end, key=lambda r: r[0])
        start, end = span.start, span.end
        if end - start < SHORT and earlier >= 0 and ranges[earlier][0] >= after and end - ranges[earlier][0] <= LONG:
            start = ranges[earlier][0]
        while end - start < SHORT and later < len(ranges) and ranges[later][1] <= limit:
            if ranges[later][1] - start > LONG:
                break
            end = ranges[later][1]
            later += 1
        return Span(span.turn, start, end)

    def between(self, one: Span, other: Span) -> int:
        """How many whole sentences stand between two spans of a turn."""
        ranges = self.sentences(one.turn)
        first = bisect_left(ranges, one.end, key=lambda r: r[0])
        return max(bisect_right(ranges, other.start, key=lambda r: r[1]) - first, 0)

    def question(self, span: Span) -> Span:
        """A question from the sentence that asks to the last one that does, if that is near."""
        whole = self.complete(span)
        text = self.transcript.turns[span.turn].text
        ranges = self.sentences(span.turn)
        end = whole.end
        for first, last in ranges[bisect_left(ranges, whole.end, key=lambda r: r[0]) :]:
            if last - whole.start > JOINED:
                break
            end = last if "?" in text[first:last] else end
        return self.readable(Span(span.turn, whole.start, end))

    def asking(self, turn: int) -> Span | None:
        """The sentence of a question turn that asks; None where it only says "Thank you." or the like.

        The first question long enough to say what it is about, else the first there is, else, since not every question
        is printed with its mark, the last sentence of some length.
        """
        text = self.transcript.turns[turn].text
        asked = [r for r in self.sentences(turn) if "?" in text[r[0] : r[1]]]
        long = [r for r in asked or self.sentences(turn) if r[1] - r[0] >= (ASKING if asked else SAYING)]
        best = long[0] if asked and long else asked[0] if asked else long[-1] if long else None
        return Span(turn, *best) if best else None

    def opening(self, turn: int) -> Span | None:
        """The first sentences of an answer: enough to see what was answered. Asides before it are passed over."""
        asides = self.transcript.turns[turn].asides
        spoken = [
            r for r in self.sentences(turn) if not any(aside.start <= r[0] and r[1] <= aside.end for aside in asides)
        ]
        if not spoken:
            return None
        start, end = spoken[0]
        for _, last in spoken[1:]:
            if end - start >= OPENING or last - start > LONG:
                break
            end = last
        return Span(turn, start, end)


def exchange_of_turns(transcript: Transcript) -> dict[int, Exchange]:
    """For each turn that belongs to an exchange, that exchange."""
    return {
        turn: exchange
        for exchange in transcript.exchanges
        for turn in (*exchange.question_turns, *exchange.answer_turns)
    }

"""A digest as Block Kit messages: one root with the best, thread replies with the rest.

Pure. Promises: at most 45 blocks and 8,000 characters in a message, nothing cut inside a word or a link, and what does
not fit is said to be in the thread and stands there. Words from a transcript, names, titles and reasons go only into
`plain_text` and `rich_text`, where nothing becomes a mention, a link or a format; `mrkdwn` holds our own words and
addresses. A message's `text` is escaped, for the clients that read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.blockkit import address, characters, context, escaped, links, plain, quoted, rich, run, section
from bot.dates import short_day
from bot.model import Digest, Hit, HitKind, Json, Message, Quote
from bot.quoting import Pieces, cleaned, one_line, shortened, split, window
from rules.figures.figure import Figure, Newness

MOST_BLOCKS, MOST_CHARACTERS, MOST_TEXT = 45, 8_000, 3_000
#: hits in the root; the others are in the thread
BEST = 5
#: longest quotation in the root, and of each side of a question with its answer
QUOTED, ASKED, ANSWERED = 700, 400, 500
#: longest part of a quotation in the thread
PART = 2_400
#: rows of figures in the root, and characters in them
ROWS, ROWS_CHARACTERS = 12, 1_600
TABLE_ROWS = 99
#: thread replies to one digest; a rule that finds more is told so, with the way to the whole
MOST_REPLIES = 30

DIVIDER: Json = {"type": "divider"}
_MENTION = re.compile(r"(?:<@|<!subteam\^)?([UWS][A-Z0-9]{5,20})>?\Z")


@dataclass(frozen=True, slots=True)
class Unit:
    """Blocks that stay together in one message."""

    blocks: tuple[Json, ...]

    @property
    def size(self) -> int:
        """Characters of text in them."""
        return characters(self.blocks)


def messages(digest: Digest) -> tuple[Message, ...]:
    """The root message first, then the replies in its thread."""
    lines = _figure_lines(digest.hits)
    rows = lines if len(lines) > 1 else []
    table, told = _table(rows, ROWS, ROWS_CHARACTERS)
    top, bottom = _top(digest), _bottom(digest)
    room = MOST_CHARACTERS - characters((*top, *table, *bottom)) - 200
    shown, whole = _root_hits(digest, room, inline=len(lines) == 1)
    later = [unit for hit in (*whole, *digest.hits[len(shown) :]) for unit in _in_full(hit, inline=len(lines) == 1)]
    replies = _replies(digest, later, rows[told:])
    more = _more(len(digest.hits) - len(shown), len(whole), len(rows) - told)
    hits = [block for unit in shown for block in (DIVIDER, *unit.blocks)][1:]
    blocks = (*top, *hits, *table, *more, *bottom)
    return (Message(_root_text(digest), blocks), *replies)


# The root ------------------------------------------------------------------------------------------------------------


def _top(digest: Digest) -> tuple[Json, ...]:
    blocks = [{"type": "header", "text": plain(shortened(digest.heading, 150) or "Transcript")}]
    mention = [_mention(digest.mention)] if digest.mention else []
    if mention:
        blocks.append(rich(section(*mention)))
    if digest.facts:
        blocks.append(context(shortened(" · ".join(one_line(fact) for fact in digest.facts), 600)))
    if digest.correction:
        blocks.append(_banner("ADDED LATER: a newer version of this transcript says more than the one told before."))
    if digest.ground_rules:
        blocks.append(_banner(shortened(digest.ground_rules, 500)))
    return tuple(blocks)


def _bottom(digest: Digest) -> tuple[Json, ...]:
    blocks: list[Json] = []
    if digest.notes:
        doubts = shortened(" ".join(one_line(note) for note in digest.notes), 400)
        blocks.append(context(f"Not sure: {doubts}"))
    page = address(digest.link) or address(digest.copy)
    if page and not page.startswith("/"):
        blocks.append({"type": "actions", "elements": [_open(page)]})
    elif page:
        blocks.append(context(links((("Whole transcript", page),))))
    return tuple(blocks)


def _open(page: str) -> Json:
    text = plain("Open transcript")
    return {"type": "button", "action_id": "open_transcript", "text": text, "url": page}


def _root_hits(digest: Digest, room: int, *, inline: bool) -> tuple[list[Unit], list[Hit]]:
    """The hits of the root as blocks, and those of them that are shortened there."""
    shown: list[Unit] = []
    shortened_hits: list[Hit] = []
    for hit in digest.hits[:BEST]:
        unit, cut = _in_short(hit, inline=inline)
        room -= unit.size
        if room < 0 and shown:
            break
        shown.append(unit)
        if cut:
            shortened_hits.append(hit)
    return shown, shortened_hits


def _more(hits: int, whole: int, rows: int) -> tuple[Json, ...]:
    parts = []
    if hits:
        parts.append(f"{_count(hits, 'more passage')} in the thread")
    if whole:
        parts.append(f"{_count(whole, 'passage')} shortened above, in full in the thread")
    if rows:
        parts.append(f"{_count(rows, 'more figure')} in the thread")
    return (context(" · ".join(parts)),) if parts else ()


def _root_text(digest: Digest) -> str:
    """What a notification and a screen reader say: how many, for what, and the best of them."""
    rules = list(dict.fromkeys(rule for hit in digest.hits for rule in hit.rules))
    named = ", ".join(shortened(rule, 80) for rule in rules[:3])
    named += f" and {_count(len(rules) - 3, 'more rule')}" if len(rules) > 3 else ""
    heading = shortened(digest.heading, 150) or "Transcript"
    later = "added later, " if digest.correction else ""
    said = f"{heading}: {later}{_count(len(digest.hits), 'passage')} for {named or 'your rules'}."
    if digest.ground_rules:
        said += f" {shortened(digest.ground_rules, 200)}."
    if digest.hits:
        best = digest.hits[0]
        verb = "asked" if best.kind is HitKind.QUESTION else "said"
        pieces, _ = window(cleaned(best.quote.pieces), 300)
        said += f" {shortened(best.quote.speaker, 120)} {verb}: “{one_line(''.join(p.text for p in pieces))}”"
    return escaped(said)


# The thread ----------------------------------------------------------------------------------------------------------


def _replies(digest: Digest, units: list[Unit], rows: list[tuple[Figure, Newness | None, Hit]]) -> list[Message]:
    bodies = _packed(units)
    while rows:
        table, told = _table(rows, TABLE_ROWS, MOST_CHARACTERS - 1_000)
        bodies.append(table)
        rows = rows[told:]
    heading = shortened(digest.heading, 150) or "Transcript"
    kept = bodies[:MOST_REPLIES]
    replies = []
    for number, body in enumerate(kept, start=1):
        line = f"More from {heading}" + (f", {number} of {len(kept)}" if len(kept) > 1 else "")
        blocks = (context(line), *body)
        if number == MOST_REPLIES and len(bodies) > len(kept):
            blocks = (*blocks, context("There is still more than a thread should hold; the transcript has it all."))
        replies.append(Message(escaped(f"{line}."), blocks))
    return replies


def _packed(units: list[Unit]) -> list[tuple[Json, ...]]:
    """The units in as few messages as hold them, in order."""
    bodies: list[tuple[Json, ...]] = []
    room = blocks = 0
    for unit in units:
        if unit.size > room or len(unit.blocks) > blocks:
            bodies.append(())
            room, blocks = MOST_CHARACTERS - 500, MOST_BLOCKS - 2
        bodies[-1] = (*bodies[-1], *unit.blocks)
        room, blocks = room - unit.size, blocks - len(unit.blocks)
    return bodies


# A hit ---------------------------------------------------------------------------------------------------------------


def _in_short(hit: Hit, *, inline: bool) -> tuple[Unit, bool]:
    """A hit as the root shows it, and whether words were left out."""
    asks = hit.kind is HitKind.QUESTION
    words, cut = window(_words(hit.quote), ASKED if asks else QUOTED)
    answer, answer_cut = window(_words(hit.answer), ANSWERED) if hit.answer else ((), False)
    elements = [*_lead(hit), quoted(words), *_reply(hit, answer)]
    if inline:
        elements += [_figure_line(*line) for line in zip(hit.figures, hit.newness, strict=True)]
    return Unit((rich(*elements), _about(hit))), cut or answer_cut


def _in_full(hit: Hit, *, inline: bool) -> list[Unit]:
    """A hit with all its words, in as many units as they need."""
    words = split(_words(hit.quote), PART)
    answer = split(_words(hit.answer), PART) if hit.answer else ()
    elements = [*_lead(hit), *(quoted(part) for part in words), *_reply(hit, *answer)]
    if inline:
        elements += [_figure_line(*line) for line in zip(hit.figures, hit.newness, strict=True)]
    if characters((rich(*elements),)) <= PART:
        return [Unit((DIVIDER, rich(*elements), _about(hit)))]
    first, *between, last = [(rich(element),) for element in elements]
    return [Unit((DIVIDER, *first)), *map(Unit, between), Unit((*last, _about(hit)))]


def _words(quote: Quote) -> Pieces:
    return cleaned(quote.pieces)


def _lead(hit: Hit) -> list[Json]:
    if hit.kind is not HitKind.QUESTION:
        return []
    return [section(run(shortened(hit.asked_by or hit.quote.speaker, 160), bold=True), run(" asked"))]


def _reply(hit: Hit, *answer: Pieces) -> list[Json]:
    """Who answered and what; or that nobody did."""
    if hit.kind is not HitKind.QUESTION:
        return []
    if hit.answer is None:
        return [section(run("Not answered", bold=True))] if hit.answered is False else []
    who = run(shortened(hit.answer.speaker, 120), bold=True)
    office = f", {shortened(hit.answer.office, 120)}," if hit.answer.office else ""
    return [section(who, run(f"{office} answered")), *(quoted(part) for part in answer)]


def _about(hit: Hit) -> Json:
    """The small line below a hit: who, in answer to whom, why, and where to read it."""
    parts = [_who(hit), _asked(hit), _why(hit)]
    return context(" · ".join(part for part in parts if part) or "–", links(_places(hit)))


def _who(hit: Hit) -> str:
    if hit.kind is HitKind.QUESTION:
        return ""
    office = f", {shortened(hit.quote.office, 120)}" if hit.quote.office else ""
    asked = " asking" if hit.asked_by and hit.asked_by == hit.quote.speaker else ""
    return shortened(hit.quote.speaker, 120) + office + asked


def _asked(hit: Hit) -> str:
    if hit.kind is HitKind.QUESTION or not hit.asked_by or hit.asked_by == hit.quote.speaker:
        return ""
    asked = f"in answer to {shortened(hit.asked_by, 160)}"
    return f"{asked}: “{shortened(hit.question.text, 200)}”" if hit.question else asked


def _why(hit: Hit) -> str:
    """Each rule with its reasons."""
    told = [
        shortened(rule, 80) + (f": {shortened(reason, 160)}" if reason else "")
        for rule, reason in zip(hit.rules[:4], hit.because, strict=False)
    ]
    return " · ".join(told) + (f" and {_count(len(hit.rules) - 4, 'more rule')}" if len(hit.rules) > 4 else "")


def _places(hit: Hit) -> Iterable[tuple[str, str | None]]:
    if hit.answer and hit.kind is HitKind.QUESTION:
        return (("question", hit.quote.link), ("answer", hit.answer.link), ("our copy", hit.quote.copy))
    return (("exact sentence", hit.quote.link), ("our copy", hit.quote.copy))


# Figures -------------------------------------------------------------------------------------------------------------


def _figure_lines(hits: tuple[Hit, ...]) -> list[tuple[Figure, Newness | None, Hit]]:
    """Every figure once, with the hit that quotes it, best first."""
    seen, lines = set(), []
    for hit in hits:
        for figure, newness in zip(hit.figures, hit.newness, strict=True):
            if figure.span not in seen:
                seen.add(figure.span)
                lines.append((figure, newness, hit))
    return lines


def _figure_line(figure: Figure, newness: Newness | None) -> Json:
    said = [measured(figure), whose(figure), figure.period or "", news(figure, newness)]
    rest = "".join(f" · {shortened(part, 120)}" for part in said if part)
    return section(run(shortened(amount(figure), 100), bold=True), run(rest))


def amount(figure: Figure) -> str:
    """The amount as said, with what was said of its exactness: "up to 500 million euros", "three years or so"."""
    meant = figure.qualifier or ""
    if not meant or meant.casefold() in figure.surface.casefold():
        return figure.surface
    behind = meant.casefold().startswith(("or ", "plus", "and "))
    return f"{figure.surface} {meant}" if behind else f"{meant} {figure.surface}"


def measured(figure: Figure) -> str:
    """What a figure measures, with the word that makes it another measure."""
    contrast = figure.contrast if figure.contrast and figure.contrast not in (figure.measure or "") else ""
    return " ".join(part for part in (contrast, figure.measure) if part)


def whose(figure: Figure) -> str:
    """Whose figure it is and who says so."""
    said = figure.speaker or ""
    credited = f", crediting {figure.attributed_to}" if figure.attributed_to else ""
    if figure.status == "question":
        said = f"{said} (journalist)" if said else "a journalist"
    return f"{figure.actor}, said {said}{credited}" if figure.actor and said else (figure.actor or said) + credited


def news(figure: Figure, newness: Newness | None) -> str:
    """As in "new", "changed from 50 billion euros (4 Jun 2025)", "first said 4 Jun 2025"; what kind of claim it is."""
    kind = {"actual": "", "question": "in a question"}.get(figure.status, figure.status)
    return ", ".join(part for part in (_newness(newness), kind) if part)


def _newness(newness: Newness | None) -> str:
    if newness is None:
        return ""
    earlier = newness.against
    when = short_day(earlier.said_on) if earlier and earlier.said_on else ""
    if newness.status == "changed" and earlier:
        return f"changed from {earlier.surface}" + (f" ({when})" if when else "")
    if newness.status == "repeated":
        return f"first said {when}" if when else "said before"
    return newness.status


def _table(lines: list[tuple[Figure, Newness | None, Hit]], most: int, room: int) -> tuple[tuple[Json, ...], int]:
    """A table of the first figures, and how many it holds."""
    rows: list[list[Json]] = []
    for figure, newness, hit in lines[:most]:
        row = _row(figure, newness, hit)
        room -= characters(row)
        if room < 0 and rows:
            break
        rows.append(row)
    if not rows:
        return (), 0
    head: list[Json] = [_cell(name, bold=True) for name in ("Figure", "What it measures", "Who", "Period", "Newness")]
    wrapped = [{"is_wrapped": True} for _ in head]
    return ({"type": "table", "rows": [head, *rows], "column_settings": wrapped},), len(rows)


def _row(figure: Figure, newness: Newness | None, hit: Hit) -> list[Json]:
    quotes = (quote for quote in (hit.answer, hit.quote) if quote and quote.span.turn == figure.span.turn)
    link = next((link for quote in quotes if (link := address(quote.link) or address(quote.copy))), None)
    return [
        _cell(shortened(amount(figure), 80), link=link, bold=True),
        _cell(shortened(measured(figure), 100)),
        _cell(shortened(whose(figure), 120)),
        _cell(shortened(figure.period or "", 60)),
        _cell(shortened(news(figure, newness), 120)),
    ]


def _cell(text: str, *, link: str | None = None, bold: bool = False) -> Json:
    if not link and not bold:
        return {"type": "raw_text", "text": text or "–"}
    if not link:
        return rich(section(run(text or "–", bold=bold)))
    element = {"type": "link", "url": link, "text": text or "–"} | ({"style": {"bold": True}} if bold else {})
    return rich(section(element))


# Small pieces --------------------------------------------------------------------------------------------------------


def _mention(mention: str) -> Json:
    """A user or group by its id; a name that is no id is shown, and wakes nobody."""
    known = _MENTION.match(mention)
    if not known:
        return run(shortened(mention, 80), bold=True)
    number = known.group(1)
    if number.startswith("S"):
        return {"type": "usergroup", "usergroup_id": number}
    return {"type": "user", "user_id": number}


def _banner(text: str) -> Json:
    return rich(section(run(text, bold=True)))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"

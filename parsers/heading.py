"""What a page says about the event before anybody speaks: title, day, place, terms, and whose event it is.

Everything is taken as printed. What is missing stays None and is noted; nothing is concluded from addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from parsers import offices
from parsers.blocks import Block
from parsers.dates import MONTHS, find_date, find_time
from parsers.furniture import PUBLISHED, UPDATED, is_delivery, is_furniture, is_separator
from parsers.ground_rules import read_ground_rules, states_terms
from parsers.labels import Label, folded_words, is_capital, read_label
from parsers.text import fold
from parsers.transcript import GroundRules, Note


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a page."""

    title: str | None  #: its lines joined
    held_on: date | None  #: the event's day, else the day the page was published or changed
    published_at: datetime | None  #: aware
    updated_at: datetime | None  #: aware
    venue: str | None  #: as printed beside the date
    delivery: str | None  #: "(As delivered)"
    ground_rules: GroundRules  #: as stated in the head
    principals: tuple[Label, ...]  #: whom the title names
    end: int  #: index of the first block that is speech
    notes: tuple[Note, ...]  #: what was missing or assumed


_MOST_TITLE_BLOCKS, _MOST_TITLE_WORDS, _MOST_META_WORDS, _MOST_HEAD_BLOCKS = 4, 60, 24, 60
_GREETINGS = frozenset(
    "thank thanks good dear hello hi welcome ladies so okay ok well now i we i'm we're guten sehr liebe danke"
    " bonjour merci".split()
)
_PLACE = re.compile(r"(?:location|venue|place|ort|lieu)\s*:\s*(?P<place>.{2,80})", re.IGNORECASE)
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag dienstag mittwoch"
    " donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche on date".split()
)


def read_heading(blocks: tuple[Block, ...], limit: int) -> Heading:
    """The head of a page, which ends before block `limit` at the latest."""
    start = _title_block(blocks, limit)
    title_blocks, meta_blocks, end = _split(blocks, start, min(limit, start + _MOST_HEAD_BLOCKS))
    lines = [" ".join(block.lines) for block in title_blocks]
    before = [block for block in blocks[max(0, start - _MOST_HEAD_BLOCKS) : start] if _is_meta(block)]
    return _filled(lines, [*before, *meta_blocks], blocks[-6:], end)


def _title_block(blocks: tuple[Block, ...], limit: int) -> int:
    """The block where the title begins: the wordiest of the highest headings, else the first block."""
    headings = [i for i in range(min(limit, len(blocks))) if blocks[i].heading]
    if not headings:
        return 0
    level = min(blocks[i].heading for i in headings)
    highest = [i for i in headings if blocks[i].heading == level]
    return max(highest, key=lambda i: (len(blocks[i].text.split()), -i)) if level == 1 else highest[0]


def _split(blocks: tuple[Block, ...], start: int, limit: int) -> tuple[list[Block], list[Block], int]:
    title: list[Block] = []
    meta: list[Block] = []
    i = start
    while i < min(limit, len(blocks)):
        block = blocks[i]
        if _is_meta(block) or (title and _is_dateline(block)):
            meta.append(block)
        elif not (title and meta) and len(title) < _MOST_TITLE_BLOCKS and _continues_title(title, block):
            title.append(block)
        elif _place_between(blocks, i, limit):
            meta.append(block)
        else:
            break
        i += 1
    return title, meta, i


def _continues_title(title: list[Block], block: Block) -> bool:
    if not is_title_like(block) or sum(len(b.text.split()) for b in [*title, block]) > _MOST_TITLE_WORDS:
        return False
    if title and title[0].heading:
        return block.heading > 0 or block.text[:1].islower()
    return True


def is_title_like(block: Block) -> bool:
    """Whether a block could stand in a title: short, no sentence, no greeting."""
    words = folded_words(block.text)
    if block.bullet or not words or len(words) > 45 or words[0] in _GREETINGS:
        return False
    last = block.text.rstrip()
    return last[-1] not in ",;:!?…–—-" and (last[-1] != "." or bool(offices.ABBREVIATED.search(last)))


def _is_meta(block: Block) -> bool:
    text = block.text
    words = text.split()
    if len(words) > _MOST_META_WORDS:
        return states_terms(text) and len(words) < 60
    return (
        block.bullet
        or is_furniture(text)
        or all(is_delivery(line) for line in block.lines)
        or bool(find_date(text) and not _is_sentence(text) and not block.heading)
        or states_terms(text)
        or bool(_PLACE.fullmatch(text))
    )


def _is_dateline(block: Block) -> bool:
    """Whether a block is a place alone, "New Haven, Ruritania", which has the shape of a name and an outlet."""
    label = read_label(block.text) if len(block.lines) == 1 else None
    return bool(label and label.name and label.outlet and label.evidence == "none")


def _is_sentence(text: str) -> bool:
    ordinary = sum(
        word.islower() and word not in MONTHS and fold(word).text not in offices.LINKING for word in text.split()
    )
    return ordinary >= 3


def _place_between(blocks: tuple[Block, ...], i: int, limit: int) -> bool:
    """A short line of capitals between other notes of the head, such as a place."""
    block = blocks[i]
    if not is_title_like(block) or len(block.text.split()) > 8 or not is_capital(block.text.split()[0]):
        return False
    return i + 1 < limit and i + 1 < len(blocks) and _is_meta(blocks[i + 1])


def _filled(title_lines: list[str], meta: list[Block], foot: tuple[Block, ...], end: int) -> Heading:
    title = " ".join(title_lines) or None
    lines = [line for block in meta for line in block.lines]
    notes: list[Note] = []
    updated = _moment(UPDATED, [*lines, *(line for block in foot for line in block.lines)], notes)
    published = _moment(PUBLISHED, lines, notes)
    dated = [
        line for line in lines if not UPDATED.search(line) and not PUBLISHED.match(line) and not states_terms(line)
    ]
    held_on, venue = _day_and_venue(dated, title)
    if held_on is None:
        moment = published or updated
        held_on = moment.date() if moment else None
        message = "no date of the event is printed; the page's own date was taken" if held_on else "no date is printed"
        notes.append(Note("date-assumed" if held_on else "date-missing", f"The event's date: {message}."))
    if title is None:
        notes.append(Note("title-missing", "The page has no heading that names the event."))
    ground_rules, doubts = read_ground_rules(lines, held_on)
    return Heading(
        title=title,
        held_on=held_on,
        published_at=published,
        updated_at=updated,
        venue=venue,
        delivery=next((line.strip() for line in lines if is_delivery(line)), None),
        ground_rules=ground_rules,
        principals=next((found for line in title_lines if (found := principals_named(line))), ()),
        end=end,
        notes=(*notes, *doubts),
    )


def _moment(pattern: re.Pattern[str], lines: list[str], notes: list[Note]) -> datetime | None:
    """The moment of a line such as "Last updated: 04 Jun. 2025 13:34"."""
    for line in lines:
        found = pattern.search(line) if len(line) < 200 else None
        dated = find_date(line) if found else None
        if not dated:
            continue
        at = find_time(line, dated.end)
        if at is None:
            notes.append(Note("time-missing", f"“{line.strip()}” gives no time; midnight UTC was taken."))
            return datetime(dated.day.year, dated.day.month, dated.day.day, tzinfo=UTC)
        if at.tzinfo is None:
            notes.append(Note("zone-assumed", f"“{line.strip()}” names no time zone; UTC was taken."))
            at = at.replace(tzinfo=UTC)
        return datetime.combine(dated.day, at)
    return None


def _day_and_venue(lines: list[str], title: str | None) -> tuple[date | None, str | None]:
    stated = (_PLACE.fullmatch(line.strip()) for line in lines)
    venue = next((found.group("place").strip() for found in stated if found), None)
    for i, line in enumerate(lines):
        dated = find_date(line)
        if dated:
            beside = [line[: dated.start], line[dated.end :], *lines[max(0, i - 1) : i], *lines[i + 1 : i + 2]]
            return dated.day, venue or next((place for text in beside if (place := _as_place(text))), None)
    dated = find_date(title or "")
    alone = next((line.strip() for line in lines if _is_dateline(Block(line))), None)
    return (dated.day if dated else None), venue or alone


def _as_place(text: str) -> str | None:
    place = text.strip(" \u00a0-–—|,:;()[]\t•")
    words = folded_words(place)
    if (
        not words
        or len(words) > 10
        or is_separator(place)
        or is_furniture(place)
        or is_delivery(text)
        or find_date(place)
    ):
        return None
    if set(words) & _WEEKDAYS or any(c.isdigit() for c in words[0]) or not is_capital(place) or "." in place:
        return None
    return place


# Whose event it is

_NAMING = re.compile(r"(?<!\w)(by|with|of|from|von|mit|par|avec)\s+(?:the\s+)?", re.IGNORECASE)
_JOINING = re.compile(r"\s+(?:and|und|et|&)\s+(?:the\s+)?|,\s*(?:the\s+|and\s+)?")
_RUN_WORD = re.compile(r"[^\s]+")


def principals_named(title: str) -> tuple[Label, ...]:
    """Those whom a title names with their office: "by NATO Secretary General Jane Roe ahead of …"."""
    for naming in _NAMING.finditer(title):
        run = _capital_run(title, naming.end())
        parts = [read_label(part) for part in _JOINING.split(run) if part]
        joint = tuple(part for part in parts if part and part.name and part.office)
        if len(joint) > 1 and len(joint) == len(parts):
            return joint
        whole = read_label(run)
        if whole and whole.name and (whole.office or naming.group(1).lower() in {"by", "von", "par"}):
            return (whole,)
        if joint:
            return joint
    return ()


def _capital_run(text: str, start: int) -> str:
    """Words from `start` to the first that is written small and links nothing."""
    end = start
    for word in _RUN_WORD.finditer(text, start):
        bare = word.group().strip(",;:()")
        small = bare.islower() and fold(bare).text not in offices.LINKING | offices.PARTICLES
        if small or not bare or (end > start and fold(bare).text in {"in", "at", "on"}):
            break
        end = word.end()
        if word.group()[-1] in ";:)":
            break
    words = text[start:end].split()
    while words and words[-1].islower():
        words.pop()
    return " ".join(words).strip(" ,;:()")

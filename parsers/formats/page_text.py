"""Pages whose speaker labels stand alone on a line, the speech below: "Name, Outlet" / "Office Name".

Press conference                       the title, often in several lines
by Secretary General Jane Roe …
• 04 Jun. 2025 -                       date, place and "Last updated" as notes
(As delivered)

Thank you and good morning,            an opening without a label, by the one whom the title names

Acting Spokesperson John Doe           one label a turn; question and answer look alike
First question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from parsers.attribution import outlets_on_turns
from parsers.blocks import Block
from parsers.document import Document
from parsers.errors import NoTranscript
from parsers.exchanges import read_exchanges
from parsers.formats.base import Recognition
from parsers.ground_rules import spoken_terms
from parsers.heading import Heading, read_heading
from parsers.identity import event_key
from parsers.label_lines import Place, choose_labels, count_inline_labels
from parsers.labels import Label
from parsers.language import language_of
from parsers.transcript import GroundRules, Note, Transcript, Turn
from parsers.turns import read_turns


@dataclass(frozen=True, slots=True)
class PageText:
    """Labels alone on a line, speech below."""

    name: str = "page-text"
    summary: str = "Speaker labels alone on a line (“Name, Outlet”, “Office Name”), the speech on the next."

    def recognises(self, blocks: tuple[Block, ...]) -> Recognition:
        """By how many lines are labels, and how many people they name."""
        heading, labels = _understood(blocks)
        inline = count_inline_labels(blocks)
        if inline > 2 and inline > len(labels):
            return Recognition(
                0.1, "the speakers' labels stand in one line with the speech, a shape that is not read yet"
            )
        if not labels:
            if heading.principals and heading.held_on and heading.end < len(blocks):
                return Recognition(0.4, "no labels, but a dated statement by the one whom the title names")
            return Recognition(0.0, "no line of the page looks like a speaker's label")
        people = len({label.printed for label in labels.values()})
        if people < 2 and not heading.principals:
            return Recognition(0.2, "only one label stands alone on a line")
        score = min(0.95, 0.5 + 0.05 * min(len(labels), 6) + 0.05 * min(people, 3))
        return Recognition(score, f"{len(labels)} labels of {people} speakers stand alone on their lines")

    def read(self, document: Document, blocks: tuple[Block, ...], notes: tuple[Note, ...]) -> Transcript:
        """The page as a transcript."""
        heading, labels = _understood(blocks)
        turns = read_turns(blocks, labels, heading.end, heading.principals)
        if not turns:
            raise NoTranscript("nobody speaks on this page: there is a heading, but no words below it")
        exchanges = read_exchanges(turns)
        turns = outlets_on_turns(turns, exchanges)
        principal = next((label.name for label in heading.principals if label.name), None)
        return Transcript(
            key=event_key(heading.held_on, heading.title, turns, principal),
            source=document.source,
            url=document.url,
            title=heading.title,
            held_on=heading.held_on,
            published_at=heading.published_at,
            updated_at=heading.updated_at,
            venue=heading.venue,
            language=language_of(turn.text for turn in turns),
            turns=turns,
            exchanges=exchanges,
            ground_rules=_ground_rules(heading.ground_rules, turns),
            notes=(*notes, *heading.notes, *_doubts(turns)),
            format=self.name,
            delivery=heading.delivery,
        )


def _understood(blocks: tuple[Block, ...]) -> tuple[Heading, dict[Place, Label]]:
    """The head and the labels of a page. The head names people, which helps to tell labels; labels end the head."""
    principals = read_heading(blocks, len(blocks)).principals
    labels = choose_labels(blocks, principals)
    limit = next(iter(labels)).block if labels else len(blocks)
    return read_heading(blocks, limit), labels


def _ground_rules(printed: GroundRules, turns: tuple[Turn, ...]) -> GroundRules:
    """The printed terms, else those that are stated when the event opens."""
    if printed.quoted:
        return printed
    for turn in turns[:2]:
        words = spoken_terms(turn.text) if turn.kind in {"statement", "moderator"} else None
        if words:
            off = "off" in words.lower() and "record" in words.lower()
            return replace(printed, attribution="off the record" if off else "on background", quoted=words)
    return printed


def _doubts(turns: tuple[Turn, ...]) -> tuple[Note, ...]:
    unknown = sum(turn.speaker.label is None and turn.speaker.name is None for turn in turns)
    if not unknown:
        return ()
    return (Note("speaker-unknown", "The opening words have no label, and the heading names nobody for them."),)

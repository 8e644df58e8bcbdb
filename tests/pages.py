"""The suite's small language for pages: a text in, and what it was read as, in one line a turn.

A page is written as it would be published. `drawn` turns a transcript into lines such as

    question | Jane Roe | Reuters | When does it open?
"""

from __future__ import annotations

from datetime import UTC, datetime
from textwrap import dedent
from typing import Any

from parsers.document import Document
from parsers.reading import read
from parsers.transcript import Transcript

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


def page(
    content: str | bytes,
    media_type: str = "text/plain",
    *,
    charset: str | None = None,
    url: str = "https://example.org/a",
) -> Document:
    body = content if isinstance(content, bytes) else dedent(content).strip("\n").encode()
    return Document("harbour", url, body, media_type, charset, NOON)


def understood(content: str, media_type: str = "text/plain", *, url: str = "https://example.org/a") -> Transcript:
    return read(page(content, media_type, url=url))


def drawn(transcript: Transcript) -> list[str]:
    """Kind, name, outlet and words of every turn; a dash for what is not known."""
    return [
        " | ".join([turn.kind, turn.speaker.name or "-", turn.speaker.outlet or "-", turn.text.replace("\n", " / ")])
        for turn in transcript.turns
    ]


def asked(transcript: Transcript) -> list[tuple[str | None, str | None, tuple[int, ...], tuple[int, ...]]]:
    """Reporter, outlet, question turns and answer turns of every exchange."""
    return [
        (found.attribution.reporter, found.attribution.outlet, found.question_turns, found.answer_turns)
        for found in transcript.exchanges
    ]


def recorded(transcript: Transcript) -> dict[str, Any]:
    """A transcript in the form that is kept beside the samples."""
    rules = transcript.ground_rules
    return {
        "title": transcript.title,
        "held_on": transcript.held_on and transcript.held_on.isoformat(),
        "updated_at": transcript.updated_at and transcript.updated_at.isoformat(),
        "venue": transcript.venue,
        "language": transcript.language,
        "delivery": transcript.delivery,
        "embargoed_until": rules.embargoed_until and rules.embargoed_until.isoformat(),
        "notes": [note.code for note in transcript.notes],
        "turns": [
            {
                "kind": turn.kind,
                "role": turn.speaker.role,
                "name": turn.speaker.name,
                "office": turn.speaker.office,
                "outlet": turn.speaker.outlet,
                "label": turn.speaker.label,
                "starts": " ".join(turn.text.split()[:6]),
                "ends": " ".join(turn.text.split()[-6:]),
                "asides": [transcript.excerpt(aside) for aside in turn.asides],
            }
            for turn in transcript.turns
        ],
        "exchanges": [
            {
                "reporter": found.attribution.reporter,
                "outlet": found.attribution.outlet,
                "how": found.attribution.how,
                "questions": list(found.question_turns),
                "answers": list(found.answer_turns),
                "answered": found.answered,
            }
            for found in transcript.exchanges
        ],
    }

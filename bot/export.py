"""A reading as plain data: what `lectern parse --json` writes."""

from __future__ import annotations

from typing import Any

from bot.model import Reading
from parsers.transcript import Exchange, Note, Span, Transcript, Turn
from rules.figures.figure import Figure


def plain(reading: Reading) -> dict[str, Any]:
    """The whole reading; turn numbers count from 0 within "turns"."""
    transcript = reading.transcript
    return {
        "title": transcript.title,
        "date": transcript.held_on.isoformat() if transcript.held_on else None,
        **_about(transcript),
        "turns": [_turn(turn) for turn in transcript.turns],
        "exchanges": [_exchange(exchange) for exchange in transcript.exchanges],
        "figures": [_figure(figure) for figure in reading.figures],
        "notes": [_note(note) for note in transcript.notes],
    }


def _about(transcript: Transcript) -> dict[str, Any]:
    rules = transcript.ground_rules
    return {
        "key": transcript.key,
        "url": transcript.url,
        "format": transcript.format,
        "language": transcript.language,
        "venue": transcript.venue,
        "delivery": transcript.delivery,
        "published_at": transcript.published_at.isoformat() if transcript.published_at else None,
        "updated_at": transcript.updated_at.isoformat() if transcript.updated_at else None,
        "ground_rules": {
            "attribution": rules.attribution,
            "embargoed_until": rules.embargoed_until.isoformat() if rules.embargoed_until else None,
            "quoted": rules.quoted,
        },
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "speaker": turn.speaker.name,
        "role": turn.speaker.office,
        "outlet": turn.speaker.outlet,
        "kind": turn.kind,
        "label": turn.speaker.label,
        "text": turn.text,
        "asides": [_span(aside) for aside in turn.asides],
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {
        "reporter": exchange.attribution.reporter,
        "outlet": exchange.attribution.outlet,
        "how": exchange.attribution.how,
        "confidence": exchange.attribution.confidence,
        "question_turns": list(exchange.question_turns),
        "answer_turns": list(exchange.answer_turns),
        "answered": exchange.answered,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "turn": figure.span.turn,
        "start": figure.span.start,
        "end": figure.span.end,
        "surface": figure.surface,
        "value": _value(figure),
        "unit": figure.unit,
        "unit_inherited": figure.unit_inherited,
        "qualifier": figure.qualifier,
        "measure": figure.measure,
        "period": figure.period,
        "status": figure.status,
        "speaker": figure.speaker,
        "attributed_to": figure.attributed_to,
        "confidence": figure.confidence,
    }


def _value(figure: Figure) -> float | list[float]:
    if len(figure.values) > 1:
        return list(figure.values)
    return figure.low if figure.low == figure.high else [figure.low, figure.high]


def _note(note: Note) -> dict[str, Any]:
    return {"code": note.code, "message": note.message, "at": _span(note.span) if note.span else None}


def _span(span: Span) -> dict[str, int]:
    return {"turn": span.turn, "start": span.start, "end": span.end}

"""The pages of the local inbox: digests as Slack would show them, transcripts and their turns, sources and their state.

Pure string building over values of the types below, which the store gives. Every word is escaped; the pages need no
script: without it they load themselves anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.dates import moment
from bot.digest import asked_by, facts, heading
from bot.drawing import draw, link
from bot.model import DeliveryState, Destination, Message, SourceHealth, SourceState
from bot.quoting import clean, one_line
from parsers.transcript import Exchange, Span, Transcript, Turn


@dataclass(frozen=True, slots=True)
class Card:
    """A digest as the inbox shows it."""

    digest: str  #: fingerprint of the digest
    transcript: str  #: key of the transcript it tells of
    destination: Destination  #: where it goes
    heading: str  #: title of the event
    messages: tuple[Message, ...]  #: the root, then its thread replies
    state: DeliveryState  #: the worst state of its deliveries
    told_at: datetime  #: aware; when the digest was made
    error: str | None = None  #: what the channel said last, where it failed or waits


CHANNELS = {"slack": "Slack", "inbox": "the local inbox"}
HEALTH = {SourceState.STARTING: "waiting", SourceState.WATCHING: "well", SourceState.FAILING: "failing"}
KINDS = {"statement": "statement", "moderator": "moderator", "question": "question", "answer": "answer"}


# The inbox -----------------------------------------------------------------------------------------------------------


def inbox(cards: tuple[Card, ...], sources: tuple[SourceHealth, ...]) -> str:
    """The whole first page."""
    body = f'<p id="status" role="status" aria-live="polite"></p>\n<div id="list">{fragment(cards, sources)}</div>'
    refresh = (
        '<noscript><meta http-equiv="refresh" content="5"></noscript>\n<script src="/static/inbox.js" defer></script>'
    )
    return _page("Lectern", body, head=refresh)


def fragment(cards: tuple[Card, ...], sources: tuple[SourceHealth, ...]) -> str:
    """What changes on the first page: the digests, newest first, and the sources; with ids, for the script."""
    articles = "\n".join(_card(card) for card in cards) or (
        '<p id="none" class="empty">No digest yet. One appears here as soon as a watched source publishes a transcript '
        "in which a rule finds something.</p>"
    )
    return f'<main id="digests" aria-label="Digests">\n{articles}\n</main>\n{_sources(sources)}'


def _card(card: Card) -> str:
    title = one_line(card.heading) or "Transcript"
    top = (
        f'<span class="to">{escape(_place(card.destination))}</span> <span class="app">Lectern</span> '
        f"{_time(card.told_at)} {_state(card)}"
    )
    root = "".join(f'<div class="message">{draw(message.blocks)}</div>' for message in card.messages[:1])
    replies = "".join(f'<div class="message">{draw(message.blocks)}</div>' for message in card.messages[1:])
    count = len(card.messages) - 1
    label = f"{count} repl{'ies' if count != 1 else 'y'} in the thread"
    thread = f'<section class="thread" aria-label="Thread"><h4>{label}</h4>{replies}</section>' if replies else ""
    return (
        f'<article id="digest-{escape(card.digest)}" aria-label="{escape(title)}">\n<div class="top">{top}</div>\n'
        f"{root}\n{thread}\n{_foot(card, root)}</article>"
    )


def _foot(card: Card, root: str) -> str:
    """The way to our copy, for messages that were made for readers elsewhere and do not name it."""
    page = f"/transcripts/{card.transcript}"
    if f'href="{page}"' in root:
        return ""
    return f'<p class="foot">{link(page, "Whole transcript")}</p>\n'


def _place(destination: Destination) -> str:
    return "Inbox" if destination.address == "inbox" else destination.address


def _state(card: Card) -> str:
    channel = CHANNELS.get(card.destination.channel, card.destination.channel)
    error = f": {one_line(card.error)}" if card.error else ""
    name, words = {
        DeliveryState.SENT: ("sent", "kept here" if card.destination.channel == "inbox" else f"sent to {channel}"),
        DeliveryState.PENDING: ("waiting", f"waiting{error}"),
        DeliveryState.SENDING: ("waiting", "being sent"),
        DeliveryState.IN_DOUBT: ("waiting", f"finding out whether {channel} has it{error}"),
        DeliveryState.FAILED: ("failed", f"failed{error}"),
    }[card.state]
    return f'<span class="state {name}">{escape(words)}</span>'


def _sources(sources: tuple[SourceHealth, ...]) -> str:
    rows = "".join(_source(source) for source in sources)
    empty = '<p class="empty">No source is configured.</p>'
    return f'<aside id="sources" aria-label="Sources"><h2>Sources</h2>{f"<ul>{rows}</ul>" if rows else empty}</aside>'


def _source(source: SourceHealth) -> str:
    since = f"since {_time(source.since)} · " if source.since else ""
    new = f"last news {_time(source.last_new_at)}" if source.last_new_at else "nothing new yet"
    error = f'<p class="error">{escape(one_line(source.error))}</p>' if source.error else ""
    place = escape(f"{source.kind} {one_line(source.where)}")
    return (
        f'<li><strong>{escape(one_line(source.name))}</strong> <span class="state {HEALTH[source.state]}">'
        f"{escape(source.state.value)}</span>{error}<p>{place}</p>"
        f"<p>{since}{new}</p></li>"
    )


# A transcript --------------------------------------------------------------------------------------------------------


def transcript_page(transcript: Transcript) -> str:
    """Our stored copy, every turn with its anchor."""
    title = one_line(heading(transcript))
    askers = {turn: exchange for exchange in transcript.exchanges for turn in exchange.question_turns}
    turns = "\n".join(_turn(turn, askers.get(turn.index)) for turn in transcript.turns)
    notes = "".join(f"<li>{_note_place(note.span)}{escape(one_line(note.message))}</li>" for note in transcript.notes)
    notes = f'<section class="notes"><h2>Not sure</h2><ul>{notes}</ul></section>' if notes else ""
    where = [one_line(transcript.venue)] if transcript.venue else []
    told = " · ".join([*(one_line(fact) for fact in facts(transcript, None)), *where])
    source = link(transcript.url, "At the source")
    source = f'<p class="facts">{source}</p>' if source != "At the source" else ""
    body = (
        f'<main class="transcript"><h1 dir="auto">{escape(title)}</h1>\n<p class="facts">{escape(told)}</p>{source}\n'
        f"{_terms(transcript)}{notes}\n{turns}\n</main>"
    )
    return _page(title, body)


def _terms(transcript: Transcript) -> str:
    terms = transcript.ground_rules
    words: list[str] = [terms.attribution] if terms.attribution != "on the record" else []
    words += [f"embargo until {moment(terms.embargoed_until)}"] if terms.embargoed_until else []
    words += [f"“{one_line(terms.quoted)}”"] if terms.quoted else []
    words += [one_line(transcript.delivery)] if transcript.delivery else []
    return f'<p class="terms">{escape(" · ".join(words))}</p>' if words else ""


def _note_place(span: Span | None) -> str:
    return "" if span is None else f'<a href="#turn-{span.turn}">turn {span.turn + 1}</a>: '


def _turn(turn: Turn, exchange: Exchange | None) -> str:
    speaker = turn.speaker
    name = one_line(speaker.name or speaker.label or "speaker not given")
    details = [one_line(text) for text in (speaker.office, speaker.outlet) if text]
    if exchange:
        name, details = one_line(asked_by(exchange.attribution)), []
    kind = KINDS.get(turn.kind, "")
    at = f'<span class="at">{escape(str(turn.at))}</span>' if turn.at is not None else ""
    about = f'<span class="office">{escape(", ".join(details))}</span>' if details else ""
    return (
        f'<section class="turn {turn.kind}" id="turn-{turn.index}"><h2><a href="#turn-{turn.index}" '
        f'aria-label="Link to turn {turn.index + 1}">¶</a> <span class="speaker">{escape(name)}</span> {about} '
        f'<span class="kind">{kind}</span>{at}</h2>{_paragraphs(turn)}</section>'
    )


def _paragraphs(turn: Turn) -> str:
    """The words with their asides set apart, a paragraph to each line."""
    runs, at = [], 0
    for aside in sorted(turn.asides):
        if aside.start < at:
            continue
        runs.append(escape(clean(turn.text[at : aside.start])))
        runs.append(f'<i class="aside">{escape(clean(turn.text[aside.start : aside.end])).replace(chr(10), " ")}</i>')
        at = aside.end
    runs.append(escape(clean(turn.text[at:])))
    lines = "".join(runs).split("\n")
    return "".join(f'<p dir="auto">{line}</p>' for line in lines if line.strip())


# Everywhere ----------------------------------------------------------------------------------------------------------


def apology(title: str, words: str) -> str:
    """A page for what went wrong, in words."""
    back = '<p><a href="/">Back to the inbox</a></p>'
    return _page(title, f'<main class="empty"><h1>{escape(title)}</h1><p>{escape(words)}</p>{back}</main>')


def _time(when: datetime) -> str:
    return f'<time datetime="{escape(when.isoformat())}">{moment(when)}</time>'


def _page(title: str, body: str, head: str = "") -> str:
    named = title if title == "Lectern" else f"{title} · Lectern"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{escape(named)}</title>\n<link rel="stylesheet" href="/static/lectern.css">\n'
        f'<link rel="icon" href="/static/icon.svg" type="image/svg+xml">\n{head}\n</head>\n<body>\n'
        f'<header><a href="/">Lectern</a><span>local inbox</span></header>\n{body}\n</body>\n</html>\n'
    )

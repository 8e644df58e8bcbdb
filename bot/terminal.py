"""What commands print for people: text from values, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.digest import asked_by
from bot.model import Delivery, DeliveryState, Json, Message, Outcome, SourceHealth, SourceState
from bot.store.archive import Parked
from bot.store.findings import Finding
from parsers.transcript import Transcript
from rules.figures.figure import Figure, Newness
from rules.rule import Match

WIDTH = 100
LINK = re.compile(r"<[^|<>]{1,3000}\|([^<>]{1,300})>")


def shorten(text: str, width: int = WIDTH) -> str:
    """One line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    return line[: width - 1].rsplit(" ", 1)[0] + " …"


def transcript_lines(transcript: Transcript) -> list[str]:
    """A transcript in outline."""
    about = [str(transcript.held_on or "no date"), transcript.venue, transcript.format, transcript.language]
    lines = [transcript.title or transcript.url, "  " + " · ".join(part for part in about if part), ""]
    for turn in transcript.turns:
        speaker = turn.speaker
        who = ", ".join(part for part in (speaker.name or speaker.label or "speaker not given", speaker.outlet) if part)
        lines.append(f"{turn.index:>4}  {turn.kind:<10} {shorten(who, 44)}: {shorten(turn.text, 72)}")
    lines.append("")
    for exchange in transcript.exchanges:
        asked = asked_by(exchange.attribution)
        turns = f"questions {_numbers(exchange.question_turns)}, answers {_numbers(exchange.answer_turns)}"
        end = "" if exchange.answered else " — not answered"
        lines.append(f"      {asked} ({exchange.attribution.how}): {turns}{end}")
    lines += [f"      Note: {note.message}" for note in transcript.notes]
    return lines


def _numbers(turns: tuple[int, ...]) -> str:
    return ", ".join(map(str, turns)) or "none"


def figure_lines(figures: Iterable[Figure], newness: Iterable[Newness]) -> list[str]:
    """Every figure, with what is known about it."""
    lines = []
    for figure, fresh in zip(figures, newness, strict=True):
        kind = "" if figure.status == "actual" else f" [{figure.status}]"
        measure = f" — {shorten(figure.measure, 60)}" if figure.measure else ""
        lines.append(f"{figure.span.turn:>4}  {figure.surface}{kind}{measure} — {fresh.because}")
    return lines


def match_lines(matches: Iterable[Match]) -> list[str]:
    """Every match with its evidence and reasons."""
    lines = []
    for match in matches:
        lines.append(match.rule_name)
        lines += [
            f"{evidence.span.turn:>4}  {evidence.grade} {evidence.score:.2f}  “{shorten(evidence.excerpt, 60)}” — "
            f"{evidence.because}"
            for evidence in match.evidence
        ]
    return lines


def message_lines(message: Message) -> list[str]:
    """A message as text, block by block."""
    return [line for block in message.blocks for line in _block_lines(block)]


def _block_lines(block: Json) -> list[str]:
    kind = block.get("type")
    if kind == "divider":
        return ["-" * 40]
    if kind == "table":
        return ["| " + " | ".join(_words(cell).strip() for cell in row) + " |" for row in block.get("rows", [])]
    text = _words(block)
    mark = {"header": "# ", "context": "  ", "actions": "  "}.get(str(kind), "")
    quoted = kind == "rich_text"
    return [f"{'> ' if quoted else mark}{line.strip()}" for line in text.split("\n") if line.strip()]


def _words(node: Any) -> str:
    """All the text of a block, in order."""
    if isinstance(node, list):
        return " ".join(part for child in node if (part := _words(child)))
    if not isinstance(node, dict):
        return ""
    kind = str(node.get("type"))
    if kind == "button":
        return f"[{_words(node.get('text'))}]"
    if kind in {"plain_text", "mrkdwn", "text", "raw_text", "link"}:
        text = str(node.get("text") or node.get("url", ""))
        return _read(text) if kind == "mrkdwn" else text
    if kind.startswith("rich_text_"):
        return "".join(_words(child) for child in node.get("elements", [])) + "\n"
    return " ".join(part for key in ("text", "elements", "fields") if (part := _words(node.get(key))))


def _read(markup: str) -> str:
    """What a reader of Slack's markup sees: links by their words, escaped characters as themselves."""
    words = LINK.sub(r"\1", markup)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def outcome_lines(outcome: Outcome, *, outline: bool = True) -> list[str]:
    """What `lectern try` shows: the transcript, figures, matches with reasons, and the messages."""
    lines = [*transcript_lines(outcome.reading.transcript), ""] if outline else []
    lines += ["Figures", *figure_lines(outcome.reading.figures, outcome.newness), ""]
    lines += ["Matches", *(match_lines(outcome.matches) or ["      none"]), ""]
    for delivery in outcome.deliveries:
        part = f"reply {delivery.part}" if delivery.part else "message"
        lines += [f"{part} to {delivery.destination.address}", *message_lines(delivery.message), ""]
    if not outcome.deliveries:
        lines.append("Nothing would be sent.")
    return lines


def status_lines(  # noqa: PLR0913 - one part of what is shown each
    sources: tuple[SourceHealth, ...],
    counts: Mapping[str, int],
    troubled: tuple[Delivery, ...],
    parked: tuple[Parked, ...],
    given_up: tuple[tuple[str, str, str], ...],
    findings: tuple[Finding, ...],
) -> list[str]:
    """What `lectern status` shows: one line a source, then what needs attention."""
    lines = ["Sources", *(_source_line(source) for source in sources)]
    lines += ["", "Deliveries", "  " + ", ".join(f"{counts.get(state, 0)} {state}" for state in DeliveryState)]
    for delivery in troubled:
        left = f"{delivery.state}, attempt {delivery.attempts}"
        lines.append(f"  {delivery.destination.address} ({left}): {delivery.last_error}")
    if parked:
        lines += ["", "Not read as transcripts"]
        lines += [f"  {_when(each.at)} {each.source} {each.url.rsplit('/', 1)[-1]}: {each.error}" for each in parked]
    if given_up:
        lines += ["", "Given up after many tries", *(f"  {source} {url}: {error}" for source, url, error in given_up)]
    if findings:
        lines += ["", "To be mended"]
        lines += [f"  {finding.subject}: {finding.message} (since {_when(finding.since)})" for finding in findings]
    return lines


def _source_line(source: SourceHealth) -> str:
    since = f" since {_when(source.since)}" if source.since else ""
    if source.state is SourceState.FAILING:
        return f"  {source.name} ({source.kind}): cannot be read{since}: {source.error}"
    news = f", last news {_when(source.last_new_at)}" if source.last_new_at else ""
    return f"  {source.name} ({source.kind} {source.where}): {source.state}{since}{news}"


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"

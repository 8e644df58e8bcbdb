"""Blocks become turns: what stands under one label is one turn, its paragraphs joined, furniture of the page dropped.

The lines of a paragraph are joined by a space, since pages break them for looks; paragraphs are joined by a newline.
"""

from __future__ import annotations

from parsers.asides import asides_in
from parsers.blocks import Block
from parsers.furniture import UPDATED, is_closing, is_delivery, is_end, is_separator
from parsers.kinds import kinds_of
from parsers.label_lines import Place
from parsers.labels import Label
from parsers.people import Said, speakers_of
from parsers.transcript import Turn


def read_turns(
    blocks: tuple[Block, ...], labels: dict[Place, Label], start: int, principals: tuple[Label, ...]
) -> tuple[Turn, ...]:
    """The turns of a page whose first words stand in block `start`."""
    said = said_under(blocks, labels, start)
    speakers = speakers_of(said, principals)
    texts = tuple(item.text for item in said)
    kinds = kinds_of(speakers, texts)
    return tuple(
        Turn(i, speaker, kind, text, asides_in(i, text))
        for i, (speaker, kind, text) in enumerate(zip(speakers, kinds, texts, strict=True))
    )


def said_under(blocks: tuple[Block, ...], labels: dict[Place, Label], start: int) -> tuple[Said, ...]:
    """What was said under which label, in order. A label under which nothing stands is left out."""
    said: list[Said] = []
    label: Label | None = None
    paragraphs: list[str] = []
    last = max(labels, default=Place(start, -1))
    for b in range(start, len(blocks)):
        if b > last.block and paragraphs and _is_over(blocks[b]):
            break
        lines: list[str] = []
        for i, line in enumerate(blocks[b].lines):
            if Place(b, i) in labels:
                paragraphs += _paragraph(lines)
                _close(said, label, paragraphs)
                label, paragraphs, lines = labels[Place(b, i)], [], []
            else:
                lines.append(line)
        paragraphs += _paragraph(lines)
    _close(said, label, paragraphs)
    return tuple(said)


def _is_over(block: Block) -> bool:
    """Whether nobody speaks from this block on: an end mark, or the page's own invitations."""
    return is_end(block.text) or is_closing(block.text)


def _paragraph(lines: list[str]) -> list[str]:
    """One paragraph, or none when all of it is furniture."""
    kept = [line for line in lines if not (is_separator(line) or is_delivery(line) or _is_update(line))]
    return [" ".join(kept)] if kept else []


def _is_update(line: str) -> bool:
    return len(line) < 120 and bool(UPDATED.match(line)) and any(c.isdigit() for c in line)


def _close(said: list[Said], label: Label | None, paragraphs: list[str]) -> None:
    if not paragraphs:
        return
    text = "\n".join(paragraphs)
    if said and label and said[-1].label and said[-1].label.printed == label.printed:
        said[-1] = Said(label, f"{said[-1].text}\n{text}")
    else:
        said.append(Said(label, text))

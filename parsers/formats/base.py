"""What a published shape has to offer: say how much a page looks like it, and read the page.

A format goes by the shape of the page, never by its site, and knows nothing of its siblings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from parsers.blocks import Block
from parsers.document import Document
from parsers.transcript import Note, Transcript


@dataclass(frozen=True, slots=True)
class Recognition:
    """How much a page looks like a format's shape."""

    score: float  #: 0–1; 0 when the format could not read it
    reason: str  #: what speaks for or against it, for people

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score {self.score} is not within 0–1")


class Format(Protocol):
    """One published shape of transcripts."""

    @property
    def name(self) -> str:
        """Short and stable, e.g. "page-text"; stored with every transcript."""
        ...

    @property
    def summary(self) -> str:
        """One sentence for people: what pages of this shape look like."""
        ...

    def recognises(self, blocks: tuple[Block, ...]) -> Recognition:
        """How much the page looks like this shape, and why."""
        ...

    def read(self, document: Document, blocks: tuple[Block, ...], notes: tuple[Note, ...]) -> Transcript:
        """The page as a transcript; `notes` are doubts from before, to be kept."""
        ...

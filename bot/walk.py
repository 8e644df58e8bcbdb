"""Documents on disk, for commands that read files by hand."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.model import Reading
from bot.pipeline import understand
from parsers.document import Document
from parsers.errors import ParseError

#: what transcripts are published as; other files of a folder are passed over
MEDIA = frozenset(".txt .md .markdown .html .htm .xhtml .xml .rss .atom .pdf .docx .vtt .srt .text".split())
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A document found by walking, and what became of it."""

    path: Path  #: the file
    target: Path  #: where its reading is written, below the output folder
    reading: Reading | None  #: None when it could not be read
    error: str | None  #: why, in a sentence


def readings(paths: Iterable[Path]) -> Iterator[Found]:
    """Every document in the files and folders given, in order of name."""
    for path in paths:
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.casefold() in MEDIA)
            for file in files:
                yield _found(file, file.relative_to(path))
        else:
            yield _found(path, Path(path.resolve().parent.name, path.name))


def _found(file: Path, below: Path) -> Found:
    target = below.with_name(below.name + ".json")
    try:
        return Found(file, target, understand(document(file, LARGEST)), None)
    except ParseError as error:
        return Found(file, target, None, str(error))
    except OSError as error:
        return Found(file, target, None, f"It cannot be read: {error.strerror or error}.")


def document(file: Path, largest: int) -> Document:
    """A file as a document; raises OSError, also when it is larger than `largest` bytes."""
    size = file.stat().st_size
    if size > largest:
        raise OSError(0, f"it is larger than {largest:,} bytes")
    media_type, _ = mimetypes.guess_type(file.name)
    return Document(
        source=file.resolve().parent.name,
        url=file.resolve().as_uri(),
        content=file.read_bytes(),
        media_type=media_type or "text/plain",
        charset=None,
        fetched_at=datetime.now(UTC),
    )

"""A document: one response body as it came, with where and when from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Document:
    """One response body, untouched.

    `Document.fingerprint` answers "are these the same bytes?" and nothing else: whether two documents tell of the same
    event is `Transcript.key`, whether two alerts are the same is `Match.fingerprint`.
    """

    source: str  #: name of the source it was found by
    url: str  #: where it can be opened by a reader; a `file:` address for a folder
    content: bytes  #: the body, not decoded
    media_type: str  #: as declared or told from the name, e.g. "text/html"; without parameters
    charset: str | None  #: as declared beside the media type; None when nothing was declared
    fetched_at: datetime  #: aware; when we first held these bytes

    def __post_init__(self) -> None:
        if self.fetched_at.tzinfo is None:
            raise ValueError("Document.fetched_at must be an aware datetime")

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the bytes, as 64 hex digits."""
        return sha256(self.content).hexdigest()

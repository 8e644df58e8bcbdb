"""What can go wrong outside the core, grouped by what the caller can do about it.

LecternError
├── ConfigurationError     config.yaml cannot be used; holds every mistake with its line
├── StoreBusy              another process holds this store
├── FetchError             a source or page could not be read this time; try again later
│   └── Gone               it is not there any more; do not try again
├── TookTooLong            a document used up its time; it is parked
├── ProcessLost            the process that did the work is gone; do it again in another
└── ChannelError           a channel did not take a message
    ├── Transient          surely not posted; the same message may be sent again after `retry_after`
    ├── InDoubt            unknown whether it was posted: look before sending again
    ├── CannotLook         its history may not be read, so a doubt stays a doubt
    ├── Unreachable        this destination takes nothing until somebody mends it; the message is kept
    └── Refused            this message will never be taken as it is

Every message is a sentence fit to show; whatever else goes wrong is logged whole and shown as a plain apology.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


class LecternError(Exception):
    """An error with a sentence for people."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a configuration file."""

    line: int  #: counted from 1; 0 when it concerns the whole file
    place: str  #: path of keys, e.g. "rules[2].any"
    what: str  #: what is wrong
    how_to_fix: str  #: what to write instead; may be empty

    def __str__(self) -> str:
        line = f"line {self.line}: " if self.line else ""
        place = f"{self.place}: " if self.place else ""
        return f"{line}{place}{self.what} {self.how_to_fix}".rstrip()


class ConfigurationError(LecternError):
    """A configuration that cannot be used, with all its mistakes in order of line."""

    def __init__(self, path: str, mistakes: tuple[Mistake, ...]) -> None:
        self.path = path
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: (mistake.line, mistake.place)))
        count = len(self.mistakes)
        head = f"{path}: {count} mistake{'s' if count != 1 else ''}"
        super().__init__("\n".join([head, *(f"  {mistake}" for mistake in self.mistakes)]))


class StoreBusy(LecternError):
    """Another process holds the embedded store."""


class FetchError(LecternError):
    """A source or page could not be read this time."""


class Gone(FetchError):
    """What was to be fetched is not there any more."""


class TookTooLong(LecternError):
    """Reading or matching a document used up its time."""


class ProcessLost(LecternError):
    """The process that did the work is gone, whoever ended it."""


class ChannelError(LecternError):
    """A channel did not take a message."""


class Transient(ChannelError):
    """Surely not posted; the same message may be sent again."""

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class InDoubt(ChannelError):
    """Unknown whether it was posted: the answer was lost."""


class CannotLook(ChannelError):
    """The channel's history may not be read."""


class Unreachable(ChannelError):
    """This destination takes nothing until somebody mends it."""


class Refused(ChannelError):
    """This message will never be taken as it is."""

"""Days and moments as people read them: "4 June 2025", "4 June 2025, 14:02 UTC". The same in every locale."""

from __future__ import annotations

from datetime import UTC, date, datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(when: date) -> str:
    """As in "4 June 2025"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def short_day(when: date) -> str:
    """As in "4 Jun 2025"."""
    return f"{when.day} {MONTHS[when.month - 1][:3]} {when.year}"


def day_of(when: datetime) -> date:
    """The day of a moment, in UTC as all moments are told."""
    return when.astimezone(UTC).date()


def clock(when: datetime) -> str:
    """As in "14:02 UTC"."""
    return f"{when.astimezone(UTC):%H:%M} UTC"


def moment(when: datetime) -> str:
    """As in "4 June 2025, 14:02 UTC"."""
    return f"{day(day_of(when))}, {clock(when)}"

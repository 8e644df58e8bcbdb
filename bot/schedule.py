"""When to look and when to try again: plain arithmetic on times that are given."""

from __future__ import annotations

from datetime import datetime, timedelta

#: a delivery whose attempt nobody reported back on is looked for in the channel's history after this; long enough for
#: a message under way to land
LOOK_AFTER = timedelta(seconds=2)
LONGEST_RETRY = timedelta(minutes=15)
LONGEST_LOOK = timedelta(hours=1)
#: a destination that somebody has to mend is tried at this gap
MENDING = timedelta(minutes=2)
DOUBLINGS = 12


def next_look(every: timedelta, failures: int) -> timedelta:
    """How long until a source is looked at again: its interval, doubled with every failure in a row, up to an hour."""
    grown = every * 2.0 ** min(failures, DOUBLINGS)
    return max(every, min(grown, LONGEST_LOOK))


def retry_after(attempts: int, asked: timedelta | None = None) -> timedelta:
    """How long until a message is sent again: what the channel asked for, else 1 s, 2 s, 4 s … up to 15 minutes."""
    if asked is not None:
        return asked
    return min(timedelta(seconds=1) * 2.0 ** min(max(attempts - 1, 0), DOUBLINGS), LONGEST_RETRY)


def mend_after(attempts: int) -> timedelta:
    """How long until a destination that takes nothing is tried again: 2, 4, 8 … 15 minutes."""
    return min(MENDING * 2.0 ** min(max(attempts - 1, 0), DOUBLINGS), LONGEST_RETRY)


def until(moment: datetime | None, now: datetime) -> timedelta:
    """How long until a moment; nothing when it has passed or there is none."""
    return max(timedelta(0), moment - now) if moment else timedelta(0)

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.schedule import LONGEST_LOOK, LONGEST_RETRY, mend_after, next_look, retry_after, until

MINUTE = timedelta(minutes=1)


def test_a_source_that_can_be_read_is_looked_at_in_its_interval() -> None:
    assert next_look(MINUTE, 0) == MINUTE


@given(st.integers(0, 10_000))
def test_failures_always_make_looks_rarer_but_never_rarer_than_an_hour(failures: int) -> None:
    assert next_look(MINUTE, failures) <= next_look(MINUTE, failures + 1) <= LONGEST_LOOK


def test_an_interval_of_more_than_an_hour_is_kept() -> None:
    assert next_look(timedelta(hours=6), 3) == timedelta(hours=6)


def test_what_the_channel_asks_for_is_done() -> None:
    assert retry_after(7, timedelta(seconds=30)) == timedelta(seconds=30)


@given(st.integers(0, 10_000))
def test_retries_always_grow_rarer_within_bounds(attempts: int) -> None:
    assert retry_after(attempts) <= retry_after(attempts + 1) <= LONGEST_RETRY
    assert mend_after(attempts) <= mend_after(attempts + 1) <= LONGEST_RETRY


def test_a_moment_that_has_passed_is_now() -> None:
    now = datetime(2026, 11, 17, tzinfo=UTC)
    assert until(now - MINUTE, now) == until(None, now) == timedelta(0)
    assert until(now + MINUTE, now) == MINUTE

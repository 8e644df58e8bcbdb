from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest
from makers import NOON, document

from bot.errors import ProcessLost, TookTooLong
from bot.processes import Processes, Rulebook
from parsers.errors import EmptyDocument
from rules.matcher import compile_rules


async def test_what_takes_too_long_is_stopped_and_the_next_goes_on() -> None:
    processes = Processes(1, timedelta(seconds=3))
    with pytest.raises(TookTooLong, match="longer than 3 seconds"):
        await processes._run(time.sleep, 30)
    assert await processes._run(max, 1, 2) == 2


async def test_a_process_that_dies_is_said_so_and_the_next_goes_on() -> None:
    processes = Processes(1, timedelta(seconds=20))
    with pytest.raises(ProcessLost):
        await processes._run(os._exit, 1)
    assert await processes._run(max, 1, 2) == 2


async def test_an_error_for_people_comes_back_as_it_was_raised() -> None:
    with pytest.raises(EmptyDocument):
        await Processes(1, timedelta(seconds=20)).understand(document(""))


async def test_both_halves_run_elsewhere() -> None:
    processes = Processes(1, timedelta(seconds=20))
    text = (
        "Harbour briefing\n\nby Commissioner Ada Vale ahead of the season\n\n  • 17 Nov. 2026 -\n\n(As delivered)\n\n"
    )
    reading = await processes.understand(
        document(text + "Good morning. The pilots are back.\n\nI take your questions.\n")
    )
    outcome = await processes.decide(reading, Rulebook.pack(compile_rules(()), (), {}), (), None, NOON)
    assert (outcome.revision, outcome.unchanged, outcome.matches) == (1, False, ())

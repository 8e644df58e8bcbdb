"""Killed at any instant, the bot neither loses a message nor tells it twice."""

from __future__ import annotations

import subprocess
import sys

from stage import ROOT

CHAOS = [
    "--kills",
    "4",
    "--documents",
    "20",
    "--channels",
    "3",
    "--seed",
    "11",
    "--seconds",
    "8",
    "--faults",
    "2",
]


def test_kill_9_at_random_instants_loses_nothing_and_doubles_nothing() -> None:
    command = [sys.executable, str(ROOT / "bench" / "chaos.py"), *CHAOS, "--patience", "40"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"

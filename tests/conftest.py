"""What every test shares: what may not be skipped, and where the corpus is."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
REQUIRED = frozenset(filter(None, os.environ.get("LECTERN_REQUIRE", "").split(",")))

settings.register_profile("suite", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def missing(what: str, why: str) -> None:
    """Skip a test for want of something, unless that must be there."""
    if what in REQUIRED:
        pytest.fail(f"LECTERN_REQUIRE names {what}: {why}")
    pytest.skip(why)


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    """The log as it was: a command that set it up in one test wrote to that test's own streams."""
    handlers = logging.getLogger().handlers[:]
    yield
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = handlers


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real transcripts with gold labels."""
    folder = Path(os.environ.get("LECTERN_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        missing("corpus", f"no corpus at {folder}; set LECTERN_CORPUS")
    return folder

"""Logging: plain lines for people, JSON for machines; through structlog, and other libraries' warnings with it."""

from __future__ import annotations

import logging
import sys
from datetime import datetime
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

Style = Literal["plain", "json"]
MARKS = {"warning": "! ", "error": "!! ", "critical": "!! "}


def set_up(style: Style, stream: TextIO | None = None) -> None:
    """Send everything logged to `stream` (standard error unless given) in one style."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=style == "json"),
    ]
    last: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if style == "json"
        else [structlog.processors.format_exc_info, _plain]
    )
    out = stream or sys.stderr
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def _plain(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """`15:04:05 What happened.`, with a mark for what needs attention; details are for the JSON style."""
    moment = datetime.fromisoformat(str(event["timestamp"]))
    line = f"{moment:%H:%M:%S} {MARKS.get(str(event.get('level')), '')}{event['event']}"
    trace = event.get("exception")
    return f"{line}\n{trace}" if trace else line

"""The tables. A row is the job: its state says what is still to be done, and nothing else does.

Two hand-offs are durable: a document not yet processed (`documents.state = 'fetched'`) and a delivery not yet sent
(`deliveries.state` in pending, sending, in doubt). Everything between them happens in one transaction.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in and out, UTC in the database; SQLite has no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("only aware datetimes are stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, Text, **({"nullable": False} | options))


sources = Table(
    "sources",
    metadata,
    Column("name", String(200), primary_key=True),
    _text("kind"),
    Column("cursor", JSON, nullable=False),  # the source's own memory: validators, where it stopped
    Column("first_look_at", UtcDateTime),  # None until a look succeeded: nothing old is announced before
    Column("looked_at", UtcDateTime),
    Column("succeeded_at", UtcDateTime),
    Column("last_new_at", UtcDateTime),
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("failing_since", UtcDateTime),
    _text("error", nullable=True),
)

items = Table(
    "items",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),  # in the order they were shown
    Column("source", String(200), nullable=False),
    Column("url", String(2000), nullable=False),
    Column("marker", String(400), nullable=False),  # what tells one state of it from the next: guid, size and time
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("document", Integer),  # None: known, not wanted (older than the first look), or not fetched yet
    Column("wanted", Integer, nullable=False, default=0),  # 1 while it is still to be fetched
    Column("attempts", Integer, nullable=False, default=0),
    _text("error", nullable=True),
    UniqueConstraint("source", "url", "marker"),
    Index("ix_items_wanted", "source", "wanted"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("source"),
    _text("url"),
    Column("fingerprint", String(64), nullable=False),
    _text("media_type"),
    _text("charset", nullable=True),
    Column("content", LargeBinary, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),  # fetched > processed | failed
    Column("attempts", Integer, nullable=False, default=0),  # begun, also those that the process did not survive
    Column("failures", Integer, nullable=False, default=0),  # attempts that ended in an error we saw
    _text("error", nullable=True),
    Column("transcript", String(32)),
    Column("done_at", UtcDateTime),
    Index("ix_documents_state", "state", "id"),
)

transcripts = Table(
    "transcripts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    _text("source"),
    _text("url"),
    _text("title", nullable=True),
    Column("held_on", Date),
    Column("document", Integer, nullable=False),
    Column("turn_ids", JSON, nullable=False),
    Column("body", LargeBinary, nullable=False),  # the Transcript, as JSON
    Column("stored_at", UtcDateTime, nullable=False),
    UniqueConstraint("key", "revision"),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("transcript", String(32), nullable=False, index=True),
    _text("source"),
    Column("said_on", Date),
    Column("turn", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("surface"),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    _text("unit", nullable=True),
    _text("measure", nullable=True),
    _text("measure_key"),
    _text("period", nullable=True),
    _text("status"),
    _text("speaker", nullable=True),
)

figure_keys = Table(
    "figure_keys",
    metadata,
    Column("key", String(200), primary_key=True),  # see rules.newness.lookup_keys
    Column("figure", Integer, primary_key=True),
)

matches = Table(
    "matches",
    metadata,
    Column("fingerprint", String(64), primary_key=True),  # one alert, once
    Column("rule", String(200), nullable=False, index=True),
    _text("rule_name"),
    Column("rule_revision", Integer, nullable=False),
    Column("transcript", String(32), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("evidence", LargeBinary, nullable=False),  # Evidence, as JSON
    Column("found_at", UtcDateTime, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    Column("fingerprint", String(32), primary_key=True),
    _text("channel"),
    _text("address"),
    Column("transcript", String(32), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),  # the Digest, as JSON
    Column("told_at", UtcDateTime, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),  # order within a destination
    Column("id", String(32), nullable=False, unique=True),
    Column("digest", String(32), nullable=False, index=True),
    Column("part", Integer, nullable=False),
    _text("channel"),
    _text("address"),
    Column("parent", String(32)),
    Column("message", LargeBinary, nullable=False),  # the Message, as JSON
    Column("state", String(16), nullable=False),  # pending > sending > sent | in doubt | failed
    Column("attempts", Integer, nullable=False, default=0),
    Column("first_attempt_at", UtcDateTime),
    Column("next_attempt_at", UtcDateTime),
    _text("last_error", nullable=True),
    Column("receipt", LargeBinary),  # the Receipt, as JSON
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Index("ix_deliveries_open", "state", "channel", "address", "seq"),
)

findings = Table(
    "findings",
    metadata,
    # What the program found out about its surroundings, such as a scope that a token lacks.
    Column("subject", String(200), primary_key=True),
    _text("message"),
    Column("since", UtcDateTime, nullable=False),
)

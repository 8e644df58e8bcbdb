"""The first tables.

Spelt out rather than made from `bot.store.tables`: a migration says what the schema was on its day.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    _sources()
    _transcripts()
    _alerts()


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("cursor", sa.JSON, nullable=False),
        sa.Column("first_look_at", WHEN),
        sa.Column("looked_at", WHEN),
        sa.Column("succeeded_at", WHEN),
        sa.Column("last_new_at", WHEN),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since", WHEN),
        sa.Column("error", sa.Text),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("marker", sa.String(400), nullable=False),
        sa.Column("first_seen_at", WHEN, nullable=False),
        sa.Column("document", sa.Integer),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.UniqueConstraint("source", "url", "marker", name="uq_items_source_url_marker"),
    )
    op.create_index("ix_items_wanted", "items", ["source", "wanted"])


def _transcripts() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("charset", sa.Text),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("fetched_at", WHEN, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("transcript", sa.String(32)),
        sa.Column("done_at", WHEN),
    )
    op.create_index("ix_documents_state", "documents", ["state", "id"])
    op.create_table(
        "transcripts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("held_on", sa.Date),
        sa.Column("document", sa.Integer, nullable=False),
        sa.Column("turn_ids", sa.JSON, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("stored_at", WHEN, nullable=False),
        sa.UniqueConstraint("key", "revision", name="uq_transcripts_key_revision"),
    )
    op.create_table(
        "figures",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("transcript", sa.String(32), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("said_on", sa.Date),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("low", sa.Float, nullable=False),
        sa.Column("high", sa.Float, nullable=False),
        sa.Column("unit", sa.Text),
        sa.Column("measure", sa.Text),
        sa.Column("measure_key", sa.Text, nullable=False),
        sa.Column("period", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text),
    )
    op.create_index("ix_figures_transcript", "figures", ["transcript"])
    op.create_table(
        "figure_keys",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("figure", sa.Integer, primary_key=True),
    )


def _alerts() -> None:
    op.create_table(
        "matches",
        sa.Column("fingerprint", sa.String(64), primary_key=True),
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("rule_name", sa.Text, nullable=False),
        sa.Column("rule_revision", sa.Integer, nullable=False),
        sa.Column("transcript", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("evidence", sa.LargeBinary, nullable=False),
        sa.Column("found_at", WHEN, nullable=False),
    )
    op.create_index("ix_matches_rule", "matches", ["rule"])
    op.create_index("ix_matches_transcript", "matches", ["transcript"])
    op.create_table(
        "digests",
        sa.Column("fingerprint", sa.String(32), primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("transcript", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("told_at", WHEN, nullable=False),
    )
    op.create_index("ix_digests_transcript", "digests", ["transcript"])
    op.create_table(
        "deliveries",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("parent", sa.String(32)),
        sa.Column("message", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("first_attempt_at", WHEN),
        sa.Column("next_attempt_at", WHEN),
        sa.Column("last_error", sa.Text),
        sa.Column("receipt", sa.LargeBinary),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("sent_at", WHEN),
        sa.UniqueConstraint("id", name="uq_deliveries_id"),
    )
    op.create_index("ix_deliveries_digest", "deliveries", ["digest"])
    op.create_index("ix_deliveries_open", "deliveries", ["state", "channel", "address", "seq"])
    op.create_table(
        "findings",
        sa.Column("subject", sa.String(200), primary_key=True),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("since", WHEN, nullable=False),
    )


def downgrade() -> None:
    for table in (
        "findings", "deliveries", "digests", "matches", "figure_keys", "figures", "transcripts", "documents", "items",
        "sources",
    ):  # fmt: skip
        op.drop_table(table)

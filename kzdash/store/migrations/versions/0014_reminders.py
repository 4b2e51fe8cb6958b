"""E-mail addresses of contacts, and who was reminded of what by which way."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import UtcTime
from kzdash.domain.models.base import Day
from kzdash.store.migrations.engines import make_append_only
from kzdash.store.migrations.triggers import ONE_OUTCOME_KEY, ONE_REMINDER_KEY

revision = "0014"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # ADD COLUMN, not a batch operation, which would copy the whole table
    for column in ("handler_email", "supervisor_email"):
        op.execute(f"ALTER TABLE contacts ADD COLUMN {column} VARCHAR(254) DEFAULT '' NOT NULL")
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("item_ids", sa.Text(), nullable=False),
        sa.Column("due_on", Day(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("channel IN ('mail', 'webhook')", name=op.f("ck_reminders_channel")),
        sa.CheckConstraint(
            "level IN ('unit', 'supervisor', 'office')", name=op.f("ck_reminders_level")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_reminders_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "channel", "address", "seq", name=op.f("uq_reminders_channel_address_seq")
        ),
    )
    op.create_table(
        "reminder_outcomes",
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminders.id"], name=op.f("fk_reminder_outcomes_reminder_id")
        ),
        sa.PrimaryKeyConstraint("reminder_id", name=op.f("pk_reminder_outcomes")),
    )
    make_append_only("reminders", ONE_REMINDER_KEY)
    make_append_only("reminder_outcomes", ONE_OUTCOME_KEY)

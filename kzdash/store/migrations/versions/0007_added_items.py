"""Items that are added in the app, reports on a unit's part, and more kinds of adjustments."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import UtcTime
from kzdash.store.migrations.engines import (
    exactly_one,
    is_postgresql,
    make_append_only,
    protect_added_items,
)
from kzdash.store.migrations.opened_problems import open_reported_problems
from kzdash.store.migrations.triggers import MATTER_ITEMS_KEY, ONE_ADDITION_KEY, ONE_MATTER_KEY

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LEVELS = "level IN ('unit', 'office', 'task_force', 'city')"
KINDS = "matter_kind IN ('decision', 'instruction', 'problem', 'query')"
ANSWERS = (
    "answer IN ('received', 'in_progress', 'blocked', 'asks_to_close', 'asks_for_time',"
    " 'closed', 'returned')"
)
CHANGES = (
    "target",
    "due_on",
    "planned_investment_wan_yuan",
    "lead_unit_id",
    "level",
    "decision",
)


def upgrade() -> None:
    op.execute(
        "ALTER TABLE items ADD COLUMN parent_id INTEGER"
        " CONSTRAINT fk_items_parent_id REFERENCES items (id)"
    )
    _extend_reports()
    _extend_adjustments()
    _create_tables()
    open_reported_problems(op.get_bind())


def _extend_reports() -> None:
    # ADD COLUMN, not a batch operation, which would copy the whole table
    for column in (
        "unit_id INTEGER CONSTRAINT fk_reports_unit_id REFERENCES units (id)",
        f"answer VARCHAR(20) CONSTRAINT ck_reports_answer CHECK ({ANSWERS})",
        "requested_due_on DATE",
    ):
        op.execute(f"ALTER TABLE reports ADD COLUMN {column}")
    op.drop_index("ix_reports_latest", "reports")
    op.execute(
        "CREATE INDEX ix_reports_latest ON reports (item_id, period, as_of, seq)"
        " WHERE unit_id IS NULL"
    )
    op.execute(
        "CREATE INDEX ix_reports_parts ON reports (item_id, unit_id, as_of, seq)"
        " WHERE unit_id IS NOT NULL"
    )


def _extend_adjustments() -> None:
    # to change constraints SQLite copies the table, which drops the triggers with the old one
    with op.batch_alter_table("adjustments") as adjustments:
        for name, kind in (
            ("lead_unit_id", sa.Integer()),
            ("level", sa.String(20)),
            ("decision", sa.String(20)),
        ):
            adjustments.add_column(sa.Column(name, kind, nullable=True))
        adjustments.create_foreign_key(
            op.f("fk_adjustments_lead_unit_id"), "units", ["lead_unit_id"], ["id"]
        )
        adjustments.drop_constraint(op.f("ck_adjustments_one_change"), type_="check")
        adjustments.create_check_constraint(
            op.f("ck_adjustments_one_change"), exactly_one(*CHANGES)
        )
        adjustments.create_check_constraint(op.f("ck_adjustments_level"), LEVELS)
        adjustments.create_check_constraint(
            op.f("ck_adjustments_decision"), "decision IN ('confirmed', 'withdrawn')"
        )
    if not is_postgresql():
        make_append_only("adjustments")


def _create_tables() -> None:
    op.create_table(
        "additions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_additions_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_additions")),
        sa.UniqueConstraint("item_id", name=op.f("uq_additions_item_id")),
    )
    op.create_index("ix_additions_recorded", "additions", ["recorded_at"])
    op.create_table(
        "matters",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("matter_kind", sa.String(20), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("raised_by", sa.Text(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_matters_matter_kind")),
        sa.CheckConstraint(LEVELS, name=op.f("ck_matters_level")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_matters_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_matters")),
    )
    op.create_table(
        "matter_items",
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("report_seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["items.id"], name=op.f("fk_matter_items_matter_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_matter_items_item_id")),
        sa.PrimaryKeyConstraint("matter_id", "item_id", name=op.f("pk_matter_items")),
    )
    op.create_index("ix_matter_items_item_id", "matter_items", ["item_id"])
    for table, key in (
        ("additions", ONE_ADDITION_KEY),
        ("matters", ONE_MATTER_KEY),
        ("matter_items", MATTER_ITEMS_KEY),
    ):
        make_append_only(table, key)
    protect_added_items()

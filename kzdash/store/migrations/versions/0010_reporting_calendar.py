"""When what is to be reported: by the seed, and as the office changed it."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import UtcTime
from kzdash.store.migrations.engines import make_append_only
from kzdash.store.migrations.triggers import ONE_CHANGE_KEY

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ONE_CHANGE = (
    "(kind IS NULL) <> (item_id IS NULL)"
    " AND (rhythm IS NULL) = (workday IS NULL) AND (rhythm IS NULL) = (grace IS NULL)"
    " AND (rhythm IS NULL) = (due_on IS NOT NULL) AND (due_on IS NULL) = (period IS NULL)"
    " AND (item_id IS NULL OR due_on IS NOT NULL)"
)


def upgrade() -> None:
    # an older store has no calendar until its seed gives it one
    op.execute("ALTER TABLE plans ADD COLUMN reporting TEXT DEFAULT '' NOT NULL")
    op.create_table(
        "calendar_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("rhythm", sa.String(20), nullable=True),
        sa.Column("workday", sa.Integer(), nullable=True),
        sa.Column("grace", sa.Integer(), nullable=True),
        sa.CheckConstraint(ONE_CHANGE, name=op.f("ck_calendar_changes_one_change")),
        sa.CheckConstraint(
            "rhythm IN ('month', 'quarter', 'half_year', 'year')",
            name=op.f("ck_calendar_changes_rhythm"),
        ),
        sa.CheckConstraint("grace >= 0", name=op.f("ck_calendar_changes_grace")),
        sa.CheckConstraint("workday <> 0", name=op.f("ck_calendar_changes_workday")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_calendar_changes_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_changes")),
    )
    make_append_only("calendar_changes", ONE_CHANGE_KEY)

"""When somebody last logged in to an account, and who changed which account when."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import UtcTime
from kzdash.store.migrations.engines import is_postgresql, make_append_only
from kzdash.store.migrations.triggers import ONE_CHANGE_KEY

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # ADD COLUMN, not a batch operation, which would copy the whole table
    moment = "TIMESTAMP WITH TIME ZONE" if is_postgresql() else "DATETIME"
    op.execute(f"ALTER TABLE accounts ADD COLUMN last_login_at {moment}")
    op.create_table(
        "account_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("changed", sa.String(64), nullable=False),
        sa.Column("change", sa.String(20), nullable=False),
        sa.Column("successor", sa.String(64), nullable=False),
        sa.CheckConstraint(
            "change IN ('added', 'reset', 'disabled', 'handed_over')",
            name=op.f("ck_account_changes_change"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_changes")),
    )
    make_append_only("account_changes", ONE_CHANGE_KEY)

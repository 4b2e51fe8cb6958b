"""Which periods the office has closed, with the checksum of each one's board."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import UtcTime
from kzdash.store.migrations.engines import make_append_only
from kzdash.store.migrations.triggers import ONE_CHANGE_KEY

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closed_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_periods")),
    )
    make_append_only("closed_periods", ONE_CHANGE_KEY)

"""An index to find the report made last for a year."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_reports_last", "reports", ["item_id", "period", "seq", "as_of"])

"""An index to find the reports recorded between two moments."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_reports_recorded", "reports", ["recorded_at"])

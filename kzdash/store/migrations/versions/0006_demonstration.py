"""Whether the reports of a store are invented, for a demonstration."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # no older store is a demonstration
    op.execute("ALTER TABLE plans ADD COLUMN demonstration BOOLEAN DEFAULT false NOT NULL")

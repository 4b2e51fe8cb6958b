"""What people have typed and not yet reported."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import UtcTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("saved_at", UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "item_id", "part", name=op.f("pk_drafts")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_drafts_account_id")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_drafts_item_id"), ondelete="CASCADE"
        ),
    )

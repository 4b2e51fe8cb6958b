"""Whom to ask at each unit."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("supervisor", sa.Text(), nullable=False),
        sa.Column("handler", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", name="pk_contacts"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_contacts_unit_id"),
    )

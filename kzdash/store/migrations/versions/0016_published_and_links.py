"""What was published about items, figures of others beside them, and what supports what."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import Exact, UtcTime
from kzdash.store.migrations.engines import make_append_only
from kzdash.store.migrations.triggers import ONE_ROW_KEY

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

IS_NUMBER = "lower(CAST(value AS TEXT)) NOT LIKE '%n%'"


def upgrade() -> None:
    op.create_table(
        "facts",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("dated", sa.String(10), nullable=False),
        sa.Column("value", Exact(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        *_source(),
        sa.Column("second_hand", sa.Boolean(), nullable=False),
        sa.CheckConstraint(IS_NUMBER, name=op.f("ck_facts_value_is_number")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_facts")),
    )
    op.create_table(
        "comparisons",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", Exact(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        *_source(),
        sa.CheckConstraint(IS_NUMBER, name=op.f("ck_comparisons_value_is_number")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_comparisons")),
    )
    op.create_table(
        "item_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("item_id <> indicator_id", name=op.f("ck_item_links_two_items")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_links_item_id")),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["items.id"], name=op.f("fk_item_links_indicator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_links")),
    )
    make_append_only("item_links", ONE_ROW_KEY)


def _source() -> list[sa.Column[Any]]:
    return [
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
    ]

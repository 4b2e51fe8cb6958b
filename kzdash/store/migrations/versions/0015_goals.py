"""Goals of years, funds by source, and when whoever is late expects to be done."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models.base import Exact
from kzdash.store.migrations.engines import (
    as_number,
    exactly_one,
    is_postgresql,
    make_append_only,
)

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SOURCES = ("central", "special_bond", "special_treasury", "municipal", "district", "social")
CONFIDENCE = "confidence IN ('confident', 'at_risk', 'doubtful')"
AMOUNTS = (
    "funds_paid_wan_yuan",
    *(f"{source}_{what}_wan_yuan" for what in ("received", "paid") for source in SOURCES),
)
CHANGES = (
    "target",
    "due_on",
    "planned_investment_wan_yuan",
    "lead_unit_id",
    "level",
    "decision",
    "goal",
    "year_investment_wan_yuan",
    "starts_on",
    "planned_funds_wan_yuan",
)


def upgrade() -> None:
    _extend_reports()
    _extend_adjustments()


def _extend_reports() -> None:
    # ADD COLUMN, not a batch operation, which would copy the whole table
    for column in (
        "expected_on DATE",
        f"confidence VARCHAR(20) CONSTRAINT ck_reports_confidence CHECK ({CONFIDENCE})",
        "cause TEXT DEFAULT '' NOT NULL",
        "next_step TEXT DEFAULT '' NOT NULL",
    ):
        op.execute(f"ALTER TABLE reports ADD COLUMN {column}")
    kind = "NUMERIC" if is_postgresql() else "VARCHAR(40)"
    for name in AMOUNTS:
        op.execute(
            f"ALTER TABLE reports ADD COLUMN {name} {kind}"
            f" CONSTRAINT ck_reports_{name.removesuffix('_wan_yuan')}"
            f" CHECK ({as_number(name)} >= 0)"
            f" CONSTRAINT ck_reports_{name}_is_number"
            f" CHECK (lower(CAST({name} AS TEXT)) NOT LIKE '%n%')"
        )


def _extend_adjustments() -> None:
    # to change constraints SQLite copies the table, which drops the triggers with the old one
    with op.batch_alter_table("adjustments") as adjustments:
        adjustments.add_column(
            sa.Column("period", sa.Integer(), nullable=False, server_default="0")
        )
        adjustments.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        adjustments.add_column(sa.Column("source", sa.String(20), nullable=True))
        adjustments.drop_constraint(op.f("ck_adjustments_one_change"), type_="check")
        for name in ("goal", "year_investment_wan_yuan", "planned_funds_wan_yuan"):
            adjustments.add_column(sa.Column(name, Exact(), nullable=True))
            adjustments.create_check_constraint(
                op.f(f"ck_adjustments_{name}_is_number"),
                f"lower(CAST({name} AS TEXT)) NOT LIKE '%n%'",
            )
        for name, condition in (
            ("one_change", exactly_one(*CHANGES)),
            (
                "period",
                "(period <> 0) = (goal IS NOT NULL OR year_investment_wan_yuan IS NOT NULL)",
            ),
            ("source_of_funds", "(source IS NOT NULL) = (planned_funds_wan_yuan IS NOT NULL)"),
            ("source", f"source IN ({', '.join(map(repr, SOURCES))})"),
        ):
            adjustments.create_check_constraint(op.f(f"ck_adjustments_{name}"), condition)
    if not is_postgresql():
        make_append_only("adjustments")

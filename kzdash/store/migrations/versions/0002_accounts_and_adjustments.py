"""Accounts and logins, adjustments of the plan, and reports that undo the one before."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import Exact, UtcTime
from kzdash.store.migrations.engines import exactly_one, is_postgresql, make_append_only

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

VALUE_OF_A_PERIOD = "(value IS NULL) = (period = 0) OR (restores = 0 AND value IS NULL)"
FIGURES = ("target", "planned_investment_wan_yuan")


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('office', 'unit')", name=op.f("ck_accounts_role")),
        sa.CheckConstraint(
            "(role = 'unit') = (unit_id IS NOT NULL)", name=op.f("ck_accounts_unit_of_role")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_accounts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
    )
    op.create_table(
        "logins",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_logins_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_logins")),
    )
    op.create_index(op.f("ix_logins_account_id"), "logins", ["account_id"])
    op.create_table(
        "attempts",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_attempts")),
    )
    op.create_table(
        "adjustments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("target", Exact(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("planned_investment_wan_yuan", Exact(), nullable=True),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_adjustments_seq")),
        sa.CheckConstraint(
            exactly_one("target", "due_on", "planned_investment_wan_yuan"),
            name=op.f("ck_adjustments_one_change"),
        ),
        *(
            sa.CheckConstraint(
                f"lower(CAST({figure} AS TEXT)) NOT LIKE '%n%'",
                name=op.f(f"ck_adjustments_{figure}_is_number"),
            )
            for figure in FIGURES
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_adjustments_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
        sa.UniqueConstraint("item_id", "seq", name=op.f("uq_adjustments_item_id_seq")),
    )
    # to change constraints SQLite copies the table, which drops the triggers with the old one
    with op.batch_alter_table("reports") as reports:
        reports.add_column(sa.Column("restores", sa.Integer(), nullable=True))
        reports.drop_constraint(op.f("ck_reports_value_of_a_period"), type_="check")
        reports.create_check_constraint(op.f("ck_reports_value_of_a_period"), VALUE_OF_A_PERIOD)
        reports.create_check_constraint(op.f("ck_reports_restores_earlier"), "restores < seq")
    if not is_postgresql():
        make_append_only("reports")
    make_append_only("adjustments")

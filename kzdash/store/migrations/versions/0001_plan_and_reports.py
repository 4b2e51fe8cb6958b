"""The plan and the reports."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import Exact, UtcTime
from kzdash.store.migrations.engines import as_number, make_append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_corrections")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short_title", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("pilot_starts_on", sa.Date(), nullable=False),
        sa.Column("pilot_ends_on", sa.Date(), nullable=False),
        sa.Column("baseline_year", sa.Integer(), nullable=False),
        sa.Column("target_year", sa.Integer(), nullable=False),
        sa.Column("project_tolerance_percent", Exact(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_plans_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_table(
        "programmes",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("category_name", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_programmes")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("name", name=op.f("uq_units_name")),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.Column("programme_number", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("more_units", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_number"], ["programmes.number"], name=op.f("fk_items_programme_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint(
            "kind", "number", "paragraph", name=op.f("uq_items_kind_number_paragraph")
        ),
    )
    op.create_table(
        "indicators",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("target", Exact(), nullable=False),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("tolerance", Exact(), nullable=False),
        sa.Column("reported_name", sa.Text(), nullable=False),
        sa.Column("reported_unit", sa.Text(), nullable=False),
        sa.Column("headline", sa.Boolean(), nullable=False),
        sa.CheckConstraint("direction IN ('up', 'down')", name=op.f("ck_indicators_direction")),
        sa.CheckConstraint(
            "measure IN ('level', 'change', 'growth', 'cumulative')",
            name=op.f("ck_indicators_measure"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_indicators_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_indicators")),
    )
    op.create_table(
        "leads",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_leads_item_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_leads_unit_id")),
        sa.PrimaryKeyConstraint("item_id", "unit_id", name=op.f("pk_leads")),
    )
    op.create_table(
        "projects",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("funding", sa.Text(), nullable=False),
        sa.Column("start_year", sa.Integer(), nullable=False),
        sa.Column("end_year", sa.Integer(), nullable=False),
        sa.Column("planned_investment_wan_yuan", Exact(), nullable=False),
        sa.CheckConstraint("start_year <= end_year", name=op.f("ck_projects_years")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_projects_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_projects")),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("value", Exact(), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=True),
        sa.Column("physical_progress_percent", Exact(), nullable=True),
        sa.Column("completed_investment_wan_yuan", Exact(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('preparation', 'construction', 'built', 'in_use')",
            name=op.f("ck_reports_stage"),
        ),
        sa.CheckConstraint(
            "status IN ('not_started', 'in_progress', 'done', 'blocked')",
            name=op.f("ck_reports_status"),
        ),
        sa.CheckConstraint(
            "(value IS NULL) = (period = 0)", name=op.f("ck_reports_value_of_a_period")
        ),
        sa.CheckConstraint(
            f"{as_number('completed_investment_wan_yuan')} >= 0",
            name=op.f("ck_reports_completed_investment"),
        ),
        sa.CheckConstraint(
            f"{as_number('physical_progress_percent')} BETWEEN 0 AND 100",
            name=op.f("ck_reports_physical_progress"),
        ),
        *(
            sa.CheckConstraint(
                f"lower(CAST({figure} AS TEXT)) NOT LIKE '%n%'",
                name=op.f(f"ck_reports_{figure}_is_number"),
            )
            for figure in (
                "value",
                "physical_progress_percent",
                "completed_investment_wan_yuan",
            )
        ),
        sa.CheckConstraint("completed_on <= as_of", name=op.f("ck_reports_completed_by_then")),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_reports_seq")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_reports_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("item_id", "seq", name=op.f("uq_reports_item_id_seq")),
    )
    op.create_index(
        "ix_reports_latest", "reports", ["item_id", "period", "as_of", "seq"], unique=False
    )
    make_append_only("reports")

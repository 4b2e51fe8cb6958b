"""How much of a project's money has been received."""

from alembic import op

from kzdash.store.migrations.engines import is_postgresql, number

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAME = "funds_received_wan_yuan"


def upgrade() -> None:
    # added in place: a copy of the table would take long where there are many reports
    op.execute(
        f"ALTER TABLE reports ADD COLUMN {NAME} {'NUMERIC' if is_postgresql() else 'VARCHAR(40)'}"
        f" CONSTRAINT ck_reports_funds_received CHECK ({number(NAME)} >= 0)"
        f" CONSTRAINT ck_reports_{NAME}_is_number"
        f" CHECK (lower(CAST({NAME} AS TEXT)) NOT LIKE '%n%')"
    )

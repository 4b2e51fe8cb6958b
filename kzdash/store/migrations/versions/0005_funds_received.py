"""The funds that a project has received."""

from alembic import op

from kzdash.store.migrations.engines import as_number, is_postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAME = "funds_received_wan_yuan"


def upgrade() -> None:
    # ADD COLUMN, not a batch operation, which would copy the whole table
    op.execute(
        f"ALTER TABLE reports ADD COLUMN {NAME} {'NUMERIC' if is_postgresql() else 'VARCHAR(40)'}"
        f" CONSTRAINT ck_reports_funds_received CHECK ({as_number(NAME)} >= 0)"
        f" CONSTRAINT ck_reports_{NAME}_is_number"
        f" CHECK (lower(CAST({NAME} AS TEXT)) NOT LIKE '%n%')"
    )

"""A rhythm by which each month is reported on in the next."""

from alembic import op

from kzdash.store.migrations.engines import is_postgresql, make_append_only
from kzdash.store.migrations.triggers import ONE_CHANGE_KEY

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAME = "ck_calendar_changes_rhythm"


def upgrade() -> None:
    # to change a constraint SQLite copies the table, which drops the triggers with the old one
    with op.batch_alter_table("calendar_changes") as changes:
        changes.drop_constraint(op.f(NAME), type_="check")
        changes.create_check_constraint(
            op.f(NAME), "rhythm IN ('month', 'month_after', 'quarter', 'half_year', 'year')"
        )
    if not is_postgresql():
        make_append_only("calendar_changes", ONE_CHANGE_KEY)

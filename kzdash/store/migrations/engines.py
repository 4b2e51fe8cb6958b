"""The SQL of the migrations that differs between SQLite and PostgreSQL.

The SQL for SQLite stays as released, so that an upgraded file equals a new one.
"""

from alembic import op

from kzdash.store.migrations.triggers import SEQ_KEY, added_item_triggers, statements_of


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def make_append_only(table: str, key: str = SEQ_KEY) -> None:
    """Create the triggers that refuse to change or delete rows of a table."""
    for statement in statements_of("postgresql" if is_postgresql() else "sqlite", table, key):
        op.execute(statement)


def protect_added_items() -> None:
    """Create the triggers that refuse to change or delete an item that was added."""
    for statement in added_item_triggers("postgresql" if is_postgresql() else "sqlite"):
        op.execute(statement)


def as_number(column: str) -> str:
    """Cast a figure to a number, for SQLite stores it as text."""
    return f"CAST({column} AS {'NUMERIC' if is_postgresql() else 'REAL'})"


def exactly_one(*columns: str) -> str:
    """Return the condition that exactly one of the columns is not NULL."""
    if is_postgresql():
        return f"num_nonnulls({', '.join(columns)}) = 1"
    return " + ".join(f"({column} IS NOT NULL)" for column in columns) + " = 1"

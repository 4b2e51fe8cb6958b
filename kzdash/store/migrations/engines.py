"""What a migration says to SQLite in one way and to PostgreSQL in another.

What SQLite is told stays as it was released, so that old files and new ones are made alike.
"""

import re

from alembic import op

REFUSE = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} are added only, never %',
        CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
# a row written over another by ON CONFLICT is an UPDATE to PostgreSQL
IN_POSTGRESQL = (
    REFUSE,
    """CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
)
IN_SQLITE = (
    """CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} are added only, never changed'); END""",
    """CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} are added only, never removed'); END""",
    # REPLACE removes rows without firing the trigger on DELETE
    """CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM {table} WHERE item_id = NEW.item_id AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, '{table} are added only, never replaced'); END""",
)
ADDED_ONLY = ("reports", "adjustments")
NAME = re.compile(r"CREATE TRIGGER (\w+)")


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def refuse_changes(table: str) -> None:
    """Let rows of a table be added only."""
    for statement in IN_POSTGRESQL if is_postgresql() else IN_SQLITE:
        op.execute(statement.format(table=table))


def triggers(engine: str) -> dict[str, str]:
    """The triggers of a store of this version by name, each with what made it."""
    statements = IN_POSTGRESQL if engine == "postgresql" else IN_SQLITE
    made = [each.format(table=table) for table in ADDED_ONLY for each in statements]
    return {found[1]: each for each in made if (found := NAME.match(each))}


def number(column: str) -> str:
    """A figure as a number, which SQLite keeps as text."""
    return f"CAST({column} AS {'NUMERIC' if is_postgresql() else 'REAL'})"


def one_of(*columns: str) -> str:
    """That one of the columns is set."""
    if is_postgresql():
        return f"num_nonnulls({', '.join(columns)}) = 1"
    return " + ".join(f"({column} IS NOT NULL)" for column in columns) + " = 1"

"""The triggers by which reports and adjustments are added only, never changed or removed.

The SQL for SQLite stays as released, so that an upgraded file equals a new one.
"""

import re

POSTGRESQL_FUNCTION = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} are added only, never %',
        CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
# PostgreSQL fires the UPDATE trigger for ON CONFLICT DO UPDATE, too
POSTGRESQL_TRIGGERS = (
    POSTGRESQL_FUNCTION,
    """CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
)
SQLITE_TRIGGERS = (
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
APPEND_ONLY_TABLES = ("reports", "adjustments")
TRIGGER_NAME = re.compile(r"CREATE TRIGGER (\w+)")


def triggers(engine: str) -> dict[str, str]:
    """Return the SQL that creates each trigger of a store of this version, by its name."""
    templates = POSTGRESQL_TRIGGERS if engine == "postgresql" else SQLITE_TRIGGERS
    statements = [sql.format(table=table) for table in APPEND_ONLY_TABLES for sql in templates]
    return {match[1]: sql for sql in statements if (match := TRIGGER_NAME.match(sql))}

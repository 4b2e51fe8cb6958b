"""The triggers by which what people say is added only, never changed or removed.

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
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})
    BEGIN SELECT RAISE(ABORT, '{table} are added only, never replaced'); END""",
)
# what tells that REPLACE would remove a row
SEQ_KEY = """id = NEW.id)
      OR EXISTS (SELECT 1 FROM {table} WHERE item_id = NEW.item_id AND seq = NEW.seq"""
ONE_ADDITION_KEY = "id = NEW.id OR item_id = NEW.item_id"
ONE_MATTER_KEY = "item_id = NEW.item_id"
ONE_CHANGE_KEY = "id = NEW.id"
ONE_ROW_KEY = "id = NEW.id"
ONE_REMINDER_KEY = """id = NEW.id
      OR channel = NEW.channel AND address = NEW.address AND seq = NEW.seq"""
ONE_OUTCOME_KEY = "reminder_id = NEW.reminder_id"
MATTER_ITEMS_KEY = "matter_id = NEW.matter_id AND item_id = NEW.item_id"
APPEND_ONLY_TABLES = {
    "reports": SEQ_KEY,
    "adjustments": SEQ_KEY,
    "additions": ONE_ADDITION_KEY,
    "matters": ONE_MATTER_KEY,
    "matter_items": MATTER_ITEMS_KEY,
    "account_changes": ONE_CHANGE_KEY,
    "closed_periods": ONE_CHANGE_KEY,
    "calendar_changes": ONE_CHANGE_KEY,
    "evidence_files": ONE_ROW_KEY,
    "slide_photos": ONE_ROW_KEY,
    "reminders": ONE_REMINDER_KEY,
    "reminder_outcomes": ONE_OUTCOME_KEY,
    "item_links": ONE_ROW_KEY,
}
# an item of the plan is mended by the seed, one that somebody added is not
ADDED = "kind IN ('step', 'matter', 'meeting')"
SQLITE_ADDED_TRIGGERS = (
    f"""CREATE TRIGGER items_refuse_update BEFORE UPDATE ON items WHEN OLD.{ADDED}
    BEGIN SELECT RAISE(ABORT, 'added items are added only, never changed'); END""",
    f"""CREATE TRIGGER items_refuse_delete BEFORE DELETE ON items WHEN OLD.{ADDED}
    BEGIN SELECT RAISE(ABORT, 'added items are added only, never removed'); END""",
    f"""CREATE TRIGGER items_refuse_replace BEFORE INSERT ON items
    WHEN EXISTS (SELECT 1 FROM items WHERE {ADDED} AND (
        id = NEW.id OR kind = NEW.kind AND number = NEW.number AND paragraph = NEW.paragraph))
    BEGIN SELECT RAISE(ABORT, 'added items are added only, never replaced'); END""",
)
POSTGRESQL_ADDED_TRIGGERS = (
    POSTGRESQL_FUNCTION.format(table="items"),
    f"""CREATE TRIGGER items_refuse_change BEFORE UPDATE OR DELETE ON items
    FOR EACH ROW WHEN (OLD.{ADDED}) EXECUTE FUNCTION items_refuse()""",
)
TRIGGER_NAME = re.compile(r"CREATE TRIGGER (\w+)")


def triggers(engine: str) -> dict[str, str]:
    """Return the SQL that creates each trigger of a store of this version, by its name."""
    statements = [
        sql
        for table, key in APPEND_ONLY_TABLES.items()
        for sql in statements_of(engine, table, key)
    ]
    statements += added_item_triggers(engine)
    return {match[1]: sql for sql in statements if (match := TRIGGER_NAME.match(sql))}


def statements_of(engine: str, table: str, key: str) -> list[str]:
    """Return the SQL that makes a table append-only; `key` says which row REPLACE would remove."""
    templates = POSTGRESQL_TRIGGERS if engine == "postgresql" else SQLITE_TRIGGERS
    return [sql.format(table=table, key=key.format(table=table)) for sql in templates]


def added_item_triggers(engine: str) -> tuple[str, ...]:
    """Return the SQL that protects the items that were added beside the plan."""
    return POSTGRESQL_ADDED_TRIGGERS if engine == "postgresql" else SQLITE_ADDED_TRIGGERS

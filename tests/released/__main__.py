"""Write the SQL of a store with an earlier schema, and a report and an account in it."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from alembic import command

from kzdash import accounts
from kzdash.domain.models import Account, Adjustment, Base, Report, Role
from kzdash.store import Store, make_engine, seed
from kzdash.store.schema import alembic_config
from tests.released import HERE

NOW = datetime(2027, 1, 1, 8, tzinfo=UTC)
DAY = date(2026, 12, 31)


def main(revision: str) -> None:
    """Fill a store of today, and bring what the old schema has of it into one of that day."""
    with tempfile.TemporaryDirectory() as name:
        new, old = Path(name) / "new.db", Path(name) / "old.db"
        _fill(f"sqlite:///{new}")
        with make_engine(f"sqlite:///{old}", create=True).begin() as connection:
            command.upgrade(alembic_config(connection), revision)
        with closing(sqlite3.connect(old)) as connection:
            connection.execute("ATTACH ? AS new", (str(new),))
            for table in Base.metadata.sorted_tables:
                _copy(connection, table.name)
            connection.commit()
            connection.execute("DETACH new")
            lines = "\n".join(connection.iterdump())
    (HERE / f"{revision}.sql").write_text(f"{lines}\n", "utf-8")


def _fill(url: str) -> None:
    seed.init_store(url, HERE.parent / "county", NOW)
    store = Store(url)
    accounts.add_account(store, "办公室", "甲", Role.OFFICE, None, "jia@example.org", NOW, by=None)
    with store.writing() as session:
        session.query(Account).update({"must_change": False, "password_hash": ""})
    items = {(item.kind, item.number): item.id for item in store.plan().items}
    said = {"as_of": DAY, "recorded_at": NOW, "account": "办公室"}
    figures = {
        "stage": "construction",
        "physical_progress_percent": Decimal("33.30"),
        "completed_investment_wan_yuan": Decimal("123.4560"),
        "funds_received_wan_yuan": Decimal("100.50"),
    }
    store.append(Report(item_id=items["project", 1], seq=1, note="=1+1", **figures, **said))
    store.append(
        Report(item_id=items["task", 1], seq=1, status="done", note="换行\n'引号'", **said)
    )
    store.adjust(
        Adjustment(
            item_id=items["milestone", 1],
            seq=1,
            due_on=date(2027, 6, 30),
            reason="延期",
            document_number="岚府发〔2026〕9号",
            **said,
        )
    )


def _copy(connection: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
    if columns:
        named = ", ".join(columns)
        connection.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM new.{table}")


main(sys.argv[1])

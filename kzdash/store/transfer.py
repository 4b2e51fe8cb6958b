"""Move a store to another database in one transaction, and prove that every row arrived."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from kzdash import errors
from kzdash.domain.models import Base, Plan
from kzdash.runtime.config import evidence_folder
from kzdash.store import evidence_folder as files
from kzdash.store.connect import create_store, location_of, translate_errors
from kzdash.store.engines import postgresql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, RowMapping, Select, Table
    from sqlalchemy.orm import Session

    from kzdash.store.store import Store

BATCH_SIZE = 1_000
CHECKSUM_BITS = 256


@dataclass
class TableChecksum:
    """How many rows a table has, and a checksum that does not depend on their order."""

    rows: int = 0
    total: int = 0

    def add(self, row: RowMapping) -> None:
        """Count a row and add the SHA-256 of its columns, sorted by name, modulo 2**256."""
        self.rows += 1
        text = repr([(name, _canonical(row[name])) for name in sorted(map(str, row))])
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        self.total = (self.total + int.from_bytes(digest)) % (1 << CHECKSUM_BITS)

    @property
    def checksum(self) -> str:
        """The checksum in hexadecimal."""
        return f"{self.total:064x}"


def move_store(source: Store, target: str) -> dict[str, TableChecksum]:
    """Copy every row of a store into a new one at a URL; return the checksum of each table.

    The files that came with reports are copied first, to where the new store has them.

    The source is locked against writers and stays as it is. StoreTakenError if the target is not
    empty; DemonstrationError if the source is a demonstration; MoveError, and a rollback, if the
    rows that arrived differ from those sent.
    """
    place = location_of(target)
    if place == source.place:
        raise errors.StoreTakenError(place)
    with source.writing() as session, translate_errors(place), create_store(target) as connection:
        if session.scalars(select(Plan.demonstration)).one():
            raise errors.DemonstrationError(source.place, "moved")
        files.copy_missing(evidence_folder(source.url), evidence_folder(target))
        tables = Base.metadata.sorted_tables
        sent = {
            table.name: _copy(table, session, source.place, connection, place) for table in tables
        }
        arrived = {table.name: _checksum(table, connection) for table in tables}
        unequal = [name for name in sent if sent[name] != arrived[name]]
        if unequal:
            raise errors.MoveError(place, unequal[0])
    return arrived


def table_checksums(store: Store) -> dict[str, TableChecksum]:
    """Read every row of a store; return the checksum of each table."""
    with store.session() as session:
        connection = session.connection()
        return {table.name: _checksum(table, connection) for table in Base.metadata.sorted_tables}


def _copy(
    table: Table, session: Session, source: str, target: Connection, place: str
) -> TableChecksum:
    checksum = TableChecksum()
    with translate_errors(source), session.execute(_select_rows(table)) as result:
        for rows in result.mappings().partitions():
            for row in rows:
                checksum.add(row)
            _insert(table, rows, source, target, place)
    if target.dialect.name == "postgresql" and "id" in table.columns:
        postgresql.reset_id_sequence(target, table.name)
    return checksum


def _insert(
    table: Table, rows: Sequence[RowMapping], source: str, target: Connection, place: str
) -> None:
    try:
        with translate_errors(place):
            target.execute(insert(table), [dict(row) for row in rows])
    except (IntegrityError, errors.RefusedError) as error:
        # only another program can have written such a row to the source
        raise errors.StoreCorruptError(source) from error


def _checksum(table: Table, connection: Connection) -> TableChecksum:
    checksum = TableChecksum()
    with connection.execute(_select_rows(table)) as result:
        for row in result.mappings():
            checksum.add(row)
    return checksum


def _select_rows(table: Table) -> Select[Any]:
    """Select a table in batches, for it may have millions of rows; items after their parents."""
    return select(table).order_by(*table.primary_key).execution_options(yield_per=BATCH_SIZE)


def _canonical(value: Any) -> Any:  # noqa: ANN401 - a value of any column
    """Return a value in a form that is the same from SQLite and from PostgreSQL."""
    if isinstance(value, Decimal):
        return f"{value.copy_abs() if value == 0 else value:f}"
    return value.isoformat() if isinstance(value, dt.date) else value

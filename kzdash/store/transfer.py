"""Moving a store to another database, whole or not at all, and proving that all of it arrived."""

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
from kzdash.store.connect import create_store, location_of, translate_errors
from kzdash.store.engines import postgresql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, RowMapping, Select, Table
    from sqlalchemy.orm import Session

    from kzdash.store.store import Store

ROWS_AT_ONCE = 1_000
CHECKSUM_BITS = 256


@dataclass
class TableChecksum:
    """How many rows a table has, and a checksum of them that no order of reading changes."""

    rows: int = 0
    total: int = 0

    def add(self, row: RowMapping) -> None:
        """Count a row and add the SHA-256 of its columns, by name."""
        self.rows += 1
        text = repr([(name, _plain(row[name])) for name in sorted(map(str, row))])
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        self.total = (self.total + int.from_bytes(digest)) % (1 << CHECKSUM_BITS)

    @property
    def checksum(self) -> str:
        """The checksum in hexadecimal."""
        return f"{self.total:064x}"


def move_store(source: Store, target: str) -> dict[str, TableChecksum]:
    """Copy every row of a store into a new one at a URL; return what each table holds.

    Nobody writes to the old store meanwhile, and it stays as it is. StoreTakenError where the
    target is not empty; DemonstrationError if the source is one; MoveError where what arrived is
    not what was sent, which is then undone.
    """
    place = location_of(target)
    if place == source.place:
        raise errors.StoreTakenError(place)
    with source.writing() as session, translate_errors(place), create_store(target) as connection:
        if session.scalars(select(Plan.demonstration)).one():
            raise errors.DemonstrationError(source.place, "moved")
        tables = Base.metadata.sorted_tables
        sent = {
            table.name: _copy(table, session, source.place, connection, place) for table in tables
        }
        arrived = {table.name: _sealed(table, connection) for table in tables}
        unequal = [name for name in sent if sent[name] != arrived[name]]
        if unequal:
            raise errors.MoveError(place, unequal[0])
    return arrived


def table_checksums(store: Store) -> dict[str, TableChecksum]:
    """Read every row of a store; return what each table holds."""
    with store.session() as session:
        connection = session.connection()
        return {table.name: _sealed(table, connection) for table in Base.metadata.sorted_tables}


def _copy(
    table: Table, session: Session, source: str, target: Connection, place: str
) -> TableChecksum:
    seal = TableChecksum()
    with translate_errors(source), session.execute(_all(table)) as found:
        for rows in found.mappings().partitions():
            for row in rows:
                seal.add(row)
            _write(table, rows, source, target, place)
    if target.dialect.name == "postgresql" and "id" in table.columns:
        postgresql.count_on(target, table.name)
    return seal


def _write(
    table: Table, rows: Sequence[RowMapping], source: str, target: Connection, place: str
) -> None:
    try:
        with translate_errors(place):
            target.execute(insert(table), [dict(row) for row in rows])
    except (IntegrityError, errors.RefusedError) as error:
        # what the old store holds was written past this program
        raise errors.StoreCorruptError(source) from error


def _sealed(table: Table, connection: Connection) -> TableChecksum:
    seal = TableChecksum()
    with connection.execute(_all(table)) as found:
        for row in found.mappings():
            seal.add(row)
    return seal


def _all(table: Table) -> Select[Any]:
    """Every row of a table, a part at a time: there may be millions."""
    return select(table).execution_options(yield_per=ROWS_AT_ONCE)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    """Return a value as both databases have it, to the last digit."""
    if isinstance(value, Decimal):
        return f"{value.copy_abs() if value == 0 else value:f}"
    return value.isoformat() if isinstance(value, dt.date) else value

"""What all tables share: exact decimals, moments in UTC, and names for every constraint."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from sqlalchemy import Date, MetaData, Numeric, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine

from kzdash.errors import UnreadableValueError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Dialect

T = TypeVar("T")


class Stored(TypeDecorator[T]):
    """Says of a value that cannot be read back that it is the stored one that is at fault."""

    __abstract__ = True
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], T | None]:
        """Read a value back; UnreadableValueError where it is none of its kind."""
        process = super().result_processor(dialect, coltype) or _as_it_is

        def read(value: Any) -> T | None:  # noqa: ANN401 - whatever the database holds
            try:
                return process(value)
            except (ValueError, ArithmeticError, TypeError) as error:
                raise UnreadableValueError(repr(value)) from error

        return read


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 - whatever the database holds
    return value


class Day(Stored[dt.date]):
    """A day."""

    impl = Date
    cache_ok = True


class Exact(Stored[Decimal]):
    """A decimal kept to the last digit: NUMERIC where there is one, text in SQLite."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Store as text in SQLite, whose own numbers are binary floats."""
        chosen = String(40) if dialect.name == "sqlite" else Numeric()
        return dialect.type_descriptor(chosen)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        """Write plain digits, never an exponent."""
        if value is None or dialect.name != "sqlite":
            return value
        return f"{value:f}"

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401, ARG002 - whatever the database holds, whichever it is
        """Read back what was written."""
        return None if value is None else Decimal(value)


class UtcTime(Stored[dt.datetime]):
    """A moment in UTC: aware in Python, naive UTC in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn into UTC before writing."""
        if value is None:
            return None
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy asks by position
    ) -> dt.datetime | None:
        """Mark as UTC after reading; PostgreSQL answers in the time zone of its settings."""
        if value is None:
            return None
        return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can speak of it."""

    type_annotation_map: ClassVar = {dt.date: Day}
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
        }
    )

"""The tables of what was published about items, and of figures of others beside them.

They come from the seed and are mended with it. An item is told by kind and number, as there.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, Exact

IS_NUMBER = "lower(CAST(value AS TEXT)) NOT LIKE '%n%'"


class Fact(Base):
    """What a source says of an item; nobody reported it.

    `dated` is the day it speaks of, 2024-06-27, or only the month or the year: 2024-06, 2024.
    `measures` says what a figure of it counts; `second_hand` that it is known from the media.
    """

    __tablename__ = "facts"
    __table_args__ = (CheckConstraint(IS_NUMBER, name="value_is_number"),)

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    said: Mapped[str] = mapped_column(Text)
    dated: Mapped[str] = mapped_column(String(10))
    value: Mapped[Decimal | None] = mapped_column(Exact)
    unit: Mapped[str] = mapped_column(Text)
    measures: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(Text)
    published_on: Mapped[dt.date | None]
    address: Mapped[str] = mapped_column(Text)
    second_hand: Mapped[bool]


class Comparison(Base):
    """What a figure of a year is for `other`, such as the whole city; it is an item's or an aim's.

    An aim that has one asks to be above it.
    """

    __tablename__ = "comparisons"
    __table_args__ = (CheckConstraint(IS_NUMBER, name="value_is_number"),)

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    other: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    year: Mapped[int]
    value: Mapped[Decimal] = mapped_column(Exact)
    unit: Mapped[str] = mapped_column(Text)
    measures: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(Text)
    published_on: Mapped[dt.date | None]
    address: Mapped[str] = mapped_column(Text)

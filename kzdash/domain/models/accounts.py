"""The tables of who may report: accounts, their logins, and wrong passwords."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kzdash.domain.models.base import Base, UtcTime
from kzdash.domain.models.plan import Unit

OFFICE_NAME = "专班办公室"
# the seed's own reports bear this name, which no account may have
SEED_ACCOUNT = "seed"


def holder_in_words(person: str, unit: str | None) -> str:
    """Return the holder of an account in words: the person, and the unit or else the office.

    An account that bears its unit's name is called by it once.
    """
    employer = unit or OFFICE_NAME
    return employer if person == employer else f"{person}（{employer}）"


class Role(StrEnum):
    """What an account may do: the office everything, a unit what it leads."""

    OFFICE = "office"
    UNIT = "unit"


class Account(Base):
    """Somebody who may report; `password_hash` is empty where only an e-mail maps to it.

    `last_login_at` is None until somebody logs in, also where that was before it was kept.

    Accounts are never removed, so that the name on a report always says who made it.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("role IN ('office', 'unit')", name="role"),
        CheckConstraint("(role = 'unit') = (unit_id IS NOT NULL)", name="unit_of_role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    person: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(10))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(Text, default="")
    must_change: Mapped[bool] = mapped_column(default=True)
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    last_login_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)

    unit: Mapped[Unit | None] = relationship(lazy="joined")


class Contact(Base):
    """Whom to ask at a unit: the leader in charge, who reports, telephone and e-mail addresses.

    The office or the unit itself keeps it up to date; what stood there before is not kept.
    """

    __tablename__ = "contacts"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    supervisor: Mapped[str] = mapped_column(Text)
    handler: Mapped[str] = mapped_column(Text)
    telephone: Mapped[str] = mapped_column(Text)
    handler_email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    supervisor_email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    updated_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)


class Login(Base):
    """A browser that logged in: the hash of its token, and when it was last used."""

    __tablename__ = "logins"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    used_at: Mapped[dt.datetime] = mapped_column(UtcTime)

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class Attempt(Base):
    """Wrong passwords in a row given for a name, whether or not there is such an account."""

    __tablename__ = "attempts"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[dt.datetime] = mapped_column(UtcTime)

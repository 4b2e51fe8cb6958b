"""The fields of an account: as they are stored, or a BadAccountError that quotes what is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash.accounts import usernames
from kzdash.domain.formatting import is_printable
from kzdash.domain.models import Account, Role, Unit
from kzdash.errors import BadAccountError, Refusal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OFFICE = "office"
MAX_PERSON_LENGTH, MAX_EMAIL_LENGTH = 50, 254
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def valid_name(name: str, role: Role) -> str:
    """Return the name of an account as it is stored."""
    normal = usernames.normalize(name)
    if not usernames.is_valid(normal):
        raise BadAccountError(Refusal.BAD_NAME, name)
    # OFFICE is kept for the first account of the office, which may be added after others
    if normal in usernames.RESERVED or (normal == OFFICE and role is not Role.OFFICE):
        raise BadAccountError(Refusal.NAME_RESERVED, name)
    return normal


def valid_person(person: str) -> str:
    """Return the name of a person as it is stored, with single blanks."""
    normal = " ".join(person.split())
    if not 0 < len(normal) <= MAX_PERSON_LENGTH:
        raise BadAccountError(Refusal.NO_PERSON, person[: MAX_PERSON_LENGTH + 1])
    if not is_printable(normal):
        raise BadAccountError(Refusal.UNPRINTABLE, normal)
    return normal


def valid_email(email: str | None) -> str | None:
    """Return an e-mail address as it is stored, None if there is none."""
    address = (email or "").strip().lower()
    if not address:
        return None
    if len(address) > MAX_EMAIL_LENGTH or not is_printable(address) or not EMAIL.fullmatch(address):
        raise BadAccountError(Refusal.BAD_EMAIL, address[: MAX_EMAIL_LENGTH + 1])
    return address


def check_free(session: Session, account: Account) -> None:
    """Raise BadAccountError if another account has the name or the e-mail address."""
    if session.scalar(select(Account.id).where(Account.name == account.name)) is not None:
        raise BadAccountError(Refusal.NAME_TAKEN, account.name)
    if account.email is None:
        return
    if session.scalar(select(Account.id).where(Account.email == account.email)) is not None:
        raise BadAccountError(Refusal.EMAIL_TAKEN, account.email)


def unit_id(session: Session, role: Role, unit_name: str | None) -> int | None:
    """Return the id of a unit of the plan, None for the office."""
    name = (unit_name or "").strip()
    if role is Role.OFFICE:
        if name:
            raise BadAccountError(Refusal.UNIT_OF_OFFICE, name)
        return None
    found = session.scalar(select(Unit.id).where(Unit.name == name))
    if found is None:
        raise BadAccountError(Refusal.NO_UNIT, name)
    return found

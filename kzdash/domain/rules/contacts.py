"""Who may keep a unit's contacts, and what they may say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzdash.domain.models import Role
from kzdash.domain.parsing import LONGEST_EMAIL, is_email
from kzdash.domain.rules.fields import check_text
from kzdash.domain.rules.permissions import check_account
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from kzdash.domain.models import Account, Contact

EMAIL_FIELDS = ("handler_email", "supervisor_email")
CONTACT_FIELDS = {"supervisor": 50, "handler": 50, "telephone": 60} | dict.fromkeys(
    EMAIL_FIELDS, LONGEST_EMAIL
)
# extensions and several numbers, too: 023-52220000转8001、13800000000
TELEPHONE = re.compile(r"[0-9 +\-()（）转,，、;；/]*")


def check_contact(contact: Contact, account: Account | None) -> None:
    """Raise RefusedError where an account may not say this of a unit, or nobody may."""
    check_account(account)
    if account is not None and account.role != Role.OFFICE and account.unit_id != contact.unit_id:
        raise RefusedError(Refusal.NOT_YOURS)
    for name, longest in CONTACT_FIELDS.items():
        check_text(name, getattr(contact, name) or "", longest)
    if not TELEPHONE.fullmatch(contact.telephone):
        raise RefusedError(Refusal.NO_TELEPHONE, "telephone")
    for name in EMAIL_FIELDS:
        address = getattr(contact, name) or ""
        if address and not is_email(address):
            raise RefusedError(Refusal.NO_EMAIL, name)

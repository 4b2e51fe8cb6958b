"""The contacts of the units: read them, and keep them up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kzdash import errors
from kzdash.domain import rules
from kzdash.domain.models import Account, Contact, Unit
from kzdash.runtime import logs
from kzdash.store.store import admit_anybody

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.store.store import Admit, Store


def contacts(store: Store) -> Mapping[str, Contact]:
    """Read the contacts that are known, by the unit's name, in the document's order."""
    query = select(Unit.name, Contact).join(Contact, Contact.unit_id == Unit.id)
    with store.session() as session:
        rows = session.execute(query.order_by(Unit.position)).all()
        return {row[0]: row[1] for row in rows}


def keep_contacts(
    store: Store, kept: Sequence[Contact], account: str, admit: Admit = admit_anybody
) -> None:
    """Put contacts in the place of what was known of their units: all of them, or none.

    RefusedError if a rule forbids one, or the account may not keep that unit's.
    """
    # the log gets neither names nor numbers
    audit = logs.log_outcome(Contact.__tablename__, units=len(kept), account=account)
    with audit, store.writing() as session:
        admit(session)
        author = session.scalar(select(Account).where(Account.name == account))
        for contact in kept:
            if session.get(Unit, contact.unit_id) is None:
                raise errors.RefusedError(errors.Refusal.NO_UNIT)
            rules.check_contact(contact, author)
            session.merge(contact)

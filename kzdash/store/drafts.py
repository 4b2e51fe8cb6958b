"""The drafts of an account: keep, read and discard what it has typed and not yet reported."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, select

from kzdash.domain import rules
from kzdash.domain.models import Account, Draft, Item
from kzdash.domain.models.drafts import WHOLE
from kzdash.store.connect import wait_at_most
from kzdash.store.store import admit_anybody

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from kzdash.store.store import Admit, Store

# a draft is kept again a moment later: the page must not wait for it while others write
PATIENCE_MS = 500


class FormPart(NamedTuple):
    """What a form is about: an item, or a supporting unit's part of it, by ids; 0 for the whole."""

    item_id: int
    part: int = WHOLE


class KeptDraft(NamedTuple):
    """What was typed into a form by field, when it was kept, and on which report it is based."""

    form: FormPart
    seq: int
    typed: Mapping[str, str]
    saved_at: dt.datetime


def keep_draft(store: Store, account: str, draft: KeptDraft, admit: Admit = admit_anybody) -> None:
    """Put a draft in the place of the account's earlier one of the same form.

    RefusedError if a rule forbids it. Of more than `rules.MOST_DRAFTS` the oldest are removed. The
    log is told nothing of it.
    """
    with store.session() as session:
        wait_at_most(session, PATIENCE_MS)
        admit(session)
        owner = session.scalar(select(Account).where(Account.name == account))
        rules.check_draft(draft.typed, session.get(Item, draft.form.item_id), owner)
        if owner is None:
            return
        row = Draft(
            account_id=owner.id,
            item_id=draft.form.item_id,
            part=draft.form.part,
            seq=draft.seq,
            typed=json.dumps(dict(draft.typed), ensure_ascii=False),
            saved_at=draft.saved_at,
        )
        session.merge(row)
        session.flush()
        _remove_oldest(session, owner.id)
        session.commit()


def _remove_oldest(session: Session, account_id: int) -> None:
    mine = select(Draft).where(Draft.account_id == account_id)
    newest = mine.order_by(Draft.saved_at.desc(), Draft.item_id).offset(rules.MOST_DRAFTS)
    for draft in session.scalars(newest):
        session.delete(draft)


def draft_of(store: Store, account: str, form: FormPart) -> KeptDraft | None:
    """Read an account's draft of a form, None if there is none."""
    drafts = (draft for draft in drafts_of(store, account, form.item_id) if draft.form == form)
    return next(drafts, None)


def drafts_of(store: Store, account: str, item_id: int | None = None) -> Sequence[KeptDraft]:
    """Read the drafts of an account that is in use, the newest first; of one item, or of all."""
    query = (
        select(Draft)
        .join(Account, Account.id == Draft.account_id)
        .where(Account.name == account, Account.disabled.is_(False))
        .order_by(Draft.saved_at.desc(), Draft.item_id, Draft.part)
    )
    if item_id is not None:
        query = query.where(Draft.item_id == item_id)
    with store.session() as session:
        return [
            KeptDraft(FormPart(row.item_id, row.part), row.seq, json.loads(row.typed), row.saved_at)
            for row in session.scalars(query)
        ]


def discard_draft(store: Store, account: str, form: FormPart, admit: Admit = admit_anybody) -> None:
    """Remove an account's draft of a form, if there is one."""
    owner = select(Account.id).where(Account.name == account).scalar_subquery()
    with store.session() as session:
        admit(session)
        session.execute(
            delete(Draft).where(
                Draft.account_id == owner,
                Draft.item_id == form.item_id,
                Draft.part == form.part,
            )
        )
        session.commit()

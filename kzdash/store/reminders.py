"""What people were reminded of: claimed before it is sent, recorded after, never sent twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, or_, select

from kzdash.domain import rules
from kzdash.domain.formatting import local_date
from kzdash.domain.models import Account, Reminder, ReminderOutcome, Unit
from kzdash.runtime import logs
from kzdash.store.store import admit_anybody

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Select

    from kzdash.store.store import Admit, Store

# what the server did not take reached nobody; what has no outcome may have
MAY_HAVE_ARRIVED = or_(ReminderOutcome.delivered.is_(None), ReminderOutcome.delivered)


class LastSent(NamedTuple):
    """The number of the last message to an address.

    `on` is the day of the last that may have arrived, `first_on` that of the first.
    """

    seq: int
    on: dt.date | None
    first_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SentReminder:
    """A reminder about a unit, and what came of it: `delivered` is None where nobody knows."""

    reminder: Reminder
    unit: str
    delivered: bool | None
    problem: str


def last_sent(store: Store) -> Mapping[tuple[str, str], LastSent]:
    """Return the last message to each address, by channel and address."""
    with store.session() as session:
        found = session.execute(
            select(
                Reminder.channel,
                Reminder.address,
                func.max(Reminder.seq),
                func.max(Reminder.recorded_at).filter(MAY_HAVE_ARRIVED),
                func.min(Reminder.recorded_at).filter(MAY_HAVE_ARRIVED),
            )
            .outerjoin(ReminderOutcome, ReminderOutcome.reminder_id == Reminder.id)
            .group_by(Reminder.channel, Reminder.address)
        )
        return {
            (channel, address): LastSent(
                seq, *(local_date(moment) if moment else None for moment in moments)
            )
            for channel, address, seq, *moments in found
        }


def claim_reminders(
    store: Store, rows: Sequence[Reminder], admit: Admit = admit_anybody
) -> list[int]:
    """Write down a message before it is sent: a row for each unit it is about; return their ids.

    The list is empty where another process has written to the address since `last_sent` was read:
    then the message is not to be sent. RefusedError if the account is none of the office.
    """
    first = rows[0]
    # the log gets neither names nor addresses
    audit = logs.log_outcome(
        Reminder.__tablename__, units=[row.unit_id for row in rows], account=first.account
    )
    with store.writing() as session:
        admit(session)
        if first.account:
            author = session.scalar(select(Account).where(Account.name == first.account))
            rules.check_office(author)
        of_address = (Reminder.channel == first.channel, Reminder.address == first.address)
        newest = session.scalar(select(func.max(Reminder.seq)).where(*of_address)) or 0
        if first.seq != newest + 1:
            return []
        with audit:
            session.add_all(rows)
            session.flush()
        return [row.id for row in rows]


def record_outcome(
    store: Store, reminder_ids: Sequence[int], now: dt.datetime, problem: str = ""
) -> None:
    """Record of the rows of a message that it was delivered or, with a problem, was not."""
    with store.writing() as session:
        session.add_all(
            ReminderOutcome(
                reminder_id=row_id, recorded_at=now, delivered=not problem, problem=problem
            )
            for row_id in reminder_ids
        )


def sent_reminders(
    store: Store, count: int, since: dt.datetime | None = None, before: dt.datetime | None = None
) -> list[SentReminder]:
    """Return the last reminders, of those recorded between two moments, the newest first."""
    newest = select(Reminder.id).order_by(Reminder.id.desc()).limit(count)
    if since is not None:
        newest = newest.where(Reminder.recorded_at >= since)
    if before is not None:
        newest = newest.where(Reminder.recorded_at < before)
    return _read(store, newest)


def last_reminded(store: Store) -> Mapping[str, SentReminder]:
    """Return the last delivered reminder about each unit, by its name; to whomever it went."""
    newest = (
        select(func.max(Reminder.id))
        .join(ReminderOutcome, ReminderOutcome.reminder_id == Reminder.id)
        .where(ReminderOutcome.delivered)
        .group_by(Reminder.unit_id)
    )
    return {sent.unit: sent for sent in _read(store, newest)}


def _read(store: Store, ids: Select[int]) -> list[SentReminder]:
    query = (
        select(Reminder, Unit.name, ReminderOutcome.delivered, ReminderOutcome.problem)
        .join(Unit, Unit.id == Reminder.unit_id)
        .outerjoin(ReminderOutcome, ReminderOutcome.reminder_id == Reminder.id)
        .where(Reminder.id.in_(ids.subquery().select()))
        .order_by(Reminder.id.desc())
    )
    with store.session() as session:
        rows = session.execute(query)
        return [SentReminder(row[0], row[1], row[2], row[3] or "") for row in rows]

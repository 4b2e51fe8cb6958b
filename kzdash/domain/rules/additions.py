"""What may be added beside the plan, and by whom: steps, matters and meetings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.domain.formatting import local_date
from kzdash.domain.models import Kind, Role
from kzdash.domain.progress import Level, MatterKind
from kzdash.domain.rules.adjustments import LONGEST, YEARS_AFTER
from kzdash.domain.rules.fields import check_day, check_text
from kzdash.domain.rules.permissions import check_account
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.domain.models import Account, Item, Plan

LONGEST_NAME, LONGEST_TEXT, LONGEST_RAISED_BY = 200, 2000, 100
# what may have steps
WITH_STEPS = frozenset({Kind.PROJECT, Kind.MILESTONE, Kind.TASK, Kind.POLICY, Kind.REFORM})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item to add: a step, a matter or a meeting, which is on boards from `as_of` on.

    `units` are ids of units, the one that leads it first; `parent_id` is the item that a step
    belongs to, or the meeting that decided a matter. `summary` is the whole text of a matter,
    `name` what lists call it. `about` has the ids of the items that a matter is about, each with
    the `seq` of the report that a query asks about.
    """

    kind: Kind
    name: str
    as_of: dt.date
    summary: str = ""
    due_on: dt.date | None = None
    units: tuple[int, ...] = ()
    parent_id: int | None = None
    document_number: str = ""
    matter_kind: MatterKind | None = None
    level: Level | None = None
    raised_by: str = ""
    about: tuple[tuple[int, int | None], ...] = ()


def check_addition(
    new: NewItem,
    account: Account | None,
    plan: Plan,
    now: dt.datetime,
    parent: Item | None,
    about: Sequence[Item],
) -> None:
    """Raise RefusedError where nobody may add this, or this account may not.

    `parent` and `about` are the items that `new` names; `units` are known to exist.
    """
    check_account(account)
    for name, text, longest in (
        ("name", new.name, LONGEST_NAME),
        ("summary", new.summary, LONGEST_TEXT),
        ("document_number", new.document_number, LONGEST["document_number"]),
        ("raised_by", new.raised_by, LONGEST_RAISED_BY),
    ):
        check_text(name, text, longest)
    if not new.name.strip():
        raise RefusedError(Refusal.NO_NAME, "name")
    check_day("as_of", new.as_of, plan, local_date(now))
    if new.due_on is not None:
        check_day("due_on", new.due_on, plan, dt.date(plan.target_year + YEARS_AFTER, 1, 1))
    match new.kind:
        case Kind.STEP:
            _check_step(new, account, parent)
        case Kind.MATTER:
            _check_matter(new, account, parent, about)
        case Kind.MEETING:
            _check_office(account)
            _check_due(new)
        case _:
            raise RefusedError(Refusal.NOT_OF_KIND, "kind")


def check_may_add_steps(account: Account, lead_unit_id: int | None) -> None:
    """Raise RefusedError unless an account may add steps: a unit proposes on what it leads."""
    if account.role != Role.OFFICE and account.unit_id != lead_unit_id:
        raise RefusedError(Refusal.NOT_YOURS)


def _check_step(new: NewItem, account: Account | None, parent: Item | None) -> None:
    if parent is None or Kind(parent.kind) not in WITH_STEPS:
        raise RefusedError(Refusal.NO_PARENT, "parent_id")
    _check_due(new)
    units = {lead.unit_id for lead in parent.leads}
    if len(new.units) > 1 or not units.issuperset(new.units) or (units and not new.units):
        raise RefusedError(Refusal.NOT_ITS_UNIT, "units")
    if account is not None and account.role != Role.OFFICE and account.unit_id not in units:
        raise RefusedError(Refusal.NOT_YOURS)


def _check_matter(
    new: NewItem, account: Account | None, parent: Item | None, about: Sequence[Item]
) -> None:
    if new.matter_kind is None or new.level is None:
        raise RefusedError(Refusal.NOT_OF_KIND, "matter_kind")
    if parent is not None and parent.kind != Kind.MEETING:
        raise RefusedError(Refusal.NO_PARENT, "parent_id")
    if not new.units:
        raise RefusedError(Refusal.NO_UNIT_GIVEN, "units")
    if new.matter_kind is MatterKind.PROBLEM:
        _check_problem(account, about)
    else:
        _check_office(account)
        _check_due(new)
    if new.matter_kind is MatterKind.QUERY and not about:
        raise RefusedError(Refusal.NO_ITEM, "about")


def _check_problem(account: Account | None, about: Sequence[Item]) -> None:
    """Check that a unit raises a problem on what it leads or supports."""
    if account is None or account.role == Role.OFFICE:
        return
    if not about:
        raise RefusedError(Refusal.NO_ITEM, "about")
    for item in about:
        if account.unit_id not in {lead.unit_id for lead in item.leads}:
            raise RefusedError(Refusal.NOT_YOURS)


def _check_due(new: NewItem) -> None:
    if new.due_on is None:
        raise RefusedError(Refusal.NO_DUE_DATE, "due_on")


def _check_office(account: Account | None) -> None:
    if account is not None and account.role != Role.OFFICE:
        raise RefusedError(Refusal.OFFICE_ONLY)

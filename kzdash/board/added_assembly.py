"""Join each item that was added beside the plan with its reports and adjustments, and judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from kzdash.board.added_items import AddedEntry, MatterItem, MeetingItem, StepItem
from kzdash.board.assembly import common_fields, milestone_fields, required
from kzdash.board.board_item import KIND_WORDS, BoardItem
from kzdash.domain.models import Kind
from kzdash.domain.progress import Level, MatterKind, Status, judge_matter
from kzdash.domain.rules import CONFIRMED
from kzdash.domain.workdays import workdays_left

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kzdash.board.records import ItemRecords
    from kzdash.store import BoardRows

Item = TypeVar("Item", bound=BoardItem)


def judge_added_items(
    records: Mapping[Kind, Sequence[ItemRecords]],
    rows: BoardRows,
    as_of: dt.date,
    reporters: Mapping[str, str],
    offices: AbstractSet[str],
) -> dict[str, Any]:
    """Return the added items by the names of the board's fields.

    `reporters` has names in words by account; `offices` are the accounts whose steps need no
    confirmation.
    """
    items = {row.id: row for row in (*rows.items, *rows.added)}
    steps = [
        _step(own, items[own.item.parent_id], as_of, reporters, offices)
        for own in records[Kind.STEP]
    ]
    meetings = [
        MeetingItem(
            **common_fields(own, as_of), status=Status.NO_DATA, added=_added(own, reporters)
        )
        for own in records[Kind.MEETING]
    ]
    matters = [_matter(own, rows, items, as_of, reporters) for own in records[Kind.MATTER]]
    steps.sort(key=_by_day)
    meetings.sort(key=_by_day)
    matters.sort(key=lambda matter: (matter.is_closed, matter.number))
    return {
        "steps": tuple(step for step in _kept(steps) if not step.proposed),
        "proposals": tuple(step for step in _kept(steps) if step.proposed),
        "matters": tuple(_kept(matters)),
        "meetings": tuple(_kept(meetings)),
        "withdrawn": tuple(item for item in (*steps, *matters, *meetings) if item.withdrawal),
    }


def _kept(items: Iterable[Item]) -> Iterator[Item]:
    return (item for item in items if item.withdrawal is None)


def _by_day(item: BoardItem) -> tuple[dt.date, int]:
    return required(item.due_on), item.number


def _step(
    records: ItemRecords,
    parent: Any,  # noqa: ANN401 - a row of the store
    as_of: dt.date,
    reporters: Mapping[str, str],
    offices: AbstractSet[str],
) -> StepItem:
    confirmed = records.item.account in offices or records.adjusted("decision") == CONFIRMED
    fields, report = milestone_fields(records, as_of), records.latest_report
    if report and report.status is Status.BLOCKED and fields["status"] is not Status.OVERDUE:
        fields["status"] = Status.BLOCKED
    step_name, added = records.item.name, _added(records, reporters)
    # what says nothing of its item stands alone nowhere but beside it
    name = f"{KIND_WORDS[Kind(parent.kind)]}{parent.number} · {step_name}"
    named = {"name": name, "short_name": name, "citation": added.document_number}
    return StepItem(
        **fields | named,
        step_name=step_name,
        parent_id=parent.id,
        parent_name=parent.short_name,
        parent_kind=Kind(parent.kind),
        parent_number=parent.number,
        added=added,
        proposed=not confirmed,
    )


def _matter(
    records: ItemRecords,
    rows: BoardRows,
    items: Mapping[int, Any],
    as_of: dt.date,
    reporters: Mapping[str, str],
) -> MatterItem:
    stored, common = records.item, common_fields(records, as_of)
    report = records.latest_report
    level, lifted = Level.of(required(stored.level)), records.adjusted("level")
    about = rows.about.get(stored.id, ())
    meeting = items.get(stored.parent_id)
    due_on = common["due_on"]
    status = judge_matter(
        report.answer if report else None, due_on, report.completed_on if report else None, as_of
    )
    is_ahead = status in {Status.DUE_SOON, Status.NOT_STARTED, Status.IN_PROGRESS} and due_on
    return MatterItem(
        **common,
        status=status,
        matter_kind=MatterKind.of(required(stored.matter_kind)),
        level=lifted or level,
        original_level=level if lifted else None,
        raised_by=stored.raised_by,
        about=tuple(item_id for item_id, _ in about),
        report_seqs=tuple((item_id, seq) for item_id, seq in about if seq is not None),
        meeting_id=stored.parent_id,
        meeting_name=meeting.name if meeting else "",
        added=_added(records, reporters),
        working_days=workdays_left(as_of, due_on) if is_ahead else None,
    )


def _added(records: ItemRecords, reporters: Mapping[str, str]) -> AddedEntry:
    row = records.item
    return AddedEntry(
        as_of=row.as_of,
        recorded_at=row.recorded_at,
        reporter=reporters.get(row.account, row.account),
        document_number=row.document_number,
    )

"""The table of several rows: what each row begins with, and the draft of all that is typed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

import streamlit as st

from kzdash.board import take_snapshot
from kzdash.domain import rules
from kzdash.domain.models.drafts import TABLE, TABLE_OF_PARTS
from kzdash.reporting.form_columns import STATUSES
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import batch_parts, drafts
from kzdash.ui.session.state import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kzdash.accounts import User
    from kzdash.board.items import BoardItem
    from kzdash.store import FormPart, KeptDraft
    from kzdash.ui.reporting.part_fields import PartUnit

MAX_ROWS = 20
FIELDS = ("tick", "status", "note")
TICKED = str(True)


class TypedRow(NamedTuple):
    """What a draft has of a row, and the `seq` of the report that the row is based on."""

    seq: int
    is_ticked: bool = False
    status: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RowStart:
    """The last report on a row's item, by its `seq`; empty without one.

    `typed` stands in the row's fields instead, where there is a draft of it.
    """

    seq: int = 0
    status: str | None = None
    note: str = ""
    typed: TypedRow | None = None

    @property
    def begun(self) -> TypedRow:
        """What the fields begin with."""
        return self.typed or TypedRow(self.seq, status=self.status, note=self.note)


@dataclass(frozen=True, slots=True)
class Batch:
    """The open table: the start of each row by item id. Others may have reported since."""

    name: str
    form: FormPart
    starts: dict[int, RowStart]

    @property
    def prefix(self) -> str:
        """How the keys of its fields begin."""
        return f"batch-{self.name}-"

    def key(self, item_id: int, name: str) -> str:
        """Return the key of a field of a row."""
        return self.prefix + _field(self.starts[item_id].seq, item_id, name)

    def fields(self, item_ids: Iterable[int]) -> list[str]:
        """Return how the keys of all fields of some rows end."""
        return [_field(self.starts[it].seq, it, name) for it in item_ids for name in FIELDS]


@dataclass(slots=True)
class BatchState:
    """The table of a session, and by item id what came of its rows when they were last sent.

    `newer` is the `seq` of the report that somebody else made on a row's item meanwhile, and which
    is shown beside it; `sent` is the name of the last table with nothing left to send.
    """

    batch: Batch | None = None
    messages: dict[int, tuple[Literal["stored", "kept", "refused"], str]] = field(
        default_factory=dict
    )
    newer: dict[int, int] = field(default_factory=dict)
    sent: str | None = None


def _field(seq: int, item_id: int, name: str) -> str:
    return f"{seq}-{item_id}-{name}"


def draft_of(part: int, me: User) -> KeptDraft | None:
    """Return a user's draft of a table, of what a unit leads or of its parts; None without one."""
    return drafts.kept(drafts.about_no_item(part), me)


def newest_draft(me: User) -> KeptDraft | None:
    """Return a user's newest draft of a table, None without one."""
    found = (draft_of(part, me) for part in (TABLE, TABLE_OF_PARTS))
    return max(filter(None, found), key=lambda draft: draft.saved_at, default=None)


def open_table(part: int, duties: Sequence[BoardItem], me: User) -> None:
    """Open a table of the rows that there is a draft of, and of as many more as it may have."""
    draft = draft_of(part, me)
    typed = typed_rows(draft.typed) if draft else {}
    rows = dict.fromkeys([*typed, *(item.item_id for item in duties)])
    shown = set(list(rows)[: max(MAX_ROWS, len(typed))])
    snapshot = take_snapshot(store(), clock.today())
    starts = {
        it.item_id: _row_start(
            it,
            snapshot.seqs[it.item_id],
            batch_parts.part_of_row(it, me),
            typed.get(it.item_id),
        )
        for it in snapshot.board.items
        if it.item_id in shown
    }
    state = state_of(BatchState)
    state.messages, state.newer = {}, {}
    batch = state.batch = Batch(secrets.token_hex(4), drafts.about_no_item(part), starts)
    st.query_params["batch"] = batch.name


def _row_start(
    item: BoardItem, seq: int, part: PartUnit | None, typed: TypedRow | None
) -> RowStart:
    """Return the values of the report that counts, which may be older than the last one, `seq`."""
    report = item.latest_report if part is None else item.part_of(part.name)
    status = report.status.label if report and report.status else None
    start = RowStart(seq, status, report.note if report else "")
    if typed is None:
        return start
    # a note of several lines that nobody touched is shown on one
    untouched = typed.note == drafts.on_one_line(start.note)
    typed = typed._replace(
        seq=min(typed.seq, seq),
        status=typed.status if typed.status in STATUSES else None,
        note=start.note if untouched else typed.note,
    )
    return RowStart(typed.seq, start.status, start.note, typed)


def typed_rows(typed: Mapping[str, str]) -> dict[int, TypedRow]:
    """Return what a draft has of each row, by its item's id."""
    return {item_id: row for item_id, row, _ in _rows(typed)}


def _rows(typed: Mapping[str, str]) -> Iterator[tuple[int, TypedRow, Mapping[str, str]]]:
    """Return each row of a draft by its item's id, the rows on older reports first."""
    rows: dict[tuple[int, int], dict[str, str]] = {}
    for name, text in typed.items():
        if rules.ROW_FIELD.fullmatch(name):
            based_on, of, field_name = name.split("-")
            rows.setdefault((int(based_on), int(of)), {})[field_name] = text
    for (seq, item_id), texts in sorted(rows.items()):
        fields = {_field(seq, item_id, name): text for name, text in texts.items()}
        ticked = texts.get("tick") == TICKED
        row = TypedRow(seq, ticked, texts.get("status") or None, texts.get("note", ""))
        yield item_id, row, fields


def begin_draft(batch: Batch, item_ids: Sequence[int], me: User) -> None:
    """Let what is typed into some rows of a table be kept."""
    pick = partial(_unsent, batch, me)
    drafts.begin(batch.form, batch.prefix, fields=batch.fields(item_ids), pick=pick)


def keep_rest(batch: Batch, me: User) -> None:
    """Keep what stands in the rows that a table still has, after others were stored."""
    drafts.keep_standing(batch.form, me, partial(_unsent, batch, me))


def _unsent(
    batch: Batch, me: User, typed: Mapping[str, str], is_earlier: bool
) -> Mapping[str, str]:
    """Return the rows that say something else than they began with, and are in the table.

    Those that a browser had an earlier time count unless the user has reported on them since.
    """
    kept: dict[str, str] = {}
    for item_id, row, fields in _rows(typed):
        start = batch.starts.get(item_id)
        if start is not None and start.seq == row.seq:
            said = (row.status, row.note)
            is_kept = row.is_ticked or said != (start.status, drafts.on_one_line(start.note))
        else:
            since = store().since(item_id, row.seq) if is_earlier else []
            is_kept = is_earlier and all(report.account != me.name for report in since)
        if is_kept:
            kept |= fields
    return kept

"""The form for adjustments: its initial values, storing an adjustment, and its notices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from kzdash.board.items import BoardItem, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.documents.pages.item_view import has_parts
from kzdash.domain import parsing
from kzdash.domain.formatting import format_date, format_moment, format_money
from kzdash.domain.models import NO_PERIOD, Adjustment, Kind
from kzdash.domain.models.drafts import ADJUSTMENT
from kzdash.domain.models.reports import CHANGES
from kzdash.errors import ConflictError, KzdashError, ParseError, RefusedError
from kzdash.runtime import clock
from kzdash.store import FormPart, unit_names
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import drafts, refusals
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import Notice, state_of
from kzdash.ui.widgets.outcome import show_outcome
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.accounts import User

TARGET, DUE, MONEY, LEAD = "target", "due_on", "planned_investment_wan_yuan", "lead_unit_id"
GROUNDS = ("account", "as_of", "reason", "document_number", "period", "source")
COMPARED_FIELDS = (*GROUNDS, *CHANGES)
NEWER = (
    "尚未登记：您打开本表后有人登记了这一项的调整，见上面“方案调整”。"
    "您填写的内容还在；核对后再点一次即登记。"
)


# steps and matters are changed where they are followed up
LED = {
    Kind.INDICATOR,
    Kind.PROJECT,
    Kind.MILESTONE,
    Kind.TASK,
    Kind.POLICY,
    Kind.REFORM,
}


@dataclass(frozen=True, slots=True)
class FormStart:
    """The start of a form: its key, the `seq` of the last adjustment, and the initial values."""

    name: str
    seq: int
    values: dict[str, Any]


@dataclass(slots=True)
class AdjustmentFormState:
    """The adjustment forms of a session: the start of each by item id, and the last notice.

    So of the forms for what is planned of a project. `turns` counts the forms that were given up.
    """

    starts: dict[int, FormStart] = field(default_factory=dict)
    turns: int = 0
    notice: Notice | None = None
    plan_starts: dict[int, FormStart] = field(default_factory=dict)
    plan_notice: Notice | None = None


def adjustable(item: BoardItem) -> dict[str, str]:
    """Return the fields of an item that may be adjusted, with their labels.

    Who leads it may be where several units share it.
    """
    lead = {LEAD: "牵头单位"} if has_parts(item) and item.kind in LED else {}
    match item:
        case IndicatorItem():
            return {TARGET: "目标值", **lead}
        case ProjectItem():
            return {MONEY: "计划总投资", DUE: "完工年", **lead}
        case MilestoneItem():
            return {DUE: "到期日", **lead}
        case _:
            return lead


def form_start(item: BoardItem) -> FormStart:
    """Return the start of the form on an item, as of the run that first showed its fields.

    So an adjustment that others make meanwhile is not mistaken for one that was typed here.
    """
    state = state_of(AdjustmentFormState)
    start = state.starts.get(item.item_id)
    if start is None or f"{start.name}-reason" not in st.session_state:
        seq = last_seq(item)
        # a new name after each adjustment gives the form empty fields
        name = f"adjusting-{item.item_id}-{seq}-{state.turns}"
        draft = drafts.begin(draft_form(item), f"{name}-")
        # based on an older one, it is told first what others adjusted meanwhile
        seq = min(draft.seq, seq) if draft else seq
        start = FormStart(name, seq, _current_values(item))
        state.starts[item.item_id] = start
    return start


def draft_form(item: BoardItem) -> FormPart:
    """Return what the draft of an adjustment of an item is kept by."""
    return FormPart(item.item_id, ADJUSTMENT)


def begin_anew(item: BoardItem) -> None:
    """Let the form on an item begin again, with fields of other names."""
    state = state_of(AdjustmentFormState)
    state.starts.pop(item.item_id, None)
    state.turns += 1


def submit(item: BoardItem, me: User, start: FormStart, answers: dict[str, Any]) -> None:
    """Store an adjustment and confirm it, or leave a notice that says why it was not stored."""
    labels = adjustable(item)
    try:
        changed = _changed_values(item, start, answers)
        if problem := _problem_of(changed, labels):
            _notify("error", item, f"{problem}{refusals.KEPT}")
            return
        adjustment = _make_adjustment(item, me, start, answers, changed)
        # before storing: SQLAlchemy expires the attributes of a committed row
        confirmation = _confirmation(item, start, adjustment, changed)
        append(adjustment)
    except ParseError as error:
        _notify("error", item, refusals.unreadable_answer(error, as_of="生效日期", **labels))
    except RefusedError as error:
        _notify("error", item, refusals.sentence(error, as_of="生效日期", **labels))
    except ConflictError:
        _rebase(item, start)
    except KzdashError as error:
        _notify("error", item, refusals.store_refusal(error))
    else:
        _notify("success", item, confirmation)
        forget(item)
        drafts.close(draft_form(item), me)
        st.rerun()


def forget(item: BoardItem) -> None:
    """Let both forms on an item begin anew, whichever of them was stored."""
    state = state_of(AdjustmentFormState)
    state.starts.pop(item.item_id, None)
    state.plan_starts.pop(item.item_id, None)


def show_notice(kind: Literal["error", "success"], item: BoardItem) -> None:
    """Show the notice of the last adjustment, if it is of this kind and on this item."""
    notice = state_of(AdjustmentFormState).notice
    if notice is None or (notice.kind, notice.item_id) != (kind, item.item_id):
        return
    show_outcome(kind, notice.words)


def _notify(kind: Literal["error", "success"], item: BoardItem, words: str) -> None:
    state_of(AdjustmentFormState).notice = Notice(item.item_id, kind, words)


def last_seq(item: BoardItem) -> int:
    """Return the `seq` of the last adjustment of an item, 0 without one."""
    made = store().adjustments_of(item.item_id)
    return made[-1].seq if made else 0


def _current_values(item: BoardItem) -> dict[str, Any]:
    values = {
        TARGET: item.target.target if isinstance(item, IndicatorItem) else None,
        MONEY: item.planned_investment_wan_yuan if isinstance(item, ProjectItem) else None,
        DUE: item.due_on,
        LEAD: unit_ids().get(item.lead_unit or ""),
    }
    return {field: values[field] for field in adjustable(item)}


def unit_ids() -> dict[str, int]:
    """Return the id of each unit by its name."""
    return {name: unit_id for unit_id, name in unit_names(store()).items()}


def _changed_values(item: BoardItem, start: FormStart, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers that differ from the initial values, with figures parsed."""
    values = {field: _parse(item, field, answers[field]) for field in start.values}
    return {field: value for field, value in values.items() if value != start.values[field]}


def _parse(item: BoardItem, field: str, answer: Any) -> Any:  # noqa: ANN401 - a figure or a day
    if field == LEAD:
        return unit_ids()[answer]
    if field == DUE:
        # the last year of a project is chosen, any other day typed
        is_typed = isinstance(answer, str)
        return parsing.parse_date(answer, field, dt.date.min, dt.date.max) if is_typed else answer
    unit = item.target.unit if isinstance(item, IndicatorItem) else "万元"
    return parsing.parse_figure(answer, unit, field)


def _problem_of(changed: dict[str, Any], labels: dict[str, str]) -> str:
    """Say why the changed values are no valid adjustment; empty if they are one."""
    emptied = [labels[field] for field, value in changed.items() if value is None]
    if emptied:
        return f"{'、'.join(emptied)}不能为空：不调整的请保留原值。"
    if not changed:
        return f"{'、'.join(labels.values())}与现在的相同，没有需要调整的。"
    if len(changed) > 1:
        return "一次只能调整一项。请把另一项改回原值，分两次登记。"
    return ""


def _make_adjustment(
    item: BoardItem, me: User, start: FormStart, answers: dict[str, Any], changed: dict[str, Any]
) -> Adjustment:
    """Return an adjustment with the number after the last one that the form knows."""
    return Adjustment(
        item_id=item.item_id,
        seq=start.seq + 1,
        account=me.name,
        recorded_at=clock.now(),
        as_of=parsing.parse_date(answers["as_of"], "as_of") or clock.today(),
        reason=parsing.parse_text(answers["reason"]),
        document_number=parsing.parse_text(answers["document_number"]),
        **changed,
    )


def append(adjustment: Adjustment) -> None:
    """Store an adjustment; a second click on the button stores nothing more."""
    values = _compared(adjustment)
    item_id, seq = adjustment.item_id, adjustment.seq
    try:
        store().adjust(adjustment, write_admission())
    except (ConflictError, RefusedError):  # the rules refuse a value that counts already
        later = [row for row in store().adjustments_of(item_id) if row.seq >= seq]
        if [_compared(row) for row in later] != [values]:
            raise


def _compared(adjustment: Adjustment) -> dict[str, Any]:
    values = {name: getattr(adjustment, name) for name in COMPARED_FIELDS}
    # one that was never stored may lack its period
    return values | {"period": values["period"] or NO_PERIOD}


def _rebase(item: BoardItem, start: FormStart) -> None:
    """Base the form on the adjustment that others stored meanwhile, and let the user decide."""
    starts = state_of(AdjustmentFormState).starts
    starts[item.item_id] = replace(start, seq=last_seq(item))
    _notify(
        "error",
        item,
        "尚未登记：您打开本表后有人登记了这一项的调整，见上面“方案调整”。"
        "您填写的内容还在；核对后再点“登记调整”。",
    )


def _confirmation(
    item: BoardItem, start: FormStart, adjustment: Adjustment, changed: dict[str, Any]
) -> str:
    ((field, value),) = changed.items()
    return (
        f"已登记：自{format_date(adjustment.as_of)}起，{adjustable(item)[field]}"
        f"由{_as_text(item, field, start.values[field])}调整为{_as_text(item, field, value)}"
        f"{_grounds(adjustment)}。{format_moment(adjustment.recorded_at)}"
    )


def _grounds(adjustment: Adjustment) -> str:
    return f"（{plain(adjustment.document_number)}）" if adjustment.document_number else ""


def _as_text(item: BoardItem, field: str, value: Any) -> str:  # noqa: ANN401 - a figure or a day
    if field == LEAD:
        return plain(unit_names(store())[value])
    match item:
        case IndicatorItem():
            return item.format_value(value)
        case ProjectItem() if field == DUE:
            return f"{value.year}年"
        case _:
            return format_money(value) if field == MONEY else format_date(value)

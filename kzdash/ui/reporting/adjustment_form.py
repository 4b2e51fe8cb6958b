"""Registering an adjustment: what its form starts from, storing what was changed, saying so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from kzdash.board.items import BoardItem, IndicatorItem, MilestoneItem, ProjectItem
from kzdash.domain import parsing
from kzdash.domain.formatting import LATEST, format_date, format_moment, format_money
from kzdash.domain.models import Adjustment
from kzdash.errors import ConflictError, KzdashError, ParseError, RefusedError
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import refusals
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import Notice, state_of
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.accounts import User

TARGET, DUE, MONEY = "target", "due_on", "planned_investment_wan_yuan"
SAME = ("account", "as_of", "reason", "document_number", TARGET, DUE, MONEY)


@dataclass(frozen=True, slots=True)
class FormStart:
    """What a form starts from: its name, the last adjustment it knows of, and what is asked."""

    name: str
    seq: int
    now: dict[str, Any]


@dataclass(slots=True)
class AdjustmentFormState:
    """The adjustment forms of a session: what each starts from, by item, and the last notice."""

    starts: dict[int, FormStart] = field(default_factory=dict)
    notice: Notice | None = None


def adjustable(item: BoardItem) -> dict[str, str]:
    """Return what may be adjusted of an item: the field, and its name on the screen."""
    match item:
        case IndicatorItem():
            return {TARGET: "目标值"}
        case ProjectItem():
            return {MONEY: "计划总投资", DUE: "完工年"}
        case MilestoneItem():
            return {DUE: "到期日"}
        case _:
            return {}


def form_start(item: BoardItem) -> FormStart:
    """Return what the form on an item starts from: what was so when its fields were first shown.

    Where others adjust the item meanwhile, their change is not taken for one that was typed here.
    """
    starts = state_of(AdjustmentFormState).starts
    known = starts.get(item.item_id)
    if known is None or f"{known.name}-reason" not in st.session_state:
        seq = max((row.seq for row in _made(item.item_id)), default=0)
        # of a name of its own after each adjustment: its fields start anew
        known = FormStart(f"adjusting-{item.item_id}-{seq}", seq, _now(item))
        starts[item.item_id] = known
    return known


def submit(item: BoardItem, me: User, start: FormStart, answers: dict[str, Any]) -> None:
    """Store an adjustment and say what it did; else say why not, until the form is sent again."""
    labels = adjustable(item)
    try:
        changed = _changed(item, start, answers)
        if why := _unfit(changed, labels):
            _tell("error", item, f"{why}{refusals.KEPT}")
            return
        adjustment = _adjustment(item, me, start, answers, changed)
        # the words first: a row that was stored is its session's, and read no more
        confirmation = _confirmation(item, start, adjustment, changed)
        _append(adjustment)
    except ParseError as error:
        _tell("error", item, refusals.unreadable_answer(error))
    except RefusedError as error:
        _tell("error", item, refusals.sentence(error, as_of="生效日期", **labels))
    except ConflictError:
        _rebase(item, start)
    except KzdashError as error:
        _tell("error", item, refusals.store_refusal(error))
    else:
        _tell("success", item, confirmation)
        del state_of(AdjustmentFormState).starts[item.item_id]
        st.rerun()


def show_notice(kind: Literal["error", "success"], item: BoardItem) -> None:
    """Say what came of the last adjustment that was sent, where it was of this kind and item."""
    notice = state_of(AdjustmentFormState).notice
    if notice is None or (notice.kind, notice.item_id) != (kind, item.item_id):
        return
    if kind == "error":
        st.error(notice.words)
    else:
        st.success(notice.words, icon=":material/check_circle:")


def _tell(kind: Literal["error", "success"], item: BoardItem, words: str) -> None:
    state_of(AdjustmentFormState).notice = Notice(item.item_id, kind, words)


def _made(item_id: int) -> list[Adjustment]:
    """Every adjustment of an item, whatever day it is from."""
    return [row for row in store().adjustments(LATEST) if row.item_id == item_id]


def _now(item: BoardItem) -> dict[str, Any]:
    match item:
        case IndicatorItem():
            return {TARGET: item.target.target}
        case ProjectItem():
            return {MONEY: item.planned_investment_wan_yuan, DUE: item.due_on}
        case _:
            return {DUE: item.due_on}


def _changed(item: BoardItem, start: FormStart, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that differ from what the form started from; figures are read first."""
    units = {TARGET: getattr(getattr(item, "target", None), "unit", ""), MONEY: "万元"}
    read = {
        field: parsing.parse_figure(answers[field], units[field], field)
        if field in units
        else answers[field]
        for field in start.now
    }
    return {field: value for field, value in read.items() if value != start.now[field]}


def _unfit(changed: dict[str, Any], labels: dict[str, str]) -> str:
    """Say why what was changed is no adjustment, nothing where it is one."""
    emptied = [labels[field] for field, value in changed.items() if value is None]
    if emptied:
        return f"{'、'.join(emptied)}不能为空：不调整的请保留原值。"
    if not changed:
        return f"{'、'.join(labels.values())}与现在的相同，没有需要调整的。"
    if len(changed) > 1:
        return "一次只能调整一项。请把另一项改回原值，分两次登记。"
    return ""


def _adjustment(
    item: BoardItem, me: User, start: FormStart, answers: dict[str, Any], changed: dict[str, Any]
) -> Adjustment:
    """Make the adjustment that follows the last one that the form knows of."""
    return Adjustment(
        item_id=item.item_id,
        seq=start.seq + 1,
        account=me.name,
        recorded_at=clock.now(),
        as_of=answers["as_of"] or clock.today(),
        reason=parsing.parse_text(answers["reason"]),
        document_number=parsing.parse_text(answers["document_number"]),
        **changed,
    )


def _append(adjustment: Adjustment) -> None:
    """Store an adjustment; a second click on the same stores nothing more."""
    values = {name: getattr(adjustment, name) for name in SAME}
    item_id, seq = adjustment.item_id, adjustment.seq
    try:
        store().adjust(adjustment, write_admission())
    except (ConflictError, RefusedError):  # what is so already is refused
        later = [row for row in _made(item_id) if row.seq >= seq]
        if [{name: getattr(row, name) for name in SAME} for row in later] != [values]:
            raise


def _rebase(item: BoardItem, start: FormStart) -> None:
    """Somebody was first: what they adjusted is on the page now, and the person decides."""
    seq = max((row.seq for row in _made(item.item_id)), default=0)
    state_of(AdjustmentFormState).starts[item.item_id] = replace(start, seq=seq)
    _tell(
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
        f"由{_shown(item, field, start.now[field])}调整为{_shown(item, field, value)}"
        f"（{plain(adjustment.document_number)}）。{format_moment(adjustment.recorded_at)}"
    )


def _shown(item: BoardItem, field: str, value: Any) -> str:  # noqa: ANN401 - a figure or a day
    match item:
        case IndicatorItem():
            return item.format_value(value)
        case ProjectItem() if field == DUE:
            return f"{value.year}年"
        case _:
            return format_money(value) if field == MONEY else format_date(value)

"""Registering an adjustment: what its form starts from, storing what was changed, saying so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from kzdash.board.items import IndicatorLine, Line, MilestoneLine, ProjectLine
from kzdash.domain import parsing
from kzdash.domain.formatting import LATEST, day, moment, money
from kzdash.domain.models import Adjustment
from kzdash.domain.parsing import TypedError
from kzdash.errors import ConflictError, KzdashError, RefusedError
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import refusals
from kzdash.ui.session.current_user import admission
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.accounts import Who

TARGET, DUE, MONEY = "target", "due_on", "planned_investment_wan_yuan"
SAME = ("account", "as_of", "reason", "document_number", TARGET, DUE, MONEY)


@dataclass(frozen=True, slots=True)
class Start:
    """What a form starts from: its name, the last adjustment it knows of, and what is asked."""

    name: str
    seq: int
    now: dict[str, Any]


def adjustable(line: Line) -> dict[str, str]:
    """Return what may be adjusted of an item: the field, and its name on the screen."""
    match line:
        case IndicatorLine():
            return {TARGET: "目标值"}
        case ProjectLine():
            return {MONEY: "计划总投资", DUE: "完工年"}
        case MilestoneLine():
            return {DUE: "到期日"}
        case _:
            return {}


def start(line: Line) -> Start:
    """Return what the form on an item starts from: what was so when its fields were first shown.

    Where others adjust the item meanwhile, their change is not taken for one that was typed here.
    """
    key = _key(line)
    known: Start | None = st.session_state.get(key)
    if known is None or f"{known.name}-reason" not in st.session_state:
        seq = max((row.seq for row in _made(line.item_id)), default=0)
        # of a name of its own after each adjustment: its fields start anew
        known = st.session_state[key] = Start(f"{key}-{seq}", seq, _now(line))
    return known


def send(line: Line, me: Who, start: Start, answers: dict[str, Any]) -> None:
    """Store an adjustment and say what it did; else say why not, until the form is sent again."""
    labels = adjustable(line)
    try:
        changed = _changed(line, start, answers)
        if why := _unfit(changed, labels):
            _tell("error", line, f"{why}{refusals.KEPT}")
            return
        adjustment = _adjustment(line, me, start, answers, changed)
        # the words first: a row that was stored is its session's, and read no more
        confirmation = _confirmation(line, start, adjustment, changed)
        _append(adjustment)
    except TypedError as error:
        _tell("error", line, refusals.unreadable(error))
    except RefusedError as error:
        _tell("error", line, refusals.sentence(error, as_of="生效日期", **labels))
    except ConflictError:
        _rebase(line, start)
    except KzdashError as error:
        _tell("error", line, refusals.of_store(error))
    else:
        _tell("success", line, confirmation)
        del st.session_state[_key(line)]
        st.rerun()


def say(kind: Literal["error", "success"], line: Line) -> None:
    """Say what came of the last adjustment that was sent, where it was of this kind and item."""
    if st.session_state.get("adjusted", ())[:2] != (kind, line.item_id):
        return
    words = st.session_state["adjusted"][2]
    if kind == "error":
        st.error(words)
    else:
        st.success(words, icon=":material/check_circle:")


def _tell(kind: str, line: Line, words: str) -> None:
    st.session_state["adjusted"] = (kind, line.item_id, words)


def _key(line: Line) -> str:
    return f"adjusting-{line.item_id}"


def _made(item_id: int) -> list[Adjustment]:
    """Every adjustment of an item, whatever day it is from."""
    return [row for row in store().adjustments(LATEST) if row.item_id == item_id]


def _now(line: Line) -> dict[str, Any]:
    match line:
        case IndicatorLine():
            return {TARGET: line.target.target}
        case ProjectLine():
            return {MONEY: line.planned_investment_wan_yuan, DUE: line.due_on}
        case _:
            return {DUE: line.due_on}


def _changed(line: Line, start: Start, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that differ from what the form started from; figures are read first."""
    units = {TARGET: getattr(getattr(line, "target", None), "unit", ""), MONEY: "万元"}
    read = {
        field: parsing.figure(answers[field], units[field], field)
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
    line: Line, me: Who, start: Start, answers: dict[str, Any], changed: dict[str, Any]
) -> Adjustment:
    """Make the adjustment that follows the last one that the form knows of."""
    return Adjustment(
        item_id=line.item_id,
        seq=start.seq + 1,
        account=me.name,
        recorded_at=clock.now(),
        as_of=answers["as_of"] or clock.today(),
        reason=parsing.text(answers["reason"]),
        document_number=parsing.text(answers["document_number"]),
        **changed,
    )


def _append(adjustment: Adjustment) -> None:
    """Store an adjustment; a second click on the same stores nothing more."""
    values = {name: getattr(adjustment, name) for name in SAME}
    item_id, seq = adjustment.item_id, adjustment.seq
    try:
        store().adjust(adjustment, admission())
    except (ConflictError, RefusedError):  # what is so already is refused
        later = [row for row in _made(item_id) if row.seq >= seq]
        if [{name: getattr(row, name) for name in SAME} for row in later] != [values]:
            raise


def _rebase(line: Line, start: Start) -> None:
    """Somebody was first: what they adjusted is on the page now, and the person decides."""
    seq = max((row.seq for row in _made(line.item_id)), default=0)
    st.session_state[_key(line)] = replace(start, seq=seq)
    _tell(
        "error",
        line,
        "尚未登记：您打开本表后有人登记了这一项的调整，见上面“方案调整”。"
        "您填写的内容还在；核对后再点“登记调整”。",
    )


def _confirmation(line: Line, start: Start, adjustment: Adjustment, changed: dict[str, Any]) -> str:
    ((field, value),) = changed.items()
    return (
        f"已登记：自{day(adjustment.as_of)}起，{adjustable(line)[field]}"
        f"由{_shown(line, field, start.now[field])}调整为{_shown(line, field, value)}"
        f"（{plain(adjustment.document_number)}）。{moment(adjustment.recorded_at)}"
    )


def _shown(line: Line, field: str, value: Any) -> str:  # noqa: ANN401 - a figure or a day
    match line:
        case IndicatorLine():
            return line.shown(value)
        case ProjectLine() if field == DUE:
            return f"{value.year}年"
        case _:
            return money(value) if field == MONEY else day(value)

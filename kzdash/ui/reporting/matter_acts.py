"""What may be done with a matter, by whom, and storing it: an answer, or an adjustment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from kzdash.domain import parsing
from kzdash.domain.formatting import format_moment
from kzdash.domain.models import Adjustment, Report
from kzdash.domain.models.drafts import ADJUSTMENT, WHOLE
from kzdash.domain.progress import Answer, Level
from kzdash.domain.rules import WITHDRAWN
from kzdash.errors import ConflictError, KzdashError, ParseError, RefusedError
from kzdash.runtime import clock
from kzdash.store import FormPart
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import drafts, evidence_fields, refusals
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import Notice, state_of
from kzdash.ui.widgets.outcome import show_outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from kzdash.accounts import User
    from kzdash.board.added_items import MatterItem
    from kzdash.store import KeptDraft

DAYS = {"completed_on", "requested_due_on", "due_on"}
CONFLICT = (
    "尚未提交：您打开本页后有新的反馈或处理，见下面的办理过程。您填写的内容还在；核对后再提交。"
)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may be done with a matter, by its word.

    It is an `answer`, or a `change` of the field named. `fields` are asked for, by their labels;
    `done` is what the confirmation says.
    """

    label: str
    fields: Mapping[str, str]
    done: str
    answer: Answer | None = None
    change: str = ""


SIGN = Act("签收", {}, "已签收", Answer.RECEIVED)
OF_UNIT = (
    Act(
        "推进中",
        {"note": "进展", "evidence": "依据（可不填）"},
        "已反馈：推进中",
        Answer.IN_PROGRESS,
    ),
    Act("受阻", {"note": "受阻原因"}, "已反馈：受阻", Answer.BLOCKED),
    Act(
        "申请办结",
        {"evidence": "依据", "completed_on": "完成日期", "note": "说明（可不填）"},
        "已申请办结",
        Answer.ASKS_TO_CLOSE,
    ),
    Act(
        "申请延期",
        {"requested_due_on": "申请延期至", "note": "延期原因"},
        "已申请延期",
        Answer.ASKS_FOR_TIME,
    ),
)
CLOSE = Act(
    "销号",
    {"completed_on": "完成日期", "note": "办结意见（可不填）"},
    "已销号",
    Answer.CLOSED,
)
RETURN = Act("退回", {"note": "退回意见"}, "已退回", Answer.RETURNED)
GIVE_TIME = Act("同意延期", {"due_on": "延期至", "reason": "意见"}, "已同意延期", change="due_on")
MOVE = Act("调整期限", {"due_on": "新的期限", "reason": "原因"}, "已调整期限", change="due_on")
LIFT = Act("上报一级", {"reason": "上报原因"}, "已上报一级", change="level")
WITHDRAW = Act("撤回", {"reason": "撤回原因"}, "已撤回", change="decision")


def acts_of(matter: MatterItem, me: User | None) -> tuple[Act, ...]:
    """Return what a user may do with a matter as it stands, the first the likeliest."""
    if me is None or me.must_change:
        return ()
    if me.is_office:
        return _acts_of_office(matter)
    if me.unit != matter.lead_unit or matter.is_closed:
        return ()
    return (SIGN,) if matter.is_unsigned else OF_UNIT


def _acts_of_office(matter: MatterItem) -> tuple[Act, ...]:
    if matter.is_closed:
        return (RETURN,)
    asks_for_time = matter.waits_for_office and matter.answer is Answer.ASKS_FOR_TIME
    return (
        *((GIVE_TIME,) if asks_for_time else ()),
        CLOSE,
        *((RETURN,) if matter.answer not in {None, Answer.RETURNED} else ()),
        *(() if asks_for_time else (MOVE,)),
        *((LIFT,) if next_level(matter) else ()),
        WITHDRAW,
    )


def next_level(matter: MatterItem) -> Level | None:
    """Return the level above that of a matter, None where there is none."""
    levels = list(Level)
    above = levels[levels.index(matter.level) + 1 :]
    return above[0] if above else None


@dataclass(slots=True)
class MatterActs:
    """The forms on matters of a session.

    `turns` counts what was stored by each, so that its fields are empty then; `seqs` has by the
    form's key the numbers of the last report and adjustment that it was drawn with first.
    """

    turns: dict[int, int] = field(default_factory=dict)
    seqs: dict[str, tuple[int, int]] = field(default_factory=dict)
    notice: Notice | None = None


def form_key(matter: MatterItem, acts: Sequence[Act]) -> str:
    """Return the key of the form on a matter, and note the last report that it is drawn with.

    It is another form where there is something else to do, or to decide; what is typed stays.
    """
    state = state_of(MatterActs)
    turn, offered = state.turns.get(matter.item_id, 0), "".join(act.label for act in acts)
    waits = "waits" if CLOSE in acts and matter.waits_for_office else ""
    key = f"matter-{matter.item_id}-{turn}-{offered}{waits}"
    if key not in state.seqs:
        begin_anew(matter, key)
    return key


def draft_form(matter: MatterItem, act: Act) -> FormPart:
    """Return what the draft of an act is kept by: answers have one, adjustments another."""
    return FormPart(matter.item_id, ADJUSTMENT if act.change else WHOLE)


def last_seq(form: FormPart, key: str) -> int:
    """Return the number of the last report, or adjustment, that the form of a key is based on."""
    reported, adjusted = state_of(MatterActs).seqs[key]
    return adjusted if form.part == ADJUSTMENT else reported


def base_on(draft: KeptDraft, key: str) -> None:
    """Base the form of a key on what its draft was, so that what came since is shown first."""
    reported, adjusted = state_of(MatterActs).seqs[key]
    if draft.form.part == ADJUSTMENT:
        adjusted = min(draft.seq, adjusted)
    else:
        reported = min(draft.seq, reported)
    state_of(MatterActs).seqs[key] = reported, adjusted


def empty(matter: MatterItem) -> None:
    """Give the form on a matter new fields: what was typed was stored, or is given up."""
    turns = state_of(MatterActs).turns
    turns[matter.item_id] = turns.get(matter.item_id, 0) + 1


def begin_anew(matter: MatterItem, key: str) -> None:
    """Note the last report and adjustment as those that the form of a key was drawn with."""
    state_of(MatterActs).seqs[key] = _last_seqs(matter.item_id)


def show_notice(matter: MatterItem) -> None:
    """Show what came of the last act on a matter."""
    notice = state_of(MatterActs).notice
    if notice is not None and notice.item_id == matter.item_id:
        show_outcome(notice.kind, notice.words)


def do(
    matter: MatterItem,
    act: Act,
    typed: Mapping[str, str],
    me: User,
    key: str,
    files: Sequence[UploadedFile] = (),
) -> None:
    """Store an act and confirm it, or leave a notice that says why it was not stored.

    `key` is that of the form; `files` come with an answer.
    """
    now, state = clock.now(), state_of(MatterActs)
    labels = dict(act.fields)
    try:
        with limit_rate(me):
            row, said = _row(matter, act, typed, state.seqs[key])
            row.account, row.recorded_at = me.name, now
            if isinstance(row, Report):
                row.evidence_files = evidence_fields.keep(files, me.name, now)
            _append(row, said)
    except ParseError as error:
        _notify("error", matter, refusals.unreadable_answer(error, **labels))
    except RefusedError as error:
        _notify("error", matter, refusals.sentence(error, **labels))
    except ConflictError:
        begin_anew(matter, key)
        _notify("error", matter, CONFLICT)
    except KzdashError as error:
        _notify("error", matter, refusals.store_refusal(error))
    else:
        drafts.close(draft_form(matter, act), me)
        empty(matter)
        _notify(
            "success",
            matter,
            f"{act.done}。{evidence_fields.count_words(files)}{format_moment(now)}",
        )
    st.rerun()


def _notify(kind: Literal["error", "success"], matter: MatterItem, words: str) -> None:
    state_of(MatterActs).notice = Notice(matter.item_id, kind, words)


def _row(
    matter: MatterItem, act: Act, typed: Mapping[str, str], seqs: tuple[int, int]
) -> tuple[Report | Adjustment, dict[str, Any]]:
    """Return the row to append for an act, and what it says; ParseError if a day is none."""
    reported, adjusted = seqs
    said: dict[str, Any] = {
        name: parsing.parse_date(words, name) if name in DAYS else parsing.parse_text(words)
        for name, words in typed.items()
    }
    if act.answer is not None:
        row: Report | Adjustment = Report(answer=act.answer.code, seq=reported + 1, **said)
    else:
        said |= _changed(matter, act)
        row = Adjustment(seq=adjusted + 1, document_number="", **said)
    row.item_id, row.as_of = matter.item_id, clock.today()
    return row, said


def _changed(matter: MatterItem, act: Act) -> dict[str, str]:
    """Return what an act changes beside what is typed."""
    if act.change == "level":
        level = next_level(matter)
        return {"level": level.code if level else ""}
    return {"decision": WITHDRAWN} if act.change == "decision" else {}


def _append(row: Report | Adjustment, said: Mapping[str, object]) -> None:
    """Append a row; a second click on the button, or in another tab, stores nothing more."""
    item_id, seq, account = row.item_id, row.seq, row.account
    fields = {**said, "account": account, "answer": getattr(row, "answer", None)}
    try:
        if isinstance(row, Report):
            store().append(row, write_admission())
        else:
            store().adjust(row, write_admission())
    except (ConflictError, RefusedError):
        later = _rows_from(type(row), item_id, seq)
        if len(later) != 1 or any(
            getattr(later[0], name, None) != value for name, value in fields.items()
        ):
            raise


def _rows_from(kind: type, item_id: int, seq: int) -> list[Report | Adjustment]:
    if kind is Report:
        return list(store().since(item_id, seq - 1))
    return [row for row in store().adjustments_of(item_id) if row.seq >= seq]


def _last_seqs(item_id: int) -> tuple[int, int]:
    last, made = store().last(item_id), store().adjustments_of(item_id)
    return last.seq if last else 0, made[-1].seq if made else 0

"""无变化: a report of its own, for today, that says the same as the last one that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.added_items import MatterItem
from kzdash.board.items import IndicatorItem
from kzdash.domain.progress import State, Status
from kzdash.domain.rules import OUTLOOK, REPORT_FIELDS, payload_of
from kzdash.runtime import clock
from kzdash.ui.reporting import outlook_fields
from kzdash.ui.reporting.as_typed import as_typed
from kzdash.ui.reporting.form_fields import FormAnswers

if TYPE_CHECKING:
    from kzdash.board.items import BoardItem
    from kzdash.ui.reporting.part_fields import PartUnit

LABEL = "无变化"
TYPED = (
    "表里填的与上次不同，没有按“无变化”填报。要报改动，点“提交”；没有变化，点“放弃”后再点“无变化”。"
)
# evidence is of one report, and a problem that was reported is a matter of its own
NOT_REPEATED = {"evidence", "problems", "note"}
# these go on only while the item is late
OF_OUTLOOK = {field.name for field in OUTLOOK}


def unchanged_answers(item: BoardItem, part: PartUnit | None = None) -> FormAnswers | None:
    """Return the answers that say that nothing has changed; None where that cannot be said.

    A year's figure is new each time, a matter asks for an answer, and what is late or blocked for
    no reason told wants one, as does what is past the day by which it was expected. What is noted
    stays on, since it is why something is blocked; why an item is late may also stand as its cause,
    or as a problem that others are asked to solve.
    """
    report = item.latest_report if part is None else item.part_of(part.name)
    if report is None or isinstance(item, IndicatorItem | MatterItem):
        return None
    note = report.note.strip().removeprefix(LABEL).removeprefix("。")
    is_late = part is None and item.state is State.OVERDUE
    told = note or (is_late and (report.cause.strip() or item.problem_words))
    stuck = is_late or report.status is Status.BLOCKED
    if (stuck and not told) or (part is None and outlook_fields.needs_new_day(item)):
        return None
    fields = payload_of(item.kind, part=part is not None)
    values = {
        field.name: as_typed(field, report)
        for field in fields
        if field.name not in NOT_REPEATED | OF_OUTLOOK
    }
    if part is None:
        values |= outlook_fields.carried(item)
    values["note"] = f"{LABEL}。{note}" if note else LABEL
    return FormAnswers(item, values, part.unit_id if part else None)


def is_untouched(answers: FormAnswers, unchanged: FormAnswers) -> bool:
    """Whether what stands in a form is what it began with; ParseError if it cannot be parsed."""
    typed, repeated = (it.report(1, "", clock.now()) for it in (answers, unchanged))
    same = all(
        getattr(typed, field.name) == getattr(repeated, field.name)
        for field in REPORT_FIELDS
        if field.name not in NOT_REPEATED
    )
    # the note of a report that repeats another one begins with it
    noted = repeated.note.endswith(typed.note.removeprefix(LABEL).removeprefix("。"))
    return same and noted and not (typed.evidence or typed.problems or answers.files)

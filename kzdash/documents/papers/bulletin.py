"""The circular (调度通报) to all units: what moved since a day, what is late, who is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.attention import most_urgent_first
from kzdash.board.changes import silent_units
from kzdash.board.lead_units import NO_UNIT
from kzdash.board.meetings import since_words
from kzdash.board.verdict import compose_verdict
from kzdash.documents.papers import item_sentences, sentences
from kzdash.documents.papers.annexes import AnnexTable, close_with_annexes
from kzdash.documents.papers.beginning import begin
from kzdash.documents.papers.quotes import Quotes
from kzdash.documents.papers.template_files import NOTICE
from kzdash.documents.papers.wording import chinese_numeral, state
from kzdash.domain.formatting import format_date
from kzdash.domain.progress import DONE, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes, ItemChange
    from kzdash.board.due_reports import DueReport
    from kzdash.board.items import BoardItem
    from kzdash.documents.papers.layout import Paper

PRESSING, DUE = "逾期、受阻、未达标和滞后的事项", "需要填报的事项"
SOON = (State.DUE_TODAY, State.DUE_SOON)


def make(board: Board, changes: Changes) -> bytes:
    """Return the circular on what changed, and on how all units stand, as a DOCX file.

    Units come in the order of the plan; nothing ranks them.
    """
    pressing = most_urgent_first(filter(item_sentences.is_pressing, board.followed))
    due = {unit: rows for unit in board.units if (rows := item_sentences.due_from(board, unit))}
    paper = begin(board, NOTICE)
    since = since_words(board, changes.since)
    paper.title(f"关于{board.plan.short_title}推进情况的通报")
    paper.addressee("各责任单位：")
    paper.text(f"{sentences.plan(board)}现将{since}的推进情况通报如下。单位按方案中的顺序排列。")
    paper.heading("一、总体情况")
    paper.text(compose_verdict(board).text)
    paper.text(f"{sentences.reported(board.followed)}{sentences.attention(board.concerns)}")
    _moved(paper, changes, board, since)
    _late(paper, pressing, board)
    _silent(paper, changes, board, since, due)
    _next(paper, board, is_late=bool(pressing), is_due=bool(due))
    close_with_annexes(paper, _tables(pressing, due), Quotes())
    return paper.to_bytes()


def _moved(paper: Paper, changes: Changes, board: Board, since: str) -> None:
    paper.heading("二、变化情况")
    if not changes.items:
        paper.text(f"{since}没有填报，也没有状态变化。")
        return
    followed = {item.item_id for item in board.followed}
    moved = [one for one in changes.status_changes if one.item.item_id in followed]
    told = f"有{len(moved)}项事项的状态有变化" if moved else "没有事项的状态有变化"
    paper.text(f"{since}收到填报{changes.reports}条，{told}。")
    better = [change for change in moved if change.is_better]
    worse = [change for change in moved if change.is_worse]
    rest = [change for change in moved if change not in better and change not in worse]
    groups = (("有进展的", better), ("变差的", worse), ("其他变化", rest))
    for number, (title, own) in enumerate((group for group in groups if group[1]), 1):
        paper.heading(f"（{chinese_numeral(number)}）{title}{len(own)}项", 2)
        paper.text(f"{'；'.join(_by_unit(own, board))}。")


def _by_unit(changes: Sequence[ItemChange], board: Board) -> list[str]:
    return [
        f"{unit}：{'、'.join(_change(change) for change in own)}"
        for unit in (*board.units, NO_UNIT)
        if (own := [one for one in changes if (one.item.lead_unit or NO_UNIT) == unit])
    ]


def _change(change: ItemChange) -> str:
    return f"{change.item.name}由{change.old.word}转为{change.new.word}"


def _late(paper: Paper, pressing: Sequence[BoardItem], board: Board) -> None:
    paper.heading("三、逾期、受阻、未达标和滞后情况")
    if not pressing:
        paper.text(sentences.NONE_PRESSING)
        return
    paper.text(
        f"{PRESSING}共{len(pressing)}项，按状态分，{sentences.by_state(pressing, '项')}，"
        "逐项见附件。涉及的牵头单位如下。"
    )
    for unit, own in _units(pressing, board):
        late = [f"{item.name}{state(item)}" for item in own if item.state is State.OVERDUE]
        rest = [item for item in own if item.state is not State.OVERDUE]
        told = [f"{'另有' if late else ''}{sentences.by_state(rest, '项')}"] if rest else []
        paper.text(f"{unit}{len(own)}项：{'；'.join([*late, *told])}。")


def _units(items: Sequence[BoardItem], board: Board) -> Iterable[tuple[str, list[BoardItem]]]:
    for unit in (*board.units, NO_UNIT):
        if own := [item for item in items if (item.lead_unit or NO_UNIT) == unit]:
            yield unit, own


def _silent(
    paper: Paper,
    changes: Changes,
    board: Board,
    since: str,
    due: dict[str, list[DueReport]],
) -> None:
    paper.heading("四、填报情况")
    if item_sentences.is_before_plan(board):
        paper.text("方案尚未印发，没有需要填报的事项。")
        return
    silent = silent_units(changes, board)
    if silent:
        paper.text(f"{since}没有新填报的单位有{len(silent)}个：{'、'.join(silent)}。")
    elif any(item.state not in DONE for item in board.followed):
        paper.text(f"{since}，牵头事项尚未完成的单位都有新填报。")
    if not due:
        paper.text(f"{board.as_of_words}，没有需要填报的事项。")
        return
    count = sum(map(len, due.values()))
    late = [(unit, max(row.days_late for row in rows)) for unit, rows in due.items()]
    past = [f"{unit}（最长{days}天）" for unit, days in late if days]
    paper.text(f"{board.as_of_words}，{len(due)}个单位有{count}项事项需要填报，各单位项数见附件。")
    if past:
        paper.text(f"已过填报期限的单位有{len(past)}个：{'、'.join(past)}。")


def _next(paper: Paper, board: Board, *, is_late: bool, is_due: bool) -> None:
    paper.heading("五、下一步要求")
    soon = [item for item in board.followed if item.state in SOON]
    if soon:
        told = (f"{item.name}（{item.lead_words}，{format_date(item.due_on)}）" for item in soon)
        paper.text(f"近期到期的事项有{len(soon)}项，请抓紧办理：{'；'.join(told)}。")
    if board.milestones:
        paper.text(sentences.next_due(board))
    if is_late:
        paper.text(
            "请有逾期、受阻、未达标和滞后事项的单位逐项查明原因，定出措施、责任人和完成时限。"
        )
    if is_due:
        paper.text("请有事项需要填报的单位及时填报。")
    paper.blank("其他要求")


def _tables(pressing: Sequence[BoardItem], due: dict[str, list[DueReport]]) -> list[AnnexTable]:
    tables = []
    if pressing:
        head = ("编号", "事项", "情况", "牵头单位")
        by_item = ((item.key, item.name, state(item), item.lead_words) for item in pressing)
        tables.append(AnnexTable(PRESSING, (24, 56, 36, 40), (head, *by_item)))
    if due:
        head = ("单位", "需要填报", "其中已过期限", "最长已过")
        by_unit = (_due_row(unit, rows) for unit, rows in due.items())
        tables.append(AnnexTable(f"各单位{DUE}", (66, 30, 30, 30), (head, *by_unit)))
    return tables


def _due_row(unit: str, rows: Sequence[DueReport]) -> tuple[str, ...]:
    late = [row.days_late for row in rows if row.days_late]
    past = (f"{len(late)}项", f"{max(late)}天") if late else ("", "")
    return unit, f"{len(rows)}项", *past

"""The tables of what is followed up: dated items, matters, meetings, concerns, reports due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.due_reports import reports_due
from kzdash.documents.data_tables.column import Column, Table, Type, id_of, joined
from kzdash.documents.data_tables.items import ITEM_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.board.board import Board

MATTER_ID = "督办事项编号"


def tables(board: Board) -> Iterator[Table]:
    """Yield the tables of dated items, matters, meetings, concerns and reports due."""
    dated = (*board.milestones, *board.steps)
    codes = {item.item_id: item.code for item in board.items}
    about = [
        (matter, codes[item_id], dict(matter.report_seqs).get(item_id))
        for matter in board.matters
        for item_id in matter.about
        if item_id in codes
    ]
    meetings = {meeting.item_id: meeting.code for meeting in board.meetings}
    matters = [(matter, meetings.get(matter.meeting_id or 0)) for matter in board.matters]
    concerns = list(enumerate(board.concerns, 1))
    due = [row for row in reports_due(board.followed, board.as_of) if row.reasons]
    yield Table("节点", "一行一个时间节点或工作节点", DATED, dated)
    yield Table("督办事项", "一行一个督办事项", MATTERS, matters)
    yield Table("督办事项所涉", "一行一个督办事项涉及的一个事项", ABOUT, about)
    yield Table("会议", "一行一次会议", MEETINGS, board.meetings)
    yield Table("需要关注", "一行一个需要关注的事项，急的在前", CONCERNS, concerns)
    yield Table("应报", "一行一个要填报的事项", DUE, due)


DATED = (
    Column(ITEM_ID, Type.ID, id_of),
    Column("名称", Type.TEXT, lambda it: it.name),
    Column("到期日", Type.DAY, lambda it: it.due_on),
    Column("原到期日", Type.DAY, lambda it: it.original_due_on, "调整过才有"),
    Column("完成日期", Type.DAY, lambda it: it.reported("completed_on")),
    Column("剩余天数", Type.WHOLE, lambda it: it.due.days, "过了为负数；完成的数到完成那天"),
    Column("判断码", Type.CODE, lambda it: it.status.code),
    Column("状态码", Type.CODE, lambda it: it.state.code),
)
MATTERS = (
    Column(ITEM_ID, Type.ID, lambda row: row[0].code),
    Column("种类码", Type.CODE, lambda row: row[0].matter_kind.code),
    Column("种类", Type.TEXT, lambda row: row[0].matter_kind.label),
    Column("内容", Type.TEXT, lambda row: row[0].summary or row[0].name),
    Column("来源", Type.TEXT, lambda row: row[0].raised_by),
    Column("会议编号", Type.ID, lambda row: row[1], "议定它的会议"),
    Column("层级码", Type.CODE, lambda row: row[0].level.code),
    Column("解决层级", Type.TEXT, lambda row: row[0].level.label),
    Column("登记日", Type.DAY, lambda row: row[0].added.as_of),
    Column("办结期限", Type.DAY, lambda row: row[0].due_on),
    Column("原办结期限", Type.DAY, lambda row: row[0].original_due_on, "调整过才有"),
    Column("反馈码", Type.CODE, lambda row: row[0].answer.code if row[0].answer else None),
    Column(
        "反馈", Type.TEXT, lambda row: row[0].answer.label if row[0].answer else None, "最近一次"
    ),
    Column("反馈日", Type.DAY, lambda row: row[0].fresh_on),
    Column("反馈说明", Type.TEXT, lambda row: row[0].reported("note")),
    Column("申请延期至", Type.DAY, lambda row: row[0].reported("requested_due_on")),
    Column("完成日期", Type.DAY, lambda row: row[0].reported("completed_on")),
    Column("状态码", Type.CODE, lambda row: row[0].state.code),
    Column("状态说明", Type.TEXT, lambda row: row[0].state_words),
)
ABOUT = (
    Column(MATTER_ID, Type.ID, lambda row: row[0].code),
    Column(ITEM_ID, Type.ID, lambda row: row[1]),
    Column("次", Type.WHOLE, lambda row: row[2], "请核实的是第几次填报"),
)
MEETINGS = (
    Column("会议编号", Type.ID, id_of),
    Column("名称", Type.TEXT, lambda it: it.name),
    Column("召开日", Type.DAY, lambda it: it.due_on),
)
CONCERNS = (
    Column("次序", Type.WHOLE, lambda row: row[0]),
    Column(ITEM_ID, Type.ID, lambda row: row[1].item.code),
    Column("状态码", Type.CODE, lambda row: row[1].state.code),
    Column("情况", Type.TEXT, lambda row: row[1].words),
    Column("因配合单位", Type.FLAG, lambda row: row[1].of_parts, "是配合单位受阻"),
)
DUE = (
    Column(ITEM_ID, Type.ID, lambda row: row.item.code),
    Column("要填报什么", Type.TEXT, lambda row: joined(row.reasons)),
    Column("截止日", Type.DAY, lambda row: row.until, "没有规定的为空"),
    Column("过期天数", Type.WHOLE, lambda row: row.days_late),
)

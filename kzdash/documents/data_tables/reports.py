"""The tables of what people said: reports that count, their files, adjustments of the plan."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kzdash.documents.data_tables.column import Column, Table, Type, cell_text
from kzdash.documents.data_tables.items import ITEM_ID, item_rows
from kzdash.domain.progress import FundSource, Level
from kzdash.domain.progress.figure_period import figure_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.board.board import Board
    from kzdash.board.entries import AdjustmentEntry
    from kzdash.documents.data_tables.items import ItemRow

ADJUSTED = {
    "target": "目标",
    "due_on": "到期日",
    "planned_investment_wan_yuan": "计划总投资（万元）",
    "lead_unit": "牵头单位",
    "level": "解决层级",
    "decision": "对后加事项的决定",
    "goal": "年度目标",
    "year_investment_wan_yuan": "年度计划投资（万元）",
    "starts_on": "计划开工日",
    "planned_funds_wan_yuan": "计划资金（万元）",
}


def tables(board: Board) -> Iterator[Table]:
    """Yield the tables of reports, files and adjustments."""
    rows = tuple(item_rows(board))
    reports = [
        (row.code, report)
        for row in rows
        for report in chain(
            sorted(row.item.reports, key=lambda it: (it.period, it.seq)), row.item.parts
        )
    ]
    files = [(code, report, file) for code, report in reports for file in report.evidence_files]
    yield Table(
        "填报",
        "一行一次计入的填报：整体的一次，指标一个时期一次，配合单位一家一次",
        REPORTS,
        reports,
    )
    yield Table("附件", "一行一个随填报来的照片或 PDF，原件登录后下载", FILES, files)
    yield Table("方案调整", "一行一次调整的一个内容", ADJUSTMENTS, list(_adjustments(rows)))


def _adjustments(rows: tuple[ItemRow, ...]) -> Iterator[tuple[str, AdjustmentEntry, str, str]]:
    for row in rows:
        for entry in sorted(row.item.adjustments, key=lambda it: it.seq):
            for field in ADJUSTED:
                value = getattr(entry, field)
                if value is not None:
                    yield row.code, entry, field, _value(value)


def _value(value: object) -> str:
    return value.code if isinstance(value, Level | FundSource) else cell_text(value)


REPORTS = (
    Column(ITEM_ID, Type.ID, lambda row: row[0]),
    Column("次", Type.WHOLE, lambda row: row[1].seq, "这个事项的第几次填报"),
    Column("配合单位", Type.TEXT, lambda row: row[1].unit, "只报自己部分的配合单位；整体的为空"),
    Column("时期码", Type.WHOLE, lambda row: row[1].period or None, "指标的，见“指标数值”"),
    Column("数据截至", Type.DAY, lambda row: row[1].as_of),
    Column("内容截至", Type.DAY, lambda row: row[1].fresh_on, "撤销后恢复的，为内容原来的日期"),
    Column("填报时间", Type.MOMENT, lambda row: row[1].recorded_at),
    Column("填报人", Type.TEXT, lambda row: row[1].reporter),
    Column(
        "状态码",
        Type.CODE,
        lambda row: row[1].status.code if row[1].status else None,
        "任务、政策、改革和节点填的",
    ),
    Column("状态", Type.TEXT, lambda row: row[1].status.label if row[1].status else None),
    Column(
        "反馈码",
        Type.CODE,
        lambda row: row[1].answer.code if row[1].answer else None,
        "督办事项的",
    ),
    Column("完成日期", Type.DAY, lambda row: row[1].completed_on),
    Column("需协调的问题", Type.TEXT, lambda row: row[1].problems, "这次填报写的"),
    Column("滞后原因", Type.TEXT, lambda row: row[1].cause),
    Column("下一步措施", Type.TEXT, lambda row: row[1].next_step),
    Column("预计完成", Type.DAY, lambda row: row[1].expected_on),
    Column(
        "完成把握码", Type.CODE, lambda row: row[1].confidence.code if row[1].confidence else None
    ),
    Column("依据", Type.TEXT, lambda row: row[1].evidence),
    Column("说明", Type.TEXT, lambda row: row[1].note),
)
FILES = (
    Column(ITEM_ID, Type.ID, lambda row: row[0]),
    Column("次", Type.WHOLE, lambda row: row[1].seq, "随第几次填报来的"),
    Column("文件名", Type.TEXT, lambda row: row[2].name),
    Column("格式", Type.TEXT, lambda row: row[2].media_type),
    Column("字节数", Type.WHOLE, lambda row: row[2].size),
    Column("SHA-256", Type.TEXT, lambda row: row[2].sha256),
)
ADJUSTMENTS = (
    Column(ITEM_ID, Type.ID, lambda row: row[0]),
    Column("次", Type.WHOLE, lambda row: row[1].seq, "这个事项的第几次调整"),
    Column("生效日", Type.DAY, lambda row: row[1].as_of),
    Column("登记时间", Type.MOMENT, lambda row: row[1].recorded_at),
    Column("登记人", Type.TEXT, lambda row: row[1].reporter),
    Column("内容码", Type.CODE, lambda row: row[2]),
    Column("内容", Type.TEXT, lambda row: ADJUSTED[row[2]]),
    Column("改为", Type.TEXT, lambda row: row[3], "日期写作 2025-06-30，数不带单位"),
    Column("时期码", Type.WHOLE, lambda row: row[1].period or None, "年度目标和年度计划的"),
    Column("时期", Type.TEXT, lambda row: figure_words(row[1].period) if row[1].period else None),
    Column(
        "来源码",
        Type.CODE,
        lambda row: row[1].source.code if row[1].source else None,
        "计划资金的，见“项目资金”",
    ),
    Column("文号", Type.TEXT, lambda row: row[1].document_number),
    Column("原因", Type.TEXT, lambda row: row[1].reason),
)

"""The tables of all items: what each is and how it stands, and whose it is, a row a unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.added_items import StepItem
from kzdash.board.by_unit import unit_rows
from kzdash.board.due_reports import count_due, reports_due
from kzdash.board.items import KIND_WORDS
from kzdash.documents.data_tables.column import Column, Table, Type, joined
from kzdash.domain.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.board.board import Board
    from kzdash.board.by_unit import UnitRow
    from kzdash.board.items import BoardItem

LEAD, SUPPORT = ("lead", "牵头"), ("support", "配合")
ITEM_ID = "事项编号"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with its id and that of the item that it belongs to, None where it stands alone."""

    item: BoardItem
    code: str
    parent: str | None = None


def tables(board: Board) -> Iterator[Table]:
    """Yield the tables of items, of their units, and of the units themselves."""
    rows = tuple(item_rows(board))
    yield Table("事项", "一行一个事项，各类都在", ITEMS, rows)
    yield Table("事项单位", "一行一个事项的一个单位，牵头的在前", ITEM_UNITS, tuple(_units(rows)))
    yield Table("单位", "一行一个单位，数的是它牵头的事项", UNITS, _unit_rows(board))


def item_rows(board: Board) -> Iterator[ItemRow]:
    """Yield every item but proposals and meetings; paragraphs after their direction."""
    for item in board.followed:
        yield ItemRow(item, item.code, _parent_of(item) if isinstance(item, StepItem) else None)
    for direction in board.directions:
        yield ItemRow(direction, direction.code)
        for place, paragraph in enumerate(direction.paragraphs, 1):
            yield ItemRow(paragraph, f"{direction.code}.{place}", direction.code)
    for item in (*board.aims, *board.safeguards):
        yield ItemRow(item, item.code)


def _parent_of(step: StepItem) -> str:
    return f"{step.parent_kind}-{step.parent_number}"


def _units(rows: tuple[ItemRow, ...]) -> Iterator[tuple[str, str, tuple[str, str], int]]:
    for row in rows:
        for place, unit in enumerate(row.item.units, 1):
            yield row.code, unit, LEAD if place == 1 else SUPPORT, place


def _unit_rows(board: Board) -> tuple[tuple[UnitRow, int], ...]:
    rows = unit_rows(board.followed, board.units)
    return tuple((row, count_due(reports_due(board.led_by(row.unit), board.as_of))) for row in rows)


ITEMS = (
    Column(ITEM_ID, Type.ID, lambda row: row.code, "类别码和序号，全部文件通用"),
    Column("类别码", Type.CODE, lambda row: row.item.kind.value),
    Column("类别", Type.TEXT, lambda row: KIND_WORDS[row.item.kind]),
    Column("序号", Type.WHOLE, lambda row: row.item.number, "方案里的序号，后加的事项按登记先后"),
    Column("名称", Type.TEXT, lambda row: row.item.name),
    Column("简称", Type.TEXT, lambda row: row.item.short_name),
    Column("内容", Type.TEXT, lambda row: row.item.summary),
    Column(
        "上级编号", Type.ID, lambda row: row.parent, "工作节点所属的事项，改革方向分段所属的方向"
    ),
    Column("工程序号", Type.WHOLE, lambda row: row.item.programme, "见“工程类别”"),
    Column("牵头单位", Type.TEXT, lambda row: row.item.lead_unit),
    Column(
        "配合单位",
        Type.TEXT,
        lambda row: joined(row.item.supporting_units),
        "顿号隔开，一行一个的见“事项单位”",
    ),
    Column("单位未列全", Type.FLAG, lambda row: row.item.more_units, "方案在单位后写有“等”"),
    Column("判断码", Type.CODE, lambda row: row.item.status.code),
    Column("状态码", Type.CODE, lambda row: row.item.state.code, "比判断更细，与页面一致"),
    Column("状态", Type.TEXT, lambda row: row.item.state.word),
    Column("状态说明", Type.TEXT, lambda row: row.item.state_words),
    Column("到期日", Type.DAY, lambda row: row.item.due_on),
    Column("原到期日", Type.DAY, lambda row: row.item.original_due_on, "调整过才有"),
    Column(
        "过期天数",
        Type.WHOLE,
        lambda row: row.item.days_late,
        "到期日以后的天数，没有到期的为0；是否逾期看状态",
    ),
    Column("最近填报日", Type.DAY, lambda row: row.item.fresh_on, "没有填报过的为空"),
    Column("待核实", Type.FLAG, lambda row: row.item.queried_seq is not None),
    Column("需协调的问题", Type.TEXT, lambda row: row.item.problem_words, "还没有解决的"),
    Column("出处", Type.TEXT, lambda row: row.item.citation),
)
ITEM_UNITS = (
    Column(ITEM_ID, Type.ID, lambda row: row[0]),
    Column("单位", Type.TEXT, lambda row: row[1]),
    Column("角色码", Type.CODE, lambda row: row[2][0], "lead 牵头，support 配合"),
    Column("角色", Type.TEXT, lambda row: row[2][1]),
    Column("次序", Type.WHOLE, lambda row: row[3], "1 为牵头单位"),
)


def _counted(word: str) -> Column:
    return Column(word, Type.WHOLE, lambda row: row[0].counts.apart[word])


UNITS = (
    Column("单位", Type.TEXT, lambda row: row[0].unit),
    Column("牵头事项", Type.WHOLE, lambda row: row[0].total),
    Column("配合事项", Type.WHOLE, lambda row: row[0].supported),
    Column("需要填报", Type.WHOLE, lambda row: row[1]),
    Column("其中项目", Type.WHOLE, lambda row: row[0].kinds[Kind.PROJECT], "牵头事项里的项目"),
    *map(
        _counted,
        ("逾期", "受阻", "未达标", "差一点未达标", "滞后", "到期未报", "缺数据", "未报", "待发布"),
    ),
)

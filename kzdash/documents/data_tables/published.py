"""The tables of what others published, of what supports which indicator, and of text repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.supports import supporters_of
from kzdash.documents.data_tables.column import Column, Table, Type
from kzdash.documents.data_tables.items import ITEM_ID, item_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from kzdash.board.board import Board


def tables(board: Board) -> Iterator[Table]:
    """Yield the tables of links, published facts, figures of others, and corrections."""
    rows = tuple(item_rows(board))
    links = [
        (indicator, item, link)
        for indicator in board.indicators
        for item, link in supporters_of(board, indicator)
    ]
    facts = [(row.code, fact) for row in rows for fact in row.item.facts]
    beside = [(row.code, entry) for row in rows for entry in row.item.comparisons]
    yield Table("支撑关系", "一行一个事项支撑一项指标", LINKS, links)
    yield Table("公开资料", "一行一条公开资料，不是填报的", FACTS, facts)
    yield Table("对照数", "一行一个别处的对照数", BESIDE, beside)
    yield Table("原文修补和存疑", "一行一处", CORRECTIONS, board.corrections)


def _source_columns(of: Callable[[Any], Any]) -> tuple[Column, ...]:
    return (
        Column("资料", Type.TEXT, lambda row: of(row).title),
        Column("发布单位", Type.TEXT, lambda row: of(row).publisher),
        Column("发布日", Type.DAY, lambda row: of(row).published_on, "资料没有写的为空"),
        Column("网址", Type.TEXT, lambda row: of(row).address),
    )


LINKS = (
    Column("指标编号", Type.ID, lambda row: row[0].code),
    Column(ITEM_ID, Type.ID, lambda row: row[1].code, "支撑它的事项"),
    Column("依据", Type.TEXT, lambda row: row[2].reason),
    Column("登记日", Type.DAY, lambda row: row[2].as_of),
    Column("登记人", Type.TEXT, lambda row: row[2].reporter),
)
FACTS = (
    Column(ITEM_ID, Type.ID, lambda row: row[0]),
    Column("内容", Type.TEXT, lambda row: row[1].said),
    Column("所说时间", Type.TEXT, lambda row: row[1].dated, "日期，或只有年月、年"),
    Column("数值", Type.FIGURE, lambda row: row[1].value),
    Column("计量单位", Type.TEXT, lambda row: row[1].unit),
    Column("口径", Type.TEXT, lambda row: row[1].measures),
    Column("媒体报道", Type.FLAG, lambda row: row[1].second_hand, "只见于媒体"),
    *_source_columns(lambda row: row[1].source),
)
BESIDE = (
    Column(ITEM_ID, Type.ID, lambda row: row[0]),
    Column("对象", Type.TEXT, lambda row: row[1].other),
    Column("年份", Type.WHOLE, lambda row: row[1].year),
    Column("数值", Type.FIGURE, lambda row: row[1].value),
    Column("计量单位", Type.TEXT, lambda row: row[1].unit),
    Column("口径", Type.TEXT, lambda row: row[1].measures),
    *_source_columns(lambda row: row[1].source),
)
CORRECTIONS = (
    Column("序号", Type.WHOLE, lambda it: it.number),
    Column("类别", Type.TEXT, lambda it: it.kind),
    Column("位置", Type.TEXT, lambda it: it.place),
    Column("原文", Type.TEXT, lambda it: it.found),
    Column("读作", Type.TEXT, lambda it: it.reading),
    Column("依据", Type.TEXT, lambda it: it.grounds),
    Column("出处", Type.TEXT, lambda it: it.citation),
)

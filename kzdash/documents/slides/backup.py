"""Backup slides: what is known of one item or unit, for a question from the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import goals
from kzdash.board.attention import PRESSING
from kzdash.board.items import IndicatorItem, ProjectItem
from kzdash.board.verdict.slides import item_title
from kzdash.documents.slides.fitting import paginate
from kzdash.documents.slides.item_words import (
    asked_words,
    facts_table,
    standing,
    stuck_words,
    until_words,
)
from kzdash.documents.slides.slide import Slide
from kzdash.documents.slides.units import unit_slides
from kzdash.domain.formatting import format_date, format_money, format_quantity
from kzdash.domain.models import Kind
from kzdash.domain.progress import MatterKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, ReportEntry

NOT_REPORTED = "还没有填报"


def item_key(item: BoardItem) -> str:
    """Return what a url calls the backup slide of an item; that of a unit bears its name."""
    return f"{item.kind}-{item.number}"


def has_backup(item: BoardItem) -> bool:
    """Whether an item has a backup slide: a meeting has none, nor a paragraph of a direction."""
    return item.kind is not Kind.MEETING


def backup_slides(board: Board, key: str) -> tuple[Slide, ...]:
    """Return the slides of the item or unit with a key, none where there is no such thing."""
    if key in board.units:
        return unit_slides(board, key)
    items = (item for item in board.items if has_backup(item) and item_key(item) == key)
    item = next(items, None)
    return () if item is None else _item_slides(board, item)


def _item_slides(board: Board, item: BoardItem) -> tuple[Slide, ...]:
    facts = tuple(standing(item))
    message = item_title(item, facts)
    # the title may have no room for all of them
    stands = "" if message.endswith(facts[-1]) else "；".join(facts)
    rows = (("现状", stands), *_rows(board, item))
    slide = Slide(name="decision", topic=item.key, message=message, table=facts_table(rows))
    return paginate(slide)


def _rows(board: Board, item: BoardItem) -> Iterator[tuple[str, str]]:
    yield item.key, f"{item.name}（{item.citation}）" if item.citation else item.name
    yield from _plan_and_figures(item)
    # what was noted on an item that is not behind is no reason for anything
    yield "卡在哪里" if item.state in PRESSING else "填报说明", stuck_words(item)
    yield "拟请研究", asked_words(item)
    report = item.latest_report
    yield "下一步", report.next_step if report else ""
    yield "责任", item.units_words
    yield "期限", until_words(item) if item.due_on else ""
    yield "工作节点", _named(board.steps_of(item))
    # a problem that was raised stands whole in what is asked
    yield (
        "督办事项",
        _named(
            matter
            for matter in board.matters_of(item)
            if matter.matter_kind is not MatterKind.PROBLEM
        ),
    )
    yield "最近填报", _signature(report) if report else NOT_REPORTED


def _plan_and_figures(item: BoardItem) -> Iterator[tuple[str, str]]:
    if isinstance(item, ProjectItem):
        planned = format_money(item.planned_investment_wan_yuan)
        owner = f"，业主{item.owner}" if item.owner else ""
        yield "计划", f"{item.years_words}，总投资{planned}{owner}"
    if isinstance(item, IndicatorItem):
        target, forecast = item.target, item.assessment.forecast
        wanted = f"{target.target_year}年{item.format_value(target.target)}"
        expected = "" if forecast is None else f"，按目前进度为{item.format_value(forecast)}"
        yield "目标", wanted + expected
        yield "年度目标", goals.goals_words(item)
        # what is reported may be of another unit than the target, as a level is of its growth
        unit, decimals = item.reported_unit, target.decimals
        figures = (
            f"{report.period_words}{format_quantity(report.value, unit, decimals)}"
            for report in item.figures
        )
        yield "历次数据", "；".join(figures)
        yield "与全市相比", item.beside_words


def _named(items: Iterable[BoardItem]) -> str:
    return "；".join(f"{item.short_name}（{item.state_words}）" for item in items)


def _signature(report: ReportEntry) -> str:
    grounds = f"，依据：{report.evidence}" if report.evidence else ""
    return f"{format_date(report.as_of)}，{report.reporter}{grounds}"

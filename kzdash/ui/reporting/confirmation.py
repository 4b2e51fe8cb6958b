"""Confirm a report or an undo: what is stored now, what it replaced, where it can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzdash.board import report_text
from kzdash.board.items import IndicatorItem
from kzdash.board.records import report_entry, reporter_names
from kzdash.domain.formatting import format_date
from kzdash.reporting.plausibility import older_report_hint
from kzdash.runtime import clock
from kzdash.store import restored_reports, unit_names
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.domain.models import Report


class PageView(NamedTuple):
    """The day of a page, and whether it counts only reports recorded by that day (`entered`)."""

    as_of: dt.date
    entered: bool

    @property
    def is_today(self) -> bool:
        """Whether the page shows today."""
        return self.as_of == clock.today()

    def misses(self, as_of: dt.date) -> str:
        """Say that the page does not show a report as of a day; empty if it does."""
        if self.is_today or not (self.entered or as_of > self.as_of):
            return ""
        return (
            f"本页显示截至{format_date(self.as_of)}的情况，看不到这次改动。"
            f"改动已保存，自{format_date(as_of)}起可见：把右上角的截至日期改为今天即可看到。"
        )


def current_view(board: Board) -> PageView:
    """Return the day and `entered` of a page."""
    return PageView(board.as_of, board.entered)


def todays_item(item: BoardItem) -> BoardItem:
    """Return an item as of today, whatever day the page shows."""
    return next(today for today in today_board().items if today.item_id == item.item_id)


def stored_text(item: BoardItem, report: Report) -> str:
    """Say what a report says and what it replaces; `item` is as before the report."""
    unit = unit_names(store()).get(report.unit_id or 0)
    entry = report_entry(report, reporter_names(store().accounts()), unit=unit)
    older = "" if unit else older_report_hint(item, report)
    if older:
        return f"{report_text.payload_as_text(entry, item, item.latest_report)}。{older}"
    previous = counting_report(item, report.period, unit)
    return report_text.report_with_previous(entry, previous, item, plain)


def counting_report(item: BoardItem, period: int, unit: str | None = None) -> ReportEntry | None:
    """Return the report that counts; an indicator has one for each year, its `period`.

    `unit` is the supporting unit whose part it is about, None for the whole.
    """
    if unit is not None:
        return item.part_of(unit)
    if not isinstance(item, IndicatorItem):
        return item.latest_report
    return next((entry for entry in item.reports if entry.period == period), None)


def undone_text(item: BoardItem, seq: int) -> str:
    """Say which report `seq` the undo took back, who made it, and which report counts now."""
    reporters, board_item = reporter_names(store().accounts()), todays_item(item)
    rows = store().since(item.item_id, 0)
    restored = restored_reports(store(), rows)
    units = unit_names(store())
    entries = {
        row.seq: report_entry(row, reporters, restored.get(row.id), units.get(row.unit_id or 0))
        for row in rows
    }
    undone = entries[seq]
    now = counting_report(board_item, undone.period, undone.unit)
    verb = "已取消撤销" if undone.takes_back else "已撤销"
    words = f"{verb}：{_quoted(undone, board_item, now)}"
    if now is None:
        return f"{words}。现在没有填报，请重新填报"
    again = "，请重新填报" if board_item.undos and undone.unit is None else ""
    original = _quoted(_original(now, entries), board_item, undone)
    return f"{words}。现在以此前填报的为准：{original}{again}"


def _original(entry: ReportEntry, entries: dict[int, ReportEntry]) -> ReportEntry:
    """Return the report whose content an undo repeats; a report that is no undo is its own."""
    while entry.restores:
        entry = entries[entry.restores]
    return entry


def _quoted(entry: ReportEntry, item: BoardItem, compared_to: ReportEntry | None) -> str:
    act = "" if entry.restores is None else f"撤销第{entry.seq - 1}次填报，恢复为："
    author = plain(report_text.author_and_time(entry))
    return f"{act}{report_text.payload_as_text(entry, item, compared_to)}（{author}）"

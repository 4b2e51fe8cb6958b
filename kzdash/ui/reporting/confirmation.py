"""What a report or an undo did, in words: what is stored, what it was before, where it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzdash.board import report_text
from kzdash.board.assembly import report_entry, reporter_names
from kzdash.board.items import IndicatorItem
from kzdash.domain.formatting import format_date
from kzdash.reporting.plausibility import older_report_hint
from kzdash.runtime import clock
from kzdash.store import restored_reports
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.domain.models import Report


class PageView(NamedTuple):
    """From which day a page is seen, and whether what was recorded later is left out."""

    as_of: dt.date
    entered: bool

    @property
    def is_today(self) -> bool:
        """Whether the page shows all there is today."""
        return self.as_of == clock.today()

    def misses(self, as_of: dt.date) -> str:
        """Say that a page does not show what was just reported for a day; empty where it does."""
        if self.is_today or not (self.entered or as_of > self.as_of):
            return ""
        return (
            f"本页显示截至{format_date(self.as_of)}的情况，看不到这次改动。"
            f"改动已保存，自{format_date(as_of)}起可见：把右上角的截至日期改为今天即可看到。"
        )


def current_view(board: Board) -> PageView:
    """Return from where a page sees its items."""
    return PageView(board.as_of, board.entered)


def todays_item(item: BoardItem) -> BoardItem:
    """Return an item as it stands today, from which day soever the page shows it."""
    return next(one for one in today_board().items if one.item_id == item.item_id)


def stored_text(item: BoardItem, report: Report) -> str:
    """Say what a report says and what it takes the place of; `line` is as it was before it."""
    now = report_entry(report, reporter_names(store().accounts()))
    older = older_report_hint(item, report)
    if older:
        return f"{report_text.payload_as_text(now, item, item.latest_report)}。{older}"
    return report_text.report_with_previous(now, counting_report(item, report.period), item, plain)


def counting_report(item: BoardItem, period: int) -> ReportEntry | None:
    """Return the report that counts: of an indicator that of the year."""
    if not isinstance(item, IndicatorItem):
        return item.latest_report
    return next((one for one in item.reports if one.period == period), None)


def undone_text(item: BoardItem, seq: int) -> str:
    """Say what was taken back by the report after `seq`, whose it was, and what counts now."""
    people, board_item = reporter_names(store().accounts()), todays_item(item)
    rows = store().since(item.item_id, 0)
    left = restored_reports(store(), rows)
    made = {row.seq: report_entry(row, people, left.get(row.id)) for row in rows}
    gone, now = made[seq], counting_report(board_item, made[seq].period)
    back = gone.takes_back
    took = f"{'已取消撤销' if back else '已撤销'}：{_quoted(gone, board_item, now)}"
    if now is None:
        return f"{took}。现在没有填报，请重新填报"
    again = "，请重新填报" if board_item.undos else ""
    return f"{took}。现在以此前填报的为准：{_quoted(_first(now, made), board_item, gone)}{again}"


def _first(one: ReportEntry, made: dict[int, ReportEntry]) -> ReportEntry:
    """The report that said these words first, where it is repeated by an undo."""
    while one.restores:
        one = made[one.restores]
    return one


def _quoted(one: ReportEntry, item: BoardItem, beside: ReportEntry | None) -> str:
    act = "" if one.restores is None else f"撤销第{one.seq - 1}次填报，恢复为："
    author = plain(report_text.author_and_time(one))
    return f"{act}{report_text.payload_as_text(one, item, beside)}（{author}）"

"""What a report or an undo did, in words: what is stored, what it was before, where it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzdash.board import report_text
from kzdash.board.assembly import reporters, said
from kzdash.board.items import IndicatorLine
from kzdash.domain.formatting import day
from kzdash.reporting.plausibility import older_news
from kzdash.runtime import clock
from kzdash.store import repeats
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    import datetime as dt

    from kzdash.board.board import Board
    from kzdash.board.items import Line, Said
    from kzdash.domain.models import Report


class View(NamedTuple):
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
            f"本页显示截至{day(self.as_of)}的情况，看不到这次改动。"
            f"改动已保存，自{day(as_of)}起可见：把左侧的截至日期改为今天即可看到。"
        )


def view(board: Board) -> View:
    """Return from where a page sees its items."""
    return View(board.as_of, board.entered)


def as_today(line: Line) -> Line:
    """Return an item as it stands today, from which day soever the page shows it."""
    return next(one for one in today_board().lines if one.item_id == line.item_id)


def stored(line: Line, report: Report) -> str:
    """Say what a report says and what it takes the place of; `line` is as it was before it."""
    now = said(report, reporters(store().accounts()))
    older = older_news(line, report)
    if older:
        return f"{report_text.judged(now, line, line.said)}。{older}"
    return report_text.compared(now, counting(line, report.period), line, plain)


def counting(line: Line, period: int) -> Said | None:
    """Return the report that counts: of an indicator that of the year."""
    if not isinstance(line, IndicatorLine):
        return line.said
    return next((one for one in line.reports if one.period == period), None)


def undone(item: Line, seq: int) -> str:
    """Say what was taken back by the report after `seq`, whose it was, and what counts now."""
    people, line = reporters(store().accounts()), as_today(item)
    rows = store().since(item.item_id, 0)
    left = repeats(store(), rows)
    made = {row.seq: said(row, people, left.get(row.id)) for row in rows}
    gone, now = made[seq], counting(line, made[seq].period)
    back = gone.takes_back
    took = f"{'已取消撤销' if back else '已撤销'}：{_quoted(gone, line, now)}"
    if now is None:
        return f"{took}。现在没有填报，请重新填报"
    again = "，请重新填报" if line.undos else ""
    return f"{took}。现在以此前填报的为准：{_quoted(_first(now, made), line, gone)}{again}"


def _first(one: Said, made: dict[int, Said]) -> Said:
    """The report that said these words first, where it is repeated by an undo."""
    while one.restores:
        one = made[one.restores]
    return one


def _quoted(one: Said, line: Line, beside: Said | None) -> str:
    act = "" if one.restores is None else f"撤销第{one.seq - 1}次填报，恢复为："
    return f"{act}{report_text.judged(one, line, beside)}（{plain(report_text.author(one))}）"

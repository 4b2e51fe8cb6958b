"""The first screen of 填报: what a user may report on, and the first reports that are due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.due_reports import count_due
from kzdash.board.items import KIND_WORDS
from kzdash.board.monthly_round import (
    due_by_urgency,
    has_report,
    round_of_unit,
    wanted_reports,
)
from kzdash.documents.pages.item_lists import work_table
from kzdash.documents.pages.item_table import FOLDER, TEMPLATES, compose_tables
from kzdash.documents.pages.matter_lists import matters_table, other_matters_words, own_matters
from kzdash.documents.pages.view import STYLES, TITLES, View, about_words
from kzdash.domain.models import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.due_reports import DueReport
    from kzdash.board.items import BoardItem
    from kzdash.documents.pages.links import PageLinks

ALL, DUE = "全部", "需要填报"
NONE_DUE, ALL_REPORTED = "没有需要填报的事项。", "本月已全部填报。"
# more than a screen has room for
FIRST_ROWS = 30
STYLE = STYLES + (FOLDER / "work_list.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class ReportingRequest:
    """What 填报 is composed of: the board is today's, since reports are about today.

    `asked` is what its url has by name, `me` who is logged in, if somebody is. `day_note` says that
    the page is about another day; with a `login_address` it asks to log in.
    """

    board: Board
    asked: Mapping[str, str]
    links: PageLinks
    me: User | None
    day_note: str
    login_address: str


def rows_asked(
    rows: Iterable[DueReport], scope: str, kind: str | None, as_of: dt.date
) -> list[DueReport]:
    """Return those on which a report is due, the most urgent first, or `ALL` in their order.

    Of one kind, if its word is given.
    """
    of_kind = [row for row in rows if kind is None or KIND_WORDS[row.item.kind] == kind]
    return of_kind if scope == ALL else due_by_urgency(of_kind, as_of)


def none_due_words(rows: Sequence[DueReport], as_of: dt.date) -> str:
    """Say that a list is empty, and where that is so that all the month asks for is reported."""
    is_over = not count_due(rows) and any(has_report(row.item, as_of) for row in rows)
    return f"{ALL_REPORTED}{NONE_DUE}" if is_over else NONE_DUE


def heading_words(board: Board, me: User) -> str:
    """Return what heads a unit's page: how much the month asks of it, and how much it reported."""
    return "" if me.unit is None else f"{me.unit} {round_of_unit(board, me.unit).words}"


def supported_words(board: Board, unit: str | None) -> str:
    """Say how many items a unit supports beside those that it leads; nothing where it is none."""
    supported = len(board.supported_by(unit or ""))
    return f"另配合 {supported} 项。" if supported else ""


def compose_reporting(request: ReportingRequest) -> View:
    """Compose what a user, or somebody who is not logged in, sees first."""
    me = request.me
    html = TEMPLATES.get_template("work_list.html").render(
        me=me,
        day_note=request.day_note,
        login_address=request.login_address,
        **(_work_list(request, me) if me else {}),
    )
    return View(TITLES["reporting"], html, about=about_words(request.board), style=STYLE)


def _work_list(request: ReportingRequest, me: User) -> dict[str, object]:
    matters_title, matters = own_matters(request.board, me.unit)
    own = _own_items(request, me)
    as_of = request.board.as_of
    rows = wanted_reports([it for it in own if it.kind != Kind.MATTER], as_of)
    kinds = {KIND_WORDS[row.item.kind] for row in rows}
    kind = request.asked.get("kind")
    scope = request.asked.get("scope", DUE)
    shown = rows_asked(rows, scope, kind if kind in kinds else None, as_of)
    table = work_table(shown[:FIRST_ROWS], request.links)
    to_do = matters_table("own-matters", matters, request.board.as_of, request.links)
    return {
        "matters_title": matters_title,
        "matters": compose_tables([to_do], request.links).html if matters else "",
        "count": len(rows),
        "due": count_due(rows),
        "beside": supported_words(request.board, me.unit or request.asked.get("unit")),
        "table": compose_tables([table], request.links).html if shown else "",
        "none_due": none_due_words(rows, as_of),
        "other_matters": other_matters_words(request.board, me.unit),
        "heading": heading_words(request.board, me),
        "has_form": "item" in request.asked,
    }


def _own_items(request: ReportingRequest, me: User) -> Sequence[BoardItem]:
    board, unit = request.board, request.asked.get("unit")
    if not me.is_office:
        return board.led_by(me.unit or "")
    # a unit that leads nothing is none of those to choose from
    return (board.led_by(unit) if unit else ()) or board.followed

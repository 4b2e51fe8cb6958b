"""The letter (函) to a unit with its supervision list: its items, those late, those to report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.due_reports import count_due, reports_due
from kzdash.board.matters import supported_list, unit_list
from kzdash.documents.papers import item_sentences, sentences
from kzdash.documents.papers.annexes import AnnexTable, close_with_annexes
from kzdash.documents.papers.beginning import begin
from kzdash.documents.papers.quotes import Quotes
from kzdash.documents.papers.template_files import LETTER
from kzdash.documents.papers.wording import state, told_once
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.added_items import MatterItem
    from kzdash.board.board import Board
    from kzdash.board.due_reports import DueReport
    from kzdash.board.items import BoardItem
    from kzdash.documents.papers.layout import Paper


def make(board: Board, unit: str, asked: str = "") -> bytes:
    """Return the letter of a unit as a DOCX file; the unit must lead or support an item.

    `asked` says until when and to whom to answer; without it that is left for people to fill in.
    """
    items, supported = unit_list(board, unit), supported_list(board, unit)
    rows = reports_due(items, board.as_of)
    both = "和配合" if supported else ""
    paper = begin(board, LETTER)
    paper.title(f"关于办理{board.plan.short_title}督办清单的函")
    paper.addressee(f"{unit}：")
    paper.text(f"{sentences.plan(board)}现将你单位牵头{both}的事项和办理情况函告你们，请对照办理。")
    _overall(paper, board, unit, rows)
    matters = item_sentences.listed_matters(board, unit)
    numerals, quotes = iter("二三四五六"), Quotes()
    if matters:
        _matters(paper, matters, next(numerals), quotes)
    _pressing(paper, items, matters, next(numerals), quotes)
    if problems := [item for item in items if item.open_problems]:
        _problems(paper, problems, next(numerals), quotes)
    _to_report(paper, rows, next(numerals))
    paper.heading(f"{next(numerals)}、办理要求")
    paper.text_or_blank(asked, "办理时限、反馈方式和联系人")
    tables = _tables(board, unit, rows, supported)
    close_with_annexes(paper, tables, quotes)
    return paper.to_bytes()


WIDTHS = (22, 52, 30, 26, 26)
HEAD = ("编号", "事项", "状态", "到期日", "需要填报")
SUPPORTED_HEAD = ("编号", "事项", "状态", "牵头单位", "本单位部分")


def _tables(
    board: Board, unit: str, rows: Sequence[DueReport], supported: Sequence[BoardItem]
) -> list[AnnexTable]:
    tables = []
    if rows:
        caption = f"{unit}牵头事项（{board.as_of_words}）"
        tables.append(AnnexTable(caption, WIDTHS, (HEAD, *map(_row, rows))))
    if supported:
        caption = f"{unit}配合事项（{board.as_of_words}）"
        told = (SUPPORTED_HEAD, *(_supported_row(item, unit) for item in supported))
        tables.append(AnnexTable(caption, WIDTHS, told))
    return tables


def _row(row: DueReport) -> tuple[str, ...]:
    item = row.item
    due = item.due_words if item.due_on else ""
    return item.key, item.name, state(item), due, "；".join(row.reasons)


def _supported_row(item: BoardItem, unit: str) -> tuple[str, ...]:
    part = item.part_of(unit)
    own = part.status.state.word if part and part.status else State.UNREPORTED.word
    return item.key, item.name, state(item), item.lead_words, own


def _overall(paper: Paper, board: Board, unit: str, rows: Sequence[DueReport]) -> None:
    paper.heading("一、总体情况")
    due, items, supported = count_due(rows), board.led_by(unit), len(board.supported_by(unit))
    beside = f"，另配合{supported}项" if supported else ""
    if not items:
        paper.text(f"{board.as_of_words}，{unit}没有牵头的事项{beside}。")
        return
    to_report = f"需要填报{due}项" if due else "没有需要填报的事项"
    paper.text(
        f"{board.as_of_words}，{unit}牵头{len(items)}项事项{beside}；"
        f"按状态分，{sentences.by_state(items, '项')}；{to_report}。"
    )


def _matters(paper: Paper, matters: Sequence[MatterItem], numeral: str, quotes: Quotes) -> None:
    paper.heading(f"{numeral}、督办事项")
    for number, matter in enumerate(matters, 1):
        paper.heading(f"{number}.{item_sentences.matter_title(matter)}", 3)
        paper.text(item_sentences.of_matter(matter, quotes))


def _pressing(
    paper: Paper,
    items: Sequence[BoardItem],
    matters: Sequence[MatterItem],
    numeral: str,
    quotes: Quotes,
) -> None:
    """Write what is pressing; a matter that is has its own words above."""
    paper.heading(f"{numeral}、逾期、受阻、未达标和滞后的事项")
    pressing = [item for item in items if item_sentences.is_pressing(item)]
    rest = [item for item in pressing if item not in matters]
    told = [item for item in pressing if item in matters]
    if told:
        names = item_sentences.named(told)
        paper.text(f"督办事项中有{len(told)}项：{names}，情况见上文。")
    elif not rest:
        paper.text(sentences.NONE_PRESSING)
    for number, item in enumerate(rest, 1):
        paper.heading(f"{number}.{item.name}", 3)
        paper.text(item_sentences.of_item(item, quotes))


def _problems(paper: Paper, items: Sequence[BoardItem], numeral: str, quotes: Quotes) -> None:
    paper.heading(f"{numeral}、需协调解决的问题")
    told = (
        (item.name, quotes.of(item.name, words)) for item in items for words in item.open_problems
    )
    for number, words in enumerate(told_once(told), 1):
        paper.text(f"{number}.{words}。")


def _to_report(paper: Paper, rows: Sequence[DueReport], numeral: str) -> None:
    paper.heading(f"{numeral}、需要填报的事项")
    due = [row for row in rows if row.reasons]
    if not due:
        paper.text("没有需要填报的事项。")
        return
    said = ((row.item, filter(None, (*row.reasons, row.until_words))) for row in due)
    items = (f"{item.name}（{item.key}，{'、'.join(words)}）" for item, words in said)
    paper.text(f"请填报以下{len(due)}项：{'；'.join(items)}。")

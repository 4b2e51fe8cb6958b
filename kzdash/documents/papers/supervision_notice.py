"""The notice (督办通知) that tells a unit to act on what is late, with a form for its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.added_items import MatterItem
from kzdash.board.attention import most_urgent_first
from kzdash.documents.papers import item_sentences, sentences
from kzdash.documents.papers.annexes import AnnexTable, close_with_annexes
from kzdash.documents.papers.beginning import begin
from kzdash.documents.papers.quotes import Quotes
from kzdash.documents.papers.template_files import NOTICE
from kzdash.documents.papers.wording import state
from kzdash.domain.progress import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.documents.papers.layout import Paper

LIST_HEAD, LIST_WIDTHS = ("编号", "事项", "情况", "到期日"), (24, 58, 36, 38)
FORM_HEAD = ("事项", "原定期限", "进展", "原因", "下一步措施", "责任人和完成时限")
FORM_WIDTHS = (30, 24, 28, 24, 26, 24)


def supervised(board: Board, unit: str) -> list[BoardItem]:
    """Return what a unit is told to act on: open matters, then what is late, blocked or silent.

    Of what it leads, that is all that is wrong by the reports, or due and not reported. A matter
    on which the office must act first is nothing to tell the unit.
    """
    matters = [
        matter
        for matter in item_sentences.listed_matters(board, unit)
        if matter.lead_unit == unit and not matter.waits_for_office
    ]
    late = (
        item
        for item in board.led_by(unit)
        if not isinstance(item, MatterItem)
        and (item_sentences.is_pressing(item) or item.state is State.DUE_UNREPORTED)
    )
    return [*matters, *most_urgent_first(late)]


def make(board: Board, unit: str, asked: str = "") -> bytes:
    """Return the notice to a unit as a DOCX file; the unit must lead or support an item.

    `asked` says until when and to whom to answer; without it that is left for people to fill in.
    """
    items, quotes = supervised(board, unit), Quotes()
    paper = begin(board, NOTICE)
    paper.title(f"关于加快办理{board.plan.short_title}督办事项的通知")
    paper.addressee(f"{unit}：")
    paper.text(sentences.on_that_day(board, _count(unit, items)))
    if items:
        paper.heading("一、督办事项")
        _items(paper, items, quotes)
        paper.heading("二、办理要求")
        paper.text(
            "请对照督办事项清单逐项查明原因，定出措施、责任人和完成时限，"
            "填好反馈表，加盖公章后报送。"
        )
        paper.text_or_blank(asked, "反馈时限、报送方式和联系人")
    close_with_annexes(paper, _tables(unit, items), quotes)
    return paper.to_bytes()


def _count(unit: str, items: Sequence[BoardItem]) -> str:
    if not items:
        return f"{unit}目前没有需要督办的事项。"
    return f"{unit}有{len(items)}项事项需要督办，按状态分，{sentences.by_state(items, '项')}。"


def _items(paper: Paper, items: Sequence[BoardItem], quotes: Quotes) -> None:
    for number, item in enumerate(items, 1):
        if isinstance(item, MatterItem):
            paper.heading(f"{number}.{item_sentences.matter_title(item)}", 3)
            paper.text(item_sentences.of_matter(item, quotes))
        else:
            paper.heading(f"{number}.{item.name}", 3)
            paper.text(item_sentences.of_item(item, quotes))


def _tables(unit: str, items: Sequence[BoardItem]) -> list[AnnexTable]:
    if not items:
        return []
    listed = (
        (item.key, item.name, state(item), item.due_words if item.due_on else "") for item in items
    )
    form = ((item.name, item.due_words if item.due_on else "", "", "", "", "") for item in items)
    signed = (("填报单位", unit, "填报日期", ""), ("填报人", "", "电话", ""))
    return [
        AnnexTable("督办事项清单", LIST_WIDTHS, (LIST_HEAD, *listed)),
        AnnexTable("督办事项办理情况反馈表", FORM_WIDTHS, (FORM_HEAD, *form), signed),
    ]

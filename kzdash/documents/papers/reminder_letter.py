"""The letter (提醒函) that reminds a unit of the reports that are due, with their list."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kzdash.board.items import KIND_WORDS
from kzdash.documents.papers import item_sentences, sentences
from kzdash.documents.papers.annexes import AnnexTable, close_with_annexes
from kzdash.documents.papers.beginning import begin
from kzdash.documents.papers.quotes import Quotes
from kzdash.documents.papers.template_files import LETTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.due_reports import DueReport

HEAD, WIDTHS = ("编号", "事项", "提醒原因", "填报期限"), (24, 58, 36, 38)


def make(board: Board, unit: str, asked: str = "") -> bytes:
    """Return the letter to a unit as a DOCX file; the unit must lead or support an item.

    `asked` says until when and to whom to answer; without it that is left for people to fill in.
    """
    due = item_sentences.due_from(board, unit)
    paper = begin(board, LETTER)
    paper.title(f"关于填报{board.plan.short_title}进展情况的提醒函")
    paper.addressee(f"{unit}：")
    paper.text(sentences.on_that_day(board, _count(unit, due)))
    if due:
        paper.text("请对照清单逐项填报；没有进展的，也请写明原因和下一步措施。")
        paper.text_or_blank(asked, "填报期限和联系人")
    close_with_annexes(paper, _tables(due), Quotes())
    return paper.to_bytes()


def _count(unit: str, due: Sequence[DueReport]) -> str:
    if not due:
        return f"{unit}目前没有需要填报的事项。"
    kinds = Counter(KIND_WORDS[row.item.kind] for row in due)
    counted = "、".join(f"{kind}{count}项" for kind, count in kinds.items())
    late = [row.days_late for row in due if row.days_late]
    which = "均" if len(late) == len(due) else f"其中{len(late)}项"
    past = f"{which}已过期限，最长的已过{max(late)}天。" if late else ""
    return f"{unit}牵头的事项中，还有{len(due)}项需要填报：{counted}。{past}"


def _tables(due: Sequence[DueReport]) -> list[AnnexTable]:
    if not due:
        return []
    rows = (
        (row.item.key, row.item.name, "；".join(row.reasons), row.until_words or "没有规定")
        for row in due
    )
    return [AnnexTable("需要填报的事项清单", WIDTHS, (HEAD, *rows))]

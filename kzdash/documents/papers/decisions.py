"""The notice of what a meeting decided, with the list (议定事项清单) of it as its annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.meetings import latest_meeting, meeting_words
from kzdash.documents.papers import item_sentences, sentences
from kzdash.documents.papers.annexes import AnnexTable, close_with_annexes
from kzdash.documents.papers.beginning import begin
from kzdash.documents.papers.quotes import Quotes
from kzdash.documents.papers.template_files import NOTICE
from kzdash.documents.papers.wording import flat, state
from kzdash.domain.formatting import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.added_items import MatterItem, MeetingItem
    from kzdash.board.board import Board

HEAD = ("序号", "议定事项", "牵头单位", "配合单位", "办结期限", "办理情况")
WIDTHS = (12, 46, 26, 22, 26, 24)


def make(board: Board) -> bytes:
    """Return the notice of the last meeting held by the board's day as a DOCX file.

    Where no meeting was put down, what it was and decided is left for people to fill in.
    """
    meeting, quotes = latest_meeting(board), Quotes()
    matters = sorted(board.matters_of(meeting), key=lambda it: it.number) if meeting else []
    paper = begin(board, NOTICE)
    held = meeting.name if meeting else f"{board.plan.short_title}会议"
    paper.title(f"关于办理{held}议定事项的通知")
    paper.addressee(f"{_addressees(matters)}：")
    if meeting is None:
        paper.text(sentences.plan(board))
        paper.blank("会议时间、名称和议定事项")
    else:
        paper.text(sentences.on_that_day(board, _count(meeting, matters)))
    if matters:
        supported = any(matter.supporting_units for matter in matters)
        support = "配合单位主动配合，" if supported else ""
        paper.text(f"现将议定事项清单印发你们，请牵头单位按期办理，{support}办结后申请销号。")
    paper.blank("办理要求和联系人")
    close_with_annexes(paper, _tables(matters, quotes), quotes)
    return paper.to_bytes()


def _count(meeting: MeetingItem, matters: Sequence[MatterItem]) -> str:
    if not matters:
        return f"{meeting_words(meeting)}没有登记议定事项。"
    counts = sentences.by_state(matters, "项")
    return f"{meeting_words(meeting)}议定的{len(matters)}项事项，按状态分，{counts}。"


def _addressees(matters: Sequence[MatterItem]) -> str:
    units = dict.fromkeys(unit for matter in matters for unit in matter.units)
    return "、".join(units) or "各责任单位"


def _tables(matters: Sequence[MatterItem], quotes: Quotes) -> list[AnnexTable]:
    if not matters:
        return []
    rows = (
        (
            str(number),
            _decided(matter, quotes),
            matter.lead_words,
            "、".join(matter.supporting_units),
            format_date(matter.due_on) if matter.due_on else "",
            state(matter),
        )
        for number, matter in enumerate(matters, 1)
    )
    return [AnnexTable("议定事项清单", WIDTHS, (HEAD, *rows))]


def _decided(matter: MatterItem, quotes: Quotes) -> str:
    """Return the name of a matter, and what was decided where that says more."""
    name, asked = flat(matter.name), item_sentences.what_is_asked(matter, quotes)
    if not asked:
        return name
    return asked if asked.startswith(name) else f"{name}：{asked}"

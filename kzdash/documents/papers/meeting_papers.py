"""The notice that calls a meeting, and its agenda: what is told, decided and asked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.meetings import last_meeting, meeting_words
from kzdash.documents.papers import item_sentences, sentences
from kzdash.documents.papers.annexes import AnnexTable, close_with_annexes
from kzdash.documents.papers.beginning import begin, issuer
from kzdash.documents.papers.quotes import Quotes
from kzdash.documents.papers.template_files import NOTICE, PLAIN
from kzdash.documents.papers.wording import state
from kzdash.documents.slides.attention import decision_points, to_decide

if TYPE_CHECKING:
    from kzdash.board.board import Board

HEAD, WIDTHS = ("序号", "议程", "汇报单位", "时长"), (14, 78, 44, 20)
TITLE = "会议议程"


def make_notice(board: Board) -> bytes:
    """Return the notice as a DOCX file; when and where are left for people to fill in."""
    paper = begin(board, NOTICE)
    units = _speaking(board)
    paper.title(f"关于召开{board.plan.short_title}调度会议的通知")
    paper.addressee("各有关单位：")
    paper.text(
        f"为调度{board.plan.short_title}推进情况，研究需要协调解决的问题，拟召开会议，"
        f"现将有关事项通知如下。会议材料为{board.as_of_words}的情况，{sentences.data(board)}"
    )
    paper.heading("一、会议时间、地点和主持人")
    paper.blank("会议时间、地点和主持人")
    paper.heading("二、参会单位")
    if units:
        paper.text(f"请下列{len(units)}个单位参加：{'、'.join(units)}。")
    paper.blank("其他参会单位和参会人员要求" if units else "参会单位和参会人员要求")
    paper.heading("三、会议内容")
    paper.text("会议议程见附件。请列入议程的单位做好汇报准备，写明现状、原因和需要会议决定的事。")
    paper.blank("报名方式、材料报送时限和联系人")
    close_with_annexes(paper, [AnnexTable(TITLE, WIDTHS, _agenda(board))], Quotes())
    return paper.to_bytes()


def make_agenda(board: Board) -> bytes:
    """Return the agenda as a DOCX file, to be laid on the table: without head and signature."""
    paper = begin(board, PLAIN)
    paper.title(f"{board.plan.short_title}调度{TITLE}")
    paper.text(f"{board.as_of_words}的情况，{sentences.data(board)}")
    paper.blank("会议时间、地点和主持人")
    paper.table(WIDTHS, _agenda(board))
    return paper.to_bytes()


def _speaking(board: Board) -> list[str]:
    """Return the units that speak or are spoken of, in the order of the plan."""
    concerned = {point.item.lead_unit for point in to_decide(decision_points(board))}
    concerned |= {it.lead_unit for it in board.followed if item_sentences.is_pressing(it)}
    meeting = last_meeting(board)
    matters = board.matters_of(meeting) if meeting else ()
    concerned |= {matter.lead_unit for matter in matters if not matter.is_closed}
    return [unit for unit in board.units if unit in concerned]


def _agenda(board: Board) -> tuple[tuple[str, ...], ...]:
    rows = [(words, unit) for words, unit in _points(board)]
    return (HEAD, *((str(number), *row, "") for number, row in enumerate(rows, 1)))


def _points(board: Board) -> list[tuple[str, str]]:
    office, meeting = issuer(board), last_meeting(board)
    points = []
    if meeting and (matters := board.matters_of(meeting)):
        closed = sum(matter.is_closed for matter in matters)
        done = f"办结{closed}项" if closed else "均未办结"
        told = f"{meeting_words(meeting)}议定事项{len(matters)}项，{done}"
        points.append((f"通报上次会议议定事项办理情况（{told}）", office))
    points.append(("通报推进情况", office))
    decided = to_decide(decision_points(board))
    points += [
        (f"研究{point.item.name}（{state(point.item)}）", point.item.lead_unit or office)
        for point in decided
    ]
    ids = {point.item.item_id for point in decided}
    late = [
        item
        for item in board.followed
        if item_sentences.is_pressing(item) and item.item_id not in ids and item.lead_unit
    ]
    if late:
        leading = {item.lead_unit for item in late}
        units = "、".join(unit for unit in board.units if unit in leading)
        points.append((f"汇报其他逾期、受阻、未达标和滞后的{len(late)}项事项", units))
    points.append(("议定事项，部署下一步工作", "主持人"))
    return points

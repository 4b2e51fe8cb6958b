"""The papers of the catalogue that go to units and meetings, beside the two oldest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents.document import PAPER, Document, DocumentRequest, items_led_by
from kzdash.errors import NoUnitError

if TYPE_CHECKING:
    from kzdash.board.board import Board


def check_unit(board: Board, unit: str) -> None:
    """Raise NoUnitError unless a unit is given that leads or supports an item."""
    if not unit:
        raise NoUnitError(unit)
    items_led_by(board, unit)


def _notice(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import supervision_notice

    check_unit(board, request.unit)
    return supervision_notice.make(board, request.unit)


def _reminder(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import reminder_letter

    check_unit(board, request.unit)
    return reminder_letter.make(board, request.unit)


def _bulletin(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import bulletin

    return bulletin.make(board, request.changes())


def _decisions(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import decisions

    return decisions.make(board)


def _special(board: Board, _request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import special_report

    return special_report.make(board)


def _one_page(board: Board, request: DocumentRequest) -> bytes:
    from kzdash.documents.papers import one_page

    return one_page.make(board, request.changes())


PAPERS = (
    Document(
        "bulletin",
        "调度通报",
        "发给各责任单位：上次会议以来哪些事项有进展、哪些变差，谁逾期多少天，谁没有填报，下一步要求；不打分，不排名。",
        "docx",
        PAPER,
        _bulletin,
    ),
    Document(
        "decisions",
        "议定事项清单",
        "最近一次会议议定的事项：谁牵头、谁配合、哪天以前办结、办到哪一步，作通知的附件印发。",
        "docx",
        PAPER,
        _decisions,
    ),
    Document(
        "special",
        "重大问题专报",
        "逾期、受阻和请上级协调的事项逐项写基本情况、存在问题、已做工作、有关建议；没有人说过的标黄底。",
        "docx",
        PAPER,
        _special,
    ),
    Document(
        "onepage",
        "一页纸",
        "给领导看的一页 A4：总体情况、变化、最紧要的问题、请协调解决的问题，放不下的写明还有几项。",
        "docx",
        PAPER,
        _one_page,
    ),
)
PAPERS_OF_UNIT = (
    Document(
        "notice",
        "督办通知",
        "发给一个责任单位的通知：哪些事项逾期、受阻、滞后或到期未报，附督办事项清单和请它填写的反馈表。",
        "docx",
        PAPER,
        _notice,
        of_unit=True,
        needs_unit=True,
    ),
    Document(
        "reminder",
        "提醒函",
        "提醒一个责任单位填报的函，附需要填报的事项清单，写明原因和期限。",
        "docx",
        PAPER,
        _reminder,
        of_unit=True,
        needs_unit=True,
    ),
)

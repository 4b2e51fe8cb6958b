"""The beginning of a paper: whose it is, and with the head that its direction asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents.papers.layout import Paper

if TYPE_CHECKING:
    from kzdash.board.board import Board


def issuer(board: Board) -> str:
    """Return who issues the papers: the office in full, without where it sits."""
    named = board.plan.letterhead.issuer
    return named or board.plan.office.split("(")[0].split("（")[0]


def begin(board: Board, template: str) -> Paper:
    """Begin a paper of the board's office and year; `template` is one of `template_files.NAMES`."""
    return Paper(board.plan.letterhead, issuer(board), board.as_of.year, template)

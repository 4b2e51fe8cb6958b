"""Slips to print and cut apart, one for each new account: where to log in, by what, and how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kzdash.documents.jinja import template_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(FOLDER)
STYLE = (FOLDER / "account_slips.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class AccountSlip:
    """A new account and its one-time password, for the person who gets it."""

    unit: str
    person: str
    phone: str
    account: str
    password: str


def compose_slips(slips: Sequence[AccountSlip], title: str, address: str, office: str) -> str:
    """Return the slips as HTML; `title` is the plan's, `office` the office's telephone if known."""
    return TEMPLATES.get_template("account_slips.html").render(
        slips=slips, title=title, address=address, office=office
    )

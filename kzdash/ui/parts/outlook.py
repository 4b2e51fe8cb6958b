"""What is expected of an item that is late, and how that has moved from report to report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.board.outlook import drift_of, outlook_of
from kzdash.documents.pages.item_view import outlook_facts
from kzdash.domain.formatting import format_date
from kzdash.ui.frame.board import current_board, history
from kzdash.ui.widgets.html_view import show_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import BoardItem, ReportEntry


def facts(item: BoardItem) -> dict[str, str]:
    """Return by label what the last report expects, and how far the day has moved with it.

    The reports before are read only where there is a day.
    """
    said = outlook_of(item)
    if said.expected_on is None:
        return outlook_facts(item)
    moved = drift_of(history(current_board(), item.item_id))
    is_last = bool(moved) and moved[-1].expected_on == said.expected_on
    return outlook_facts(item, moved[-1].words if is_last else "")


def show_drift(reports: Sequence[ReportEntry]) -> None:
    """Show the day that each report expected, and by how much later it was than the one before.

    One day alone has not moved.
    """
    moved = drift_of(reports)
    if len(moved) < 2:  # noqa: PLR2004 - one day, and one to hold it against
        return
    st.subheader("预计完成日的变化", anchor=False)
    rows = [
        {
            "次": f"第{shift.seq}次",
            "数据截至": format_date(shift.as_of),
            "预计完成": format_date(shift.expected_on),
            "变化": shift.words or "第一次填写",
        }
        for shift in reversed(moved)
    ]
    show_words("drift", pd.DataFrame(rows), "数据截至")

"""What an uploaded form would write, counted, and the steps that it would add as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kzdash.domain.formatting import format_date
from kzdash.ui.frame.board import today_board

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.reporting import DryRun


def counted(outcomes: Sequence[DryRun]) -> str:
    """Count what would be written: 3 项填报、2 个新节点."""
    counts = {
        "项填报": sum(len(outcome.changes) for outcome in outcomes),
        "个新节点": sum(len(outcome.steps) for outcome in outcomes),
    }
    return "、".join(f"{count} {words}" for words, count in counts.items() if count)


def step_table(outcome: DryRun) -> pd.DataFrame:
    """Return a row for each step that the form would add."""
    names = {item.item_id: item.titled for item in today_board().items}
    return pd.DataFrame(
        {
            "事项": names[step.parent_id] if step.parent_id else "—",
            "节点": step.name,
            "到期日": format_date(step.due_on),
            "依据文号": step.document_number or "—",
        }
        for step in outcome.steps
    )

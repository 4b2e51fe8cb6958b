"""Take back what one upload has written, but for what somebody has reported on since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kzdash.domain.formatting import format_moment
from kzdash.errors import KzdashError, RefusedError, chinese
from kzdash.runtime import clock
from kzdash.store import undo_file
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.reporting import refusals
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import write_admission
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kzdash.accounts import User
    from kzdash.reporting import DryRun


def reports_made(outcomes: Iterable[DryRun]) -> dict[int, list[int]]:
    """Return the numbers of the reports that files have made, by item id."""
    made: dict[int, list[int]] = defaultdict(list)
    for outcome in outcomes:
        for change in outcome.changes:
            made[change.item.item_id].append(change.report.seq)
    return dict(made)


def undo_upload(made: Mapping[int, Sequence[int]], me: User) -> tuple[bool, str]:
    """Take these reports back; return whether that was done, and say what was and what was not."""
    try:
        with limit_rate(me):
            left = undo_file(store(), made, me.name, clock.now(), write_admission())
    except KzdashError as error:
        words = chinese.NOT_STORED.get(type(error), chinese.NOT_STORED_OTHERWISE)
        if isinstance(error, RefusedError):
            words = refusals.field_refusal(error)
        return False, f"没有撤销。{words}"
    count = sum(len(seqs) for item_id, seqs in made.items() if item_id not in left)
    undone = f"已撤销 {count} 项填报，看板恢复写入之前的内容。{format_moment(clock.now())}。"
    done = undone if count else "没有撤销任何填报。"
    return True, f"{done}{_kept(left)}"


def _kept(left: Sequence[int]) -> str:
    names = [
        f"{item.key} {item.short_name}" for item in today_board().followed if item.item_id in left
    ]
    return f"写入之后又有人填报过，没有撤销：{plain('、'.join(names))}。" if names else ""

"""The four tiles: indicators, projects, completed investment, what changed lately."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kzdash.board.changes import silent_units
from kzdash.board.kpis import NOT_IN_PLAN
from kzdash.board.meetings import since_words
from kzdash.board.status_counts import StateCounts, count_states
from kzdash.charts.svg.strips import draw_amount, draw_shares
from kzdash.domain.formatting import (
    NO_DATA,
    format_distinct_money,
    format_money,
    format_percent,
)
from kzdash.domain.progress import DONE, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.board import Board
    from kzdash.board.changes import Changes
    from kzdash.board.items import BoardItem


@dataclass(frozen=True, slots=True)
class OverviewTile:
    """A figure with what it is of, a strip beneath it and a note; `page` is where it leads."""

    label: str
    figure: str
    of: str
    note: str
    strip: str
    page: str


def overview_tiles(board: Board, changes: Changes) -> tuple[OverviewTile, ...]:
    """Return the four tiles in order."""
    return (
        _counted("指标", board.indicators, "项", "达标", "indicators"),
        _counted("项目", board.projects, "个", "完工", "projects"),
        _money(board),
        _changes(board, changes),
    )


def _counted(
    label: str, items: Sequence[BoardItem], measure: str, done: str, page: str
) -> OverviewTile:
    states = count_states(items)
    reached = sum(states[state] for state in DONE)
    if not items:
        return OverviewTile(label, "—", "", NOT_IN_PLAN, draw_shares(()), page)
    strip = draw_shares(_by_tone(states, (Tone.GOOD, Tone.FAIR, Tone.WARNING, Tone.BAD)))
    return OverviewTile(
        label, str(reached), f"/ {len(items)} {done}", _note(states, measure), strip, page
    )


def _by_tone(states: StateCounts, tones: Iterable[Tone]) -> list[tuple[int, str]]:
    """Count states by tone, good ones first; whatever says nothing stands at the end."""
    counts: Counter[Tone] = Counter()
    for state, count in states.items():
        counts[state.tone] += count
    known = [(counts.pop(tone), str(tone)) for tone in tones if tone in counts]
    return [*known, (counts.total(), "rest")]


def _note(states: StateCounts, measure: str) -> str:
    named = [f"{count}{measure}{word}" for word, count in states.apart.items() if count]
    return "，".join(named) or "没有逾期、滞后或未报"


def _money(board: Board) -> OverviewTile:
    label = "完成投资"
    planned, done = board.planned_investment_wan_yuan, board.completed_investment_wan_yuan
    if not board.projects:
        return OverviewTile(label, "—", "", NOT_IN_PLAN, draw_shares(()), "projects")
    known = sum(item.completed_investment_wan_yuan is not None for item in board.projects)
    total = len(board.projects)
    original = board.original_investment_wan_yuan
    words, was = format_distinct_money(planned, original or Decimal(0))
    of = f"/ {words}" + (f"（原{was}）" if original is not None else "")
    if done is None:
        strip = draw_shares([(1, "rest")])
        return OverviewTile(label, NO_DATA, of, f"{total}个项目都没有填报", strip, "projects")
    share = done / planned if planned else None
    reported = f"{total}个项目都已填报" if known == total else f"{total}个项目中{known}个已填报"
    note = reported if share is None else f"{format_percent(share, 1)}，{reported}"
    strip = draw_amount(float(min(share or 0, 1)), 1)
    return OverviewTile(label, format_money(done), of, note, strip, "projects")


def _changes(board: Board, changes: Changes) -> OverviewTile:
    better = sum(change.is_better for change in changes.items)
    worse = sum(change.is_worse for change in changes.items)
    rest = max(len(board.followed) - better - worse, 0)
    silent = len(silent_units(changes, board))
    units = f"{silent}个单位没有新填报" if silent else "各单位都有新填报"
    return OverviewTile(
        label=since_words(board, changes.since),
        figure=str(better),
        of=f"项变好，{worse} 项变差",
        note=f"填报{changes.reports}条；{units}",
        strip=draw_shares([(better, "good"), (worse, "bad"), (rest, "rest")]),
        page="changes",
    )

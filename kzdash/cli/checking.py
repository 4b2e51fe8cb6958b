"""The command `check`."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from kzdash.board import compute_board
from kzdash.board.closing import last_closings, read_closings
from kzdash.cli.store import configured_store
from kzdash.documents import board_json, closed_board
from kzdash.domain import progress
from kzdash.domain.formatting import EARLIEST, LATEST
from kzdash.runtime import clock, config
from kzdash.store import backups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.board.items import IndicatorItem, ProjectItem
    from kzdash.store import Store


@click.command()
def check() -> None:
    """Check the store without changing it; list its faults and exit with 1 if there are any.

    The check reads every row, compares references, numbering, triggers and the plan with what they
    must be, and computes the boards of several days and those of closed periods.
    """
    store, now = configured_store(), clock.now()
    faults = [
        *backups.check_store(store, config.current().seed_folder, now),
        *_items_without_judgement(store),
        *_changed_since_closed(store),
    ]
    if faults:
        raise click.ClickException("\n".join(faults))
    click.echo(
        _("{place} is sound: rows, references, numbering, triggers, plan and boards").format(
            place=store.place
        )
    )


def _changed_since_closed(store: Store) -> Iterator[str]:
    """Name each closed period whose board is no longer the one that its checksum is of."""
    for closing in last_closings(read_closings(store)).values():
        found = closed_board.check_closing(store, closing)
        if found.is_earlier:
            click.echo(
                _(
                    "the board of {period} is as it was closed, in form {form} of the JSON, which "
                    "an earlier version wrote"
                ).format(period=closing.period, form=found.form)
            )
        if found.form is None:
            yield _(
                "the board of {period}, closed with the checksum {stored}, now has {found}. "
                "The plan was mended, the program computes it differently since an update, or rows "
                "were changed. Compare with the file that was kept, or close it again with a "
                "reason."
            ).format(
                period=closing.period,
                stored=closing.checksum_words,
                found=found.checksum[: len(closing.checksum_words)],
            )


def _items_without_judgement(store: Store) -> Iterator[str]:
    """Name each item that cannot be judged on one of the days on which judgements change."""
    plan = store.plan().plan
    ends = (progress.year_end(year) for year in range(plan.baseline_year, plan.target_year + 1))
    days = (EARLIEST, plan.issued_on, *ends, clock.today(), LATEST)
    reasons: dict[str, str] = {}
    for day in sorted(set(days)):
        board = compute_board(store, day)
        board_json.dumps(board)
        judged: tuple[IndicatorItem | ProjectItem, ...] = (*board.indicators, *board.projects)
        for item in judged:
            if item.status is progress.Status.UNJUDGED:
                key = item.key
                reasons.setdefault(
                    key, _("as of {day}: {why}").format(day=day, why=item.assessment.reason)
                )
    for key, reason in reasons.items():
        yield _("{item} cannot be judged {why} Run `python -m kzdash undo {item}`.").format(
            item=key, why=reason
        )

"""The command `remind`, which a timer runs once a day."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from kzdash.board.digests import CHANNEL_WORDS, LEVEL_WORDS
from kzdash.cli import language
from kzdash.cli.store import upgraded_store
from kzdash.domain.formatting import local_date
from kzdash.domain.workdays import is_workday
from kzdash.errors import UndeliveredError, chinese
from kzdash.reporting.reminding import reminders_of_today, send_reminders
from kzdash.runtime import clock, config

if TYPE_CHECKING:
    from kzdash.board.digests import Digest, ReminderPlan
    from kzdash.errors import DeliveryProblem
    from kzdash.reporting.reminding import Sending

BOARD_PAGE = "看板的“填报”页"


@click.command()
@click.option("--dry-run", is_flag=True, help="Only show who would be sent what, and send nothing.")
def remind(dry_run: bool) -> None:
    """Remind people of what is due: those whose turn it is today, by mail or webhook.

    30, 7 and 1 days before the due day, 1 and 7 days after it, then every 30 days; never twice
    within five days, and on working days alone. What was not delivered is sent by the next run.
    """
    settings = config.current().channels
    store = upgraded_store()
    address = f"{settings.address}/reporting" if settings.address else BOARD_PAGE
    now = clock.now()
    plan = reminders_of_today(store, settings, now, address, by_rhythm=True)
    if not is_workday(local_date(now)):
        click.echo(_("today is a day of rest: nobody is reminded"))
        return
    _say_who_is_not_reached(plan)
    if dry_run:
        for digest in plan.digests:
            click.echo(f"\n——{_recipient(digest)}\n{digest.text}")
        click.echo(_("{count} to be sent; nothing was sent").format(count=len(plan.digests)))
        return
    outcome = send_reminders(store, settings, plan.digests, clock.now)
    _say_outcome(outcome)
    if outcome.failed:
        raise SystemExit(1)


def _say_who_is_not_reached(plan: ReminderPlan) -> None:
    if plan.waiting:
        click.echo(
            _("reminded within five days, not again: {people}").format(
                people="、".join(plan.waiting)
            )
        )
    if plan.unreachable:
        click.echo(_("units without an address: {units}").format(units="、".join(plan.unreachable)))


def _say_outcome(outcome: Sending) -> None:
    for digest, problem in outcome.failed:
        click.echo(
            _("not delivered: {recipient}: {why}").format(
                recipient=_recipient(digest), why=_why(problem)
            ),
            err=True,
        )
    click.echo(
        _("{delivered} delivered, {failed} not, {elsewhere} sent by another process").format(
            delivered=len(outcome.delivered),
            failed=len(outcome.failed),
            elsewhere=len(outcome.elsewhere),
        )
    )


def _why(problem: DeliveryProblem) -> str:
    if language.is_chinese():
        return chinese.delivery_problem(problem.name)
    return str(UndeliveredError(problem))


def _recipient(digest: Digest) -> str:
    people = "、".join((*digest.people, digest.address))
    about = f"{digest.units_words}，{LEVEL_WORDS[digest.level]}"
    return f"{CHANNEL_WORDS[digest.channel]} {people}（{about}）"

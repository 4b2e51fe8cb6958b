"""Remind people of what is due: what is to be sent today, and send it, each message once."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzdash.board import cached_board
from kzdash.board.digests import Digest, Reach, ReminderPlan, plan_reminders
from kzdash.domain.formatting import local_date
from kzdash.domain.models import Channel, Reminder
from kzdash.errors import DeliveryProblem, DemonstrationError, NoChannelError, UndeliveredError
from kzdash.runtime import delivery
from kzdash.store import (
    admit_anybody,
    claim_reminders,
    contacts,
    last_sent,
    record_outcome,
    unit_names,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kzdash.runtime.channels import Channels
    from kzdash.store import Admit, Store


@dataclass(slots=True)
class Sending:
    """What came of sending: the messages delivered, those not with why, and those left.

    `elsewhere` were claimed by another process meanwhile, `left` were not tried for want of time.
    """

    delivered: list[Digest] = field(default_factory=list)
    failed: list[tuple[Digest, DeliveryProblem]] = field(default_factory=list)
    elsewhere: list[Digest] = field(default_factory=list)
    left: list[Digest] = field(default_factory=list)


def reminders_of_today(
    store: Store, channels: Channels, now: dt.datetime, address: str, *, by_rhythm: bool
) -> ReminderPlan:
    """Return what is to be sent now, by the rhythm or, without it, to all from whom it is due.

    NoChannelError where no way is set; DemonstrationError where the store is one.
    """
    if not channels.any:
        raise NoChannelError
    board = cached_board(store, local_date(now))
    if board.plan.demonstration:
        raise DemonstrationError(store.place, "used to remind people")
    reach = Reach(
        contacts=contacts(store),
        sent=last_sent(store),
        by_mail=channels.mail is not None,
        by_webhook=bool(channels.webhook),
        office_email=channels.office_email,
        address=address,
    )
    return plan_reminders(board, reach, by_rhythm=by_rhythm)


def send_reminders(  # noqa: PLR0913 - what a run is about, and what bounds it
    store: Store,
    channels: Channels,
    digests: Sequence[Digest],
    clock: Callable[[], dt.datetime],
    *,
    account: str = "",
    admit: Admit = admit_anybody,
    timeout_s: float = delivery.TIMEOUT_S,
    at_most_s: float = float("inf"),
) -> Sending:
    """Send messages, each claimed in the store first; record what came of it.

    Once a server cannot be reached, the rest of its messages are recorded as undelivered untried.
    After `at_most_s` seconds no further message is begun. `account` is empty for the command.
    """
    outcome, units = Sending(), {name: unit_id for unit_id, name in unit_names(store).items()}
    ends_at, down = time.monotonic() + at_most_s, dict[Channel, DeliveryProblem]()
    with closing(_Ways(channels, timeout_s, clock)) as ways:
        for digest in digests:
            if time.monotonic() >= ends_at:
                outcome.left.append(digest)
                continue
            claimed = claim_reminders(store, _rows(digest, units, account, clock()), admit)
            if not claimed:
                outcome.elsewhere.append(digest)
                continue
            problem = down.get(digest.channel) or ways.deliver(digest)
            record_outcome(store, claimed, clock(), problem.name if problem else "")
            if problem is None:
                outcome.delivered.append(digest)
                continue
            outcome.failed.append((digest, problem))
            if problem.is_of_server:
                down[digest.channel] = problem
    return outcome


class _Ways:
    """The ways out, opened with the first message."""

    def __init__(
        self, channels: Channels, timeout_s: float, clock: Callable[[], dt.datetime]
    ) -> None:
        self._webhook, self._timeout_s, self._clock = channels.webhook, timeout_s, clock
        self._mail = delivery.Mail(channels.mail, timeout_s) if channels.mail else None

    def deliver(self, digest: Digest) -> DeliveryProblem | None:
        """Deliver a message; return what kept it from being delivered."""
        try:
            if digest.channel is Channel.WEBHOOK:
                delivery.post(self._webhook, webhook_body(digest), self._timeout_s)
            elif self._mail is not None:
                to = ("、".join(digest.people), digest.address)
                self._mail.send(to, digest.subject, digest.text, self._clock())
        except UndeliveredError as error:
            return error.problem
        return None

    def close(self) -> None:
        if self._mail is not None:
            self._mail.close()


def webhook_body(digest: Digest) -> dict[str, object]:
    """Return what a webhook is told: text, unit, titles of items, first due day, and to whom."""
    items = [item for part in digest.parts for item in part.items]
    return {
        "text": digest.text,
        "unit": digest.address,
        "items": [item.title for item in items],
        "until": min(item.due_on for item in items).isoformat(),
        "to": list(digest.people),
    }


def _rows(digest: Digest, units: dict[str, int], account: str, now: dt.datetime) -> list[Reminder]:
    return [
        Reminder(
            channel=digest.channel,
            address=digest.address,
            seq=seq,
            recorded_at=now,
            account=account,
            unit_id=units[part.unit],
            person="、".join(digest.people),
            level=part.level,
            item_ids=",".join(str(item.item_id) for item in part.items),
            due_on=part.due_on,
            text=digest.text,
        )
        for seq, part in enumerate(digest.parts, digest.seq)
    ]

"""Who is reminded today, by which way and of what: one message a person with all that is due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzdash.board.due_items import due_item
from kzdash.board.monthly_round import due_from_unit
from kzdash.board.reminder import compose_unit_reminder
from kzdash.domain.formatting import format_date
from kzdash.domain.models import OFFICE_NAME, Channel, ReminderLevel
from kzdash.domain.rules.reminders import is_given_time, is_to_be_told, is_too_soon
from kzdash.store import LastSent

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.board.due_items import DueItem
    from kzdash.domain.models import Contact

LEVEL_WORDS = {
    ReminderLevel.UNIT: "单位",
    ReminderLevel.SUPERVISOR: "分管领导",
    ReminderLevel.OFFICE: "专班",
}
CHANNEL_WORDS = {Channel.MAIL: "邮件", Channel.WEBHOOK: "内网接口"}
RANKS = list(ReminderLevel)
NEVER = LastSent(0, None, None)
MOST_NAMED = 3
SUPERIORS = {ReminderLevel.SUPERVISOR: "分管领导", ReminderLevel.OFFICE: "分管领导、专班办公室"}
Recipient = tuple[Channel, str]


@dataclass(frozen=True, slots=True)
class Part:
    """What a message says of a unit: the items that are due, and at which levels it is told."""

    unit: str
    levels: tuple[ReminderLevel, ...]
    items: tuple[DueItem, ...]

    @property
    def level(self) -> ReminderLevel:
        """The highest of them."""
        return max(self.levels, key=RANKS.index)

    @property
    def due_on(self) -> dt.date:
        """The first day by which something is or was due."""
        return min(item.due_on for item in self.items)


@dataclass(frozen=True, slots=True)
class Digest:
    """A message to a person: `address` is that of an e-mail, or the unit for a webhook.

    `seq` is the number that it claims among all that went to the address.
    """

    channel: Channel
    address: str
    people: tuple[str, ...]
    parts: tuple[Part, ...]
    subject: str
    text: str
    seq: int

    @property
    def units_words(self) -> str:
        """The units it is about, by name where they are few."""
        units = [part.unit for part in self.parts]
        return "、".join(units) if len(units) <= MOST_NAMED else f"{len(units)}个单位"

    @property
    def level(self) -> ReminderLevel:
        """The highest level at which the person is told."""
        return max((part.level for part in self.parts), key=RANKS.index)


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """What is to be sent; whom not, because of the last five days; which units nothing reaches."""

    digests: tuple[Digest, ...] = ()
    waiting: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """By which ways people can be told, where the office is, and where they find the board."""

    contacts: Mapping[str, Contact]
    sent: Mapping[tuple[str, str], LastSent]
    by_mail: bool
    by_webhook: bool
    office_email: str
    address: str


def plan_reminders(board: Board, reach: Reach, *, by_rhythm: bool) -> ReminderPlan:
    """Return what goes out on the board's day: to whom the rhythm says or, without it, to all.

    Nobody is told twice within five days, either way; nobody where nothing is due from them. By
    the rhythm those above a unit are told where it had a message itself some days before. A
    demonstration reminds nobody.
    """
    if board.plan.demonstration:
        return ReminderPlan()
    told, unreachable = _recipients(board, reach, by_rhythm=by_rhythm)
    digests, waiting = [], []
    for recipient, (people, parts) in told.items():
        last = reach.sent.get(recipient, NEVER)
        if is_too_soon(board.as_of, last.on):
            waiting.append("、".join(people) or recipient[1])
        elif not by_rhythm or is_to_be_told(_steps(parts, board.as_of), board.as_of, last.on):
            levels = {part.level for part in parts}
            is_brief = recipient[0] is Channel.MAIL and levels == {ReminderLevel.OFFICE}
            compose = compose_office_digest if is_brief else compose_digest
            text = compose(board, parts, reach.address)
            subject = _subject(board, parts)
            digest = Digest(*recipient, tuple(people), parts, subject, text, last.seq + 1)
            digests.append(digest)
    return ReminderPlan(tuple(digests), tuple(waiting), tuple(unreachable))


def compose_digest(board: Board, parts: Sequence[Part], address: str) -> str:
    """Return the text of a message: what is due from each unit, and why the reader is told of it.

    `address` is that of the page to report on.
    """
    texts = []
    for part in parts:
        if part.level is not ReminderLevel.UNIT:
            texts.append(f"{_late_words(part, board.as_of)}，请{SUPERIORS[part.level]}督促：")
        texts.append(compose_unit_reminder(board, part.unit, address))
    return "\n".join(texts)


def compose_office_digest(board: Board, parts: Sequence[Part], address: str) -> str:
    """Return the text that tells the office which units stay silent, a line each."""
    lines = [
        f"【催报】{board.plan.short_title}：截至{format_date(board.as_of)}，{len(parts)}个单位仍没有填报：",
        *(f"{place}. {_late_words(part, board.as_of)}" for place, part in enumerate(parts, 1)),
    ]
    return "\n".join([*lines, f"请登录查看：{address}"])


def _late_words(part: Part, today: dt.date) -> str:
    late = [passed for item in part.items if (passed := item.passed(today))]
    first = format_date(min(it.due_on for passed in late for it in passed))
    return f"{part.unit}有{len(late)}项过了期限（最早的是{first}）仍没有填报"


def _subject(board: Board, parts: Sequence[Part]) -> str:
    whose = parts[0].unit if len(parts) == 1 else f"{len(parts)}个单位"
    count = sum(len(part.items) for part in parts)
    return f"【催报】{board.plan.short_title}：{whose}还有{count}项需要填报"


def _steps(parts: Sequence[Part], today: dt.date) -> list[tuple[ReminderLevel, dt.date]]:
    """Return at which levels of each part what is due by which days is told."""
    return [
        (level, day)
        for part in parts
        for item in part.items
        for level, day in item.steps(today)
        if level in part.levels
    ]


def _recipients(
    board: Board, reach: Reach, *, by_rhythm: bool
) -> tuple[dict[Recipient, tuple[tuple[str, ...], tuple[Part, ...]]], list[str]]:
    """Return, by recipient, their names and what they are told; and the units nothing reaches."""
    names: dict[Recipient, dict[str, None]] = defaultdict(dict)
    parts: dict[Recipient, dict[str, Part]] = defaultdict(dict)
    unreachable = []
    for unit in board.units:
        due = tuple(due_item(row, board.as_of) for row in due_from_unit(board, unit))
        waited = not by_rhythm or _has_had_time(unit, board.as_of, reach)
        told = list(_told(unit, due, board.as_of, reach, waited=waited)) if due else []
        if due and not any(ReminderLevel.UNIT in levels for _, _, levels in told):
            unreachable.append(unit)
        for recipient, people, levels in told:
            names[recipient] |= dict.fromkeys(people)
            # who answers for a unit twice over is told once, at both levels
            known = parts[recipient].get(unit)
            parts[recipient][unit] = Part(unit, (*(known.levels if known else ()), *levels), due)
    told_to = {of: (tuple(names[of]), tuple(parts[of].values())) for of in parts}
    return told_to, unreachable


def _has_had_time(unit: str, today: dt.date, reach: Reach) -> bool:
    """Whether the unit itself was reminded long enough ago for those above it to be told.

    Where no message reaches it, they are told at once.
    """
    contact = reach.contacts.get(unit)
    own = _by_mail(contact.handler_email if contact else "", reach)
    if reach.by_webhook:
        own.append((Channel.WEBHOOK, unit))
    first = [day for it in own if (day := reach.sent.get(it, NEVER).first_on)]
    return not own or any(is_given_time(day, today) for day in first)


def _by_mail(email: str, reach: Reach) -> list[Recipient]:
    return [(Channel.MAIL, email.lower())] if reach.by_mail and email else []


def _told(
    unit: str, due: Sequence[DueItem], today: dt.date, reach: Reach, *, waited: bool
) -> Iterable[tuple[Recipient, list[str], list[ReminderLevel]]]:
    """Yield who is told of what is due from a unit, by name, at which levels, the lowest first.

    `waited` says whether those above it may be told by now.
    """
    contact = reach.contacts.get(unit)
    people = {
        ReminderLevel.UNIT: (contact.handler, contact.handler_email) if contact else ("", ""),
        ReminderLevel.SUPERVISOR: (
            (contact.supervisor, contact.supervisor_email) if contact else ("", "")
        ),
        ReminderLevel.OFFICE: (OFFICE_NAME, reach.office_email),
    }
    levels = [
        level
        for level in RANKS
        if level is ReminderLevel.UNIT
        or (waited and any(item.is_told(level, today) for item in due))
    ]
    if reach.by_webhook:
        yield (Channel.WEBHOOK, unit), [people[it][0] for it in levels if people[it][0]], levels
    for level in levels:
        name, email = people[level]
        for way in _by_mail(email, reach):
            yield way, [name] if name else [], [level]

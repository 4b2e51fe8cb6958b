"""One message a person with all that is due, higher up where it stays unanswered, none for none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.digests import Digest, Reach, ReminderPlan, plan_reminders
from kzdash.board.due_items import Deadline, DueItem, due_item
from kzdash.board.monthly_round import due_from_unit, units_to_remind
from kzdash.board.reminder import compose_unit_reminder
from kzdash.domain.models import Channel, Contact, ReminderLevel
from kzdash.store import LastSent

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store

DAY = date(2025, 6, 30)
NOW = datetime(2025, 6, 30, tzinfo=UTC)
WATER, UNION = "区水利局", "区总工会"
HERE = "http://10.0.0.8:8501/reporting"
UNIT, SUPERVISOR, OFFICE = ReminderLevel
# the first message to each handler was long ago
LONG_AGO = LastSent(1, date(2025, 5, 6), date(2025, 5, 6))
TOLD = {("mail", "li@kz.example"): LONG_AGO}
NOBODY = Reach(contacts={}, sent={}, by_mail=True, by_webhook=False, office_email="", address=HERE)


def contact(name: str, *, leader: str = "") -> Contact:
    return Contact(
        handler=name,
        handler_email=f"{name}@kz.example",
        supervisor=leader,
        supervisor_email=f"{leader}@kz.example" if leader else "",
        telephone="",
        updated_at=NOW,
    )


@pytest.fixture
def board(board_at: Callable[[date], Board]) -> Board:
    return board_at(DAY)


@pytest.fixture
def board_of(
    store: Store, new_report: Callable[..., Report], ask: Callable[[str], object]
) -> Callable[..., Callable[[date], Board]]:
    """Boards of a plan that asks for projects by a working day; the unit reported for October."""

    def make(*, workday: int, grace: int = 0) -> Callable[[date], Board]:
        rules = {"rules": {"project": ["month", workday, grace]}, "published": {}}
        ask(f"UPDATE plans SET reporting = '{json.dumps(rules)}'")
        store.append(new_report("project", 22, date(2025, 10, 20), stage="construction"))
        return lambda day: compute_board(store, day)

    return make


@pytest.fixture
def due_on(board: Board, monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let all that is due be due on a day."""

    def choose(day: date) -> None:
        monkeypatch.setattr(
            "kzdash.board.digests.due_item",
            lambda row, _as_of: DueItem(row.item.item_id, row.item.titled, Deadline(day, day)),
        )

    return choose


def planned(board: Board, *, by_rhythm: bool = True, **reach: Any) -> ReminderPlan:
    return plan_reminders(board, replace(NOBODY, **reach), by_rhythm=by_rhythm)


def to(plan: ReminderPlan) -> dict[str, Digest]:
    return {digest.address: digest for digest in plan.digests}


def test_who_handles_several_units_gets_one_message_with_all_that_is_due(
    board: Board, due_on: Callable[[date], None]
) -> None:
    due_on(DAY + timedelta(days=1))
    shared = contact("li")

    plan = planned(board, contacts={WATER: shared, UNION: shared})

    (digest,) = plan.digests
    assert (digest.channel, digest.address, digest.people) == (
        Channel.MAIL,
        "li@kz.example",
        ("li",),
    )
    assert [part.unit for part in digest.parts] == [u for u in board.units if u in {WATER, UNION}]
    for part in digest.parts:
        assert len(part.items) == len(due_from_unit(board, part.unit))
        assert compose_unit_reminder(board, part.unit, HERE) in digest.text
    items = sum(len(part.items) for part in digest.parts)
    assert digest.subject == f"【催报】{board.plan.short_title}：2个单位还有{items}项需要填报"
    assert set(plan.unreachable) == set(units_to_remind(board)) - {WATER, UNION}


def test_nobody_is_told_where_nothing_is_due_or_on_a_day_between(
    board: Board, due_on: Callable[[date], None]
) -> None:
    due_on(DAY + timedelta(days=1))
    reach = {"contacts": {UNION: contact("li")}}

    nothing = planned(replace(board, followed=()), **reach)
    assert (nothing.digests, nothing.unreachable) == ((), ())
    assert planned(board, **reach).digests
    sent = {("mail", "li@kz.example"): LONG_AGO._replace(seq=3, on=DAY - timedelta(days=5))}
    (again,) = planned(board, sent=sent, **reach).digests
    assert again.seq == 4
    due_on(DAY + timedelta(days=2))  # seven days before it is when the last was sent
    assert planned(board, sent=sent, **reach).digests == ()
    assert planned(board, sent=sent, by_rhythm=False, **reach).digests


@pytest.mark.parametrize("by_rhythm", [True, False])
def test_whoever_was_told_within_five_days_waits_also_where_the_office_sends(
    board: Board, due_on: Callable[[date], None], by_rhythm: bool
) -> None:
    due_on(DAY + timedelta(days=1))
    sent = {("mail", "li@kz.example"): LONG_AGO._replace(seq=1, on=DAY - timedelta(days=4))}

    plan = planned(board, contacts={UNION: contact("li")}, sent=sent, by_rhythm=by_rhythm)

    assert (plan.digests, plan.waiting) == ((), ("li",))
    assert UNION not in plan.unreachable


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (date(2025, 6, 27), {"li": UNIT}),
        (date(2025, 6, 26), {"li": UNIT, "zhang": SUPERVISOR}),
        (date(2025, 6, 25), {"li": UNIT, "zhang": SUPERVISOR, "office": OFFICE}),
    ],
)
def test_what_stays_unanswered_goes_to_the_leader_and_then_to_the_office(
    board: Board,
    due_on: Callable[[date], None],
    due: date,
    told: dict[str, ReminderLevel],
) -> None:
    due_on(due)

    plan = planned(
        board,
        contacts={UNION: contact("li", leader="zhang")},
        sent=TOLD,
        office_email="office@kz.example",
    )

    levels = {address.partition("@")[0]: one.level for address, one in to(plan).items()}
    # the office is told of every unit, of whichever the board knows no contact
    assert levels == told
    if SUPERVISOR in told.values():
        first, *rest = to(plan)["zhang@kz.example"].text.split("\n")
        count = len(due_from_unit(board, UNION))
        assert first.startswith(
            f"{UNION}有{count}项过了期限（最早的是2025年6月{due.day}日）仍没有填报"
        )
        assert first.endswith("请分管领导督促：")
        assert "\n".join(rest) == compose_unit_reminder(board, UNION, HERE)
    if OFFICE in told.values():
        digest = to(plan)["office@kz.example"]
        units = units_to_remind(board)
        assert [part.unit for part in digest.parts] == units
        assert digest.units_words == f"{len(units)}个单位"
        first, *lines, where = digest.text.split("\n")
        assert first.endswith(f"，{len(units)}个单位仍没有填报：")
        assert [line.partition(". ")[2].partition("有")[0] for line in lines] == units
        assert where == f"请登录查看：{HERE}"


def test_those_above_are_told_of_all_that_is_late_and_of_nothing_before_it_is(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2025, 6, 16), date(2025, 6, 29), DAY + timedelta(days=1)]
    items = [
        DueItem(number, f"项目 {number}", Deadline(day, day)) for number, day in enumerate(days)
    ]
    given = iter(items)
    monkeypatch.setattr("kzdash.board.digests.due_item", lambda _row, _as_of: next(given))
    rows = due_from_unit(board, UNION) * len(items)
    monkeypatch.setattr(
        "kzdash.board.digests.due_from_unit", lambda _board, unit: rows if unit == UNION else []
    )
    reach = {"contacts": {UNION: contact("li", leader="zhang")}, "office_email": "o@kz.example"}

    plan = planned(board, sent=TOLD, **reach)

    said = f"{UNION}有2项过了期限（最早的是2025年6月16日）仍没有填报"
    assert to(plan)["zhang@kz.example"].text.startswith(f"{said}，请分管领导督促：")
    assert f"1. {said}\n" in to(plan)["o@kz.example"].text

    given = iter(items)
    sent = TOLD | {("mail", "zhang@kz.example"): LONG_AGO._replace(seq=1, on=date(2025, 6, 24))}
    # the third is due tomorrow, of which the unit alone is told
    assert "zhang@kz.example" not in to(planned(board, sent=sent, **reach))


def test_that_others_are_told_too_brings_the_unit_no_message_more(
    board: Board, due_on: Callable[[date], None]
) -> None:
    due_on(date(2025, 6, 24))  # came to the office on the 27th
    sent = {("mail", "li@kz.example"): LONG_AGO._replace(seq=1, on=date(2025, 6, 25))}

    plan = planned(
        board, contacts={UNION: contact("li")}, sent=sent, office_email="office@kz.example"
    )

    assert list(to(plan)) == ["office@kz.example"]


def test_a_leader_who_handles_the_unit_as_well_is_told_once(
    board: Board, due_on: Callable[[date], None]
) -> None:
    due_on(date(2025, 6, 24))
    one = contact("li", leader="li")

    (digest,) = planned(board, contacts={UNION: one}, sent=TOLD).digests

    assert [part.level for part in digest.parts] == [SUPERVISOR]
    assert digest.text.count("【催报】") == 1


def test_an_office_that_handles_a_unit_as_well_gets_one_message_with_its_items(
    board: Board, due_on: Callable[[date], None]
) -> None:
    due_on(DAY)
    own = contact("office")

    (digest,) = planned(
        board, contacts={UNION: own}, office_email="office@kz.example", by_rhythm=False
    ).digests

    assert compose_unit_reminder(board, UNION, HERE) == digest.text


def test_a_webhook_is_told_a_unit_at_a_time_and_of_whom_it_is_for(
    board: Board, due_on: Callable[[date], None]
) -> None:
    due_on(date(2025, 6, 24))

    plan = planned(
        board,
        contacts={UNION: contact("li", leader="zhang")},
        sent={("webhook", unit): LONG_AGO for unit in board.units},
        by_mail=False,
        by_webhook=True,
    )

    assert [one.address for one in plan.digests] == units_to_remind(board)
    assert plan.unreachable == ()
    digest = to(plan)[UNION]
    assert (digest.channel, digest.people) == (Channel.WEBHOOK, ("li", "zhang", "专班办公室"))
    assert digest.level is OFFICE


def test_a_demonstration_reminds_nobody(board: Board, due_on: Callable[[date], None]) -> None:
    due_on(DAY)
    shown = replace(board, plan=replace(board.plan, demonstration=True))

    assert planned(shown, contacts={UNION: contact("li")}) == ReminderPlan()


def test_what_is_due_is_due_by_the_day_of_the_calendar(board_at: Callable[[date], Board]) -> None:
    board = board_at(date(2025, 11, 20))
    rows = [row for unit in units_to_remind(board) for row in due_from_unit(board, unit)]
    projects = [row for row in rows if row.item.kind == "project"]

    assert {due_item(row, board.as_of).due_on for row in projects} == {date(2025, 11, 25)}
    assert all(due_item(row, board.as_of).due_on == row.until for row in rows if row.until)


def test_what_no_calendar_asks_for_is_due_by_the_end_of_the_month(board: Board) -> None:
    row = due_from_unit(board, UNION)[0]
    unasked = replace(row, item=replace(row.item, round=None))

    assert unasked.until is None
    assert due_item(unasked, date(2024, 2, 3)).due_on == date(2024, 2, 29)


def days_told(
    board_of: Callable[[date], Board], first: date, last: date, *, missed: bool = True
) -> dict[str, list[tuple[int, int]]]:
    """Tell on which days, by month and day, who is told of what a unit owes, run each day."""
    known = {UNION: contact("li", leader="zhang")}
    sent: dict[tuple[str, str], LastSent] = {}
    told: dict[str, list[tuple[int, int]]] = {}
    for past in range((last - first).days + 1):
        whole = board_of(day := first + timedelta(days=past))
        followed = (it if missed else replace(it, missed=None) for it in whole.led_by(UNION))
        plan = planned(
            replace(whole, followed=tuple(followed)),
            contacts=known,
            sent=sent,
            office_email="office@kz.example",
        )
        for digest in plan.digests:
            key = digest.channel, digest.address
            began = sent[key].first_on if key in sent else day
            sent[key] = LastSent(digest.seq, day, began)
            told.setdefault(digest.address.partition("@")[0], []).append((day.month, day.day))
    return told


def test_a_month_of_a_unit_that_reports_nothing(board_at: Callable[[date], Board]) -> None:
    """November 2025, due on the 25th, after an October that was reported."""
    told = days_told(board_at, date(2025, 11, 1), date(2025, 11, 30), missed=False)

    assert told == {"li": [(11, 3), (11, 18), (11, 24)], "zhang": [(11, 27)], "office": [(11, 28)]}


def test_where_sending_begins_late_the_unit_is_told_first_and_has_time_to_answer(
    board_at: Callable[[date], Board], board: Board, due_on: Callable[[date], None]
) -> None:
    due_on(date(2025, 5, 6))

    told = days_told(board_at, DAY, DAY + timedelta(days=6))

    assert told == {"li": [(6, 30)], "zhang": [(7, 2)], "office": [(7, 2)]}
    # the office itself sends to whom it likes
    by_hand = planned(board, by_rhythm=False, contacts={UNION: contact("li", leader="zhang")})
    assert list(to(by_hand)) == ["li@kz.example", "zhang@kz.example"]


def test_where_nothing_reaches_a_unit_its_leader_is_told_at_once(
    board: Board, due_on: Callable[[date], None]
) -> None:
    due_on(date(2025, 6, 24))
    unreached = contact("li", leader="zhang")
    unreached.handler_email = ""

    assert list(to(planned(board, contacts={UNION: unreached}))) == ["zhang@kz.example"]


def test_who_is_silent_at_the_month_s_end_is_told_on_in_the_next_as_their_leader_is(
    board_of: Callable[..., Callable[[date], Board]],
) -> None:
    by_the_last_workday = board_of(workday=-1)  # Friday, 28 November

    told = days_told(by_the_last_workday, date(2025, 11, 25), date(2025, 12, 8))

    assert told == {
        "li": [(11, 25), (12, 1)],
        # the second and the third working day after it
        "zhang": [(12, 2), (12, 8)],
        "office": [(12, 3), (12, 8)],
    }


def test_nobody_above_the_unit_is_told_within_the_days_of_grace(
    board_of: Callable[..., Callable[[date], Board]],
) -> None:
    with_grace = board_of(workday=-10, grace=3)  # Monday, 17 November; until the 20th

    told = days_told(with_grace, date(2025, 11, 10), date(2025, 11, 28))

    assert told["zhang"] == [(11, 24)]
    (row,) = due_from_unit(with_grace(date(2025, 11, 19)), UNION)
    assert row.until_words == "11月17日截止，宽限至11月20日"
    (row,) = due_from_unit(with_grace(date(2025, 11, 21)), UNION)
    assert row.until_words == "11月17日截止，已过4天"

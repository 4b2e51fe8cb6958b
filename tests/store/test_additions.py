"""Steps, matters and meetings are added beside the plan, by whom they may, and never changed."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.models import Account, Adjustment, Kind, Report, Role
from kzdash.domain.progress import Answer, Level, MatterKind, State
from kzdash.domain.rules import NewItem, additions
from kzdash.errors import ConflictError, RefusedError
from kzdash.store import Store, items_changed_since, move_store, table_checksums
from tests import raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.board.board import Board

    NewReport = Callable[..., Report]
    ItemId = Callable[[str, int], int]

JUNE, JULY, AUGUST = date(2025, 6, 30), date(2025, 7, 31), date(2025, 8, 31)


class Office:
    """Adds and decides as the office, and reads what came of it."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store, self.now = store, now
        self.units = {unit.name: unit.id for unit in store.plan().units}

    def add(self, new: NewItem, account: str = "tester") -> int:
        (item_id,) = self.store.add([new], account, self.now)
        return item_id

    def account_of(self, unit: str) -> str:
        """Add an account of a unit, and return its name."""
        with self.store.writing() as session:
            person = {"person": "某人", "created_at": self.now, "must_change": False}
            session.add(Account(name=unit, role=Role.UNIT, unit_id=self.units[unit], **person))
        return unit

    def answer(self, matter: int, answer: Answer, account: str = "tester", **more: Any) -> None:
        last = self.store.last(matter)
        said = {"as_of": JULY, "note": "情况", "evidence": "文号", **more}
        made = {"account": account, "recorded_at": self.now, "answer": answer.code}
        seq = last.seq + 1 if last else 1
        self.store.append(Report(item_id=matter, seq=seq, **made, **said))

    def adjust(self, item: int, **change: Any) -> None:
        seq = 1 + sum(old.item_id == item for old in self.store.adjustments(date.max))
        made = {"account": "tester", "recorded_at": self.now, "reason": "会议同意"}
        self.store.adjust(
            Adjustment(item_id=item, seq=seq, as_of=JULY, document_number="", **made, **change)
        )

    def board(self, day: date = AUGUST, *, entered: bool = False) -> Board:
        return compute_board(self.store, day, entered=entered)


@pytest.fixture
def office(store: Store, now: datetime) -> Office:
    return Office(store, now)


@pytest.fixture
def step(office: Office, item_id: ItemId) -> NewItem:
    """A step of the first task, of the unit that leads it."""
    task = office.board().tasks[0]
    units = (office.units[task.units[0]],)
    return NewItem(
        kind=Kind.STEP,
        name="完成初设",
        as_of=JUNE,
        due_on=JULY,
        units=units,
        parent_id=item_id("task", 1),
    )


@pytest.fixture
def matter(office: Office, item_id: ItemId) -> NewItem:
    """A decision on the first project, led by one unit and supported by another."""
    return NewItem(
        kind=Kind.MATTER,
        name="管网改造方案报专班",
        summary="管网改造方案报专班，\n附预算。",
        as_of=JUNE,
        due_on=JULY,
        units=(office.units["区水利局"], office.units["区财政局"]),
        matter_kind=MatterKind.DECISION,
        level=Level.OFFICE,
        raised_by="专班第3次例会",
        about=((item_id("project", 1), None),),
    )


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as caught:
        act()
    return caught.value.refusal.name


def test_a_step_is_late_by_its_due_date_and_not_before_it_was_added(
    office: Office, step: NewItem
) -> None:
    office.add(step)

    assert office.board(JUNE - timedelta(days=1)).steps == ()
    assert office.board(JUNE, entered=True).steps == ()  # recorded in 2026
    (due,), (late,) = office.board(JUNE).steps, office.board(AUGUST).steps
    assert (due.state, due.due.days) == (State.NOT_DUE, 31)
    assert (late.state, late.parent_name) == (
        State.DUE_UNREPORTED,
        office.board().tasks[0].short_name,
    )
    assert late in office.board().followed
    assert late in [concern.item for concern in office.board().concerns]
    assert office.board().steps_of(office.board().tasks[0]) == (late,)


def test_a_unit_proposes_a_step_on_what_it_leads_which_the_office_confirms_or_sends_back(
    office: Office, step: NewItem
) -> None:
    unit = office.board().tasks[0].units[0]
    account = office.account_of(unit)
    kept, sent_back = office.add(step, account), office.add(replace(step, name="另一步"), account)
    assert office.board().steps == ()
    assert [proposal.item_id for proposal in office.board().proposals] == [kept, sent_back]

    office.adjust(kept, decision="confirmed")
    office.adjust(sent_back, decision="withdrawn")

    board = office.board()
    assert [item.item_id for item in board.steps] == [kept]
    assert board.proposals == ()
    assert [item.item_id for item in board.withdrawn] == [sent_back]


def test_a_matter_is_answered_until_the_office_closes_it(office: Office, matter: NewItem) -> None:
    unit = office.account_of("区水利局")
    found = office.add(matter)

    def words() -> str:
        (one,) = office.board(JULY).matters
        return f"{one.state.word}/{one.state_words}"

    assert words() == "今日到期/待签收"
    said = []
    for answer, more in (
        (Answer.RECEIVED, {}),
        (Answer.BLOCKED, {"note": "缺资金"}),
        (Answer.ASKS_FOR_TIME, {"requested_due_on": AUGUST}),
    ):
        office.answer(found, answer, unit, **more)
        said.append(words())
    office.adjust(found, due_on=AUGUST)
    said.append(words())
    office.answer(found, Answer.ASKS_TO_CLOSE, unit, completed_on=JULY)
    said.append(words())
    office.answer(found, Answer.RETURNED, note="缺预算")
    said.append(words())
    office.answer(found, Answer.CLOSED, completed_on=JULY)
    said.append(words())

    assert said == [
        "今日到期/今日到期",
        "受阻/受阻",
        "今日到期/今日到期，申请延期至2025年8月31日",
        "推进中/推进中",
        "推进中/申请办结",
        "推进中/推进中，已退回",
        "完成/已销号",
    ]
    (closed,) = office.board(JULY).matters
    assert (closed.is_closed, closed.due_on, closed.original_due_on) == (True, AUGUST, JULY)
    assert refused(lambda: office.answer(found, Answer.IN_PROGRESS, unit)) == "CLOSED"


def test_the_board_of_any_day_in_between_shows_what_stood_then(
    office: Office, matter: NewItem
) -> None:
    unit, found = office.account_of("区水利局"), office.add(matter)
    for day, answer in (
        (date(2025, 7, 2), Answer.RECEIVED),
        (date(2025, 7, 20), Answer.BLOCKED),
        (date(2025, 8, 5), Answer.ASKS_TO_CLOSE),
    ):
        office.answer(found, answer, unit, as_of=day)
    office.answer(found, Answer.CLOSED, as_of=date(2025, 8, 9), completed_on=date(2025, 8, 5))

    days = (date(2025, 6, 29), JUNE, date(2025, 7, 2), date(2025, 7, 25), date(2025, 8, 1))
    days += (date(2025, 8, 6), date(2025, 8, 9))
    stood = [[it.state_words for it in office.board(day).matters] for day in days]

    assert stood == [
        [],
        ["待签收"],
        ["临期"],
        ["受阻"],
        ["逾期 1 天"],
        ["申请办结"],
        ["逾期办结"],
    ]


def test_a_unit_cannot_close_what_it_was_asked(office: Office, matter: NewItem) -> None:
    unit, found = office.account_of("区水利局"), office.add(matter)

    for answer in (Answer.CLOSED, Answer.RETURNED):
        assert refused(lambda answer=answer: office.answer(found, answer, unit)) == "OFFICE_ONLY"


def test_what_a_supporting_unit_reports_is_its_part_and_changes_nothing_of_the_whole(
    office: Office, matter: NewItem, now: datetime
) -> None:
    lead, supporting = office.account_of("区水利局"), office.account_of("区财政局")
    found = office.add(matter)
    made = {"item_id": found, "as_of": JULY, "recorded_at": now}
    office.store.append(Report(seq=1, account=supporting, status="blocked", note="缺资金", **made))

    for _ in range(10):
        office.answer(found, Answer.IN_PROGRESS, lead)

    (one,) = office.board(JULY).matters
    assert (one.answer, [(part.unit, part.note) for part in one.blocked_parts]) == (
        Answer.IN_PROGRESS,
        [("区财政局", "缺资金")],
    )
    assert refused(lambda: office.store.undo(found, 1, lead, now)) == "NOT_YOURS"
    last = office.store.last(found)
    assert last is not None
    assert refused(lambda: office.store.undo(found, last.seq, supporting, now)) == "NOT_YOURS"


def test_the_lead_unit_can_be_adjusted_and_the_former_one_then_supports(
    office: Office, matter: NewItem
) -> None:
    found = office.add(matter)
    former = office.account_of("区水利局")

    office.adjust(found, lead_unit_id=office.units["区财政局"])

    (one,) = office.board().matters
    assert (one.lead_unit, one.supporting_units) == ("区财政局", ("区水利局",))
    assert one.original_lead_unit == "区水利局"
    assert refused(lambda: office.answer(found, Answer.IN_PROGRESS, former)) == "NOT_OF_KIND"


def test_a_problem_that_a_project_reports_opens_a_matter_once(
    office: Office, new_report: NewReport
) -> None:
    for day, problems in ((JUNE, "用地未批"), (JULY, "用地未批"), (AUGUST, "")):
        office.store.append(new_report("project", 1, day, stage="construction", problems=problems))

    (one,) = office.board().matters

    project = office.board().projects[0]
    assert (one.matter_kind, one.level, one.name) == (MatterKind.PROBLEM, Level.OFFICE, "用地未批")
    assert (one.about, one.lead_unit) == ((project.item_id,), project.lead_unit)
    assert one.added.as_of == JUNE


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("step", {"name": " "}, "NO_NAME"),
    ("step", {"name": "长" * 201}, "TOO_LONG"),
    ("step", {"due_on": None}, "NO_DUE_DATE"),
    ("step", {"due_on": date(2050, 1, 1)}, "TOO_LATE"),
    ("step", {"as_of": date(2026, 1, 2)}, "TO_COME"),
    ("step", {"parent_id": None}, "NO_PARENT"),
    ("step", {"units": ()}, "NOT_ITS_UNIT"),
    ("step", {"units": (999,)}, "NO_UNIT"),
    ("step", {"kind": Kind.TASK}, "NOT_OF_KIND"),
    ("matter", {"units": ()}, "NO_UNIT_GIVEN"),
    ("matter", {"due_on": None}, "NO_DUE_DATE"),
    ("matter", {"matter_kind": None}, "NOT_OF_KIND"),
    ("matter", {"parent_id": 1}, "NO_PARENT"),
    ("matter", {"about": ((999_999, None),)}, "NO_ITEM"),
    ("matter", {"matter_kind": MatterKind.QUERY, "about": ()}, "NO_ITEM"),
]


@pytest.mark.parametrize(("which", "change", "refusal"), REFUSED, ids=lambda part: str(part)[:30])
def test_what_nobody_may_add_is_refused_and_nothing_is_written(
    office: Office, step: NewItem, matter: NewItem, which: str, change: dict[str, Any], refusal: str
) -> None:
    before = table_checksums(office.store)

    wrong = replace({"step": step, "matter": matter}[which], **change)
    # the good one before it is not written either
    assert refused(lambda: office.store.add([step, wrong], "tester", office.now)) == refusal

    assert table_checksums(office.store) == before


def test_who_may_add_what(office: Office, step: NewItem, matter: NewItem) -> None:
    leading = office.board().tasks[0].units[0]
    other = next(unit for unit in office.units if unit not in office.board().tasks[0].units)
    accounts = {"lead": office.account_of(leading), "other": office.account_of(other)}
    accounts |= {"office": "tester", "nobody": "nobody"}
    about = ((step.parent_id or 0, None),)
    problem = replace(matter, matter_kind=MatterKind.PROBLEM, due_on=None, about=about)
    news = {
        "step": step,
        "decision": matter,
        "problem": problem,
        "problem of nothing": replace(problem, about=()),
        "meeting": NewItem(kind=Kind.MEETING, name="例会", as_of=JUNE, due_on=JUNE),
    }

    def told(new: NewItem, account: str) -> str:
        try:
            office.add(new, account)
        except RefusedError as error:
            return error.refusal.name
        return "added"

    found = {
        what: {who: told(new, name) for who, name in accounts.items()} for what, new in news.items()
    }

    nobody, only = {"nobody": "NO_ACCOUNT"}, {"office": "added"}
    assert found == {
        "step": {"lead": "added", "other": "NOT_YOURS", **only, **nobody},
        "decision": {"lead": "OFFICE_ONLY", "other": "OFFICE_ONLY", **only, **nobody},
        "problem": {"lead": "added", "other": "NOT_YOURS", **only, **nobody},
        "problem of nothing": {"lead": "NO_ITEM", "other": "NO_ITEM", **only, **nobody},
        "meeting": {"lead": "OFFICE_ONLY", "other": "OFFICE_ONLY", **only, **nobody},
    }


def test_every_reason_not_to_add_has_its_case() -> None:
    given = set(re.findall(r"Refusal\.(\w+)", Path(additions.__file__).read_text("utf-8")))

    assert given - {case[2] for case in REFUSED} == {"NOT_YOURS", "OFFICE_ONLY"}


def test_no_sql_changes_what_was_added(office: Office, matter: NewItem, ask: raw_sql.Ask) -> None:
    found = office.add(matter)
    before = table_checksums(office.store)

    for sql in (
        f"UPDATE items SET name = 'x' WHERE id = {found}",
        f"DELETE FROM items WHERE id = {found}",
        "UPDATE additions SET account = 'x'",
        "DELETE FROM additions",
        "UPDATE matters SET level = 'city'",
        "DELETE FROM matter_items",
    ):
        with pytest.raises(raw_sql.REFUSED, match="added only"):
            ask(sql)

    assert table_checksums(office.store) == before


def test_news_of_an_added_item_reach_what_shows_the_items_it_is_about(
    office: Office, step: NewItem, matter: NewItem
) -> None:
    version = office.store.version()
    found = [office.add(step), office.add(matter)]

    expected = {*found, step.parent_id, *(item_id for item_id, _ in matter.about)}
    assert items_changed_since(office.store, version) == expected


def test_a_moved_store_has_what_was_added(
    office: Office, step: NewItem, matter: NewItem, tmp_path: Path
) -> None:
    office.add(step)
    office.add(matter)
    before = office.board()

    move_store(office.store, f"sqlite:///{tmp_path / 'moved.db'}")

    moved = compute_board(Store(f"sqlite:///{tmp_path / 'moved.db'}"), AUGUST)
    assert (moved.steps, moved.matters) == (before.steps, before.matters)


def test_a_problem_waits_for_the_office_until_somebody_takes_it_up(
    office: Office, new_report: NewReport
) -> None:
    office.store.append(new_report("project", 1, JUNE, stage="construction", problems="用地未批"))
    (raised,) = office.board().matters
    assert (raised.state_words, raised.waits_for_office, raised.is_unsigned) == (
        "待协调",
        True,
        False,
    )

    office.adjust(raised.item_id, level="task_force")

    (taken_up,) = office.board().matters
    assert (taken_up.state_words, taken_up.waits_for_office) == ("待签收", False)


def test_what_many_add_and_answer_at_once_is_numbered_without_a_gap_and_none_is_lost(
    office: Office, step: NewItem, matter: NewItem
) -> None:
    found = office.add(matter)

    def act(number: int) -> str:
        if number % 2:
            office.add(replace(step, name=f"第{number}步"))
            return "added"
        try:
            office.answer(found, Answer.IN_PROGRESS)
        except ConflictError:
            return "conflict"
        return "answered"

    with ThreadPoolExecutor(8) as pool:
        told = Counter(pool.map(act, range(32)))

    board = office.board()
    assert sorted(one.number for one in board.steps) == list(range(1, 17))
    assert told["added"] == len(board.steps)
    assert [report.seq for report in office.store.since(found, 0)] == list(
        range(1, told["answered"] + 1)
    )
    assert told["answered"] >= 1

"""What is half typed into the table of several rows is kept together, and stands there again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kzdash import accounts
from kzdash.domain.models.drafts import TABLE, TABLE_OF_PARTS
from kzdash.runtime import clock
from kzdash.store import drafts_of
from tests.ui.drafted import RESTORED, UNSENT, told, type_into
from tests.ui.forms import TODAY
from tests.ui.test_batch import DAY, SAID, WATER, ours, type_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    NewReport = Callable[..., Report]
    Rows = Callable[[], list[dict[str, Any]]]

LIST = {"as_of": TODAY, "scope": "全部", "kind": "任务"}
WHO = "李明"


@pytest.fixture
def tasks(item_id: ItemId) -> dict[int, int]:
    """Number of a task to the id of its item; task 2 was reported on before."""
    return {number: item_id("task", number) for number in (1, 2, 24, 26)}


@pytest.fixture
def opened(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport
) -> Callable[[], Screen]:
    own_store.append(new_report("task", 2, DAY, **SAID))
    log_in(WATER, WHO)

    def open_table() -> Screen:
        screen = visit("reporting", **LIST)
        return screen.press(f"填报列表中的 {len(screen.tables['work'])} 项任务、政策、改革")

    return open_table


def browser_types(screen: Screen, rows: dict[str, str], part: int = TABLE, **said: Any) -> Screen:
    """Send all that stands in the table, as drafts.js does, with what is typed into some fields."""
    return type_into(screen, part, typed=told(screen, part)["begun"] | rows, **said)


def kept(store: Store) -> dict[str, str]:
    """What the only draft has."""
    (draft,) = drafts_of(store, WHO)
    return dict(draft.typed)


def test_rows_that_were_touched_are_kept_and_no_others(
    opened: Callable[[], Screen], own_store: Store, tasks: dict[int, int]
) -> None:
    screen = opened()
    begun = told(screen, TABLE)["begun"]
    assert begun[f"1-{tasks[2]}-status"] == "推进中"
    assert begun[f"0-{tasks[24]}-tick"] == "False"

    browser_types(screen, {f"0-{tasks[24]}-note": "写到一半", f"1-{tasks[2]}-tick": "True"})

    assert kept(own_store) == {
        f"0-{tasks[24]}-tick": "False",
        f"0-{tasks[24]}-status": "",
        f"0-{tasks[24]}-note": "写到一半",
        f"1-{tasks[2]}-tick": "True",
        f"1-{tasks[2]}-status": "推进中",
        f"1-{tasks[2]}-note": "上次所填",
    }
    assert told(screen, TABLE)["answer"]["words"].startswith("草稿已存")
    # what is taken back is no draft
    browser_types(screen, {})
    assert drafts_of(own_store, WHO) == []


def test_a_reload_opens_the_table_with_what_was_typed_and_it_is_sent_from_there(
    opened: Callable[[], Screen],
    visit: Visit,
    own_store: Store,
    tasks: dict[int, int],
    reports: Rows,
) -> None:
    screen = opened()
    typed = {f"0-{tasks[24]}-note": "缺资金", f"0-{tasks[24]}-status": "受阻"}
    browser_types(screen, typed | {f"1-{tasks[2]}-tick": "True"})

    screen = visit("reporting", **{**LIST, "batch": screen.query["batch"]})

    assert any(RESTORED in words for words in screen.said("info"))
    assert screen.filled(f"{tasks[24]}-status", f"{tasks[24]}-note", f"{tasks[2]}-tick") == {
        f"{tasks[24]}-status": "受阻",
        f"{tasks[24]}-note": "缺资金",
        f"{tasks[2]}-tick": True,
    }
    # the rows that nobody touched are there as well
    assert screen.filled(f"{tasks[26]}-note") == {f"{tasks[26]}-note": ""}
    screen.press("全部提交")
    assert [(row["item_id"], row["status"]) for row in ours(reports())] == [
        (tasks[2], "in_progress"),
        (tasks[24], "blocked"),
    ]
    assert drafts_of(own_store, WHO) == []


def test_a_closed_table_with_a_draft_is_offered_and_listed_and_the_other_as_before(
    opened: Callable[[], Screen], visit: Visit, own_store: Store, tasks: dict[int, int]
) -> None:
    browser_types(opened(), {f"0-{tasks[24]}-note": "写到一半"})

    screen = visit("reporting", as_of=TODAY)

    (offer,) = (words for words in screen.said("info") if words.startswith("有 ") and "共" in words)
    assert UNSENT in offer
    assert offer.endswith("共1项。")
    assert any(words.startswith("有 1 份未提交的草稿") for words in screen.said("info"))
    assert any(label.startswith("填报配合的") for label in screen.buttons)
    assert not any(label.startswith("填报列表中的") for label in screen.buttons)

    screen.press(f"open-draft-{TABLE}")
    assert screen.filled(f"{tasks[24]}-note") == {f"{tasks[24]}-note": "写到一半"}
    screen.press("放弃")
    assert drafts_of(own_store, WHO) == []
    assert any(label.startswith("填报列表中的") for label in screen.buttons)


def test_a_draft_of_a_table_can_be_dropped_and_that_of_the_other_stays(
    opened: Callable[[], Screen], visit: Visit, own_store: Store, tasks: dict[int, int]
) -> None:
    browser_types(opened(), {f"0-{tasks[24]}-note": "写到一半"})
    screen = visit("reporting", as_of=TODAY)
    (label,) = (label for label in screen.buttons if label.startswith("填报配合的"))
    screen.press(label)
    browser_types(screen, {f"0-{tasks[1]}-note": "管网"}, TABLE_OF_PARTS)
    assert len(drafts_of(own_store, WHO)) == 2

    screen = visit("reporting", as_of=TODAY).press(f"drop-batch-{-TABLE}")

    assert [draft.form.part for draft in drafts_of(own_store, WHO)] == [TABLE_OF_PARTS]
    screen.press(f"open-draft-{TABLE_OF_PARTS}")
    assert screen.filled(f"{tasks[1]}-note") == {f"{tasks[1]}-note": "管网"}
    assert "区农业农村委牵头，报本单位的部分" in screen.text


@pytest.mark.parametrize(("decided", "stored"), [("以我的为准", ["done"]), ("保留对方的", [])])
def test_what_others_reported_since_the_draft_is_a_conflict_as_if_it_had_stood_open(
    opened: Callable[[], Screen],
    visit: Visit,
    own_store: Store,
    new_report: NewReport,
    tasks: dict[int, int],
    decided: str,
    stored: list[str],
) -> None:
    browser_types(opened(), {f"1-{tasks[2]}-status": "已完成", f"1-{tasks[2]}-note": "我所填"})
    own_store.append(new_report("task", 2, DAY, status="blocked", note="另一人所填"))
    screen = visit("reporting", **LIST).press("恢复")
    assert screen.filled(f"{tasks[2]}-note") == {f"{tasks[2]}-note": "我所填"}

    screen.press("全部提交")

    (refusal,) = screen.said("error")
    assert "另一人所填" in refusal
    screen.press(decided)
    assert [row.status for row in own_store.since(tasks[2], 2)] == stored
    assert drafts_of(own_store, WHO) == []


def test_what_was_stored_leaves_the_draft_and_what_was_refused_stays_in_it(
    opened: Callable[[], Screen], visit: Visit, own_store: Store, tasks: dict[int, int]
) -> None:
    screen = opened()
    type_in(screen, tasks[24], status="受阻")
    type_in(screen, tasks[26], status="推进中")

    screen.press("全部提交")

    assert kept(own_store) == {
        f"0-{tasks[24]}-tick": "False",
        f"0-{tasks[24]}-status": "受阻",
        f"0-{tasks[24]}-note": "",
    }
    screen = visit("reporting", **{**LIST, "batch": screen.query["batch"]})
    assert screen.filled(f"{tasks[24]}-status") == {f"{tasks[24]}-status": "受阻"}
    assert screen.filled(f"{tasks[26]}-status") == {f"{tasks[26]}-status": "推进中"}
    assert not any("1-" in name for name in kept(own_store))


@pytest.mark.parametrize(
    ("hours", "found"), [(1, {24: "浏览器里的", 26: ""}), (-1, {24: "", 26: "服务器上的"})]
)
def test_what_only_the_browser_had_counts_but_for_rows_that_were_reported_since(
    opened: Callable[[], Screen],
    visit: Visit,
    own_store: Store,
    new_report: NewReport,
    tasks: dict[int, int],
    hours: int,
    found: dict[int, str],
) -> None:
    screen = opened()
    browser_types(screen, {f"0-{tasks[26]}-note": "服务器上的"})
    report = new_report("task", 2, DAY, status="done")
    report.account = WHO
    own_store.append(report)
    screen = visit("reporting", **LIST).press("恢复")
    at = (clock.now() + timedelta(hours=hours)).timestamp() * 1000
    typed = {f"0-{tasks[24]}-note": "浏览器里的", f"1-{tasks[2]}-note": "早已报过"}

    type_into(screen, TABLE, typed=typed, earlier={"typed": typed, "seq": 0, "at": at})

    assert screen.filled(*(f"{tasks[number]}-note" for number in found)) == {
        f"{tasks[number]}-note": note for number, note in found.items()
    }
    assert not any(f"-{tasks[2]}-" in name for name in kept(own_store))


def test_a_note_of_several_lines_that_nobody_touched_is_no_draft_and_keeps_its_lines(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport, tasks: dict[int, int]
) -> None:
    own_store.append(new_report("task", 2, DAY, status="in_progress", note="一行\n又一行"))
    log_in(WATER, WHO)
    screen = visit("reporting", **LIST)
    screen.press(f"填报列表中的 {len(screen.tables['work'])} 项任务、政策、改革")
    assert told(screen, TABLE)["begun"][f"1-{tasks[2]}-note"] == "一行又一行"

    browser_types(screen, {})
    assert drafts_of(own_store, WHO) == []
    browser_types(screen, {f"1-{tasks[2]}-status": "已完成"})
    screen = visit("reporting", **LIST).press("恢复")
    assert screen.filled(f"{tasks[2]}-note") == {f"{tasks[2]}-note": "一行\n又一行"}


@pytest.mark.parametrize(
    "typed",
    [
        {"1-2": "x"},
        {"x-y-note": "x"},
        {"0-999999-note": "没有的事项"},
        {f"0-{number}-note": "太多" for number in range(1, 200)},
        {"0-24-note": "字" * 2001},
    ],
)
def test_what_is_no_row_is_not_kept_and_the_page_stands(
    opened: Callable[[], Screen], own_store: Store, typed: dict[str, str]
) -> None:
    screen = opened()

    type_into(screen, TABLE, typed=typed, earlier={"typed": typed, "seq": 0, "at": 9e12})

    assert "全部提交" in screen.run().buttons
    assert all(
        len(draft.typed) <= 100 and "字" * 2001 not in str(draft.typed)
        for draft in drafts_of(own_store, WHO)
    )


def test_after_the_log_in_has_ended_the_page_says_that_the_draft_is_kept(
    opened: Callable[[], Screen], own_store: Store, tasks: dict[int, int]
) -> None:
    screen = opened()
    begun = told(screen, TABLE)["begun"]
    browser_types(screen, {f"0-{tasks[24]}-note": "先填的"})
    accounts.log_out_everywhere(own_store, screen.cookies[accounts.COOKIE], clock.now())

    type_into(screen, TABLE, typed=begun | {f"0-{tasks[24]}-note": "之后填的"})

    assert kept(own_store)[f"0-{tasks[24]}-note"] == "先填的"
    assert "全部提交" not in screen.buttons
    assert any("登录后打开本页即可恢复" in words for words in screen.said("warning"))

"""Routine reports are made many at once, and each is stored or not for itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.store import unit_names
from kzdash.ui.reporting import rate_limit
from tests.ui.forms import TODAY, of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], list[dict[str, Any]]]
    NewReport = Callable[..., Report]

DAY = date(2025, 6, 1)
WATER = "区水利局"
TASKS = (2, 24, 26)  # that it leads
SAID = {"status": "in_progress", "note": "上次所填", "evidence": "甲号文"}


@pytest.fixture
def rows(item_id: ItemId) -> dict[int, int]:
    """Number of a task to the id of its item."""
    return {number: item_id("task", number) for number in (1, *TASKS)}


@pytest.fixture
def opened(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport
) -> Callable[[], Screen]:
    """Open the table of a unit's tasks, of which the first was reported on before."""
    own_store.append(new_report("task", 2, DAY, **SAID))
    log_in(WATER)

    def open_table() -> Screen:
        screen = visit("reporting", as_of=TODAY, scope="全部", kind="任务")
        return screen.press(f"填报列表中的 {len(screen.tables['work'])} 项任务、政策、改革")

    return open_table


def type_in(screen: Screen, item: int, **answers: Any) -> None:
    """Type into the row of an item."""
    screen.fill(**{f"{item}-{name}": answer for name, answer in answers.items()})


def ours(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was reported by whoever is logged in."""
    return [row for row in rows if row["account"] == "李明"]


def test_a_row_starts_from_what_was_said_last(
    opened: Callable[[], Screen], rows: dict[int, int]
) -> None:
    screen = opened()

    assert screen.filled(f"{rows[2]}-status", f"{rows[2]}-note", f"{rows[2]}-tick") == {
        f"{rows[2]}-status": "推进中",
        f"{rows[2]}-note": "上次所填",
        f"{rows[2]}-tick": False,
    }
    assert screen.filled(f"{rows[24]}-status", f"{rows[24]}-note") == {
        f"{rows[24]}-status": None,
        f"{rows[24]}-note": "",
    }
    assert screen.foreign_words == set()


def test_rows_that_were_changed_are_stored_all_at_once_and_the_others_left(
    opened: Callable[[], Screen], rows: dict[int, int], reports: Rows
) -> None:
    screen = opened()
    type_in(screen, rows[2], status="已完成")
    type_in(screen, rows[26], status="受阻", note="缺资金")

    screen.press("全部提交")

    stored = [of(row, ["item_id", "seq", "status", "note", "evidence"]) for row in ours(reports())]
    assert stored == [
        {"item_id": rows[2], "seq": 2, "status": "done", "note": "上次所填", "evidence": ""},
        {"item_id": rows[26], "seq": 1, "status": "blocked", "note": "缺资金", "evidence": ""},
    ]
    (told,) = screen.said("success")
    assert told.split("\n")[0] == "已填报 2 项："
    assert told.split("\n")[2].endswith("● 已完成（原▲ 推进中）")
    assert told.split("\n")[3].endswith("✕ 受阻，说明：缺资金")
    assert "batch" not in screen.query
    assert "全部提交" not in screen.buttons


def test_a_row_that_was_ticked_says_the_same_again_without_the_evidence_of_another_report(
    opened: Callable[[], Screen], rows: dict[int, int], reports: Rows
) -> None:
    screen = opened()
    type_in(screen, rows[2], tick=True)

    screen.press("全部提交")

    (row,) = ours(reports())
    assert row["seq"] == 2
    assert of(row, SAID) == {**SAID, "evidence": ""}


def test_a_unit_reports_on_its_parts_of_what_it_supports_in_a_table_of_their_own(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    rows: dict[int, int],
    reports: Rows,
    new_report: NewReport,
) -> None:
    own_store.append(new_report("task", 1, DAY, status="in_progress", note="整体"))
    log_in(WATER)
    screen = visit("reporting", as_of=TODAY, scope="全部")
    (label,) = [it for it in screen.buttons if it == "填报配合的 3 项（本单位的部分）"]
    screen.press(label)
    assert "区农业农村委牵头，报本单位的部分" in screen.text
    assert screen.filled(f"{rows[1]}-note") == {f"{rows[1]}-note": ""}
    type_in(screen, rows[1], status="受阻", note="管网用地未批")

    screen.press("全部提交")

    (row,) = ours(reports())
    units = unit_names(own_store)
    assert (row["item_id"], units[row["unit_id"]], row["status"]) == (rows[1], WATER, "blocked")
    assert "区水利局的部分" in screen.said("success")[0]
    last = compute_board(own_store, date(2026, 1, 1)).tasks[0].latest_report
    assert last
    assert last.note == "整体"


def test_a_table_sent_faster_than_anybody_types_is_told_to_wait(
    opened: Callable[[], Screen], rows: dict[int, int], reports: Rows, own_store: Store
) -> None:
    screen = opened()
    type_in(screen, rows[2], status="已完成")
    while rate_limit.PACE.take(own_store.accounts()[-1].name):
        pass

    screen.press("全部提交")

    (refusal,) = screen.said("error")
    assert "一分钟内填报的次数太多" in refusal
    assert ours(reports()) == []
    rate_limit.PACE.reset()
    screen.press("全部提交")
    assert len(ours(reports())) == 1


def test_nothing_changed_nor_ticked_sends_nothing(
    opened: Callable[[], Screen], reports: Rows
) -> None:
    screen = opened().press("全部提交")

    assert ours(reports()) == []
    assert screen.said("success") == []


def test_what_is_dropped_is_not_written(
    opened: Callable[[], Screen], rows: dict[int, int], reports: Rows
) -> None:
    screen = opened()
    type_in(screen, rows[2], status="已完成")

    screen.press("放弃")

    assert ours(reports()) == []
    assert "batch" not in screen.query


def test_a_row_that_somebody_else_reported_on_is_said_and_the_others_are_stored(
    opened: Callable[[], Screen],
    rows: dict[int, int],
    own_store: Store,
    new_report: NewReport,
    reports: Rows,
) -> None:
    screen = opened()
    own_store.append(new_report("task", 2, DAY, status="blocked", note="另一人所填"))
    type_in(screen, rows[2], status="已完成", note="我所填")
    type_in(screen, rows[24], status="推进中")

    screen.press("全部提交")

    (refusal,) = screen.said("error")
    assert refusal.startswith("2. ")
    assert "未提交，您打开本表后有人填报了这一项：**✕ 受阻**" in refusal
    assert "另一人所填" in refusal
    assert [row["item_id"] for row in ours(reports())] == [rows[24]]
    assert screen.filled(f"{rows[2]}-note") == {f"{rows[2]}-note": "我所填"}
    assert "batch" in screen.query

    screen.press("全部提交")
    assert len(ours(reports())) == 1  # neither what was stored already, nor what is to be decided
    assert screen.said("error") == [refusal]


@pytest.mark.parametrize(
    ("decided", "stored"), [("以我的为准", ["done"]), ("保留对方的", [])], ids=["mine", "theirs"]
)
def test_a_row_in_conflict_is_decided_alone(
    opened: Callable[[], Screen],
    rows: dict[int, int],
    own_store: Store,
    new_report: NewReport,
    reports: Rows,
    decided: str,
    stored: list[str],
) -> None:
    screen = opened()
    own_store.append(new_report("task", 2, DAY, status="blocked", note="另一人所填"))
    type_in(screen, rows[2], status="已完成", note="我所填")
    screen.press("全部提交")
    type_in(screen, rows[24], status="推进中")

    screen.press(decided)

    assert [row["status"] for row in ours(reports())] == stored
    assert screen.filled(f"{rows[24]}-status") == {f"{rows[24]}-status": "推进中"}
    assert screen.said("error") == []
    screen.press("全部提交")
    assert [row["status"] for row in ours(reports())] == [*stored, "in_progress"]
    assert "batch" not in screen.query


def test_an_untouched_row_that_somebody_else_reported_on_is_left_alone(
    opened: Callable[[], Screen],
    rows: dict[int, int],
    own_store: Store,
    new_report: NewReport,
    reports: Rows,
) -> None:
    screen = opened()
    own_store.append(new_report("task", 2, DAY, status="done", note="另一人所填"))
    own_store.append(new_report("task", 26, DAY, status="in_progress"))
    type_in(screen, rows[24], status="推进中")

    screen.press("全部提交")

    assert screen.said("error") == []
    assert [row["item_id"] for row in ours(reports())] == [rows[24]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"status": "受阻"}, "说明不能为空：请写明原因。"),
        ({"note": "只写了说明"}, "请选择状态。"),
        ({"tick": True}, "请选择状态。"),
        ({"status": "推进中", "note": "长" * 100_000}, "说明过长，最多2,000字。"),
    ],
    ids=["no reason", "no status", "only ticked", "too long"],
)
def test_a_row_that_cannot_be_is_refused_by_its_name_and_the_others_are_stored(
    opened: Callable[[], Screen],
    rows: dict[int, int],
    reports: Rows,
    answers: dict[str, Any],
    sentence: str,
) -> None:
    screen = opened()
    type_in(screen, rows[24], **answers)
    type_in(screen, rows[26], status="推进中")

    screen.press("全部提交")

    (refusal,) = screen.said("error")
    assert refusal.startswith("24. ")
    assert sentence in refusal
    assert [row["item_id"] for row in ours(reports())] == [rows[26]]
    typed = {f"{rows[24]}-{name}": answer for name, answer in answers.items()}
    assert screen.filled(*typed) == typed

    type_in(screen, rows[24], status="已完成", note="")
    screen.press("全部提交")
    assert [row["status"] for row in ours(reports())] == ["in_progress", "done"]


def test_what_came_of_it_is_said_until_it_is_sent_again_or_dropped(
    opened: Callable[[], Screen],
    rows: dict[int, int],
    own_store: Store,
    new_report: NewReport,
) -> None:
    screen = opened()
    type_in(screen, rows[24], status="受阻")
    type_in(screen, rows[26], status="推进中")
    screen.press("全部提交")
    (refusal,) = screen.said("error")

    own_store.append(new_report("task", 1, DAY, status="in_progress"))
    screen.run()
    assert (screen.said("success"), screen.said("error")) == (
        ["任务 26. 保障城市供水安全：▲ 推进中"],
        [refusal],
    )

    type_in(screen, rows[24], status=None, note="只写了说明")
    screen.press("全部提交")
    assert screen.said("success") == []
    assert "请选择状态。" in screen.said("error")[0]

    screen.press("放弃")
    assert screen.said("error") == []


def test_what_was_stored_is_said_beside_what_was_not(
    opened: Callable[[], Screen], rows: dict[int, int]
) -> None:
    screen = opened()
    type_in(screen, rows[24], status="受阻")
    type_in(screen, rows[26], status="推进中")

    screen.press("全部提交")

    (told,) = screen.said("success")
    assert told.startswith("任务 26. ")
    left = [box.key for box in screen.run().app.checkbox if box.key]
    assert not any(key.endswith(f"-{rows[26]}-tick") for key in left)
    assert any(key.endswith(f"-{rows[24]}-tick") for key in left)


def test_a_table_in_the_url_other_than_the_one_that_was_opened_is_not_filled_in(
    opened: Callable[[], Screen], rows: dict[int, int], reports: Rows
) -> None:
    screen = opened()
    type_in(screen, rows[2], status="已完成")
    screen.app.query_params["batch"] = "another"

    screen.press("全部提交")

    assert any("没有未提交的草稿" in words for words in screen.said("info"))
    assert ours(reports()) == []


def test_a_table_that_was_sent_stays_closed_though_a_browser_cut_off_still_names_it(
    opened: Callable[[], Screen], rows: dict[int, int], reports: Rows
) -> None:
    screen = opened()
    named = screen.query["batch"]
    type_in(screen, rows[2], status="已完成")
    screen.press("全部提交")

    screen.app.query_params["batch"] = named
    screen.run()

    assert "全部提交" not in screen.buttons
    (told,) = screen.said("success")
    assert told.startswith("已填报 1 项：")
    assert not any("没有提交" in words for words in screen.said("info"))
    assert len(ours(reports())) == 1


def test_a_table_opened_in_another_session_says_what_was_kept(
    opened: Callable[[], Screen], visit: Visit, reports: Rows
) -> None:
    url = opened().query

    screen = visit("reporting", **{"as_of": TODAY, **url})

    assert any("没有未提交的草稿" in words for words in screen.said("info"))
    assert "全部提交" not in screen.buttons
    assert "全部提交" in screen.press("重新打开").buttons
    assert ours(reports()) == []


def test_at_most_twenty_rows_are_opened_at_once(visit: Visit, log_in: LogIn) -> None:
    log_in()
    screen = visit("reporting", as_of=TODAY).press("填报列表中的前 20 项任务、政策、改革")

    assert len([box for box in screen.app.checkbox if (box.key or "").endswith("-tick")]) == 20


@pytest.mark.parametrize("kind", ["指标", "项目", "时间节点"])
def test_what_is_reported_with_figures_or_days_is_not_routine(
    visit: Visit, log_in: LogIn, kind: str
) -> None:
    log_in()

    assert "批量填报" not in visit("reporting", as_of=TODAY, kind=kind).headings

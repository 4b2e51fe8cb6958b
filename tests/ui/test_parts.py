"""A supporting unit reports on its part, which neither covers the others nor is covered by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kzdash.domain.models import Report
from kzdash.runtime import clock
from kzdash.store import unit_names
from tests.ui.forms import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], list[dict[str, Any]]]

# a task that the one leads and the other supports, with others
TASK, LEAD, WATER = "task-1", "区农业农村委", "区水利局"
STUCK = "管网改造用地未批"


def open_form(visit: Visit, item: int) -> Screen:
    return visit("item", as_of=TODAY, id=TASK).press(f"open-{item}")


def say_in_the_store(store: Store, item: int, account: str, status: str) -> None:
    """Report as somebody while a form is open."""
    last = store.last(item)
    report = Report(item_id=item, seq=last.seq + 1 if last else 1, as_of=clock.today())
    report.account, report.recorded_at, report.status = account, clock.now(), status
    store.append(report)


def test_a_supporting_unit_is_told_that_it_reports_its_part_and_asked_no_more(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, own_store: Store
) -> None:
    item = item_id("task", 1)
    log_in(WATER)
    screen = open_form(visit, item)

    assert f"{WATER}是配合单位，填报的是本单位的部分。" in "".join(screen.said("info"))
    screen.fill(status="受阻", note=STUCK, evidence="水利〔2026〕1号").press("提交")

    (row,) = reports()
    assert unit_names(own_store)[row["unit_id"]] == WATER
    assert (row["status"], row["note"]) == ("blocked", STUCK)
    assert f"已填报：{WATER}的部分，✕ 受阻" in screen.said("success")[0].replace("\\", "")
    assert f"受阻：{STUCK}" in screen.text
    # the form starts with what it said last
    again = open_form(visit, item)
    assert again.filled("status", "note") == {"status": "受阻", "note": STUCK}


def test_reports_of_others_in_between_are_no_conflict_for_a_part(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, own_store: Store
) -> None:
    item = item_id("task", 1)
    log_in(LEAD, "牵头人")
    log_in(WATER, "水利")
    screen = open_form(visit, item)
    say_in_the_store(own_store, item, "牵头人", "in_progress")

    screen.fill(status="受阻", note=STUCK).press("提交")

    assert screen.said("error") == []
    assert [(row["seq"], row["status"]) for row in reports()] == [
        (1, "in_progress"),
        (2, "blocked"),
    ]


def test_another_report_of_the_same_unit_is_a_conflict(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, own_store: Store
) -> None:
    item = item_id("task", 1)
    log_in(WATER, "同事")
    log_in(WATER, "水利")
    screen = open_form(visit, item)
    say_in_the_store(own_store, item, "同事", "in_progress")

    screen.fill(status="受阻", note=STUCK).press("提交")

    assert screen.said("error")[0].startswith("尚未提交：在您之前已有新的填报。")
    assert len(reports()) == 1


def test_the_office_chooses_the_whole_or_a_part(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, own_store: Store
) -> None:
    item = item_id("task", 1)
    log_in()
    screen = open_form(visit, item)
    assert screen.app.selectbox(key=f"part-{item}").value == "整体"

    screen.app.selectbox(key=f"part-{item}").select(WATER)
    screen.run().fill(status="推进中").press("提交")
    open_form(visit, item).fill(status="推进中").press("提交")

    units = unit_names(own_store)
    assert [units.get(row["unit_id"]) for row in reports()] == [WATER, None]


def test_a_unit_s_page_has_what_it_leads_and_then_what_it_supports(
    visit: Visit, log_in: LogIn
) -> None:
    log_in(WATER)

    for page in (visit("duties", unit=WATER), visit("reporting", as_of=TODAY, scope="全部")):
        names = [name.split(".")[0] for name in page.tables["supported"]["事项"]]
        assert "任务 1" in names
        assert "任务 2" not in names
    assert "另配合 3 项" in page.text


def test_the_office_says_by_document_which_unit_leads(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    screen = visit("item", as_of=TODAY, id=TASK)
    grounds = {"文号": "开州府办发〔2026〕9号", "调整原因": "分工调整"}
    screen.fill(新牵头单位=WATER, **grounds).press("登记调整")

    (said,) = screen.said("success")
    assert f"牵头单位由{LEAD}调整为{WATER}" in said
    page = visit("item", as_of=TODAY, id=TASK)
    links = [name for name in page.links if name in {LEAD, WATER}]
    assert links == [WATER, LEAD]
    assert own_store.adjustments(clock.today())[-1].document_number == grounds["文号"]

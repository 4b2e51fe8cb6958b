"""Steps on the pages: added by the office, proposed by a unit, decided, moved and withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.runtime import clock
from tests.ui.forms import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]

UNIT, SUPPORTING = "区水利局", "区城市管理局"
LINES = "报送管网改造方案\t2034-11-30\n开工 2034-12-15\n通水，2034年12月31日，区城市管理局"


def task(visit: Visit, number: int = 26) -> Screen:
    return visit("item", as_of=TODAY, id=f"task-{number}")


def try_out(screen: Screen, text: str, document: str = "") -> Screen:
    screen.field("lines").set_value(text)
    screen.field("grounds").set_value(document)
    return screen.press("试算")


def tried(screen: Screen) -> dict[str, str]:
    """What the dry run says of each line, by its name."""
    ((_, table),) = [(k, t) for k, t in screen.tables.items() if k.startswith("tried")]
    return dict(zip(table["名称"], table["试算"], strict=True))


def proposal_of(visit: Visit, log_in: LogIn) -> None:
    """Let the unit that leads task 26 propose a step."""
    log_in(UNIT, person="王芳")
    try_out(task(visit), "报送管网改造方案 2034-11-30").press("报送1个节点")


def test_the_office_breaks_a_task_down_by_pasting_lines_tried_out_first(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    screen = try_out(task(visit), LINES, "开专班〔2026〕3号")

    assert list(tried(screen).values()) == ["将加入"] * 3
    assert compute_board(own_store, clock.today()).steps == ()

    screen.press("写入3个节点")

    assert screen.said("success") == ["已加入3个工作节点。"]
    steps = compute_board(own_store, clock.today()).steps
    assert [(step.name, step.due_on, step.lead_unit) for step in steps] == [
        ("任务26 · 报送管网改造方案", date(2034, 11, 30), UNIT),
        ("任务26 · 开工", date(2034, 12, 15), UNIT),
        ("任务26 · 通水", date(2034, 12, 31), SUPPORTING),
    ]
    assert {step.citation for step in steps} == {"开专班〔2026〕3号"}
    assert "开工" in screen.hrefs.values()
    assert screen.field("lines").value == ""


def test_a_fault_in_one_line_is_named_and_nothing_is_written(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()

    screen = try_out(task(visit), "报送方案 2034-11-31\n开工 2034-12-15\n通水 2034-12-20 区财政局")

    assert tried(screen)["报送方案"] == "到期日“2034-11-31”这一天不存在。请核对日期。"
    assert tried(screen)["开工"] == "将加入"
    assert screen.said("error") == ["2行有问题，什么都还没有写入。请在上面改好后再点“试算”。"]
    assert not any(label.startswith("写入") for label in screen.buttons)
    assert screen.field("lines").value.startswith("报送方案")
    assert compute_board(own_store, clock.today()).steps == ()


def test_lines_that_stand_already_are_not_written_again(visit: Visit, log_in: LogIn) -> None:
    log_in()
    screen = try_out(task(visit), "开工 2034-12-15").press("写入1个节点")

    screen = try_out(screen, "开工 2034-12-15\n通水 2034-12-31")

    assert tried(screen) == {"开工": "已有，不再写入", "通水": "将加入"}
    assert try_out(screen, "开工 2034-12-16").said("error") != []


@pytest.mark.parametrize("unit", [SUPPORTING, "区财政局"])
def test_who_does_not_lead_an_item_is_offered_no_steps(
    visit: Visit, log_in: LogIn, unit: str
) -> None:
    log_in(unit)

    assert "试算" not in task(visit).buttons


def test_a_project_s_steps_start_from_the_template_spread_over_its_building_years(
    visit: Visit, log_in: LogIn
) -> None:
    log_in()

    screen = visit("projects", as_of=TODAY, item="1").press("套用模板")

    lines = screen.field("lines").value.splitlines()
    assert [line.split("\t")[0] for line in lines] == [
        *("前期", "用地", "招标", "开工", "主体", "竣工验收", "投用"),
    ]
    assert (lines[0], lines[-1]) == ("前期\t2024-04-30", "投用\t2025-12-31")
    screen.press("试算")
    assert set(tried(screen).values()) == {"将加入；到期日已过，请核对"}


def test_a_unit_s_step_is_a_proposal_that_the_office_confirms_on_its_page_of_reports(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    proposal_of(visit, log_in)
    board = compute_board(own_store, clock.today())
    assert (len(board.steps), len(board.proposals)) == (0, 1)
    assert "待确认" in task(visit).text
    assert "王芳（区水利局）建议，待专班办公室确认" in visit("item", as_of=TODAY, id="step-1").text
    log_in()

    screen = visit("reporting", as_of=TODAY)
    assert screen.headings[0] == "1 个工作节点待确认"
    screen.press("确认")

    assert screen.said("success") == ["已确认“任务26 · 报送管网改造方案”。"]
    board = compute_board(own_store, clock.today())
    assert (len(board.steps), len(board.proposals)) == (1, 0)


def test_the_office_sends_a_proposal_back_with_words_that_its_page_keeps(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    proposal_of(visit, log_in)
    log_in()
    screen = visit("reporting", as_of=TODAY).press("退回")
    assert screen.said("error") == ["意见不能为空：请写明原因。您填写的内容还在，尚未提交。"]

    screen.field("意见").set_value("时间太晚，请提前到三季度")
    screen.press("退回")

    board = compute_board(own_store, clock.today())
    assert (board.steps, board.proposals) == ((), ())
    assert "撤回：时间太晚，请提前到三季度。" in visit("item", as_of=TODAY, id="step-1").text


def test_a_step_s_page_links_to_its_item_and_takes_reports(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    me = log_in()
    try_out(task(visit), "开工 2034-12-15").press("写入1个节点")

    screen = visit("item", as_of=TODAY, id="step-1")

    assert screen.titles == ["任务26 · 开工"]
    assert screen.links["属于 任务 26. 保障城市供水安全"] == "item?id=task-26"
    assert screen.facts["加入"].endswith(f"{me}（专班办公室）")
    (step,) = compute_board(own_store, clock.today()).steps
    screen.press(f"open-{step.item_id}").fill(status="已完成", completed_on=clock.today())
    screen.send()
    (step,) = compute_board(own_store, clock.today()).steps
    assert step.is_done
    assert me in {report.account for report in own_store.history(step.item_id, date.max)}


def test_the_office_moves_and_withdraws_a_step_with_a_reason(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    try_out(task(visit), "开工 2034-12-15").press("写入1个节点")
    screen = visit("item", as_of=TODAY, id="step-1")
    screen.fill(新到期日=date(2034, 12, 20), 调整原因="用地批复推迟").press("登记调整")
    (step,) = compute_board(own_store, clock.today()).steps
    assert (step.due_on, step.original_due_on) == (date(2034, 12, 20), date(2034, 12, 15))

    screen.fill(撤回原因="并入另一节点").press("撤回")

    assert compute_board(own_store, clock.today()).steps == ()
    assert "撤回：并入另一节点。" in screen.text


def test_the_page_of_milestones_lists_what_is_overdue_and_what_the_next_90_days_bring(
    visit: Visit, log_in: LogIn
) -> None:
    log_in()
    today = clock.today()
    days = {"已过": -3, "临近": 80, "很远": 200}
    lines = "\n".join(f"{name} {today + timedelta(days=by)}" for name, by in days.items())
    try_out(task(visit), lines).press("写入3个节点")

    screen = visit("milestones", as_of=TODAY)

    assert list(screen.tables["steps"]["工作节点"]) == ["任务26 · 已过", "任务26 · 临近"]
    assert "已过" in visit("overview", as_of=TODAY).text


def test_a_step_of_no_such_number_is_said_to_be_none(visit: Visit) -> None:
    assert visit("item", id="step-99").titles == ["没有这一事项"]


def test_the_office_sees_which_items_have_nothing_due_in_the_coming_year(
    visit: Visit, log_in: LogIn
) -> None:
    log_in()
    screen = visit("reporting", as_of=TODAY)
    before = len(screen.tables["without-steps"])
    assert any(one.label == f"未来12个月没有节点的事项 {before} 项" for one in screen.app.expander)
    try_out(task(visit), f"开工 {clock.today() + timedelta(days=30)}").press("写入1个节点")

    after = visit("reporting", as_of=TODAY).tables["without-steps"]

    assert len(after) == before - 1
    assert not any(name.startswith("任务 26.") for name in after["事项"])


def test_a_unit_is_not_shown_what_only_the_office_decides(visit: Visit, log_in: LogIn) -> None:
    proposal_of(visit, log_in)

    screen = visit("reporting", as_of=TODAY)

    assert "without-steps" not in screen.tables
    assert not {"确认", "退回"} & set(screen.buttons)
    assert not {"确认", "退回"} & set(visit("item", as_of=TODAY, id="step-1").buttons)

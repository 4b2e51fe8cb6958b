"""督办 and the matters of an item: who may do what, and what is stored, once, where it is seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.domain.progress import MatterKind
from kzdash.runtime import clock
from tests.matters import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]

TODAY = clock.today()
DAY = timedelta(days=1)
UNIT = "区水利局"


@pytest.fixture
def office(own_store: Store) -> Office:
    return Office(own_store)


def open_matter(visit: Visit, number: int = 1) -> Screen:
    return visit("matters", as_of=TODAY.isoformat(), item=str(number))


def act(screen: Screen, name: str, **typed: str) -> Screen:
    """Choose what to do with a matter, fill in what this asks for, and send it."""
    (choice,) = [it for it in screen.app.segmented_control if it.key.endswith("-act")]
    choice.set_value(name)
    screen.run()
    for field, words in typed.items():
        screen.field(field).set_value(words)
    return screen.press("提交")


def life(screen: Screen) -> list[str]:
    return list(reversed(screen.tables["life"]["事由"].tolist()))


def test_an_empty_page_says_what_it_is_for_and_who_begins(visit: Visit) -> None:
    screen = visit("matters")

    assert "还没有交办的督办事项。" in screen.text
    assert "由专班办公室“立项”交办" in screen.text
    assert screen.buttons.count("立项") == 0


def test_the_office_assigns_a_matter_of_a_meeting_and_it_is_on_the_page_at_once(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    office.meet(TODAY - DAY)
    log_in()
    screen = visit("matters", as_of=TODAY.isoformat())
    day = TODAY - DAY
    screen.fill(text="11月底前把管网改造方案报专班", unit=UNIT, due="2027-01-31")
    screen.field("meeting").set_value(f"{day.year}年{day.month}月{day.day}日专班例会")
    screen.press("立项")

    assert any(words.startswith("已立项") for words in screen.said("success"))
    (row,) = screen.tables["matters"].to_dict("records")
    assert row["事项"] == "1. 11月底前把管网改造方案报专班"
    assert (row["牵头单位"], row["来源"]) == (UNIT, "专班例会")
    assert row["状态"].endswith("待签收")
    (matter,) = office.board(TODAY).matters
    assert matter.meeting_name == "专班例会"
    assert matter.added.as_of == TODAY - DAY


def test_what_is_missing_of_a_new_matter_is_named_and_what_was_typed_stays(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    log_in()
    screen = visit("matters", as_of=TODAY.isoformat())
    screen.fill(text="报方案", due="2027-13-01", unit=UNIT)
    screen.press("立项")

    assert any("办结期限" in words and "不存在" in words for words in screen.said("error"))
    assert screen.field("text").value == "报方案"
    assert office.board(TODAY).matters == ()


def test_a_matter_goes_from_signing_to_closing_by_the_hands_of_unit_and_office(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    office.assign(TODAY - DAY, due_on=TODAY + 3 * DAY)
    log_in(unit=UNIT, person="张三")
    open_matter(visit).press("签收")
    unit = open_matter(visit)
    later = (TODAY + 17 * DAY).isoformat()
    act(unit, "申请延期", requested_due_on=later, note="图纸未到")
    assert any(words.startswith("已申请延期") for words in unit.said("success"))

    log_in(person="李主任")
    desk = open_matter(visit)
    assert desk.field("due_on").value == later
    act(desk, "同意延期", reason="同意延期两周")
    assert office.board(TODAY).matters[0].due_on == TODAY + 17 * DAY

    unit.run()
    act(unit, "申请办结", evidence="区水函〔2025〕8号")
    desk.run()
    act(desk, "退回", note="缺验收意见")
    unit.run()
    act(unit, "申请办结", evidence="区水函〔2025〕9号")
    desk.run()
    act(desk, "销号")

    assert office.board(TODAY).matters[0].is_closed
    assert life(desk) == [
        "交办",
        "已签收",
        "申请延期",
        "调整期限",
        "申请办结",
        "退回",
        "申请办结",
        "销号",
    ]
    assert "签收" not in unit.run().buttons
    assert [it for it in unit.app.segmented_control if (it.key or "").endswith("-act")] == []


def test_nobody_is_offered_what_they_may_not_do(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    office.assign(TODAY - DAY, due_on=TODAY + DAY)
    assert "签收" not in open_matter(visit).buttons

    log_in(unit="区发展改革委", person="王五")
    assert "签收" not in open_matter(visit).buttons

    log_in(person="李主任")
    (choice,) = open_matter(visit).app.segmented_control
    assert choice.options == ["销号", "调整期限", "上报一级", "撤回"]


def test_a_problem_that_its_unit_cannot_solve_goes_up_a_level_and_says_so(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    office.assign(TODAY - DAY, due_on=TODAY)
    log_in(person="李主任")
    screen = act(open_matter(visit), "上报一级", reason="单位解决不了")

    assert "专班办公室（由单位上报）" in screen.text


def test_what_is_asked_without_a_reason_is_refused_and_nothing_is_stored(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    matter = office.assign(TODAY - DAY, due_on=TODAY)
    log_in(unit=UNIT, person="张三")
    screen = open_matter(visit).press("签收")
    act(screen, "受阻")

    assert any("受阻原因不能为空" in words for words in screen.said("error"))
    assert len(office.store.since(matter, 0)) == 1


def test_who_acts_on_an_old_page_sees_that_others_were_first(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    matter = office.assign(TODAY - DAY, due_on=TODAY)
    office.answer(matter, TODAY - DAY, "in_progress", note="在办")
    log_in(unit=UNIT, person="张三")
    screen = open_matter(visit)
    (choice,) = [it for it in screen.app.segmented_control if (it.key or "").endswith("-act")]
    choice.set_value("推进中")
    screen.run()
    office.answer(matter, TODAY, "returned", note="请写明进度")
    screen.fill(note="完成一半").press("提交")

    assert any("您打开本页后有新的反馈" in words for words in screen.said("error"))
    screen.press("提交")
    assert any(words.startswith("已反馈：推进中") for words in screen.said("success"))


def test_a_matter_that_was_withdrawn_says_why_and_is_in_no_list(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    office.assign(TODAY - DAY, due_on=TODAY)
    log_in(person="李主任")
    screen = act(open_matter(visit), "撤回", reason="重复交办")

    assert "这一事项已撤回：重复交办" in screen.text
    assert "matters" not in visit("matters", as_of=TODAY.isoformat()).tables


def test_a_unit_raises_a_problem_on_an_item_that_stays_on_its_page(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    log_in(unit=UNIT, person="张三")
    screen = visit("projects", as_of=TODAY.isoformat(), item="18")
    screen.field("problem").set_value("征地未完，请区里协调")
    screen.press("提出")

    assert any(words.startswith("已提出需协调问题") for words in screen.said("success"))
    assert screen.tables["of-item"]["事项"].tolist() == ["1. 征地未完，请区里协调"]
    assert office.board(TODAY).projects[17].open_problems == ("征地未完，请区里协调",)


def test_the_office_asks_about_a_report_and_the_item_is_marked_until_it_is_answered(
    visit: Visit, log_in: LogIn, office: Office, new_report: Callable[..., Report]
) -> None:
    office.store.append(new_report("project", 18, date(2025, 12, 1), stage="construction"))
    log_in(person="李主任")
    screen = visit("projects", as_of=TODAY.isoformat(), item="18")
    screen.field("question").set_value("请核实阶段")
    screen.press("发出")

    assert "（待核实）" in screen.text
    assert screen.tables["history"]["备注"][0] == "待核实"
    log_in(unit=UNIT, person="张三")
    open_matter(visit).press("签收")
    act(open_matter(visit), "推进中", note="无误，附照片")
    assert "待核实" not in visit("projects", as_of=TODAY.isoformat(), item="18").text


def test_a_meeting_is_stored_once_and_is_what_changes_are_told_since(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    log_in(person="李主任")
    screen = visit("matters", as_of=TODAY.isoformat())
    screen.field("day").set_value((TODAY - DAY).isoformat())
    screen.press("登记会议")

    assert screen.tables["meetings"]["会议"].tolist() == ["专班例会"]
    assert "专班例会以来" in visit("changes", as_of=TODAY.isoformat()).text
    assert "专班例会以来" in visit("overview", as_of=TODAY.isoformat()).text


def test_a_unit_has_its_matters_before_all_else_in_reporting_and_in_its_list(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    office.assign(TODAY - DAY, due_on=TODAY + DAY)
    log_in(unit=UNIT, person="张三")
    screen = visit("reporting", as_of=TODAY.isoformat(), scope="全部")

    month, todo = screen.headings[:2]
    assert month.startswith(f"{UNIT} ")
    assert "应报" in month
    assert todo == "1 项督办事项，其中 1 项待签收"
    assert screen.tables["own-matters"]["事项"].tolist() == ["1. 报送管网改造方案"]
    assert not any("督办事项" in name for name in screen.tables["work"]["事项"])
    own = visit("duties", as_of=TODAY.isoformat(), unit=UNIT).tables["supervision"]
    assert own["事项"][0] == "督办事项 1. 报送管网改造方案"
    assert own["需要填报"][0] == "待签收；还有 1 天到期"


def test_what_wants_nothing_of_a_unit_now_is_counted_and_linked_and_not_in_its_way(
    visit: Visit, log_in: LogIn, office: Office, new_report: Callable[..., Report]
) -> None:
    said = {"stage": "construction", "problems": "征地未完"}
    office.store.append(new_report("project", 18, date(2025, 12, 1), **said))
    asked = office.assign(TODAY - DAY, "申请了办结的", due_on=TODAY + DAY)
    office.answer(asked, TODAY, "asks_to_close", evidence="区水函")
    office.assign(TODAY - DAY, "配合的", ("区财政局", UNIT), due_on=TODAY + DAY)
    log_in(unit=UNIT, person="张三")

    screen = visit("reporting", as_of=TODAY.isoformat())

    assert "own-matters" not in screen.tables
    assert not any("项督办事项" in heading for heading in screen.headings)
    words = "督办：另有 2 项等专班办公室处理，1 项由本单位配合"
    assert screen.links[words].startswith("matters?")

    office.answer(asked, TODAY, "returned", note="材料不全")
    again = visit("reporting", as_of=TODAY.isoformat())
    assert again.headings[1] == "1 项督办事项"
    assert "督办：另有 1 项等专班办公室处理，1 项由本单位配合" in again.links


def test_the_office_has_what_waits_for_it_first_in_reporting(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    matter = office.assign(TODAY - DAY, due_on=TODAY + DAY)
    office.assign(TODAY - DAY, "另一件", due_on=TODAY + DAY)
    office.answer(matter, TODAY, "asks_to_close", evidence="区水函")
    log_in(person="李主任")
    screen = visit("reporting", as_of=TODAY.isoformat())

    assert screen.headings[0] == "1 项督办事项等专班办公室处理"
    assert screen.tables["own-matters"]["状态"].tolist() == ["▲ 申请办结"]


def test_the_form_of_a_project_asks_for_new_problems_and_names_those_that_are_open(
    visit: Visit, log_in: LogIn, office: Office, new_report: Callable[..., Report]
) -> None:
    said = {"stage": "construction", "problems": "征地未完"}
    office.store.append(new_report("project", 18, date(2025, 12, 1), **said))
    log_in(unit=UNIT, person="张三")
    screen = visit("projects", as_of=TODAY.isoformat(), item="18")
    (matter,) = office.board(TODAY).matters
    screen.press(f"open-{matter.about[0]}")

    assert screen.field("problems").value == ""
    assert "征地未完（待协调）" in screen.links
    screen.fill(problems="资金未到").send()
    assert any("已提出需协调问题" in words for words in screen.said("success"))
    assert office.board(TODAY).projects[17].open_problems == ("征地未完", "资金未到")


def test_an_indicator_that_is_asked_about_is_marked_on_its_card_and_on_the_overview(
    visit: Visit, office: Office
) -> None:
    indicator = office.board(TODAY).indicators[3]
    assert indicator.latest_report is not None
    about = ((indicator.item_id, indicator.latest_report.seq),)
    office.assign(TODAY, "请核实", kind=MatterKind.QUERY, due_on=TODAY, about=about)

    for page in ("indicators", "overview"):
        assert "待核实" in visit(page, as_of=TODAY.isoformat()).text
    assert "待核实" not in visit("indicators", as_of="2025-06-30").text


def test_the_same_click_in_another_tab_stores_nothing_more(
    visit: Visit, log_in: LogIn, office: Office
) -> None:
    matter = office.assign(TODAY - DAY, due_on=TODAY + DAY)
    log_in(unit=UNIT, person="张三")
    first, second = open_matter(visit), open_matter(visit)

    first.press("签收")
    second.press("签收")

    assert "签收" not in second.buttons
    assert len(office.store.since(matter, 0)) == 1


def test_the_day_of_the_last_meeting_is_among_those_that_are_asked_for_by_name(
    visit: Visit, office: Office
) -> None:
    assert "上次会议" not in visit("overview", as_of=TODAY.isoformat()).buttons
    office.meet(TODAY - 3 * DAY)

    screen = visit("overview", as_of=TODAY.isoformat()).press("day-上次会议")

    assert (TODAY - 3 * DAY).isoformat() in screen.query["as_of"]

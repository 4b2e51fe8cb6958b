"""Drafts on the pages: each form begins with its own, says so, and is rid of it once it is sent."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kzdash import accounts
from kzdash.domain.models.drafts import ADJUSTMENT, NEW_MATTER, PROBLEM, QUERY, STEPS
from kzdash.runtime import clock
from kzdash.store import FormPart, drafts_of
from tests.matters import Office
from tests.ui.drafted import HALF, RESTORED, UNSENT, keep, told, type_into
from tests.ui.forms import PLACES, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen
    from tests.ui.forms import Place

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], list[dict[str, Any]]]
    NewReport = Callable[..., Report]

DAY = date(2025, 6, 1)


def as_texts(typed: Mapping[str, Any]) -> dict[str, str]:
    """What is typed, as the browser reads it off the fields."""
    return {name: f"{said}年" if name == "period" else str(said) for name, said in typed.items()}


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_each_form_begins_with_its_draft_and_sends_it(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId, place: Place
) -> None:
    name, item = log_in(place.unit), item_id(place.kind, place.number)
    keep(own_store, name, item, **as_texts(place.typed))

    screen = place.open(visit, item)

    assert screen.filled(*place.typed) == place.typed
    assert any(RESTORED in words for words in screen.said("info"))
    screen.send()
    assert screen.said("error") == []
    assert drafts_of(own_store, name) == []


def test_a_draft_is_offered_to_whoever_typed_it_with_what_was_reported_since(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    name = log_in("区发展改革委")
    keep(own_store, name, item_id("milestone", 4))
    screen = visit("milestones", as_of=TODAY, item="4")
    (offered,) = [words for words in screen.said("info") if UNSENT in words]
    assert re.fullmatch(r"有 \d+月\d+日 \d\d:\d\d 未提交的草稿。", offered)
    assert "恢复" in screen.buttons
    assert "填报" not in screen.buttons

    own_store.append(new_report("milestone", 4, DAY, status="in_progress"))
    screen.run()
    (offered,) = [words for words in screen.said("info") if UNSENT in words]
    assert "已有新的填报" in offered
    screen.press("恢复")
    assert screen.filled("note") == {"note": HALF["note"]}
    assert any("您打开本表后有新的填报" in words for words in screen.said("warning"))

    log_in(person="别人")
    screen = visit("milestones", as_of=TODAY, item="4")
    assert not any(UNSENT in words for words in screen.said("info"))


def test_a_draft_that_is_dropped_is_gone(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId
) -> None:
    name = log_in()
    keep(own_store, name, item_id("milestone", 4))

    screen = visit("milestones", as_of=TODAY, item="4").press("丢弃").press("填报")

    assert drafts_of(own_store, name) == []
    assert screen.filled("note") == {"note": ""}


def test_what_the_browser_reads_off_a_form_is_kept_until_the_form_is_given_up(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId
) -> None:
    name = log_in()
    screen = visit("milestones", as_of=TODAY, item="4").press("填报")
    assert told(screen)["begun"]["as_of"] == clock.today().isoformat()

    type_into(screen, typed=HALF)
    (draft,) = drafts_of(own_store, name)
    assert (draft.form, draft.seq, draft.typed) == (FormPart(item_id("milestone", 4)), 0, HALF)
    assert told(screen)["answer"]["words"].startswith("草稿已存")

    screen.press("放弃")
    assert drafts_of(own_store, name) == []


def test_what_was_typed_and_taken_back_is_not_kept(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    name = log_in()
    screen = visit("milestones", as_of=TODAY, item="4").press("填报")

    type_into(type_into(screen, typed=HALF), typed=None)

    assert drafts_of(own_store, name) == []


@pytest.mark.parametrize(
    "said",
    [
        {"typed": {"note": "字" * 2001}},
        {"typed": {"password": "x"}},
        {"typed": "写到一半"},
        {"typed": [1, 2], "earlier": 3},
        {"typed": HALF, "earlier": {"seq": "x", "at": float("inf")}},
    ],
)
def test_what_is_no_draft_is_not_kept_and_the_page_stands(
    visit: Visit, log_in: LogIn, own_store: Store, said: dict[str, Any]
) -> None:
    name = log_in()
    screen = visit("milestones", as_of=TODAY, item="4").press("填报")

    type_into(screen, **said)

    assert [draft.typed for draft in drafts_of(own_store, name)] in ([], [HALF])
    assert {"提交", "恢复"} & set(screen.buttons)


def test_after_the_log_in_has_ended_nothing_is_kept_and_the_browser_is_told_why(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    name = log_in()
    screen = visit("milestones", as_of=TODAY, item="4").press("填报")
    accounts.log_out_everywhere(own_store, screen.cookies[accounts.COOKIE], clock.now())

    type_into(screen, typed=HALF)

    assert drafts_of(own_store, name) == []
    assert "登录已失效" in told(screen)["answer"]["problem"]


@pytest.mark.parametrize(
    ("since", "hours", "found"),
    [("nothing", 1, HALF["note"]), ("a report", 1, "服务器上的"), ("nothing", -1, "服务器上的")],
)
def test_what_only_the_browser_had_counts_unless_something_newer_was_kept_or_reported(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    new_report: NewReport,
    since: str,
    hours: int,
    found: str,
) -> None:
    name, report = log_in(), new_report("milestone", 4, DAY, status="in_progress")
    keep(own_store, name, report.item_id, note="服务器上的", status="推进中")
    if since == "a report":
        report.account = name
        own_store.append(report)
    screen = visit("milestones", as_of=TODAY, item="4").press("恢复")
    at = (clock.now() + timedelta(hours=hours)).timestamp() * 1000

    type_into(screen, typed=HALF, earlier={"typed": HALF, "seq": 0, "at": at})

    assert screen.filled("note") == {"note": found}
    assert [draft.typed["note"] for draft in drafts_of(own_store, name)] == [found]


def test_a_form_that_the_browser_lost_though_the_server_drew_it_begins_with_what_was_kept(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    name = log_in()
    screen = visit("milestones", as_of=TODAY, item="4").press("填报")
    assert told(screen)["kept"] is None
    type_into(screen, typed=HALF)
    # as drafts.js is told when the form is drawn anew, and says then
    assert told(screen)["kept"] == HALF
    assert screen.filled("note") == {"note": ""}

    type_into(screen, typed=HALF, earlier={"typed": HALF, "seq": 0, "at": 2**53 - 1})

    assert screen.filled("note") == {"note": HALF["note"]}
    assert any(RESTORED in words for words in screen.said("info"))
    assert told(screen)["kept"] is None
    assert [draft.typed for draft in drafts_of(own_store, name)] == [HALF]


def test_the_reporting_page_lists_the_drafts_and_leads_to_their_forms(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: ItemId
) -> None:
    name = log_in()
    keep(own_store, name, item_id("milestone", 4))
    keep(own_store, name, item_id("task", 2), note="任务写到一半")
    screen = visit("reporting", as_of=TODAY)
    assert any(words.startswith("有 2 份未提交的草稿") for words in screen.said("info"))

    screen.press(f"open-draft-{item_id('task', 2)}")

    assert screen.filled("note") == {"note": "任务写到一半"}


def test_no_change_beside_a_closed_form_leaves_its_draft(
    visit: Visit, log_in: LogIn, own_store: Store, new_report: NewReport, item_id: ItemId
) -> None:
    own_store.append(new_report("milestone", 5, DAY, status="in_progress", note="缺材料"))
    name = log_in()
    draft = keep(own_store, name, item_id("milestone", 5), seq=1)

    visit("milestones", as_of=TODAY, item="5").press("无变化")

    assert [kept.typed for kept in drafts_of(own_store, name)] == [draft.typed]


# what another form on a page is asked, under which part its draft is kept, and what sends it
OTHER_FORMS = {
    "adjustment": (("milestones", "milestone", 4), ADJUSTMENT, "登记调整"),
    "steps": (("projects", "project", 18), STEPS, "试算"),
    "problem": (("projects", "project", 18), PROBLEM, "提出"),
    "query": (("milestones", "milestone", 4), QUERY, "发出"),
}
TYPED = {
    "adjustment": {"due": "2026-3-31", "document": "开州府〔2025〕8号", "reason": "用地未批"},
    "steps": {"lines": "招标\t2026-3-1", "grounds": "会议纪要"},
    "problem": {"problem": "征地未完", "level": "市级"},
    "query": {"question": "请核实日期", "due": "2026-12-8"},
}


@pytest.mark.parametrize("name", OTHER_FORMS)
def test_any_other_form_on_an_item_begins_with_its_draft_and_can_be_emptied(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: ItemId,
    new_report: NewReport,
    name: str,
) -> None:
    (page, kind, number), part, sends = OTHER_FORMS[name]
    own_store.append(new_report("milestone", 4, DAY, status="in_progress"))
    user = log_in("区水利局") if name == "problem" else log_in()
    keep(own_store, user, item_id(kind, number), part=part, **TYPED[name])

    screen = visit(page, as_of=TODAY, item=str(number))

    begun = told(screen, part)["begun"]
    assert {field: begun[field] for field in TYPED[name]} == TYPED[name]
    assert any(RESTORED in words for words in screen.said("info"))
    assert sends in screen.buttons
    assert "恢复" not in screen.buttons  # the report's own form has no draft

    screen.press(f"discard-{item_id(kind, number)}-{part}")
    assert drafts_of(own_store, user) == []
    assert not any(RESTORED in words for words in screen.said("info"))
    begun = told(screen, part)["begun"]
    assert not set(TYPED[name].values()) & set(begun.values())


def test_the_form_of_a_new_matter_keeps_all_that_is_chosen_and_its_draft_goes_with_it(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    name, office = log_in(), Office(own_store)
    board = office.board(clock.today())
    about = f"项目 18. {board.projects[17].short_name}"
    typed = {"kind": "领导批示", "text": "报方案", "unit": "区水利局", "due": "2027-1-31"}
    typed |= {"others": "区发展改革委\n区农业农村委", "about": about, "from": "常务会"}
    screen = visit("matters", as_of=TODAY)
    assert drafts_of(own_store, name) == []

    type_into(screen, NEW_MATTER, typed=typed)
    assert [dict(draft.typed) for draft in drafts_of(own_store, name)] == [typed]
    assert "督办立项" in " ".join(visit("reporting", as_of=TODAY).links)
    screen = visit("matters", as_of=TODAY)
    begun = told(screen, NEW_MATTER)["begun"]
    assert {field: begun[field] for field in typed} == typed
    screen.press("立项")

    (matter,) = office.board(clock.today()).matters
    assert (matter.lead_unit, matter.about) == ("区水利局", (board.projects[17].item_id,))
    assert drafts_of(own_store, name) == []
    assert told(screen, NEW_MATTER)["begun"]["text"] == ""


def test_an_answer_on_a_matter_is_kept_with_what_it_is_and_goes_when_it_is_sent(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    office = Office(own_store)
    matter = office.assign(clock.today(), due_on=clock.today())
    office.answer(matter, clock.today(), "received")
    name = log_in("区水利局")
    screen = choose_act(visit("matters", as_of=TODAY, item="1"), "受阻")

    type_into(screen, typed={"note": "等待用地批复"})
    (draft,) = drafts_of(own_store, name)
    assert draft.typed == {"note": "等待用地批复", "act": "受阻"}
    assert "反馈或处理" in " ".join(visit("reporting", as_of=TODAY).links)

    screen = visit("matters", as_of=TODAY, item="1")
    assert screen.filled("note") == {"note": "等待用地批复"}
    # what was typed goes along to another answer
    choose_act(screen, "推进中")
    assert screen.filled("note") == {"note": "等待用地批复"}
    screen.press("提交")
    assert any(words.startswith("已反馈：推进中") for words in screen.said("success"))
    assert drafts_of(own_store, name) == []
    choose_act(screen, "推进中")
    assert screen.filled("note") == {"note": ""}


@pytest.mark.parametrize(
    ("act", "part", "typed"),
    [("退回", 0, {"note": "缺意见"}), ("调整期限", ADJUSTMENT, {"reason": "停工", "due_on": "x"})],
)
def test_what_the_office_has_begun_on_a_matter_is_there_and_others_answers_since_are_told(
    visit: Visit, log_in: LogIn, own_store: Store, act: str, part: int, typed: dict[str, str]
) -> None:
    office = Office(own_store)
    matter = office.assign(clock.today(), due_on=clock.today())
    office.answer(matter, clock.today(), "in_progress", note="在办")
    name = log_in()
    keep(own_store, name, matter, seq=1 - bool(part), part=part, act=act, **typed)
    office.answer(matter, clock.today(), "in_progress", note="办到一半")

    screen = visit("matters", as_of=TODAY, item="1")

    assert screen.filled(*typed) == typed
    if act == "退回":
        screen.press("提交")
        assert any("有新的反馈" in words for words in screen.said("error"))
        screen.press("提交")
        assert any(words.startswith("已退回") for words in screen.said("success"))
    else:
        screen.press("放弃")
    assert drafts_of(own_store, name) == []


def choose_act(screen: Screen, act: str) -> Screen:
    (choice,) = [it for it in screen.app.segmented_control if (it.key or "").endswith("-act")]
    choice.set_value(act)
    return screen.run()

"""Drafts of the forms that are no reports: each begins with its own, is emptied, and is sent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.closing import read_closings
from kzdash.domain.models import Kind
from kzdash.domain.models import drafts as forms
from kzdash.domain.rules import NewItem
from kzdash.runtime import clock
from kzdash.store import FormPart, contacts, drafts_of, unit_names
from tests.matters import Office
from tests.ui.drafted import RESTORED, keep, told, type_into
from tests.ui.forms import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]

WATER = "区水利局"
NUMBER = "开州发改〔2025〕3号"
NOVEMBER = {"as_of": "2025-11-30", "view": "office", "period": "2025-11"}


@dataclass(frozen=True)
class Form:
    """A form on a page: what is typed into it, what sends it, and how the page confirms.

    `item` is the item that it is on, by kind and number, None where it is about none; `leads` are
    the words by which 填报 leads to it, none where it is there.
    """

    part: int
    page: str
    query: dict[str, Any]
    typed: dict[str, str]
    sends: str
    done: str
    item: tuple[str, int] | None = None
    leads: str = ""


FORMS = {
    "yearly plan": Form(
        forms.YEARLY_PLAN,
        "projects",
        {"item": "18"},
        {
            "what": "计划开工",
            "amount": "2026-3-1",
            "basis": NUMBER,
            "since": "2025-12-1",
            "why": "年度计划",
        },
        "登记计划",
        "已登记：自2025年12月1日起，计划开工2026年3月1日",
        ("project", 18),
        "年度计划：",
    ),
    "goal": Form(
        forms.GOAL,
        "indicators",
        {"item": "7"},
        {
            "goal_period": "2025年上半年（快报）",
            "goal_value": "8.1",
            "document": NUMBER,
            "from": "2025-12-1",
            "goal_reason": "下达年度目标",
        },
        "登记目标",
        "已登记：",
        ("indicator", 7),
        "年度目标：",
    ),
    "meeting": Form(
        forms.MEETING,
        "matters",
        {},
        {"day": "2025-11-20", "name": "专班第三次会议"},
        "登记会议",
        "已登记。“上次会议以来”从这次会议算起",
        leads="登记会议（",
    ),
    "goal list": Form(
        forms.GOAL_LIST,
        "reporting",
        {},
        {
            "lines": "项目\t18\t计划投资\t2025年\t\t3000",
            "document": NUMBER,
            "from": "2025-12-1",
            "reason": "下达年度计划",
        },
        "write-goals",
        "已登记1项年度目标和计划。",
    ),
    "calendar": Form(
        forms.CALENDAR,
        "reporting",
        {},
        {
            "act": "一类事项的周期和截止日",
            "kind": "任务",
            "rhythm": "每季度",
            "end": "从月初数",
            "workday": "5",
            "grace": "2",
            "reason": "年底从严",
        },
        "登记日程调整",
        "已登记：",
    ),
    "contact list": Form(
        forms.CONTACT_LIST,
        "accounts",
        {},
        {"lines": f"{WATER}\t张三\t李四\t02352220000"},
        "写入1个单位的联系人",
        "已写入1个单位的联系人。",
        leads="联系人名单（",
    ),
}


def form_part(store: Store, form: Form, item_id: Callable[[str, int], int]) -> FormPart:
    """What the draft of a form is kept by."""
    if form.item:
        return FormPart(item_id(*form.item), form.part)
    return FormPart(min(item.id for item in store.plan().items), form.part)


def send(screen: Screen, form: Form) -> None:
    """Try a list out first, and then send what was tried out."""
    if form.sends not in {name for it in screen.app.button for name in (it.label, it.key)}:
        tried = [it for it in screen.app.button if it.label == "试算"]
        named = {"goals": forms.GOAL_LIST, "contacts": forms.CONTACT_LIST}
        (button,) = (it for it in tried if named.get(it.form_id.split("-")[0]) == form.part)
        button.click()
        screen.run()
    screen.press(form.sends)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_each_form_keeps_what_is_typed_begins_with_it_and_is_rid_of_it_once_it_is_sent(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: Callable[[str, int], int],
    form: Form,
) -> None:
    name, part = log_in(), form_part(own_store, form, item_id)
    keep(own_store, name, part.item_id, part=part.part, **form.typed)

    screen = visit(form.page, as_of=TODAY, **form.query)

    begun = told(screen, form.part)["begun"]
    assert begun.items() >= {it: said for it, said in form.typed.items() if it != "act"}.items()
    assert any(RESTORED in words for words in screen.said("info"))
    send(screen, form)
    assert screen.said("error") == []
    assert any(words.startswith(form.done) for words in screen.said("success"))
    assert drafts_of(own_store, name) == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_each_form_can_be_emptied_and_is_led_to_from_the_reporting_page(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: Callable[[str, int], int],
    form: Form,
) -> None:
    name, part = log_in(), form_part(own_store, form, item_id)
    keep(own_store, name, part.item_id, part=part.part, **form.typed)
    links = visit("reporting", as_of=TODAY).links
    assert any(words.startswith(form.leads) for words in links) or not form.leads
    screen = visit(form.page, as_of=TODAY, **form.query)
    texts = {said for it, said in form.typed.items() if len(said) > 3 and it != "act"}

    screen.press(f"discard-{part.item_id}-{part.part}")
    screen.app.session_state["calendar"] = True  # what it holds is drawn only while it is open
    screen.run()

    assert drafts_of(own_store, name) == []
    assert not any(RESTORED in words for words in screen.said("info"))
    assert not texts & set(told(screen, form.part)["begun"].values())
    # and what is typed from there on is kept
    begun = told(screen, form.part)["begun"]
    last = list(form.typed)[-1]
    type_into(screen, form.part, typed=begun | {last: form.typed[last]})
    assert [draft.typed[last] for draft in drafts_of(own_store, name)] == [form.typed[last]]


def test_a_link_to_an_indicator_begins_with_its_draft_and_says_what_was_stored(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: Callable[[str, int], int]
) -> None:
    name, item = log_in(), item_id("project", 18)
    board = Office(own_store).board(clock.today())
    option = f"支撑 3. {board.indicators[2].short_name}"
    typed = {"indicator": option, "linked_by": "供水管网"}
    keep(own_store, name, item, part=forms.SUPPORT, **typed)
    screen = visit("projects", as_of=TODAY, item="18")
    assert told(screen, forms.SUPPORT)["begun"] == typed

    screen.press("登记支撑关系")

    assert any(words.startswith(f"已登记：{option}") for words in screen.said("success"))
    assert drafts_of(own_store, name) == []
    assert told(screen, forms.SUPPORT)["begun"] == {"indicator": "", "linked_by": ""}


@pytest.mark.parametrize(("part", "sends"), [(forms.DECISION, "退回"), (forms.WITHDRAWAL, "撤回")])
def test_an_opinion_on_a_step_begins_with_its_draft_and_is_sent(
    visit: Visit, log_in: LogIn, own_store: Store, part: int, sends: str
) -> None:
    today, office = clock.today(), Office(own_store)
    task = office.board(today).tasks[25]
    name = log_in("区水利局", "王芳") if part == forms.DECISION else log_in()
    new = NewItem(
        kind=Kind.STEP,
        name="报送方案",
        as_of=today,
        due_on=today,
        units=(office.unit("区水利局"),),
        parent_id=task.item_id,
    )
    (step,) = own_store.add([new], name, clock.now())
    me = log_in(person="赵主任") if part == forms.DECISION else name
    keep(own_store, me, step, part=part, words="时间太晚")
    screen = visit("item", as_of=TODAY, id="step-1")
    assert told(screen, part)["begun"] == {"words": "时间太晚"}

    screen.press(f"discard-{step}-{part}")
    assert drafts_of(own_store, me) == []
    type_into(screen, part, typed={"words": "时间太晚，请提前"})
    screen = visit("item", as_of=TODAY, id="step-1").press(sends)

    assert drafts_of(own_store, me) == []
    assert "撤回：时间太晚，请提前" in screen.text


def test_the_contact_of_each_unit_has_a_draft_of_its_own_and_goes_when_it_is_kept(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    name, ids = log_in(), {unit: unit_id for unit_id, unit in unit_names(own_store).items()}
    parts = {unit: forms.CONTACT - ids[unit] for unit in (WATER, "区总工会")}
    for unit, part in parts.items():
        screen = visit("duties", as_of=TODAY, unit=unit)
        begun = told(screen, part)["begun"]
        type_into(screen, part, typed=begun | {"handler": f"{unit}的李四"})

    links = visit("reporting", as_of=TODAY).links
    assert sum(words.startswith("联系人：") for words in links) == 2
    screen = visit("duties", as_of=TODAY, unit=WATER)
    assert screen.filled("经办人") == {"经办人": f"{WATER}的李四"}
    screen.press("保存联系人")
    assert contacts(own_store)[WATER].handler == f"{WATER}的李四"
    assert [draft.form.part for draft in drafts_of(own_store, name)] == [parts["区总工会"]]
    assert visit("duties", as_of=TODAY, unit="区总工会").filled("经办人") == {
        "经办人": "区总工会的李四"
    }


def test_the_reason_to_close_a_month_again_is_kept_for_that_month(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    name, part = log_in(), forms.CLOSING - 202511
    screen = visit("reporting", **NOVEMBER).press("定稿")
    type_into(screen, part, typed={"note": "补报了"})
    assert "重新定稿2025年11月（" in " ".join(visit("reporting", as_of=TODAY).links)

    screen = visit("reporting", **NOVEMBER)

    assert screen.filled("重新定稿的原因") == {"重新定稿的原因": "补报了"}
    screen.press("定稿")
    assert [one.note for one in read_closings(own_store)] == ["补报了", ""]
    assert drafts_of(own_store, name) == []


def test_what_a_meeting_is_about_to_decide_outlives_another_slide(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    name, today = log_in(), clock.today()
    typed = {"text": "三天内报方案", "unit": WATER, "due": "2034-12-31", "about": ""}
    screen = visit("briefing", TODAY, slide="99")
    assert told(screen, forms.DECIDED)["begun"].keys() == typed.keys()
    type_into(screen, forms.DECIDED, typed=typed)
    assert visit("briefing", TODAY, slide="1").said("info") == []
    assert "议定事项（" in " ".join(visit("reporting", as_of=TODAY).links)

    screen = visit("briefing", TODAY, slide="99")

    assert told(screen, forms.DECIDED)["begun"] == typed
    screen.press("记下")
    (matter,) = Office(own_store).board(today).matters
    assert (matter.name, matter.lead_unit) == ("三天内报方案", WATER)
    assert drafts_of(own_store, name) == []


def test_a_conflict_leaves_what_was_typed_of_a_yearly_plan(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: Callable[[str, int], int]
) -> None:
    log_in()
    screen = visit("projects", as_of=TODAY, item="18")
    typed = {"amount": "3000", "basis": NUMBER, "why": "下达年度计划"}
    screen.fill(**typed)
    Office(own_store).adjust(
        item_id("project", 18),
        clock.today(),
        planned_investment_wan_yuan=Decimal(90_000),
        document_number="别的文件",
    )

    screen.press("登记计划")

    (said,) = screen.said("error")
    assert "您打开本表后有人登记了这一项的调整" in said
    assert screen.run().filled(*typed) == typed
    screen.press("登记计划")
    assert any(words.startswith("已登记：") for words in screen.said("success"))

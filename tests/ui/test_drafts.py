"""Drafts on the pages: each form begins with its own, says so, and is rid of it once it is sent."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from kzdash import accounts
from kzdash.runtime import clock
from kzdash.store import FormPart, KeptDraft, drafts_of, keep_draft
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
UNSENT, RESTORED = "未提交的草稿", "已恢复"
HALF = {"status": "受阻", "note": "写到一半"}


def as_texts(typed: Mapping[str, Any]) -> dict[str, str]:
    """What is typed, as the browser reads it off the fields."""
    return {name: f"{said}年" if name == "period" else str(said) for name, said in typed.items()}


def keep(
    store: Store, name: str, item: int, seq: int = 0, part: int = 0, **typed: str
) -> KeptDraft:
    draft = KeptDraft(FormPart(item, part), seq, typed or HALF, clock.now())
    keep_draft(store, name, draft)
    return draft


def beside_the_form(screen: Screen) -> Any:
    """What Streamlit is told of the component that reads an open form."""
    drawn = (node.proto for node in screen.app if node.type == "bidi_component")
    (proto,) = [proto for proto in drawn if proto.component_name.endswith("kzdash_drafts")]
    return proto


def type_into(screen: Screen, **said: Any) -> Screen:
    """Send what the browser reads off an open form, as drafts.js does."""
    state = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{beside_the_form(screen).id}__events")
    sent = {"event": "draft", "value": {"to": "browser-1", **said}}
    state.json_trigger_value = json.dumps([sent])
    return screen.run(state)


def told(screen: Screen) -> dict[str, Any]:
    """What the component is told."""
    data: dict[str, Any] = json.loads(beside_the_form(screen).json)
    return data


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

    if found == HALF["note"]:
        screen.press("恢复")
    assert screen.filled("note") == {"note": found}
    assert [draft.typed["note"] for draft in drafts_of(own_store, name)] == [found]


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

"""An item's page has what was published and what it supports; the office links it to indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import raw_sql
from tests.ui.forms import KEPT, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]

URBAN = "4. 城镇化率"


@pytest.fixture
def made(own_store: Store) -> Callable[[], list[dict[str, Any]]]:
    """Return every link, as another program reads the store."""
    return lambda: raw_sql.records(own_store.url, "SELECT * FROM item_links ORDER BY id")


def say(screen: Screen, option: str, reason: str) -> Screen:
    return screen.fill(indicator=option, linked_by=reason).press("登记支撑关系")


def test_a_page_has_what_was_published_apart_from_the_reports(visit: Visit) -> None:
    screen = visit("projects", item="25")

    assert "公开渠道查到的，不是责任单位填报的。" in screen.text
    assert "凤凰梁大桥正式通车" in screen.text
    assert "媒体报道" in screen.text
    assert "2024年9月13日" in screen.text
    assert "尚未填报" in screen.text
    assert screen.foreign_words == set()


def test_an_aim_says_how_it_was_judged(visit: Visit) -> None:
    screen = visit("item", id="aim-1")

    assert screen.facts["判断"].startswith("2024年地区生产总值比上年增长：本地3%，全市5.7%")
    assert "[未达标]：2024年" in screen.text
    assert "**尚未填报**，按公开资料判断" in screen.text
    assert "全市2024年5.7%" in screen.text


def test_the_sources_page_lists_what_was_published(visit: Visit) -> None:
    screen = visit("documents")

    facts = screen.tables["published"]
    assert len(facts) > 15
    assert set(facts["把握"]) == {"公开资料", "媒体报道"}
    assert screen.tables["beside"]["数值"].tolist() == ["5.7%"]
    notes = screen.tables["sources"]["说明"]
    assert any("0.7是约数" in note for note in notes)


def test_the_office_links_and_takes_back_with_a_reason(
    visit: Visit, log_in: LogIn, made: Callable[[], list[dict[str, Any]]]
) -> None:
    log_in(None, "王华")
    screen = say(visit("projects", as_of=TODAY, item="4"), f"支撑 {URBAN}", "安置进城人口")

    assert "支撑的指标" in screen.text
    assert "安置进城人口" in screen.text
    indicator = visit("indicators", as_of=TODAY, item="4")
    assert "支撑它的1个项目：1项" in indicator.text
    assert "登记支撑的指标" not in indicator.text

    again = say(visit("projects", as_of=TODAY, item="4"), f"不再支撑 {URBAN}", "安置在区外")
    assert "安置进城人口" not in again.text
    rows = [(row["account"], row["reason"], bool(row["removed"])) for row in made()]
    assert rows == [("王华", "安置进城人口", False), ("王华", "安置在区外", True)]


@pytest.mark.parametrize(
    ("option", "reason", "said"),
    [
        (None, "安置进城人口", "请先选择指标。"),
        (f"支撑 {URBAN}", "  ", "支撑依据不能为空：请写明原因。"),
    ],
)
def test_what_is_lacking_is_named_and_what_was_typed_stays(
    visit: Visit,
    log_in: LogIn,
    made: Callable[[], list[dict[str, Any]]],
    option: str | None,
    reason: str,
    said: str,
) -> None:
    log_in(None, "王华")
    screen = say(visit("item", as_of=TODAY, id="task-1"), option, reason)

    assert screen.said("error") == [f"{said}{KEPT}"]
    assert made() == []


@pytest.mark.parametrize("unit", ["区住房城乡建委", None])
def test_nobody_else_is_offered_to_link(visit: Visit, log_in: LogIn, unit: str | None) -> None:
    if unit:
        log_in(unit, "张三")
        screen = visit("projects", as_of=TODAY, item="4")
    else:
        log_in(None, "王华")
        screen = visit("projects", as_of="2025-06-30", item="4")

    assert "登记支撑的指标" not in screen.text

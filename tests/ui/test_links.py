"""Every link of every page, on a day that is not today: it says the day, and the page keeps it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from kzdash.runtime import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]

DAY, WRITTEN = "2024-12-31", "2024年12月31日"
PAGES: dict[str, dict[str, str]] = {
    "overview": {},
    "indicators": {},
    "projects": {},
    "milestones": {},
    "duties": {},
    "policies": {},
    "changes": {},
    "documents": {},
    "reporting": {},
}
ITEMS = {
    "indicators": {"item": "4"},
    "projects": {"item": "18"},
    "milestones": {"item": "3"},
    "duties": {"unit": "区水利局"},
    "item": {"id": "task-24"},
}
VIEWS = [*PAGES.items(), *ITEMS.items()]


@pytest.mark.parametrize(("page", "query"), VIEWS)
def test_every_link_of_a_view_says_its_day(visit: Visit, page: str, query: dict[str, str]) -> None:
    screen = visit(page, DAY, entered="true", **query)

    told = {label: parse_qs(to.partition("?")[2]) for label, to in screen.addresses.items()}

    assert [label for label, asked in told.items() if asked.get("as_of") != [DAY]] == []
    assert [label for label, asked in told.items() if asked.get("entered") != ["true"]] == []


@pytest.mark.parametrize(("page", "query"), ITEMS.items())
def test_a_view_that_a_link_leads_to_is_about_that_day(
    visit: Visit, page: str, query: dict[str, str]
) -> None:
    screen = visit(page, DAY, **query)
    back = next(label for label in screen.addresses if label.startswith("← "))

    screen.follow(back)

    assert screen.query["as_of"] == DAY
    assert f"截至{WRITTEN}" in screen.text


def test_the_menu_which_says_no_day_keeps_it(visit: Visit) -> None:
    screen = visit("indicators", DAY, status="滞后")
    screen.app.query_params.clear()

    screen.run()

    assert screen.query == {"as_of": DAY}
    assert f"截至{WRITTEN}" in screen.text


def test_another_day_than_today_is_said_and_one_click_leads_back(visit: Visit) -> None:
    screen = visit("indicators", DAY, entered="true")
    assert f"正在看{WRITTEN}的情况，不是今天，只计当日已录入的填报" in screen.text

    screen.press("回到今天")

    assert "正在看" not in screen.text
    assert screen.query == {}


@pytest.mark.parametrize("typed", ["2025-1-8", "2025/1/8", "2025年1月8日", "2025.1.8", "20250108"])
def test_a_day_is_typed_as_people_write_it(visit: Visit, typed: str) -> None:
    screen = visit("changes")
    for field in ("as_of", "since"):
        screen.app.text_input(key=field).set_value(typed)
        screen.run()

        assert screen.query[field] == "2025-01-08"


def test_days_with_a_name_are_the_last_of_periods_that_are_over(visit: Visit) -> None:
    today = clock.today()
    screen = visit("overview", [])

    screen.press("上年末")

    assert screen.query["as_of"] in {f"{today.year - 1}-12-31", f"{clock.today().year - 1}-12-31"}


def test_a_filter_that_was_chosen_stands_in_the_url_and_one_taken_back_does_not(
    visit: Visit,
) -> None:
    screen = visit("projects")
    field = screen.app.text_input(key="q")
    field.set_value("道路")
    assert screen.run().query["q"] == "道路"

    screen.app.text_input(key="q").set_value("")

    assert "q" not in screen.run().query


def test_an_item_opened_from_a_filtered_list_keeps_the_filter(visit: Visit) -> None:
    screen = visit("indicators", status="滞后")
    assert screen.headings == ["1 项指标"]

    (card,) = (address for address in screen.hrefs if "item=4" in address)
    assert {"status": ["滞后"], "item": ["4"]}.items() <= parse_qs(urlsplit(card).query).items()
    screen = visit("indicators", status="滞后", item="4")
    screen.follow("← 全部指标")

    assert screen.headings == ["1 项指标"]
    assert re.search("状态", screen.text)


def test_an_item_leads_to_the_next_of_the_list_it_was_opened_from(visit: Visit) -> None:
    names = visit("projects", q="丰湖").tables["projects"]["项目"]
    listed = [name.split(".")[0] for name in names]
    first, second = listed[:2]
    screen = visit("projects", item=first, q="丰湖")
    assert f"1/{len(listed)}" in screen.text
    assert "上一项" not in screen.addresses

    screen.follow("下一项")

    assert screen.titles[0].startswith(f"{second}. ")
    assert screen.query["q"] == "丰湖"
    assert f"2/{len(listed)}" in screen.text


def test_the_last_item_of_a_list_leads_to_the_one_before_it_alone(visit: Visit) -> None:
    screen = visit("milestones", item="5")

    assert "5/5" in screen.text
    assert "下一项" not in screen.addresses
    assert screen.follow("上一项").titles[0].startswith("4. ")


def test_an_item_of_a_unit_s_list_leads_through_that_list_and_back_to_it(visit: Visit) -> None:
    unit = "区水利局"
    screen = visit("duties", unit=unit)
    tables = screen.tables
    names = ("supervision", "supported", "unit-directions")
    listed = [name for table in names for name in tables[table]["事项"]]

    screen.click(next(iter(screen.hrefs)))
    for place, name in enumerate(listed, 1):
        assert name.split(". ")[0].split()[-1] == screen.titles[0].split(". ")[0].split()[-1]
        assert f"{place}/{len(listed)}" in screen.text.splitlines()
        if place < len(listed):
            screen.follow("下一项")

    assert "下一项" not in screen.addresses
    assert screen.follow(f"← {unit}").titles == [f"{unit} 督办清单"]


@pytest.mark.parametrize(
    ("item", "asked", "place"),
    [
        ("task-27", {}, "27/27"),
        ("policy-3", {}, "3/44"),
        ("reform-19", {"kind": "改革"}, "19/19"),
        ("direction-5", {}, "5/5"),
        ("safeguard-1", {}, "/"),
    ],
)
def test_any_other_item_has_its_place_in_the_list_of_its_page(
    visit: Visit, item: str, asked: dict[str, str], place: str
) -> None:
    screen = visit("item", id=item, **asked)

    assert place in screen.text
    beside = {"上一项", "下一项"} & set(screen.addresses)
    assert beside
    for label in beside:
        assert {name: parse_qs(screen.addresses[label])[name] for name in asked} == {
            name: [value] for name, value in asked.items()
        }


def test_a_policy_opened_from_a_search_leads_to_the_next_one_found(visit: Visit) -> None:
    screen = visit("policies", q="区水利局")
    found = list(screen.hrefs)

    screen.click(found[0])
    assert f"1/{len(found)}" in screen.text
    screen.follow("下一项")
    screen.follow("← 政策改革")

    assert screen.query == {"as_of": "2025-06-30", "q": "区水利局"}


def test_what_was_sent_from_one_item_s_form_is_not_in_links_to_another(visit: Visit) -> None:
    screen = visit("milestones", item="3", report="53-1")

    assert screen.addresses["下一项"] == "milestones?as_of=2025-06-30&item=4"
    assert screen.addresses["← 全部时间节点"] == "milestones?as_of=2025-06-30"

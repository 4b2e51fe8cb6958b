"""The search in the header row: each result is a way to what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.elements.widgets import text_widgets

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]


def find(screen: Screen, typed: str) -> dict[str, str]:
    """Type into the search; return label to page and query of every new link."""
    before = screen.links
    screen.field("搜索事项、单位、业主").set_value(typed)
    screen.run()
    return {label: to for label, to in screen.links.items() if label not in before}


@pytest.mark.parametrize(
    ("typed", "label", "to"),
    [
        ("czhl", "指标 4. 城镇化率", "indicators?item=4"),
        ("附件2-5", "政策 5. ", "item?id=policy-5"),
        ("qslj", "单位 区水利局", "duties?unit=%E5%8C%BA%E6%B0%B4%E5%88%A9%E5%B1%80"),
        ("区委政法委", "单位 区委政法委", "duties?unit="),
        ("湖山文化科技", "业主 湖山文化科技公司", "projects?q="),
    ],
)
def test_a_result_leads_to_what_it_names(visit: Visit, typed: str, label: str, to: str) -> None:
    found = find(visit("policies"), typed)

    assert next(link for name, link in found.items() if name.startswith(label)).startswith(to)


def test_nothing_found_says_what_to_try(visit: Visit) -> None:
    screen = visit("overview")

    assert find(screen, "没有这个词") == {}
    assert "没有找到。可换几个字" in screen.text


def test_many_results_are_counted(visit: Visit) -> None:
    screen = visit("overview")

    assert len(find(screen, "区")) == 8
    assert "再输入几个字可缩小范围" in screen.text


def test_a_unit_that_leads_directions_alone_has_a_page(visit: Visit) -> None:
    screen = visit("duties", unit="区委政法委")

    assert screen.titles == ["区委政法委 督办清单"]
    assert "参与的改革方向" in screen.headings


def test_a_page_with_a_search_does_without_what_reads_durations(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("Streamlit imports pandas to read a duration")

    monkeypatch.setattr(text_widgets, "time_to_seconds", fail)

    assert visit("overview").field("搜索事项、单位、业主").value == ""

"""总览 answers on one screen: are we going to make it, what is late, where is the money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    NewReport = Callable[..., Report]

HEADLINE = {1, 4, 5, 6, 13, 14}  # those with data, then those the plan names first
JUNE = date(2025, 6, 30)


def test_the_four_tiles_hold_the_figures_a_leader_asks_for_first(visit: Visit) -> None:
    tiles = visit("overview").metrics

    assert tiles["指标达标"][0] == "1 / 15"
    assert "3 项" in tiles["指标达标"][1]
    assert tiles["时间节点完成"][0] == "1 / 5"
    assert "3" in tiles["时间节点完成"][1]
    assert tiles["计划总投资"][0] == "62.42亿元"
    assert "待填报" in tiles["计划总投资"][1]
    assert "待填报 · 报 0 项" in tiles["计划总投资"][1]
    assert tiles["试点期已过"][0] == "83.2%"


def test_the_head_names_document_office_day_and_what_is_due_next(visit: Visit) -> None:
    screen = visit("overview")

    assert screen.titles == ["开州区“小县大城”试点"]
    assert "开州府办发〔2024〕55号" in screen.text
    assert "截至2025年6月30日" in screen.text
    assert "2025年9月30日" in screen.text
    assert "92 天" in screen.text
    assert "milestones?item=5" in screen.links.values()


def test_each_headline_indicator_has_a_gauge_under_a_link_to_it(visit: Visit) -> None:
    screen = visit("overview")

    gauges = {int(key.removeprefix("gauge-")) for key in screen.charts if key.startswith("gauge-")}
    assert gauges == HEADLINE
    assert {f"indicators?item={number}" for number in HEADLINE} <= set(screen.links.values())
    assert "53.94%" in screen.annotations("gauge-4")
    assert "○ 待填报" in screen.annotations("gauge-13")


def test_the_treemap_holds_all_projects_in_their_categories(visit: Visit) -> None:
    (trace,) = visit("overview").charts["treemap"]["data"]

    assert len(trace["ids"]) == 1 + 5 + 35
    assert "62.42亿元" in trace["labels"][0]


@pytest.mark.parametrize(
    ("as_of", "done", "late"), [("2024-07-29", "0 / 5", "3"), ("2024-07-30", "1 / 5", "2")]
)
def test_the_day_in_the_url_settles_what_was_done_by_then(
    visit: Visit, as_of: str, done: str, late: str
) -> None:
    screen = visit("overview", as_of=as_of)

    figure, note = screen.metrics["时间节点完成"]
    assert figure == done
    assert late in note
    assert screen.query["as_of"] == as_of


def test_figures_published_after_the_day_are_not_on_the_page(visit: Visit) -> None:
    before, after = visit("overview", as_of="2024-04-28"), visit("overview", as_of="2024-04-29")

    assert "0 项" in before.metrics["指标达标"][1]
    assert "53.34%" not in before.text
    assert "3 项" in after.metrics["指标达标"][1]
    assert "53.34%" in after.annotations("gauge-4")


@pytest.mark.parametrize("as_of", ["2000-01-01", "2022-12-31", "2026-01-01", "2099-12-31"])
def test_the_page_stands_on_any_day_that_may_be_chosen(visit: Visit, as_of: str) -> None:
    screen = visit("overview", as_of=as_of)

    assert screen.said("warning") == []
    assert screen.metrics["计划总投资"][0] == "62.42亿元"
    assert screen.foreign_words == set()


def test_after_the_last_due_day_the_head_says_how_many_are_late(visit: Visit) -> None:
    screen = visit("overview", as_of="2025-10-01")

    assert "4 个逾期" in screen.text


def test_what_needs_attention_is_listed_by_lead_unit(visit: Visit) -> None:
    screen = visit("overview")

    (table,) = [text.value for text in screen.app.markdown if "区发展改革委" in text.value]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]
    assert rows[2][:4] == ["区发展改革委", "3", "1", "20"]
    units = len(screen.app.selectbox(key="unit").options)
    assert f"另有 {units - len(rows) + 2} 个单位" in screen.text


def test_a_unit_in_the_url_shows_that_unit_s_items_with_ways_to_them(visit: Visit) -> None:
    screen = visit("overview", unit="区水利局")

    assert screen.app.selectbox(key="unit").value == "区水利局"
    assert "indicators?item=7" in screen.links.values()
    assert "projects?item=18" in screen.links.values()
    assert "projects?item=1" not in screen.links.values()


def test_choosing_a_unit_shows_that_unit_s_items(visit: Visit) -> None:
    screen = visit("overview")
    assert "indicators?item=7" not in screen.links.values()

    screen.app.selectbox(key="unit").select("区水利局")
    screen.run()

    assert "indicators?item=7" in screen.links.values()


def test_an_unknown_unit_in_the_url_is_named_in_a_sentence(visit: Visit) -> None:
    screen = visit("overview", unit="区水务局")

    (sentence,) = screen.said("warning")
    assert "区水务局" in sentence
    assert screen.app.selectbox(key="unit").value is None


def test_reports_show_at_the_next_run_of_a_page_that_is_open(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    screen = visit("overview")
    assert "53.94%" in screen.annotations("gauge-4")

    day = date(2025, 6, 1)
    value = {"period": 2024, "value": Decimal("56.5"), "evidence": "统计公报"}
    own_store.append(new_report("indicator", 4, day, **value))
    own_store.append(new_report("project", 1, day, completed_investment_wan_yuan=Decimal(12000)))
    own_store.append(new_report("milestone", 4, day, status="done", completed_on=day))
    screen.run()

    assert "56.5%" in screen.annotations("gauge-4")
    assert screen.metrics["指标达标"][0] == "2 / 15"
    assert "1.20亿元" in screen.metrics["计划总投资"][1]
    assert "报 1 项" in screen.metrics["计划总投资"][1]
    assert screen.metrics["时间节点完成"][0] == "2 / 5"


def test_a_report_made_after_the_chosen_day_does_not_show(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    screen = visit("overview")

    value = {"period": 2024, "value": Decimal("56.5"), "evidence": "统计公报"}
    own_store.append(new_report("indicator", 4, date(2025, 7, 1), **value))
    screen.run()

    assert "53.94%" in screen.annotations("gauge-4")


def test_a_run_without_change_makes_no_figure_anew(
    visit: Visit, own_store: Store, new_report: NewReport, figures_made: list[go.Figure]
) -> None:
    screen = visit("overview")
    assert len(figures_made) == len(screen.charts)
    figures_made.clear()

    screen.run()
    assert figures_made == []

    own_store.append(new_report("task", 1, date(2025, 6, 1), status="done"))
    screen.run()
    assert len(figures_made) == len(screen.charts)


def test_a_run_without_change_copies_no_figure_s_parts(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[go.Figure] = []
    whole = go.Figure.to_dict

    def counted(figure: go.Figure) -> Any:
        copied.append(figure)
        return whole(figure)

    monkeypatch.setattr(go.Figure, "to_dict", counted)
    screen = visit("overview")
    copied.clear()

    screen.run()

    assert copied == []
    assert len(screen.charts) == 8


def test_another_reader_of_the_same_day_makes_no_figure_anew(
    visit: Visit,
    own_store: Store,  # whose figures nobody has made yet
    figures_made: list[go.Figure],
) -> None:
    visit("overview")
    figures_made.clear()

    visit("overview")

    assert figures_made == []


def test_the_numbers_behind_a_chart_are_one_click_away(visit: Visit) -> None:
    screen = visit("overview")

    indicators = screen.open_numbers("指标")

    assert len(indicators) == 15
    assert indicators.loc[3, "最新值"] == "53.94%"


def test_the_numbers_behind_the_treemap_add_up(visit: Visit) -> None:
    categories = visit("overview").open_numbers("工程类别投资")

    assert categories["计划总投资(万元)"].sum() == 624202
    assert categories["项目数"].sum() == 35


def test_the_numbers_behind_the_countdown_name_five_milestones(visit: Visit) -> None:
    milestones = visit("overview").open_numbers("时间节点")

    assert list(milestones["序号"]) == [1, 2, 3, 4, 5]
    assert milestones.loc[2, "状态"] == "◐ 逾期完成 30 天"


@pytest.mark.parametrize("query", [{}, {"unit": "区发展改革委"}], ids=["all", "one unit"])
def test_the_page_speaks_chinese(visit: Visit, query: dict[str, str]) -> None:
    screen = visit("overview", **query)

    assert screen.foreign_words == set()
    screen.open_numbers("指标")
    screen.open_numbers("工程类别投资")
    assert screen.foreign_words == set()


def test_overdue_is_said_of_days_alone_and_what_is_blocked_is_counted_apart(
    visit: Visit,
    own_store: Store,
    new_report: NewReport,
    file: Path,  # one engine is enough
) -> None:
    for number in (1, 2):
        own_store.append(new_report("task", number, JUNE, status="blocked", note="待批复"))

    screen = visit("overview", JUNE.isoformat())

    (heading,) = [one for one in screen.headings if one.startswith("需要关注")]
    assert heading.startswith("需要关注 逾期 3 · 受阻 2 · 滞后 1 · 未报 ")
    assert "| 责任单位 | 问题 | 滞后 | 未报 |" in "\n".join(
        shown.value for shown in screen.app.markdown
    )

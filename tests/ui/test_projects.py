"""项目投资 shows where the money is planned and spent, project by project."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import plotly.graph_objects as go

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    NewReport = Callable[..., Report]

DAY = date(2025, 6, 1)
INDUSTRY = "产业发展强基工程"


def table(screen: Screen) -> pd.DataFrame:
    """The list of projects, with the number of each."""
    frame = screen.tables["projects"]
    return frame.assign(序号=frame["项目"].str.split(".").str[0].astype(int))


def bars(screen: Screen) -> list[str]:
    """The projects whose building years are drawn."""
    return [name.split(".")[0] for name in screen.charts["gantt"]["data"][0]["y"]]


def treemap(screen: Screen) -> dict[str, Any]:
    """The one trace of the treemap, whatever its colours tell."""
    (key,) = [key for key in screen.charts if key.startswith("treemap-")]
    (trace,) = screen.charts[key]["data"]
    return trace


def test_the_tiles_say_what_is_planned_and_that_nobody_has_reported(visit: Visit) -> None:
    tiles = visit("projects").metrics

    assert tiles["计划总投资"] == ("62.42亿元", "35 个项目")
    assert tiles["完成投资"][0] == "待填报"
    assert "35 个中 0 个" in tiles["完成投资"][1]
    assert tiles["完工或投用"][0] == "待填报"


@pytest.mark.parametrize(
    ("as_of", "ended"), [("2024-12-31", "0 个"), ("2025-01-01", "21 个"), ("2029-01-01", "35 个")]
)
def test_the_day_in_the_url_settles_how_many_should_be_built(
    visit: Visit, as_of: str, ended: str
) -> None:
    assert visit("projects", as_of=as_of).metrics["建设年限已满"][0] == ended


@pytest.mark.parametrize("as_of", ["2000-01-01", "2099-12-31"])
def test_the_page_stands_on_the_first_and_last_day_there_is(visit: Visit, as_of: str) -> None:
    screen = visit("projects", as_of=as_of)

    assert screen.said("warning") == []
    assert len(bars(screen)) == 35


def test_treemap_gantt_and_table_hold_every_project(visit: Visit) -> None:
    screen = visit("projects")

    assert "62.42亿元" in treemap(screen)["labels"][0]
    assert bars(screen) == [str(number) for number in range(1, 36)]
    assert list(table(screen)["序号"]) == list(range(1, 36))
    assert screen.open_numbers("建设年限")["计划总投资(万元)"].sum() == 624202


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"programme": INDUSTRY}, [6, 7, 8, 9, 10, 11, 12]),
        ({"q": "茶园"}, [11]),
        ({"q": "PPP"}, [6, 28]),
        ({"q": "开乾 政府"}, [2, 18, 26, 27, 33]),
        ({"q": "区教委"}, [13, 19, 23]),
        ({"programme": INDUSTRY, "q": "市场"}, [6, 7, 10, 11, 12]),
    ],
    ids=["category", "name", "Latin name", "owner and funding", "unit", "both"],
)
def test_filters_in_the_url_narrow_gantt_table_and_sums(
    visit: Visit, query: dict[str, str], left: list[int]
) -> None:
    screen = visit("projects", **query)

    assert list(table(screen)["序号"]) == left
    assert bars(screen) == [str(number) for number in left]
    sums = screen.open_numbers("分组投资")["计划总投资(万元)"].sum()
    assert sums >= screen.open_numbers("建设年限")["计划总投资(万元)"].sum()
    assert {name: screen.query[name] for name in query} == query
    drawn = {tile for tile in treemap(screen)["ids"] if tile[0] == "c"}
    assert len(drawn) == (1 if "programme" in query else 5)


def test_late_projects_come_first_on_demand_and_the_url_keeps_it(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    own_store.append(new_report("project", 4, DAY, stage="construction"))
    screen = visit("projects", as_of="2026-06-30")
    assert bars(screen)[0] == "1"

    screen.app.segmented_control(key="order").set_value("逾期在前")
    screen.run()

    assert bars(screen)[0] == "4"
    assert "◆ 逾期" in screen.charts["gantt"]["data"][0]["text"][0]
    assert screen.query["order"] == "逾期在前"
    assert len(bars(screen)) == 35


@pytest.mark.parametrize("words", ["没有这个词", "[", "%", "茶园 隧道", "<b>"])
def test_a_search_that_finds_nothing_says_what_to_do(visit: Visit, words: str) -> None:
    screen = visit("projects", q=words)

    (sentence,) = screen.said("info")
    assert "搜索词" in sentence
    assert screen.frames == []
    assert "gantt" not in screen.charts
    assert screen.foreign_words == set()


@pytest.mark.parametrize("words", ["", "   ", "　"])
def test_a_search_for_nothing_finds_everything(visit: Visit, words: str) -> None:
    assert len(table(visit("projects", q=words))) == 35


@pytest.mark.parametrize(
    ("colour", "tells"),
    [("工程类别", 4), ("投资类别", 2), ("阶段", 1), ("进度", 1)],
)
def test_the_url_settles_what_the_treemap_s_colours_tell(
    visit: Visit, colour: str, tells: int
) -> None:
    screen = visit("projects", colour=colour)

    trace = treemap(screen)
    colours = {
        colour
        for tile, colour in zip(trace["ids"], trace["marker"]["colors"], strict=True)
        if tile.startswith("p")
    }
    assert len(colours) == tells
    assert screen.app.segmented_control(key="colour").value == colour


@pytest.mark.parametrize(
    ("by", "groups", "first"),
    [("牵头单位", 15, "区住房城乡建委"), ("项目业主", 24, "三宜建设集团"), ("投资类别", 2, "政府")],
)
def test_the_url_settles_by_what_investment_is_summed(
    visit: Visit, by: str, groups: int, first: str
) -> None:
    screen = visit("projects", by=by)

    numbers = screen.open_numbers("分组投资")
    assert len(numbers) == groups
    assert numbers.loc[0, by] == first
    assert screen.charts["groups"]["data"][0]["x"][0] == numbers.loc[0, "计划总投资(万元)"]


@pytest.mark.parametrize(
    ("name", "value"), [("programme", "农业工程"), ("colour", "颜色"), ("by", "年份")]
)
def test_an_unknown_choice_in_the_url_is_named_in_a_sentence(
    visit: Visit, name: str, value: str
) -> None:
    screen = visit("projects", **{name: value})

    (sentence,) = screen.said("warning")
    assert value in sentence
    assert len(table(screen)) == 35


def test_choosing_a_category_narrows_and_taking_it_back_widens(visit: Visit) -> None:
    screen = visit("projects")

    screen.app.selectbox(key="programme").select(INDUSTRY)
    assert len(table(screen.run())) == 7

    screen.app.selectbox(key="programme").select(None)
    assert len(table(screen.run())) == 35


def test_one_project_shows_everything_about_it(visit: Visit) -> None:
    screen = visit("projects", item="28")

    assert screen.titles == ["28. 开州区水环境综合治理PPP项目"]
    assert screen.metrics["计划总投资"] == ("9.36亿元", "投资类别：市场")
    assert screen.metrics["完成投资"][0] == "待填报"
    assert screen.metrics["形象进度"][0] == "待填报"
    assert screen.metrics["阶段"] == ("待填报", "○ 未报")
    facts = screen.facts
    assert facts["工程类别"] == "市政设施提档升级工程"
    assert facts["项目业主"] == "帅湖治水公司"
    assert facts["建设年限"] == "2023—2025年"
    assert facts["到位资金"] == "待填报"
    assert "区住房城乡建委" in screen.links
    assert facts["出处"] == "附件4-28"
    assert screen.links["← 全部项目"] == "projects?"


def test_one_project_shows_the_repairs_of_the_text_it_rests_on(visit: Visit) -> None:
    screen = visit("projects", item="33")

    assert "原文勘误与存疑" in screen.headings


@pytest.mark.parametrize("item", ["0", "36", "abc"])
def test_an_unknown_project_is_named_in_a_sentence_above_all_of_them(
    visit: Visit, item: str
) -> None:
    screen = visit("projects", item=item)

    (sentence,) = screen.said("warning")
    assert f"“{plain(item)}”" in sentence
    assert "1至35" in sentence
    assert len(table(screen)) == 35


def test_reports_show_at_the_next_run_of_a_page_that_is_open(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    screen = visit("projects")

    own_store.append(
        new_report(
            "project",
            1,
            DAY,
            stage="construction",
            physical_progress_percent=Decimal("62.5"),
            completed_investment_wan_yuan=Decimal(15000),
        )
    )
    own_store.append(new_report("project", 14, DAY, stage="built"))
    screen.run()

    assert screen.metrics["完成投资"][0] == "1.50亿元"
    assert "35 个中 1 个" in screen.metrics["完成投资"][1]
    assert screen.metrics["完工或投用"][0] == "1 个"
    first = table(screen).iloc[0]
    assert tuple(first[["阶段", "形象进度", "完成投资"]]) == ("在建", "62.5%", "1.50亿元")
    assert table(screen).iloc[13]["状态"] == "● 完成"
    assert 15000 in screen.charts["groups"]["data"][1]["x"]


def test_one_project_shows_its_reports_with_who_made_them(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    screen = visit("projects", item="1")
    assert "区住房城乡建委" in screen.said("info")[0]

    for month, percent in ((4, 40), (6, 62)):
        own_store.append(
            new_report(
                "project",
                1,
                date(2025, month, 1),
                stage="construction",
                physical_progress_percent=Decimal(percent),
                completed_investment_wan_yuan=Decimal(15000),
                funds_received_wan_yuan=Decimal(14000),
                problems="征地未完",
            )
        )
    screen.run()

    assert screen.metrics["形象进度"][0] == "62%"
    assert screen.metrics["完成投资"] == ("1.50亿元", "占计划 50%")
    assert screen.metrics["阶段"] == ("在建", "▼ 滞后 13 个百分点")
    history = screen.tables["history"]
    assert screen.facts["到位资金"] == "1.40亿元"
    assert history["形象进度"].to_list() == ["62%", "40%"]
    assert history["到位资金"].to_list() == ["14,000万元"] * 2
    assert history["需协调问题"].to_list() == ["征地未完"] * 2
    assert history["填报"].to_list() == ["测试员（专班办公室）"] * 2


def test_the_treemap_tells_of_progress_unless_asked_otherwise(visit: Visit) -> None:
    assert visit("projects").app.segmented_control(key="colour").value == "进度"


def test_the_colours_of_stage_and_progress_follow_what_was_reported(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    for number, stage in ((1, "preparation"), (2, "construction"), (3, "built"), (4, "in_use")):
        own_store.append(new_report("project", number, DAY, stage=stage))

    trace = treemap(visit("projects", colour="阶段"))

    hatched = dict(zip(trace["ids"], trace["marker"]["pattern"]["shape"], strict=True))
    assert [hatched[f"p{number}"] for number in range(1, 6)] == ["", "", "", "", "/"]
    assert len({trace["marker"]["colors"][trace["ids"].index(f"p{n}")] for n in range(1, 6)}) == 5


def test_a_run_without_change_makes_no_figure_anew(
    visit: Visit,
    own_store: Store,  # whose figures nobody has made yet
    figures_made: list[go.Figure],
) -> None:
    screen = visit("projects")
    assert len(figures_made) == 3
    figures_made.clear()

    screen.run()
    assert figures_made == []

    screen.app.selectbox(key="programme").select(INDUSTRY)
    screen.run()
    assert len(figures_made) == 3


@pytest.mark.parametrize(
    ("name", "rows"), [("工程类别投资", 5), ("分组投资", 15), ("建设年限", 35)]
)
def test_the_numbers_behind_a_chart_are_one_click_away(visit: Visit, name: str, rows: int) -> None:
    numbers = visit("projects").open_numbers(name)

    assert len(numbers) == rows
    assert numbers["计划总投资(万元)"].sum() == 624202


@pytest.mark.parametrize(
    "query",
    [{}, {"colour": "阶段", "by": "投资类别"}, {"colour": "进度", "as_of": "2027-01-01"}],
    ids=["plain", "by stage", "by progress"],
)
def test_the_page_speaks_chinese(visit: Visit, query: dict[str, str]) -> None:
    screen = visit("projects", **query)

    assert screen.foreign_words == set()
    screen.open_numbers("分组投资")
    assert screen.foreign_words == set()


def test_every_project_s_own_view_speaks_chinese(visit: Visit) -> None:
    screens = {item: visit("projects", item=str(item)) for item in range(1, 36)}

    assert {item: words for item, one in screens.items() if (words := one.foreign_words)} == {}


def test_a_click_on_a_project_of_a_narrowed_list_opens_it_and_keeps_the_list(visit: Visit) -> None:
    screen = visit("projects", q="茶园")
    (href,) = [href for href in screen.hrefs if "item=11" in href]

    screen.click(href)

    assert screen.titles == ["11. 大进茶园加工厂建设项目"]
    assert screen.query == {"as_of": "2025-06-30", "q": "茶园", "item": "11"}


def test_a_click_sent_for_what_is_no_link_of_the_page_leads_nowhere(visit: Visit) -> None:
    screen = visit("projects")

    screen.click("/projects?as_of=2025-06-30&item=11", sent="/accounts")

    assert screen.titles == ["项目投资"]

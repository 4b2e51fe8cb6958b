"""指标 shows how far each of the fifteen has come, and of each how that was worked out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.progress import State
from kzdash.ui.widgets import cards as cards_on_screen
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    import plotly.graph_objects as go

    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    NewReport = Callable[..., Report]


def cards(screen: Screen) -> dict[int, list[str]]:
    """What each indicator's card says, line by line, by its number; in their order."""
    said = {}
    for address, words in screen.hrefs.items():
        if number := re.search(r"/indicators\?.*item=(\d+)", address):
            said[int(number[1])] = [line for line in words.split("\n") if line]
    return said


def shown(screen: Screen) -> list[int]:
    """The numbers of the indicators on the page, in their order."""
    return list(cards(screen))


def dials(screen: Screen) -> int:
    """How many dials are drawn."""
    return sum(
        len(chart["data"]) for key, chart in screen.charts.items() if key.startswith("gauge-")
    )


def value_of_2024(figure: str) -> dict[str, Any]:
    """What a report says that gives a figure of 2024, with its source."""
    return {"period": 2024, "value": Decimal(figure), "evidence": "统计公报"}


def test_every_indicator_has_a_dial_over_a_card_that_leads_to_it(visit: Visit) -> None:
    screen = visit("indicators")

    assert sorted(shown(screen)) == list(range(1, 16))
    assert dials(screen) == 15
    assert any("15" in heading for heading in screen.headings)
    assert "15 项中 3 项已有填报数据" in screen.text


def test_the_most_serious_comes_first_or_whatever_number_on_demand(visit: Visit) -> None:
    screen = visit("indicators")
    order = {state.marked: state.seriousness for state in State}
    places = [order[card[-1].partition("（")[0]] for card in cards(screen).values()]
    assert shown(screen)[0] == 4
    assert places == sorted(places)
    assert len(set(places)) > 2

    screen.app.segmented_control(key="sort").set_value("按序号")
    screen.run()

    assert shown(screen) == list(range(1, 16))
    assert screen.query["sort"] == "按序号"


def test_of_very_many_indicators_the_first_are_drawn_and_the_page_says_so(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards_on_screen, "MOST_CARDS", 4)

    screen = visit("indicators", sort="按序号")

    assert shown(screen) == [1, 2, 3, 4]
    assert dials(screen) == 4
    assert "共 15 项，画出前 4 项" in screen.text


def test_a_card_says_value_target_gap_and_state(visit: Visit) -> None:
    said = cards(visit("indicators"))

    assert said[4] == ["4. 城镇化率", "53.94%", "2024年，目标≥56%", "差2.06个百分点", "▼ 滞后"]
    assert said[1][1::2] == ["5.68%", "超0.68个百分点"]


def test_an_indicator_nobody_reported_says_so_and_shows_its_path(visit: Visit) -> None:
    said = cards(visit("indicators"))

    assert said[7][1:] == ["—", "2022年基期未报 → 2025年≤9%", "◇ 到期未报"]
    assert said[13][2] == "2022年0家 → 2025年≥50家"
    assert said[12][2] == "2023—2025年年均≥10%"
    assert said[5][2] == "2022年基期未报 → 2025年提高约5个百分点"


def test_a_figure_of_dials_says_its_main_points_to_those_who_cannot_see_it(visit: Visit) -> None:
    alts = [chart.proto.alt for chart in visit("indicators").app.get("plotly_chart")]

    assert "53.94%" in alts[0]
    assert "≥56%" in alts[0]
    assert "滞后" in alts[0]
    assert len(set(alts)) == 8


@pytest.mark.slow
@pytest.mark.parametrize(
    ("as_of", "value", "status"),
    [
        ("2023-12-31", "—", "△ 未到期"),
        ("2024-04-28", "—", "◇ 到期未报"),
        ("2024-04-29", "53.34%", "▼ 滞后"),
        ("2025-06-30", "53.94%", "▼ 滞后"),
        ("2026-01-01", "53.94%", "◌ 待发布（2025年）"),
    ],
)
def test_the_day_in_the_url_settles_what_was_known(
    visit: Visit, as_of: str, value: str, status: str
) -> None:
    screen = visit("indicators", as_of=as_of)

    card = cards(screen)[4]
    assert [card[1], card[-1]] == [value, status]


@pytest.mark.parametrize("as_of", ["2000-01-01", "2099-12-31"])
def test_the_page_stands_on_the_first_and_last_day_there_is(visit: Visit, as_of: str) -> None:
    screen = visit("indicators", as_of=as_of)

    assert dials(screen) == 15
    assert screen.said("warning") == []


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"status": "达标"}, [1]),
        ({"status": ["达标", "滞后"]}, [1, 4]),
        ({"unit": "区城市管理局"}, [7, 8, 9]),
        ({"unit": "区发展改革委", "status": "到期未报"}, [5, 6]),
    ],
    ids=["status", "statuses", "unit", "both"],
)
def test_filters_in_the_url_leave_the_indicators_that_fit(
    visit: Visit, query: dict[str, str], left: list[int]
) -> None:
    screen = visit("indicators", **query)

    assert sorted(shown(screen)) == left
    assert {name: screen.query[name] for name in query} == query
    assert list(screen.open_numbers("指标")["序号"]) == left


def test_choosing_a_status_narrows_and_taking_it_back_widens(visit: Visit) -> None:
    screen = visit("indicators")

    screen.app.pills(key="status").select("达标")
    assert shown(screen.run()) == [1]

    screen.app.pills(key="status").unselect("达标")
    assert len(shown(screen.run())) == 15


def test_filters_that_leave_nothing_say_what_to_do(visit: Visit) -> None:
    screen = visit("indicators", unit="区商务委", status="达标")

    assert shown(screen) == []
    (sentence,) = screen.said("info")
    assert "筛选" in sentence
    assert "取消" in sentence


@pytest.mark.parametrize(("name", "value"), [("unit", "区水务局"), ("status", "完成得好")])
def test_an_unknown_filter_value_in_the_url_is_named_in_a_sentence(
    visit: Visit, name: str, value: str
) -> None:
    screen = visit("indicators", **{name: value})

    (sentence,) = screen.said("warning")
    assert value in sentence
    assert len(shown(screen)) == 15


def test_one_indicator_shows_value_target_formula_and_source(visit: Visit) -> None:
    screen = visit("indicators", item="4")

    assert screen.titles == ["4. 常住人口城镇化率"]
    assert set(screen.charts) == {"gauge", "path"}
    facts = screen.facts
    assert facts["状态"] == "▼ 滞后"
    assert facts["2025年目标"] == "≥56%"
    assert facts["最新值"] == "53.94%（2024年）"
    assert facts["与目标的差距"] == "-2.06个百分点"
    assert facts["完成率"] == "38.69%"
    assert facts["按时间进度应达到"] == "54.88%"
    assert facts["推算2025年末"] == "54.59%"
    assert {"区住房城乡建委", "区发展改革委"} <= set(screen.links)
    assert facts["出处"] == "附件1-4"
    assert "(53.94 - 52.64)/(56 - 52.64) = 38.69%" in screen.text


def test_one_indicator_shows_what_was_reported_newest_first_with_its_source(visit: Visit) -> None:
    history = visit("indicators", item="4").tables["history"]

    assert list(history["年份"]) == ["2024年", "2023年", "2022年"]
    assert list(history["数值"]) == ["53.94%", "53.34%", "52.64%"]
    assert all("https://" in source or "http://" in source for source in history["依据"])


def test_one_indicator_draws_its_figures_target_and_forecast(visit: Visit) -> None:
    traces = {
        trace["name"]: trace for trace in visit("indicators", item="4").charts["path"]["data"]
    }

    assert traces["已填报"]["y"] == [52.64, 53.34, 53.94]
    assert traces["目标"]["y"] == [56]
    assert traces["按现有进度推算"]["y"] == [53.94, 54.59]


def test_an_indicator_whose_change_nobody_reported_draws_the_change_that_is_asked(
    visit: Visit,
) -> None:
    path = visit("indicators", item="5").charts["path"]
    traces = {trace["name"]: trace for trace in path["data"]}

    assert traces["目标线（与基期相比）"]["y"] == [0, 5]
    assert traces["目标"]["text"] == ["目标 提高约5个百分点"]
    assert path["layout"]["yaxis"]["ticksuffix"] == "个百分点"


def test_the_next_indicator_is_the_next_of_the_list_as_it_was_sorted(visit: Visit) -> None:
    by_state, by_number = (
        visit("indicators", item="4", **asked).text for asked in ({}, {"sort": "按序号"})
    )

    assert "1/15" in by_state
    assert "4/15" in by_number


def test_one_indicator_leads_back_to_all(visit: Visit) -> None:
    screen = visit("indicators", item="4", status="滞后")

    screen.follow("← 全部指标")

    assert screen.titles == ["主要指标"]
    assert screen.query == {"as_of": "2025-06-30", "status": "滞后"}


def test_an_indicator_nobody_reported_says_who_is_to_report(visit: Visit) -> None:
    screen = visit("indicators", item="7")

    assert screen.facts["最新值"] == "待填报"
    (sentence,) = screen.said("info")
    assert "区水利局尚未填报" in sentence


def test_an_indicator_without_baseline_says_why_it_has_no_figure(visit: Visit) -> None:
    screen = visit("indicators", item="6")

    assert screen.facts["最新值"] == "无法计算（2024年非农产业增加值占比86.6%）"
    assert "缺2022年基期值" in screen.text
    assert screen.tables["history"]["数值"].to_list() == ["86.6%", "86.1%"]


@pytest.mark.parametrize("item", ["0", "16", "-1", "四", "1.5", "", "4 OR 1=1"])
def test_an_unknown_indicator_is_named_in_a_sentence_above_all_of_them(
    visit: Visit, item: str
) -> None:
    screen = visit("indicators", item=item)

    (sentence,) = screen.said("warning")
    assert f"“{plain(item)}”" in sentence
    assert "1至15" in sentence
    assert len(shown(screen)) == 15


def test_reports_show_at_the_next_run_of_a_page_that_is_open(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    screen = visit("indicators", item="15")
    assert screen.facts["最新值"] == "待填报"

    own_store.append(new_report("indicator", 15, date(2025, 6, 1), **value_of_2024("165")))
    screen.run()

    assert screen.facts["最新值"] == "165家（2024年）"
    assert screen.facts["状态"] == "● 达标"
    assert screen.facts["完成率"] == "110%"
    assert screen.tables["history"]["填报"].to_list() == ["测试员（专班办公室）"]


def test_a_correction_replaces_the_figure_and_both_stay_in_the_history(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    screen = visit("indicators", item="4")

    own_store.append(new_report("indicator", 4, date(2025, 6, 1), **value_of_2024("54.90")))
    screen.run()

    assert screen.facts["最新值"] == "54.9%（2024年）"
    assert screen.facts["状态"] == "▲ 正常"
    figures = screen.tables["history"]["数值"].to_list()
    assert figures[:2] == ["54.9%", "53.94%"]


def test_nought_is_a_figure_and_not_a_missing_one(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    own_store.append(new_report("indicator", 13, date(2025, 6, 1), **value_of_2024("0")))

    _, value, *_, status = cards(visit("indicators"))[13]

    assert value == "0家"
    assert status == "▼ 严重滞后"


def test_what_people_typed_is_shown_as_typed(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    typed = "<script>alert(1)</script> **粗** :red[红] [x](http://a.b)"
    own_store.append(
        new_report("indicator", 15, date(2025, 6, 1), note=typed, **value_of_2024("165"))
    )

    history = visit("indicators", item="15").tables["history"]

    assert history["说明"].to_list() == [typed]


def test_a_run_without_change_makes_no_figure_anew(
    visit: Visit,
    own_store: Store,  # whose figures nobody has made yet
    figures_made: list[go.Figure],
) -> None:
    screen = visit("indicators")
    assert len(figures_made) == 8
    figures_made.clear()

    screen.run()

    assert figures_made == []


def test_the_numbers_behind_the_gauges_are_one_click_away(visit: Visit) -> None:
    numbers = visit("indicators").open_numbers("指标")

    assert list(numbers["序号"]) == list(range(1, 16))
    assert numbers.loc[0, "最新值"] == "5.68%"
    assert numbers.loc[6, "最新值"] == "待填报"


@pytest.mark.parametrize("as_of", ["2023-06-30", "2025-06-30", "2026-06-30"])
def test_the_page_speaks_chinese(visit: Visit, as_of: str) -> None:
    screen = visit("indicators", as_of=as_of)

    assert screen.foreign_words == set()
    screen.open_numbers("指标")
    assert screen.foreign_words == set()


@pytest.mark.slow
@pytest.mark.parametrize("as_of", ["2025-06-30", "2026-06-30"])
def test_every_indicator_s_own_view_speaks_chinese(visit: Visit, as_of: str) -> None:
    screens = {item: visit("indicators", as_of=as_of, item=str(item)) for item in range(1, 16)}

    assert {item: words for item, one in screens.items() if (words := one.foreign_words)} == {}

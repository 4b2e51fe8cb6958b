"""时间节点 counts down to each milestone, or counts the days it is late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

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


def cards(screen: Screen) -> list[tuple[str, str]]:
    """What each milestone's large figure is called, and the figure."""
    return [(metric.label, metric.value) for metric in screen.app.metric]


def test_each_milestone_shows_its_days_in_a_large_figure(visit: Visit) -> None:
    assert cards(visit("milestones")) == [
        ("◇", "到期未报"),
        ("◇", "到期未报"),
        ("◐ 逾期完成", "30 天"),
        ("◇", "到期未报"),
        ("△ 未到期，还有", "92 天"),
    ]


def test_each_milestone_shows_its_day_unit_and_source_and_leads_to_its_own_view(
    visit: Visit,
) -> None:
    screen = visit("milestones")

    assert [metric.delta for metric in screen.app.metric][3].startswith("2024年12月31日")
    assert list(screen.links.values())[-5:] == [f"milestones?item={n}" for n in range(1, 6)]
    assert screen.text.count("五(二);六(七)") == 5
    assert "开州府办发〔2024〕55号" in screen.text


def test_of_very_many_milestones_the_most_urgent_have_cards_and_the_page_says_so(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards_on_screen, "MOST_CARDS", 3)

    screen = visit("milestones")

    assert list(screen.links.values())[-3:] == [f"milestones?item={n}" for n in (1, 2, 4)]
    (said,) = screen.said("info")
    assert "共 5 项，画出最急的 3 项" in said
    assert len(screen.annotations("countdown")) > 5


@pytest.mark.parametrize(
    ("as_of", "third"),
    [
        ("2024-05-30", ("△ 未到期，还有", "31 天")),
        ("2024-05-31", ("▷ 临期，还有", "30 天")),
        ("2024-06-30", ("▶", "今日到期")),
        ("2024-07-01", ("◇", "到期未报")),
        ("2024-07-29", ("◇", "到期未报")),
        ("2024-07-30", ("◐ 逾期完成", "30 天")),
        ("2099-12-31", ("◐ 逾期完成", "30 天")),
    ],
)
def test_the_day_in_the_url_settles_how_the_third_milestone_stands(
    visit: Visit, as_of: str, third: tuple[str, str]
) -> None:
    assert cards(visit("milestones", as_of=as_of))[2] == third


def test_a_completion_shows_its_day_and_grounds_only_from_the_day_it_was_known(
    visit: Visit,
) -> None:
    before = visit("milestones", as_of="2024-07-29", item="3")
    after = visit("milestones", as_of="2024-07-30", item="3")

    assert "完成于" not in before.text
    assert "完成于2024年7月30日" in after.text
    assert "开州府办发〔2024〕55号" in after.text
    assert "30天" in after.text


@pytest.mark.parametrize("as_of", ["2000-01-01", "2099-12-31"])
def test_the_page_stands_on_the_first_and_last_day_there_is(visit: Visit, as_of: str) -> None:
    screen = visit("milestones", as_of=as_of)

    assert len(cards(screen)) == 5
    assert screen.said("warning") == []
    assert screen.foreign_words == set()


def test_the_countdown_line_marks_five_milestones_and_the_day(visit: Visit) -> None:
    screen = visit("milestones")

    marks = [
        trace for trace in screen.charts["countdown"]["data"] if trace.get("mode") == "markers"
    ]
    assert [mark["x"] for mark in marks] == [
        ["2024-01-31"],
        ["2024-03-31"],
        ["2024-06-30"],
        ["2024-12-31"],
        ["2025-09-30"],
    ]
    assert "截至2025年6月30日" in screen.annotations("countdown")


def test_one_milestone_shows_everything_about_it(visit: Visit) -> None:
    screen = visit("milestones", item="3")

    assert screen.titles == ["3. 谋划一批重点项目清单,印发实施工作方案"]
    assert screen.facts["到期日"] == "2024年6月30日"
    assert screen.facts["判断"] == "逾期完成 30 天"
    assert "区发展改革委" in screen.links
    assert screen.facts["出处"] == "五(二);六(七)"
    history = screen.tables["history"]
    assert history["完成日期"].to_list() == ["2024年7月30日"]
    assert history["依据"].to_list() == ["开州府办发〔2024〕55号"]
    assert screen.links["← 全部时间节点"] == "milestones?"


def test_a_milestone_nobody_reported_says_who_is_to_report(visit: Visit) -> None:
    (sentence,) = visit("milestones", item="4").said("info")

    assert "区发展改革委" in sentence


@pytest.mark.parametrize("item", ["0", "6", "三"])
def test_an_unknown_milestone_is_named_in_a_sentence_above_all_of_them(
    visit: Visit, item: str
) -> None:
    screen = visit("milestones", item=item)

    (sentence,) = screen.said("warning")
    assert f"“{plain(item)}”" in sentence
    assert "1至5" in sentence
    assert len(cards(screen)) == 5


def test_reports_show_at_the_next_run_of_a_page_that_is_open(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    screen = visit("milestones")

    own_store.append(
        new_report(
            "milestone",
            4,
            date(2025, 6, 1),
            status="done",
            completed_on=date(2024, 12, 31),
            evidence="总结报告",
        )
    )
    screen.run()

    assert cards(screen)[3] == ("●", "按期完成")
    assert "完成于2024年12月31日" in screen.text
    assert "总结报告" in screen.text


def test_a_report_grown_old_says_for_how_long_nobody_has_reported(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    own_store.append(new_report("milestone", 5, date(2025, 1, 1), status="in_progress"))

    assert "90 天未更新" not in visit("milestones", as_of="2025-04-01").text
    assert "91 天未更新" in visit("milestones", as_of="2025-04-02").text


def test_what_people_typed_is_shown_and_neither_run_nor_formatted(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    own_store.append(
        new_report(
            "milestone",
            5,
            date(2025, 6, 1),
            status="in_progress",
            note="**粗** :red[红] <img src=x> $1$",
        )
    )

    (text,) = [one.value for one in visit("milestones").app.markdown if "粗" in one.value]

    assert r"\*\*粗\*\*" in text
    assert r"\:red\[红\]" in text
    assert r"\<img" in text
    assert r"\$1\$" in text


def test_a_run_without_change_makes_no_figure_anew(
    visit: Visit,
    own_store: Store,  # whose figures nobody has made yet
    figures_made: list[go.Figure],
) -> None:
    screen = visit("milestones")
    assert len(figures_made) == 1
    figures_made.clear()

    screen.run()

    assert figures_made == []


def test_the_numbers_behind_the_countdown_are_one_click_away(visit: Visit) -> None:
    numbers = visit("milestones").open_numbers("时间节点")

    assert numbers["到期日"].to_list()[0] == "2024年1月31日"
    assert numbers["状态"].to_list()[3] == "◇ 到期未报"
    assert numbers["填报状态"].to_list() == ["待填报", "待填报", "已完成", "待填报", "待填报"]


@pytest.mark.parametrize("as_of", ["2023-06-30", "2024-06-30", "2025-06-30"])
def test_the_page_speaks_chinese(visit: Visit, as_of: str) -> None:
    screen = visit("milestones", as_of=as_of)

    assert screen.foreign_words == set()
    screen.open_numbers("时间节点")
    assert screen.foreign_words == set()


def test_every_milestone_s_own_view_speaks_chinese(visit: Visit) -> None:
    screens = {item: visit("milestones", item=str(item)) for item in range(1, 6)}

    assert {item: words for item, one in screens.items() if (words := one.foreign_words)} == {}

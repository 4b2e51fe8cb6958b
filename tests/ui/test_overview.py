"""总览 says first how the plan stands: verdict, tiles, every indicator, what is late and whose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.board.verdict import compose_verdict
from kzdash.documents.overview import page as overview_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import plotly.graph_objects as go

    from kzdash.board.board import Board
    from kzdash.board.verdict import Verdict
    from kzdash.domain.models import Report
    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    NewReport = Callable[..., Report]

JUNE = date(2025, 6, 30)
DAY = "as_of=2025-06-30"


def words(screen: Screen) -> str:
    """What is read on the page, on one line."""
    return " ".join(screen.text.split())


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The board of every page composed from here on, whoever asks for it."""
    made: list[object] = []

    def counted(board: Board) -> Verdict:
        made.append(board)
        return compose_verdict(board)

    monkeypatch.setattr(overview_page, "compose_verdict", counted)
    return made


def test_the_page_begins_with_how_the_plan_stands(visit: Visit) -> None:
    screen = visit("overview")

    assert screen.titles == ["开州区“小县大城”试点"]
    (page,) = screen.pieces
    assert (
        "".join(page.words)
        .strip()
        .startswith("试点期还剩184天：15项指标1项达标，城镇化率预计差1.41")
    )


def test_the_four_tiles_hold_the_figures_a_leader_asks_for_and_lead_on(visit: Visit) -> None:
    read = words(visit("overview"))

    assert "指标 1 / 15 达标 1项滞后，13项到期未报" in read
    assert "项目 0 / 35 完工 21个到期未报，14个未报" in read
    assert "完成投资 待填报 / 62.42亿元 35个项目都没有填报" in read
    assert "2025年6月23日以来 0 项变好，0 项变差" in read
    hrefs = visit("overview").hrefs
    assert {f"/{page}?{DAY}" for page in ("indicators", "projects")} <= set(hrefs)
    assert f"/changes?since=2025-06-23&{DAY}" in hrefs


def test_the_page_names_document_office_day_and_what_is_due_next(visit: Visit) -> None:
    screen = visit("overview")

    assert "开州府办发〔2024〕55号" in screen.text
    assert "截至2025年6月30日" in screen.text
    assert "2025年 9月30日 △ 还有92天" in words(screen)
    assert f"/milestones?item=5&{DAY}" in screen.hrefs


def test_every_indicator_and_project_and_milestone_has_a_link_that_keeps_the_day(
    visit: Visit,
) -> None:
    hrefs = visit("overview").hrefs
    pages = {"indicators": 15, "milestones": 5}

    for page, count in pages.items():
        assert {f"/{page}?item={number}&{DAY}" for number in range(1, count + 1)} <= set(hrefs)
    assert all(href.endswith(DAY) for href in hrefs)
    # the small projects of a category share a tile, which leads to them all
    assert sum("/projects?item=" in href for href in hrefs) >= 20
    assert sum("/projects?programme=" in href for href in hrefs) == 5


def test_links_keep_that_only_what_was_entered_by_the_day_counts(visit: Visit) -> None:
    hrefs = visit("overview", entered="true").hrefs

    assert hrefs
    assert {href for href in hrefs if not href.endswith(f"{DAY}&entered=true")} == set()


def test_no_figure_is_left_to_plotly(visit: Visit, figures_made: list[go.Figure]) -> None:
    screen = visit("overview")

    assert screen.charts == {}
    assert figures_made == []
    assert sum(piece.tags.count("svg") for piece in screen.pieces) > 15


@pytest.mark.parametrize(
    ("as_of", "done"), [("2024-07-29", "5个节点，0个完成"), ("2024-07-30", "5个节点，1个完成")]
)
def test_the_day_in_the_url_settles_what_was_done_by_then(
    visit: Visit, as_of: str, done: str
) -> None:
    screen = visit("overview", as_of=as_of)

    assert done in screen.text
    assert screen.query["as_of"] == as_of


def test_figures_published_after_the_day_are_not_on_the_page(visit: Visit) -> None:
    before, after = visit("overview", as_of="2024-04-28"), visit("overview", as_of="2024-04-29")

    assert "所选日期早于方案印发日期（2024年7月30日）" in before.text

    assert "53.34%" not in before.text
    assert "53.34%" in after.text


@pytest.mark.parametrize("as_of", ["2000-01-01", "2022-12-31", "2026-01-01", "2099-12-31"])
def test_the_page_stands_on_any_day_that_may_be_chosen(visit: Visit, as_of: str) -> None:
    screen = visit("overview", as_of=as_of)

    assert screen.said("warning") == []
    assert "/ 62.42亿元" in screen.text
    assert screen.foreign_words == set()


def test_what_nobody_reported_is_due_and_not_late(visit: Visit) -> None:
    screen = visit("overview", as_of="2026-11-28")

    assert "试点期已于2025年底结束" in screen.text
    assert "32个项目和4个时间节点到期未报" in screen.text
    assert "逾期" not in screen.text.replace("没有逾期", "")


def test_a_plan_hardly_reported_on_says_what_to_report_first_and_whose_it_is(visit: Visit) -> None:
    read = words(visit("overview"))

    assert "先填这些： 13项指标没有数值 " in read
    assert "35个项目没有进度 区住房城乡建委8、" in read
    assert "3个时间节点没有完成情况 区发展改革委3" in read


def test_what_needs_attention_is_listed_by_name_with_the_last_words_on_it(
    visit: Visit,
    own_store: Store,
    new_report: NewReport,
    file: Path,  # one engine is enough
) -> None:
    for number in (1, 2):
        own_store.append(
            new_report("task", number, date(2025, 6, 10), status="blocked", note="待批复")
        )
    day = date(2025, 1, 5)
    own_store.append(new_report("milestone", 4, day, status="in_progress", note="材料还缺两份"))

    read = words(visit("overview", JUNE.isoformat()))

    assert "逾期1 · 受阻2 · 到期未报23" in read
    assert "◆ 逾期181天 初步形成一批“小县大城”试点工作成效" in read
    assert "区发展改革委 · “材料还缺两份” · 176天前" in read
    assert read.index("◆ 逾期181天") < read.index("✕ 受阻") < read.index("◇ 到期未报 形成")
    assert "“待批复” · 20天前" in read


def test_attention_is_grouped_by_unit_on_demand(visit: Visit) -> None:
    whole = visit("overview")
    assert f"/?group=unit&{DAY}" in whole.hrefs

    grouped = visit("overview", group="unit")

    assert "区发展改革委 到期未报" in words(grouped)
    assert f"/?{DAY}" in grouped.hrefs


def test_a_unit_in_the_url_opens_that_unit_s_items(visit: Visit) -> None:
    screen = visit("overview", unit="区住房城乡建委")

    assert "区住房城乡建委 到期未报" in words(screen)
    assert screen.said("warning") == []
    assert "区水利局没有需要关注的事项。" in visit("overview", unit="区水利局").text


def test_an_unknown_unit_in_the_url_is_named_in_a_sentence(visit: Visit) -> None:
    (sentence,) = visit("overview", unit="区水务局").said("warning")

    assert "区水务局" in sentence


def test_reports_show_at_the_next_run_of_a_page_that_is_open(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    screen = visit("overview")
    assert "53.94%" in screen.text

    day = date(2025, 6, 1)
    value = {"period": 2024, "value": Decimal("56.5"), "evidence": "统计公报"}
    own_store.append(new_report("indicator", 4, day, **value))
    own_store.append(new_report("project", 1, day, completed_investment_wan_yuan=Decimal(12000)))
    own_store.append(new_report("milestone", 4, day, status="done", completed_on=day))
    screen.run()

    read = words(screen)
    assert "城镇化率 56.5% ≥56% 超0.5点 达标" in read
    assert "指标 2 / 15 达标" in read
    assert "完成投资 1.20亿元 / 62.42亿元 1.9%，35个项目中1个已填报" in read
    assert "5个节点，2个完成" in read


def test_a_report_made_after_the_chosen_day_does_not_show(
    visit: Visit, own_store: Store, new_report: NewReport
) -> None:
    screen = visit("overview")

    value = {"period": 2024, "value": Decimal("56.5"), "evidence": "统计公报"}
    own_store.append(new_report("indicator", 4, date(2025, 7, 1), **value))
    screen.run()

    assert "53.94%" in screen.text


def test_the_page_is_composed_once_for_all_readers_until_somebody_reports(
    visit: Visit, own_store: Store, new_report: NewReport, composed: list[object]
) -> None:
    screen = visit("overview")
    assert len(composed) == 1

    screen.run()
    visit("overview")
    assert len(composed) == 1

    own_store.append(new_report("task", 1, date(2025, 6, 1), status="done"))
    screen.run()
    assert len(composed) == 2


@pytest.mark.parametrize("query", [{}, {"unit": "区发展改革委"}], ids=["all", "one unit"])
def test_the_page_speaks_chinese(visit: Visit, query: dict[str, str]) -> None:
    assert visit("overview", **query).foreign_words == set()

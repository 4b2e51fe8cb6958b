"""Figures of others on a board: beside an indicator's own of the same year, and judging aims."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.board.published import FactEntry, Source
from kzdash.charts import alt_text
from kzdash.charts.trend import draw_trend, trend_points
from kzdash.domain.progress import State
from kzdash.store import Store, seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kzdash.board.board import Board

    BoardWith = Callable[..., Board]

DAY = date(2026, 6, 30)
SAME = "常住人口城镇化率,统计公报,市统计局"
CITY = {
    2023: f"全市,指标,4,2023,71.67,%,{SAME},2024-03-01,",
    2024: f"全市,指标,4,2024,72.3,%,{SAME},2025-03-20,",
}
GDP = "地区生产总值比上年增长,统计公报,市统计局"


@pytest.fixture
def board_with(draft_seed: Path, tmp_path: Path, now: datetime) -> BoardWith:
    """Return the board of a day of a plan with more rows of comparisons, and of facts."""

    def make(
        comparisons: tuple[str, ...] = (), facts: tuple[str, ...] = (), day: date = DAY
    ) -> Board:
        for name, rows in (("comparisons", comparisons), ("facts", facts)):
            with (draft_seed / f"{name}.csv").open("a", encoding="utf-8") as file:
                file.writelines(f"{row}\n" for row in rows)
        url = f"sqlite:///{tmp_path / 'beside.db'}"
        seed.init_store(url, draft_seed, now)
        return compute_board(Store(url), day)

    return make


def test_an_indicator_is_held_against_the_last_year_that_both_have(board_with: BoardWith) -> None:
    item = board_with(tuple(CITY.values())).indicators[3]

    # 53.94 - 72.3
    assert item.beside_words == "2024年低于全市18.36个百分点"
    assert item.brief_beside_words == "低于全市18.36个百分点"


def test_the_card_names_the_year_where_its_value_is_of_another(board_with: BoardWith) -> None:
    item = board_with((CITY[2023],)).indicators[3]

    # 53.34 - 71.67
    assert item.brief_beside_words == item.beside_words == "2023年低于全市18.33个百分点"


def test_a_figure_of_others_counts_from_its_publication_on(board_with: BoardWith) -> None:
    board = board_with(tuple(CITY.values()), day=date(2025, 3, 19))

    assert [entry.year for entry in board.indicators[3].comparisons] == [2023]


def test_nothing_is_said_where_nobody_has_the_year(board_with: BoardWith) -> None:
    row = "全市,指标,7,2024,8.5,%,漏损率,统计公报,市水利局,2025-03-20,"
    item = board_with((row,)).indicators[6]

    assert (item.beside, item.beside_words, len(item.comparisons)) == ((), "", 1)


def test_the_chart_draws_others_as_a_thin_line_named_at_its_end(board_with: BoardWith) -> None:
    item = board_with(tuple(CITY.values())).indicators[3]

    (line,) = [it for it in draw_trend(item, DAY).data if it.name == "全市"]

    assert (list(line.y), list(line.text)) == ([71.67, 72.3], ["", "全市 72.3"])
    assert line.line.width == 1
    assert [it[1:] for it in trend_points(item) if it[0] == "全市"] == [
        (2023, item.comparisons[0].value),
        (2024, item.comparisons[1].value),
    ]
    assert "2024年低于全市18.36个百分点" in alt_text.trend(item)


def test_a_chart_without_others_is_as_before(board_with: BoardWith) -> None:
    assert "全市" not in {line.name for line in draw_trend(board_with().indicators[3], DAY).data}


@pytest.mark.parametrize(
    ("rows", "facts", "state", "words"),
    [
        ((), (), State.MISSED, "2024年地区生产总值比上年增长：本地3%，全市5.7%"),
        # both years of both: 4.83 against 5.9
        (
            (f"全市,目标,1,2023,6.1,%,{GDP},2024-03-01,",),
            (),
            State.MISSED,
            "2023—2024年平均地区生产总值比上年增长：本地4.83%，全市5.9%",
        ),
        # above the city and not above another: the one that is missed says why
        (
            (f"万州区,目标,1,2024,2.5,%,{GDP},2025-03-01,",),
            (),
            State.MISSED,
            "2024年地区生产总值比上年增长：本地3%，全市5.7%",
        ),
    ],
)
def test_an_aim_to_be_above_others_is_judged(
    board_with: BoardWith, rows: tuple[str, ...], facts: tuple[str, ...], state: State, words: str
) -> None:
    growth = board_with(rows, facts).aims[0]

    assert growth.state is state
    assert growth.reason.startswith(words)


def test_an_aim_is_met_where_its_own_figure_is_above(board_with: BoardWith) -> None:
    income = "居民人均可支配收入比上年增长"
    row = f"全市,目标,2,2024,5.0,%,{income},统计公报,市统计局,2025-03-01,"
    fact = f"目标,2,收入增长5.6%,2024,5.6,%,{income},统计公报,区统计局,2025-04-01,,公开资料"

    aim = board_with((row,), (fact,)).aims[1]

    assert aim.state is State.MET
    assert aim.reason == (
        "2024年居民人均可支配收入比上年增长：本地5.6%，全市5%，高于全市0.6个百分点。"
    )


@pytest.mark.parametrize(
    "fact",
    [
        # a mean of five years, a multiple, a month, and a figure that counts something else
        "目标,2,年均增长7%,2024,7,%,居民人均可支配收入年均增长,报告,区政府,2025-04-01,,公开资料",
        "目标,2,1.4倍,2024,1.4,倍,居民人均可支配收入比上年增长,报告,区政府,2025-04-01,,公开资料",
        "目标,2,增长5%,2024-06,5,%,居民人均可支配收入比上年增长,报告,区政府,2025-04-01,,公开资料",
        "目标,2,增长5%,2022,5,%,居民人均可支配收入比上年增长,报告,区政府,2025-04-01,,公开资料",
        "目标,2,收入增长,2024,,,,报告,区政府,2025-04-01,,公开资料",
    ],
)
def test_only_figures_that_count_the_same_are_held_against_each_other(
    board_with: BoardWith, fact: str
) -> None:
    income = "居民人均可支配收入比上年增长"
    rows = tuple(
        f"全市,目标,2,{year},5.0,%,{income},统计公报,市统计局,2025-03-01," for year in (2022, 2024)
    )

    aim = board_with(rows, (fact,)).aims[1]

    assert (aim.state, aim.reason) == (State.UNREPORTED, "")


def test_an_address_that_no_browser_should_open_is_no_link() -> None:
    source = Source("公报", "统计局", None, "javascript:alert(1)")
    fact = FactEntry("增长", "2024", None, "", "", second_hand=False, source=source)

    assert (source.link, source.words) == ("", "统计局")
    assert fact.known_on == date(2024, 12, 31)

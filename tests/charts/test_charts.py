"""Every chart draws what the board says, on any day, whoever has reported or nobody."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from kzdash.board.board import compute_board
from kzdash.charts import palette
from kzdash.charts.countdown import draw_countdown
from kzdash.charts.gantt import draw_gantt
from kzdash.charts.gauge import compute_dial, draw_dials
from kzdash.charts.investment import draw_investment
from kzdash.charts.svg.bullet import AXIS_END, Scale
from kzdash.charts.theme import PAGE
from kzdash.charts.treemap import draw_treemap
from kzdash.charts.treemap_colouring import TreemapColouring
from kzdash.charts.trend import draw_trend
from kzdash.domain.progress import State, Status, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import plotly.graph_objects as go

    from kzdash.board.board import Board
    from kzdash.domain.models import Report
    from kzdash.store import Store

    BoardAt = Callable[[date], Board]
    NewReport = Callable[..., Report]

JUNE = date(2025, 6, 30)
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
DAYS = [FIRST, date(2022, 12, 31), date(2023, 6, 30), JUNE, date(2025, 9, 30), LAST]
NOT_A_WORD = re.compile(r"\b(?:None|nan|NaN|inf|Decimal|Status|Stage|datetime)\b")
OF_DUTIES = {Status.NOT_STARTED, Status.IN_PROGRESS, Status.BLOCKED}

FIGURES = [
    (3, 2022, "2.10"),
    (3, 2024, "2.08"),
    (7, 2022, "12"),
    (7, 2024, "10.5"),
    (9, 2022, "13"),
    (9, 2024, "11"),
    (10, 2022, "50"),
    (10, 2024, "45"),
    (11, 2022, "50"),
    (11, 2024, "60"),
    (12, 2023, "-5"),
    (12, 2024, "0"),
    (13, 2024, "0"),
    (14, 2024, "300"),
    (15, 2024, "400"),
]
PROJECTS: list[tuple[int, dict[str, Any]]] = [
    (1, {"stage": "preparation", "physical_progress_percent": Decimal(0)}),
    (2, {"stage": "construction", "physical_progress_percent": Decimal("99.99")}),
    (3, {"stage": "construction", "physical_progress_percent": Decimal(90)}),
    (4, {"stage": "construction", "physical_progress_percent": Decimal(10)}),
    (6, {"completed_investment_wan_yuan": Decimal(99999)}),
    (14, {"stage": "built", "completed_investment_wan_yuan": Decimal(0)}),
    (15, {"stage": "in_use", "physical_progress_percent": Decimal(100)}),
]
MILESTONES: list[tuple[int, date]] = [(1, date(2024, 1, 31)), (2, date(2024, 5, 1))]


@pytest.fixture
def reported_at(store: Store, new_report: NewReport) -> BoardAt:
    """Return the board of a day of a store with reports of every kind."""
    day = date(2025, 6, 1)
    for number, year, value in FIGURES:
        said = {"period": year, "value": Decimal(value), "evidence": "年报"}
        store.append(new_report("indicator", number, day, **said))
    for number, said in PROJECTS:
        store.append(new_report("project", number, day, **said))
    for number, done in MILESTONES:
        store.append(new_report("milestone", number, day, status="done", completed_on=done))
    said = {"period": 2025, "value": Decimal(340), "evidence": "年报"}
    last = new_report("indicator", 14, date(2026, 3, 1), **said)
    last.recorded_at = datetime(2026, 3, 1, 8, tzinfo=UTC)
    store.append(last)
    return lambda as_of: compute_board(store, as_of)


def groups(board: Board) -> list[tuple[str, int, Decimal, Decimal | None]]:
    """A group a project, named at length."""
    return [
        (line.name, 1, line.planned_investment_wan_yuan, line.completed_investment_wan_yuan)
        for line in board.projects
    ]


def every_figure(board: Board) -> Iterator[tuple[str, go.Figure]]:
    for line in board.indicators:
        yield f"dial {line.number}", draw_dials([line])
        yield f"path {line.number}", draw_trend(line, board.as_of)
    for colouring in TreemapColouring:
        yield f"treemap {colouring}", draw_treemap(board.categories, board.projects, colouring)
    yield "gantt", draw_gantt(board.projects, board.as_of)
    yield "investment", draw_investment(groups(board))
    yield "countdown", draw_countdown(board.milestones, board.as_of)


def no_constant(word: str) -> NoReturn:
    raise AssertionError(f"{word} is no JSON")


def read(figure: go.Figure) -> dict[str, Any]:
    """What a browser is told to draw; nothing that is no number may stand among the numbers."""
    return json.loads(figure.to_json(), parse_constant=no_constant)


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list):
        for value in part:
            yield from strings(value)
    elif isinstance(part, str):
        yield part


def faults(board: Board) -> list[tuple[str, str]]:
    return [
        (name, text)
        for name, figure in every_figure(board)
        for text in strings(read(figure))
        if NOT_A_WORD.search(text)
    ]


def texts(figure: go.Figure) -> list[str]:
    return [re.sub(r"<[^>]*>", " ", note.text).strip() for note in figure.layout.annotations]


def marks(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.mode == "markers"]


def steps(figure: go.Figure, colour: str) -> list[Any]:
    (trace,) = figure.data
    return [step for step in trace.gauge.steps if step.color == colour]


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_chart_stands_while_only_the_seed_has_reported(board_at: BoardAt, day: date) -> None:
    assert faults(board_at(day)) == []


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_chart_stands_with_reports_of_every_kind(reported_at: BoardAt, day: date) -> None:
    assert faults(reported_at(day)) == []


def test_the_reports_of_these_tests_make_every_status_a_chart_can_show(
    reported_at: BoardAt,
) -> None:
    days = [date(2023, 6, 30), JUNE, date(2025, 9, 1), date(2025, 9, 30), date(2026, 6, 30)]
    boards = [reported_at(day) for day in days]

    lines = [line for one in boards for line in (*one.indicators, *one.projects, *one.milestones)]
    assert {line.status for line in lines} == set(Status) - OF_DUTIES - {Status.UNJUDGED}


def test_charts_of_projects_stand_when_a_filter_leaves_nothing() -> None:
    assert read(draw_treemap([], []))["data"][0]["ids"] == ["all"]
    assert read(draw_gantt([], JUNE))["data"][0]["y"] == []
    assert read(draw_investment([]))["data"][0]["x"] == []


def test_charts_of_projects_stand_for_one_project(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    line = board.projects[10]

    assert read(draw_gantt([line], JUNE))["data"][0]["y"] == ["11. 大进茶园加工厂"]
    assert read(draw_investment(groups(board)[10:11]))["data"][0]["x"] == [4777]


def test_every_project_of_some_size_has_a_tile_with_its_name_and_the_rest_share_one(
    board_at: BoardAt,
) -> None:
    board = board_at(JUNE)
    total = board.planned_investment_wan_yuan

    (trace,) = draw_treemap(board.categories, board.projects).data

    parents = dict(zip(trace.ids, trace.parents, strict=True))
    words = dict(zip(trace.ids, trace.labels, strict=True))
    said = dict(zip(trace.ids, trace.customdata, strict=True))
    assert sum(trace.values) == pytest.approx(1)
    assert trace.branchvalues == "remainder"
    for line in board.projects:
        if line.planned_investment_wan_yuan >= total * 12 / 1000:
            assert parents[f"p{line.number}"] == f"c{line.programme}"
            assert line.short_name in words[f"p{line.number}"].replace("<br>", "")
        elif f"p{line.number}" not in words:
            assert f"{line.number}. " in said[f"r{line.programme}"]
    assert words["r3"] == "2个项目"
    assert any(name.startswith("其余") for tile, name in words.items() if tile[0] == "r")


def test_no_tile_of_the_treemap_is_too_small_for_its_words_and_its_money_is_true(
    board_at: BoardAt,
) -> None:
    board = board_at(JUNE)

    (trace,) = draw_treemap(board.categories, board.projects).data

    drawn = dict(zip(trace.ids, trace.values, strict=True))
    words = dict(zip(trace.ids, trace.labels, strict=True))
    # all of 就业创业, which is 1.37 % of the money
    assert drawn["r3"] == pytest.approx(0.06)
    assert min(share for tile, share in drawn.items() if tile[0] in "pr") >= 0.013
    assert words["c3"] == "就业创业"
    assert "8,556万元" in trace.customdata[trace.ids.index("c3")]
    assert "占全部 1.37%" in trace.customdata[trace.ids.index("c3")]


def test_a_category_alone_names_all_its_projects_and_leads_back(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    own = [line for line in board.projects if line.programme == 3]

    (trace,) = draw_treemap(board.categories[2:3], own, is_part=True).data

    assert trace.ids == ("all", "c3", *(f"p{line.number}" for line in own))
    assert trace.labels[0] == "← 回到全部项目"


@pytest.mark.parametrize("wan_yuan", [Decimal(0), Decimal(3_000_000)])
def test_the_treemap_stands_whatever_its_projects_cost(
    board_at: BoardAt, wan_yuan: Decimal
) -> None:
    board = board_at(JUNE)
    projects = [replace(line, planned_investment_wan_yuan=wan_yuan) for line in board.projects]
    categories = [
        replace(
            one,
            planned_investment_wan_yuan=wan_yuan * sum(p.programme == one.number for p in projects),
        )
        for one in board.categories
    ]

    (trace,) = draw_treemap(categories, projects).data

    assert sum(trace.values) == pytest.approx(1)
    assert (
        min(share for tile, share in zip(trace.ids, trace.values, strict=True) if tile[0] in "pr")
        > 0
    )


def test_a_tile_says_everything_about_its_project_when_pointed_at(board_at: BoardAt) -> None:
    board = board_at(JUNE)
    (trace,) = draw_treemap(board.categories, board.projects).data

    words = trace.customdata[trace.ids.index("p28")]

    for part in (
        "PPP",
        "9.36亿元",
        "市场",
        "2023—2025年",
        "帅湖治水公司",
        "区住房城乡建委",
        "待填报",
    ):
        assert part in words


@pytest.mark.slow
@pytest.mark.parametrize(
    ("colouring", "shown"),
    [
        (TreemapColouring.CATEGORY, 35),
        (TreemapColouring.FUNDING, 35),
        (TreemapColouring.STAGE, 6),
        (TreemapColouring.PROGRESS, 6),
    ],
    ids=lambda given: getattr(given, "name", given),
)
def test_projects_nobody_reported_are_hatched_where_colours_tell_what_was_reported(
    reported_at: BoardAt, colouring: TreemapColouring, shown: int
) -> None:
    board = reported_at(JUNE)
    categories = {category.number: category for category in board.categories}

    alone = [
        draw_treemap([categories[line.programme]], [line], colouring).data[0]
        for line in board.projects
    ]

    assert [trace.marker.pattern.shape[2] for trace in alone].count("/") == 35 - shown


def test_the_treemap_colours_each_project_as_its_category(board_at: BoardAt) -> None:
    board = board_at(JUNE)

    (trace,) = draw_treemap(board.categories, board.projects).data

    colours = dict(zip(trace.ids, trace.marker.colors, strict=True))
    parents = dict(zip(trace.ids, trace.parents, strict=True))
    assert len({colours[f"c{number}"] for number in range(1, 6)}) == 5
    assert [
        tile for tile in colours if tile[0] == "p" and colours[tile] != colours[parents[tile]]
    ] == []


def test_a_gauge_nobody_reported_for_is_hatched_and_empty(board_at: BoardAt) -> None:
    figure = draw_dials([board_at(JUNE).indicators[12]])

    assert len(steps(figure, palette.GROUND)) > 9
    assert figure.data[0].value == 0


def test_a_gauge_of_nought_is_empty_and_not_hatched(reported_at: BoardAt) -> None:
    figure = draw_dials([reported_at(JUNE).indicators[12]])

    assert steps(figure, palette.GROUND) == []
    assert figure.data[0].value == 0


def test_a_gauge_marks_where_the_indicator_should_be_by_now_where_that_is_known(
    reported_at: BoardAt,
) -> None:
    indicators = reported_at(JUNE).indicators

    marked = {line.number for line in indicators if steps(draw_dials([line]), palette.INK)}

    assert marked == {line.number for line in indicators if line.assessment.expected is not None}
    assert marked == {3, 4, 7, 10, 11, 13, 14, 15}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "filled", "expected"),
    [(4, 0.3869, 2.24 / 3.36), (7, 0.5, 2 / 3), (14, 0.8571, 233 / 350)],
)
def test_a_gauge_is_filled_as_far_as_the_indicator_has_come(
    reported_at: BoardAt, number: int, filled: float, expected: float | None
) -> None:
    shown = compute_dial(reported_at(JUNE).indicators[number - 1])

    assert shown.filled == pytest.approx(filled, abs=1e-4)
    assert shown.expected == (None if expected is None else pytest.approx(expected, abs=2e-3))


def test_a_rate_and_a_level_without_baseline_have_no_arc_and_no_mark(reported_at: BoardAt) -> None:
    indicators = reported_at(JUNE).indicators

    for number in (1, 12):
        (trace,) = draw_dials([indicators[number - 1]]).data
        assert compute_dial(indicators[number - 1]).scale is Scale.NO_LENGTH
        assert trace.gauge.bar.thickness == 0
        assert trace.gauge.threshold.value is None


def test_lower_is_better_ends_its_arc_before_the_mark_when_it_misses(reported_at: BoardAt) -> None:
    (trace,) = draw_dials([reported_at(JUNE).indicators[6]]).data

    assert trace.value == pytest.approx(0.5)
    assert trace.gauge.threshold.value == 1


def test_dials_side_by_side_keep_their_places_when_one_is_missing(board_at: BoardAt) -> None:
    one, other = (draw_dials(board_at(JUNE).indicators[:n], across=2).data[0] for n in (1, 2))

    assert one.domain.x == other.domain.x
    assert one.domain.x[1] < 0.5


def test_a_gauge_ends_at_its_ends_however_far_off_the_figure_is(reported_at: BoardAt) -> None:
    indicators = reported_at(JUNE).indicators

    assert indicators[9].assessment.progress == Decimal("-0.5")
    assert compute_dial(indicators[9]).filled == 0
    assert indicators[14].assessment.progress > 2
    assert compute_dial(indicators[14]).filled == AXIS_END


def test_a_gauge_s_colour_goes_with_the_tone_of_its_status(reported_at: BoardAt) -> None:
    for line in reported_at(JUNE).indicators:
        assert draw_dials([line]).data[0].gauge.bar.color == palette.TONES[line.state.tone]


@pytest.mark.parametrize("day", [*DAYS, date(2023, 10, 1), date(2025, 12, 31)], ids=str)
def test_the_countdown_marks_five_milestones_and_the_day_within_its_line(
    board_at: BoardAt, day: date
) -> None:
    board = board_at(day)

    figure = draw_countdown(board.milestones, day)

    assert [mark.customdata[0] for mark in marks(figure)] == [1, 2, 3, 4, 5]
    (line,) = figure.layout.shapes
    first, last = figure.layout.xaxis.range
    assert first <= line.x0 <= last
    assert texts(figure)[-1] == f"截至{day.year}年{day.month}月{day.day}日"


def test_what_was_due_and_not_reported_is_grey_with_a_red_edge_on_the_countdown(
    board_at: BoardAt,
) -> None:
    board = board_at(JUNE)

    for item, mark in zip(
        board.milestones, marks(draw_countdown(board.milestones, JUNE)), strict=True
    ):
        due = item.state is State.DUE_UNREPORTED
        assert mark.marker.line.color == PAGE.tones[Tone.BAD if due else item.state.tone]
        assert mark.marker.color == (PAGE.track if due else PAGE.tones[item.state.tone])


def test_the_countdown_says_shape_word_and_days_of_each(board_at: BoardAt) -> None:
    figure = draw_countdown(board_at(JUNE).milestones, JUNE)

    assert [" ".join(text.split()) for text in texts(figure)[:5]] == [
        "1 24年1月 ◇ 到期未报",
        "2 24年3月 ◇ 到期未报",
        "3 24年6月 ◐ 逾期完成 30天",
        "4 24年12月 ◇ 到期未报",
        "5 25年9月 △ 未到期 92天",
    ]


@pytest.mark.parametrize("day", [FIRST, JUNE, LAST], ids=str)
def test_the_gantt_holds_every_bar_and_the_day(board_at: BoardAt, day: date) -> None:
    board = board_at(day)

    figure = draw_gantt(board.projects, day)

    trace, _built = figure.data
    first, last = figure.layout.xaxis.range
    assert len(trace.y) == len(set(trace.y)) == 35
    assert first <= min(trace.base)
    assert first <= day <= last
    assert figure.layout.shapes[0].x0 == day
    assert texts(figure) == [f"截至{day.year}年{day.month}月{day.day}日"]


def test_a_bar_of_the_gantt_runs_from_first_to_last_building_day(board_at: BoardAt) -> None:
    trace, _built = draw_gantt(board_at(JUNE).projects, JUNE).data

    days = trace.x[6] / 86_400_000
    assert trace.base[6] == date(2023, 1, 1)
    assert days == (date(2028, 1, 1) - date(2023, 1, 1)).days


def test_the_gantt_fills_each_bar_as_far_as_is_built_and_says_the_state(
    reported_at: BoardAt,
) -> None:
    board = reported_at(JUNE)

    years, built = draw_gantt(board.projects, JUNE).data

    for number, item in enumerate(board.projects):
        share = float(item.physical_progress_percent or 0) / 100
        assert built.x[number] == pytest.approx(years.x[number] * share)
        assert built.marker.color[number] == PAGE.tones[item.state.tone]
        assert item.state.word in years.text[number]
    assert any(built.x)


def test_investment_draws_planned_beside_completed_and_writes_both(reported_at: BoardAt) -> None:
    planned, completed, ends = draw_investment(groups(reported_at(JUNE))).data

    assert planned.x[5] == 40000
    assert completed.x[5] == ends.x[5] == 99999
    assert ends.text[5] == " 10.00亿元 / 4.00亿元"
    assert ends.x[0] == planned.x[0]
    assert "/" not in ends.text[0]
    assert "计划 4.00亿元" in planned.hovertemplate[5]
    assert "完成 10.00亿元" in planned.hovertemplate[5]
    assert "完成 0万元" in planned.hovertemplate[13]
    assert "完成 待填报" in planned.hovertemplate[0]


def test_investment_leaves_room_for_a_completed_sum_beyond_the_plan() -> None:
    figure = draw_investment([("超概算", 1, Decimal(1000), Decimal(5000))])

    assert figure.layout.xaxis.range[1] >= 5000


def test_investment_keeps_groups_apart_whose_long_names_begin_alike() -> None:
    name = "开州区环汉丰湖城市更新投资建设"
    rows = [(f"{name}{part}公司", 1, Decimal(1000), None) for part in ("一", "二")]

    planned, *_ = draw_investment(rows).data

    assert len(set(planned.y)) == 2


def test_a_path_draws_what_was_reported_against_the_line_to_the_target(
    reported_at: BoardAt,
) -> None:
    line = reported_at(JUNE).indicators[6]

    traces = {trace.name: trace for trace in draw_trend(line, JUNE).data}

    assert traces["目标线"].y == (12, 9)
    assert traces["已填报"].y == (12, 10.5)
    assert traces["按现有进度推算"].y[0] == 10.5
    assert traces["按现有进度推算"].y[1] == pytest.approx(9.75, abs=0.01)


def test_a_path_of_a_change_is_drawn_by_its_levels(reported_at: BoardAt) -> None:
    traces = {trace.name: trace for trace in draw_trend(reported_at(JUNE).indicators[2], JUNE).data}

    assert traces["目标线"].y == (2.1, 2.06)
    assert traces["已填报"].y == (2.1, 2.08)


def test_a_path_of_a_change_without_baseline_shows_its_levels_alone(board_at: BoardAt) -> None:
    (trace,) = draw_trend(board_at(JUNE).indicators[5], JUNE).data

    assert trace.y == (86.1, 86.6)


def test_a_path_nobody_reported_for_shows_its_target_alone(board_at: BoardAt) -> None:
    figure = draw_trend(board_at(JUNE).indicators[6], JUNE)

    assert [trace.name for trace in figure.data] == ["目标线", "目标"]


@pytest.mark.parametrize(("day", "lines"), [(FIRST, 0), (JUNE, 1), (LAST, 0)], ids=str)
def test_a_path_shows_the_day_where_it_lies_on_it(board_at: BoardAt, day: date, lines: int) -> None:
    assert len(draw_trend(board_at(day).indicators[3], day).layout.shapes) == lines


def test_a_path_leaves_room_for_every_figure_written_on_it(reported_at: BoardAt) -> None:
    for line in reported_at(JUNE).indicators:
        figure = draw_trend(line, JUNE)
        values = [value for trace in figure.data for value in trace.y]
        if values:
            low, high = figure.layout.yaxis.range
            assert low < min(values) <= max(values) < high

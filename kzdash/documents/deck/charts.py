"""Native PowerPoint charts with their data inside: progress, investment, days left."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from kzdash.board.items import IndicatorItem
from kzdash.charts import palette
from kzdash.documents.deck.master import SMALL, Place, inches
from kzdash.documents.deck.page import Page, paint
from kzdash.domain.formatting import WAN_PER_YI, printable
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzdash.board.board import Board
    from kzdash.documents.slides import Slide

Series = dict[str, "Sequence[Decimal | int | None]"]
# in inches: the height above the bars, and of each bar
TOP_HEIGHT, BAR_HEIGHT = 0.8, 0.75
FIGURE_SHARE = 0.4  # of all bars, for the figure at the end of one


def progress(page: Page, where: Place, _board: Board, slide: Slide) -> None:
    """Chart the progress of the indicators that have one."""
    items = [item for item in slide.items if isinstance(item, IndicatorItem)]
    measured = [item for item in items if item.assessment.progress is not None]
    if not measured:
        return
    percents = [(item.assessment.progress or Decimal(0)) * 100 for item in measured]
    names = [str(item.number) for item in measured]
    chart = _add_bars(
        page, _high(page, where, len(measured)), names, {"完成率(%)": percents}, slide, 1
    )
    _paint_points(chart, [palette.TONES[item.state.tone] for item in measured])


def money(page: Page, where: Place, board: Board, slide: Slide) -> None:
    """Chart planned and completed investment of each category, in 亿元."""
    first = [row[0].words for row in slide.table.rows] if slide.table else []
    categories = [one for one in board.categories if " ".join(one.short_name.split()) in first]
    names = [category.short_name for category in categories]
    planned = [category.planned_investment_wan_yuan / WAN_PER_YI for category in categories]
    amounts = [category.completed_investment_wan_yuan for category in categories]
    spent = [None if amount is None else amount / WAN_PER_YI for amount in amounts]
    series: Series = {"计划(亿元)": planned}
    if any(amount is not None for amount in spent):
        series["完成(亿元)"] = spent
    chart = _add_bars(page, where, names, series, slide, 2)
    chart.plots[0].gap_width = 35
    for index, ink in enumerate((palette.ACCENT, palette.TONES[Tone.GOOD])[: len(series)]):
        _paint_series(chart, index, ink)
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(page.points(SMALL))


DRAWN = {"progress": progress, "money": money}


def _high(page: Page, where: Place, bars: int) -> Place:
    most = (TOP_HEIGHT + BAR_HEIGHT * bars) * page.master.scale
    return replace(where, height=min(where.height, most))


def number_format(values: Iterable[float | None], most: int) -> str:
    """Return a format with the decimals that figures have: `0.##` leaves a stray point."""
    shown = [f"{value:.{most}f}".rstrip("0") for value in values if value is not None]
    decimals = max((len(text.partition(".")[2]) for text in shown), default=0) if most else 0
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _add_bars(
    page: Page, where: Place, names: Sequence[str], series: Series, slide: Slide, decimals: int
) -> Any:
    """Add a bar chart, the first bar on top, each with its figure in so many decimals."""
    figures = [None if value is None else float(value) for one in series.values() for value in one]
    pattern = number_format(figures, decimals)
    data = CategoryChartData(number_format=pattern)
    data.categories = [printable(name) for name in names]
    for name, values in series.items():
        data.add_series(name, [None if value is None else float(value) for value in values])
    bars = XL_CHART_TYPE.BAR_CLUSTERED
    frame = page.slide.shapes.add_chart(bars, *inches(where), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", printable(f"{slide.topic}：{slide.message}"))
    chart = frame.chart
    chart.font.size = small = Pt(page.points(SMALL))
    paint(chart.font.color, palette.INK)
    chart.has_legend = False
    chart.has_title = len(series) == 1
    if chart.has_title:
        chart.chart_title.text_frame.text = next(iter(series))
        chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = small
    chart.category_axis.reverse_order = True
    chart.category_axis.has_major_gridlines = False
    # beside all bars, not in the midst of those below nought
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    paint(chart.category_axis.format.line.color, palette.MUTED)
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    _leave_room_for_figures(chart.value_axis, [one for one in figures if one is not None])
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = pattern, False
    labels.font.size, labels.position = small, XL_LABEL_POSITION.OUTSIDE_END
    for one in plot.series:
        # else PowerPoint paints a bar below nought white
        one.invert_if_negative = False
    return chart


def _leave_room_for_figures(axis: Any, figures: Sequence[float]) -> None:
    """Lengthen the axis beyond a bar below nought: its figure stands between it and the names."""
    lowest, highest = min(figures, default=0), max([0.0, *figures])
    if lowest < 0:
        room = (highest - lowest) * FIGURE_SHARE
        axis.minimum_scale, axis.maximum_scale = lowest - room, highest + room


def _paint_points(chart: Any, inks: Sequence[str]) -> None:
    for index, ink in enumerate(inks):
        point = chart.plots[0].series[0].points[index]
        _keep_colour(point)
        point.format.fill.solid()
        paint(point.format.fill.fore_color, ink)


def _paint_series(chart: Any, index: int, ink: str) -> None:
    fill = chart.plots[0].series[index].format.fill
    fill.solid()
    paint(fill.fore_color, ink)


def _keep_colour(point: Any) -> None:
    """Keep the colour of a point below nought, too: python-pptx does it for whole series alone."""
    part = point._element.get_or_add_dPt_for_point(point._idx)
    for old in part.findall(qn("c:invertIfNegative")):
        part.remove(old)
    keeps = OxmlElement("c:invertIfNegative")
    keeps.set("val", "0")
    part.find(qn("c:idx")).addnext(keeps)

"""Native PowerPoint charts with their data inside: progress, investment, days left."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.util import Inches, Pt

from kzdash.charts import palette
from kzdash.documents.deck.page import FACE, Page, Place, colour
from kzdash.domain.formatting import WAN_PER_YI, printable
from kzdash.domain.progress import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.items import Category, IndicatorItem, MilestoneItem

Series = dict[str, "Sequence[Decimal | int | None]"]
NUMBER_FORMAT = "#,##0.##"
# in inches: the height above the bars, and of each bar
TOP_HEIGHT, BAR_HEIGHT = 0.8, 0.62
AXIS_LENGTH = 1.4  # of the longest bar, for the figure at its end


def progress(page: Page, where: Place, items: Sequence[IndicatorItem], alt: str) -> bool:
    """Chart the progress of the indicators that have one; return whether any has."""
    measured = [item for item in items if item.assessment.progress is not None]
    if not measured:
        return False
    percents = [(item.assessment.progress or Decimal(0)) * 100 for item in measured]
    height = min(where.height, TOP_HEIGHT + BAR_HEIGHT * len(measured))
    box = Place(where.x, where.y, where.width, height)
    names = [item.short_name for item in measured]
    chart = _add_bars(page, box, names, {"完成率(%)": percents}, alt)
    _paint_points(chart, [palette.TONES[item.state.tone] for item in measured])
    return True


def money(page: Page, where: Place, categories: Sequence[Category], alt: str) -> None:
    """Chart planned and completed investment of each category, in 亿元."""
    names = [category.short_name for category in categories]
    planned = [category.planned_investment_wan_yuan / WAN_PER_YI for category in categories]
    amounts = [category.completed_investment_wan_yuan for category in categories]
    spent = [None if amount is None else amount / WAN_PER_YI for amount in amounts]
    series: Series = {"计划总投资(亿元)": planned}
    if any(amount is not None for amount in spent):
        series["完成投资(亿元)"] = spent
    chart = _add_bars(page, where, names, series, alt)
    chart.plots[0].gap_width = 35
    for index, ink in enumerate((palette.ACCENT, palette.TONES[Tone.GOOD])[: len(series)]):
        _paint_series(chart, index, ink)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(14)


def days_left(page: Page, where: Place, items: Sequence[MilestoneItem], alt: str) -> None:
    """Chart the days left to each milestone, or left on completion; negative if late."""
    names = [f"节点{item.number}" for item in items]
    days = [item.due.days for item in items]
    chart = _add_bars(page, where, names, {"剩余天数(负为逾期)": days}, alt)
    _paint_points(chart, [palette.TONES[item.state.tone] for item in items])
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.minimum_scale = min(0, *days) * AXIS_LENGTH


def _add_bars(page: Page, where: Place, names: Sequence[str], series: Series, alt: str) -> Any:
    """Add a bar chart, the first bar on top, each bar with its figure."""
    data = CategoryChartData(number_format=NUMBER_FORMAT)
    data.categories = [printable(name) for name in names]
    for name, values in series.items():
        data.add_series(name, [None if value is None else float(value) for value in values])
    box = (Inches(where.x), Inches(where.y), Inches(where.width), Inches(where.height))
    frame = page.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", printable(alt))
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(14), FACE
    chart.font.color.rgb = colour(palette.INK)
    chart.has_legend = False
    chart.has_title = len(series) == 1
    if chart.has_title:
        chart.chart_title.text_frame.text = next(iter(series))
        chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
    chart.category_axis.reverse_order = True
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.format.line.color.rgb = colour(palette.MUTED)
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = NUMBER_FORMAT, False
    labels.font.size, labels.position = Pt(14), XL_LABEL_POSITION.OUTSIDE_END
    return chart


def _paint_points(chart: Any, inks: Sequence[str]) -> None:
    for index, ink in enumerate(inks):
        point = chart.plots[0].series[0].points[index]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour(ink)


def _paint_series(chart: Any, index: int, ink: str) -> None:
    fill = chart.plots[0].series[index].format.fill
    fill.solid()
    fill.fore_color.rgb = colour(ink)

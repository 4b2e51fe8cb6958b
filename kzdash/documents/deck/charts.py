"""Charts that PowerPoint draws itself, their data inside: progress, money, days left."""

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
SHOWN = "#,##0.##"
# how high a chart is for each of its bars, and above them, in inches
HEAD, BAR = 0.8, 0.62
ROOM = 1.4


def progress(page: Page, where: Place, items: Sequence[IndicatorItem], alt: str) -> bool:
    """How much of the way each indicator has gone, where there is one; whether any has."""
    found = [item for item in items if item.assessment.progress is not None]
    if not found:
        return False
    shares = [(item.assessment.progress or Decimal(0)) * 100 for item in found]
    high = min(where.height, HEAD + BAR * len(found))
    box = Place(where.x, where.y, where.width, high)
    chart = _bars(page, box, [item.short_name for item in found], {"完成率(%)": shares}, alt)
    _paint(chart, 0, [palette.TONES[item.status.tone] for item in found])
    return True


def money(page: Page, where: Place, categories: Sequence[Category], alt: str) -> None:
    """What is planned and what is completed of each category, in 亿元."""
    names = [one.short_name for one in categories]
    planned = [one.planned_investment_wan_yuan / WAN_PER_YI for one in categories]
    spent = [
        None
        if one.completed_investment_wan_yuan is None
        else one.completed_investment_wan_yuan / WAN_PER_YI
        for one in categories
    ]
    series: Series = {"计划总投资(亿元)": planned}
    if any(amount is not None for amount in spent):
        series["完成投资(亿元)"] = spent
    chart = _bars(page, where, names, series, alt)
    chart.plots[0].gap_width = 35
    for at, ink in enumerate((palette.ACCENT, palette.TONES[Tone.GOOD])[: len(series)]):
        _paint_series(chart, at, ink)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(14)


def days_left(page: Page, where: Place, items: Sequence[MilestoneItem], alt: str) -> None:
    """Days left to each milestone, or to the day it was completed; negative where it is late."""
    names = [f"节点{item.number}" for item in items]
    days = [item.due.days for item in items]
    chart = _bars(page, where, names, {"剩余天数(负为逾期)": days}, alt)
    _paint(chart, 0, [palette.TONES[item.status.tone] for item in items])
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # room for the figure at the end of the longest bar
    chart.value_axis.minimum_scale = min(0, *days) * ROOM


def _bars(page: Page, where: Place, names: Sequence[str], series: Series, alt: str) -> Any:
    """Bars from top to bottom in the order given, each with its figure."""
    data = CategoryChartData(number_format=SHOWN)
    data.categories = [printable(name) for name in names]
    for name, values in series.items():
        data.add_series(name, [None if one is None else float(one) for one in values])
    box = (Inches(where.x), Inches(where.y), Inches(where.width), Inches(where.height))
    frame = page.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", printable(alt))  # python-pptx has no alt
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
    labels.number_format, labels.number_format_is_linked = SHOWN, False
    labels.font.size, labels.position = Pt(14), XL_LABEL_POSITION.OUTSIDE_END
    return chart


def _paint(chart: Any, series: int, inks: Sequence[str]) -> None:
    for at, ink in enumerate(inks):
        point = chart.plots[0].series[series].points[at]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour(ink)


def _paint_series(chart: Any, series: int, ink: str) -> None:
    fill = chart.plots[0].series[series].format.fill
    fill.solid()
    fill.fore_color.rgb = colour(ink)

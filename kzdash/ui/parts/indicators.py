"""One indicator: its values by year, its formula, its sources, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.board import goals
from kzdash.board.filters import in_state_of_unit
from kzdash.charts import alt_text
from kzdash.charts.trend import draw_trend, trend_points
from kzdash.documents import tables
from kzdash.documents.pages.indicator_cards import in_order
from kzdash.domain.formatting import NO_DATA, format_number, format_percent, format_quantity
from kzdash.domain.progress.expected import yearly_goals
from kzdash.domain.progress.figure_period import figure_words
from kzdash.ui.parts import item_details
from kzdash.ui.parts.adjustments import show_adjustments
from kzdash.ui.parts.evidence import show_evidence
from kzdash.ui.parts.matters_of_item import show_matters_of
from kzdash.ui.parts.supports import show_supports_and_facts
from kzdash.ui.reporting import goal_form
from kzdash.ui.reporting.form import offer_report
from kzdash.ui.widgets.charts import chart, figure, heading
from kzdash.ui.widgets.gauges import show_cards
from kzdash.ui.widgets.html_view import show_words
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorItem


def show_indicator(board: Board, item: IndicatorItem) -> None:
    """Show everything about one indicator."""
    asked = st.query_params
    listed = in_order(
        in_state_of_unit(board.indicators, asked.get_all("status"), asked.get("unit")),
        asked.get("sort"),
    )
    item_details.show_head(board, item, "全部指标", listed)
    item_details.show_parts(item)
    offer_report(board, item)
    show_matters_of(board, item)
    left, right = st.columns([1, 2], gap="large")
    with left:
        heading("完成情况", lambda: tables.indicators([item]), "指标")
        show_cards(board, [item], "gauge")
    with right:
        heading("逐年数值", lambda: _years(item), "逐年数值")
        chart(figure(board, draw_trend, item, board.as_of), "path", alt_text.trend(item))
    st.markdown(f"**计算方法** {inline(item.assessment.reason)}")
    item_details.show_facts(item, _facts(item))
    _show_goals(item)
    show_supports_and_facts(board, item)
    show_adjustments(item)
    item_details.show_corrections(board, item)
    show_evidence(board, item)
    item_details.show_history(board, item, item.target.decimals, item.reported_unit)


def _show_goals(item: IndicatorItem) -> None:
    """Show the goals of years and of parts of one, and to the office the form for one more."""
    rows = goals.goal_rows(item)
    if rows:
        st.subheader("年度目标和快报目标", anchor=False)
        frame = pd.DataFrame(
            {
                "时期": row.period,
                "目标": row.goal,
                "数值": row.value,
                "相差": row.gap,
                "情况": row.state,
                "依据文号": row.document_number or "—",
            }
            for row in rows
        )
        show_words("goals", frame, "依据文号")
    goal_form.offer_goals(item)


def _years(item: IndicatorItem) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "年份": figure_words(period),
            item.reported_name: format_quantity(level, item.reported_unit, item.target.decimals),
            "说明": label,
        }
        for label, period, level in trend_points(item)
    )


def _facts(item: IndicatorItem) -> dict[str, str]:
    assessment, target = item.assessment, item.target
    unit = item.reported_unit
    tolerance = f"{format_number(target.tolerance, target.decimals)}{item.gap_unit}"

    def figure_or_dash(value: Decimal | None) -> str:
        return "—" if value is None else item.format_value(value)

    return {
        "状态": item.marked,
        f"{target.target_year}年目标": item.target_words,
        "最新值": _latest(item),
        "与目标的差距": item.gap_words,
        "完成率": "—" if assessment.progress is None else format_percent(assessment.progress),
        _expected_label(item): figure_or_dash(assessment.expected),
        "快报": goals.provisional_words(item),
        f"推算{target.target_year}年末": figure_or_dash(assessment.forecast),
        "填报内容": f"{item.reported_name}{f'({unit})' if unit else ''}",
        "判定容差": f"落后{tolerance}以内为进度滞后，超过为严重滞后（本系统工作参数）",
    }


def _expected_label(item: IndicatorItem) -> str:
    by = "年度目标" if yearly_goals(item.target) else "时间进度"
    return f"按{by}应达到"


def _latest(item: IndicatorItem) -> str:
    """Return the latest value, or the latest reported figure if no value follows from it."""
    assessment = item.assessment
    if assessment.value is not None:
        return f"{item.format_value(assessment.value)}（{item.period_words}）"
    if not assessment.levels:
        return NO_DATA
    year = max(assessment.levels)
    figure = f"{format_number(assessment.levels[year], item.target.decimals)}{item.reported_unit}"
    return f"无法计算（{year}年{item.reported_name}{figure}）"

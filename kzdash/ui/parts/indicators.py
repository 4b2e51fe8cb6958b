"""One indicator: its path, its formula, its sources, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.charts import alt_text
from kzdash.charts.gauge import gauge
from kzdash.charts.trend import course, path
from kzdash.documents import tables
from kzdash.domain.formatting import NO_DATA, number, percent, quantity
from kzdash.ui.parts import item
from kzdash.ui.parts.adjustments import adjust_here
from kzdash.ui.reporting.form import report_here
from kzdash.ui.widgets.charts import chart, figure, heading
from kzdash.ui.widgets.plain_text import inline

if TYPE_CHECKING:
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.items import IndicatorLine


def view(board: Board, line: IndicatorLine) -> None:
    """Show everything about one indicator."""
    item.head(board, line, "全部指标")
    report_here(board, line)
    left, right = st.columns([1, 2], gap="large")
    with left:
        heading("完成情况", lambda: tables.indicators([line]), "指标")
        chart(figure(board, gauge, line, 240), "gauge", alt_text.gauge(line))
    with right:
        heading("逐年数值", lambda: _years(line), "逐年数值")
        chart(figure(board, path, line, board.as_of), "path", alt_text.path(line))
    st.markdown(f"**计算方法** {inline(line.assessment.reason)}")
    item.facts(line, _facts(line))
    adjust_here(line)
    item.corrections(board, line)
    item.reports(board, line, line.target.decimals, line.reported_unit)


def _years(line: IndicatorLine) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "年份": f"{year}年",
            line.reported_name: quantity(level, line.reported_unit, line.target.decimals),
            "说明": what,
        }
        for what, year, level in course(line)
    )


def _facts(line: IndicatorLine) -> dict[str, str]:
    assessment, target = line.assessment, line.target
    unit = line.reported_unit
    tolerance = f"{number(target.tolerance, target.decimals)}{line.gap_unit}"

    def figure_or_dash(value: Decimal | None) -> str:
        return "—" if value is None else line.shown(value)

    return {
        "状态": line.status.marked,
        f"{target.target_year}年目标": line.target_words,
        "最新值": _latest(line),
        "与目标的差距": line.gap_words,
        "完成率": "—" if assessment.progress is None else percent(assessment.progress),
        "按时间进度应达到": figure_or_dash(assessment.expected),
        f"推算{target.target_year}年末": figure_or_dash(assessment.forecast),
        "填报内容": f"{line.reported_name}{f'({unit})' if unit else ''}",
        "判定容差": f"落后{tolerance}以内为进度滞后，超过为严重滞后（本系统工作参数）",
    }


def _latest(line: IndicatorLine) -> str:
    """The latest value; where none can be worked out, the latest figure reported."""
    assessment = line.assessment
    if assessment.value is not None:
        return f"{line.shown(assessment.value)}（{line.period_words}）"
    if not assessment.levels:
        return NO_DATA
    year = max(assessment.levels)
    figure = f"{number(assessment.levels[year], line.target.decimals)}{line.reported_unit}"
    return f"无法计算（{year}年{line.reported_name}{figure}）"

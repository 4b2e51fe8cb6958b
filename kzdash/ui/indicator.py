"""One indicator: its path, its formula, its sources, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash import tables
from kzdash.figures.gauge import gauge
from kzdash.figures.path import course, path
from kzdash.ui import alts, details
from kzdash.ui.adjusting import adjust_here
from kzdash.ui.charts import chart, figure, heading
from kzdash.ui.plain import inline
from kzdash.ui.reporting import report_here
from kzdash.words import NO_DATA, number, percent, quantity

if TYPE_CHECKING:
    from decimal import Decimal

    from kzdash.board import Board
    from kzdash.lines import IndicatorLine


def view(board: Board, line: IndicatorLine) -> None:
    """Show everything about one indicator."""
    details.head(board, line, "全部指标")
    report_here(board, line)
    left, right = st.columns([1, 2], gap="large")
    with left:
        heading("完成情况", lambda: tables.indicators([line]), "指标")
        chart(figure(board, gauge, line, 240), "gauge", alts.gauge(line))
    with right:
        heading("逐年数值", lambda: _years(line), "逐年数值")
        chart(figure(board, path, line, board.as_of), "path", alts.path(line))
    st.markdown(f"**计算方法** {inline(line.assessment.reason)}")
    details.facts(line, _facts(line))
    adjust_here(line)
    details.corrections(board, line)
    details.reports(board, line, line.target.decimals, line.reported_unit)


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

"""The tables of figures: indicators by period, projects with their money by year and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.documents.data_tables.column import Column, Table, Type, id_of
from kzdash.documents.data_tables.items import ITEM_ID
from kzdash.domain.formatting import round_half_up
from kzdash.domain.progress import FundSource
from kzdash.domain.progress.figure_period import figure_words
from kzdash.domain.rules.report_fields import FUNDS_PAID, FUNDS_RECEIVED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kzdash.board.board import Board
    from kzdash.board.items import ProjectItem

WAN = "（万元）"
PERIOD = "年份，或年份加1、2、3：一季度、上半年、前三季度"


def tables(board: Board) -> Iterator[Table]:
    """Yield the tables of indicators, projects and categories."""
    figures = [(item, report) for item in board.indicators for report in item.figures]
    goals = [
        (item, *goal) for item in board.indicators for goal in sorted(item.target.goals.items())
    ]
    plans = [(item, *plan) for item in board.projects for plan in sorted(item.year_plans.items())]
    funds = [row for item in board.projects for row in _funds(item)]
    yield Table("指标", "一行一项指标", INDICATORS, board.indicators)
    yield Table("指标数值", "一行一项指标一个时期的数值，只列计入的填报", FIGURES, figures)
    yield Table("指标目标", "一行一项指标一个时期的目标", GOALS, goals)
    yield Table("项目", "一行一个项目", PROJECTS, board.projects)
    yield Table("项目年度计划", "一行一个项目一年的计划投资", YEAR_PLANS, plans)
    yield Table("项目资金", "一行一个项目一个来源的资金，全都没有的不列", FUNDS, funds)
    yield Table("工程类别", "一行一类工程", CATEGORIES, board.categories)


def _ratio(value: Decimal | None) -> Decimal | None:
    """Return a ratio as exact as figures are shown, 0.0001."""
    return None if value is None else round_half_up(value, 4)


def _funds(
    item: ProjectItem,
) -> Iterator[tuple[ProjectItem, FundSource, Decimal | None, Decimal | None, Decimal | None]]:
    for source in FundSource:
        planned = item.planned_funds.get(source)
        received, paid = (
            item.reported(f"{source.code}_{what}_wan_yuan") for what in ("received", "paid")
        )
        if any(amount is not None for amount in (planned, received, paid)):
            yield item, source, planned, received, paid


INDICATORS = (
    Column(ITEM_ID, Type.ID, id_of),
    Column("名称", Type.TEXT, lambda it: it.name),
    Column(
        "计量单位", Type.TEXT, lambda it: it.target.unit, "目标、数值、差距的单位，没有单位的为空"
    ),
    Column(
        "口径码",
        Type.CODE,
        lambda it: it.target.measure.value,
        "level 水平，change 变化量，growth 增速，cumulative 累计",
    ),
    Column("方向码", Type.CODE, lambda it: it.target.direction.value, "up 越高越好，down 越低越好"),
    Column("目标", Type.FIGURE, lambda it: it.target.target),
    Column("原目标", Type.FIGURE, lambda it: it.original_target, "调整过才有"),
    Column("目标年份", Type.WHOLE, lambda it: it.target.target_year),
    Column("基期年份", Type.WHOLE, lambda it: it.target.baseline_year),
    Column("基期值", Type.FIGURE, lambda it: it.assessment.baseline),
    Column("最新值", Type.FIGURE, lambda it: it.assessment.value),
    Column("最新值年份", Type.WHOLE, lambda it: it.assessment.period),
    Column("差距", Type.FIGURE, lambda it: it.assessment.gap, "正数为好"),
    Column("差距单位", Type.TEXT, lambda it: it.gap_unit),
    Column("完成率", Type.FIGURE, lambda it: it.assessment.progress, "1 为完成"),
    Column("应达到", Type.FIGURE, lambda it: it.assessment.expected, "按进度此时应到的值"),
    Column("推算期末", Type.FIGURE, lambda it: it.assessment.forecast),
    Column("判断依据", Type.TEXT, lambda it: it.assessment.reason),
)
FIGURES = (
    Column(ITEM_ID, Type.ID, lambda row: row[0].code),
    Column("时期码", Type.WHOLE, lambda row: row[1].period, PERIOD),
    Column("时期", Type.TEXT, lambda row: row[1].period_words),
    Column("填报内容", Type.TEXT, lambda row: row[0].reported_name),
    Column("数值", Type.FIGURE, lambda row: row[1].value),
    Column("计量单位", Type.TEXT, lambda row: row[0].reported_unit),
    Column("来源", Type.TEXT, lambda row: row[1].evidence),
    Column("说明", Type.TEXT, lambda row: row[1].note),
    Column("填报人", Type.TEXT, lambda row: row[1].reporter),
    Column("数据截至", Type.DAY, lambda row: row[1].fresh_on),
)
GOALS = (
    Column(ITEM_ID, Type.ID, lambda row: row[0].code),
    Column("时期码", Type.WHOLE, lambda row: row[1], PERIOD),
    Column("时期", Type.TEXT, lambda row: figure_words(row[1])),
    Column("目标", Type.FIGURE, lambda row: row[2]),
    Column("计量单位", Type.TEXT, lambda row: row[0].target.unit),
)
PROJECTS = (
    Column(ITEM_ID, Type.ID, id_of),
    Column("名称", Type.TEXT, lambda it: it.name),
    Column("工程序号", Type.WHOLE, lambda it: it.programme, "见“工程类别”"),
    Column("项目业主", Type.TEXT, lambda it: it.owner),
    Column("投资类别", Type.TEXT, lambda it: it.funding),
    Column("开始年份", Type.WHOLE, lambda it: it.start_year),
    Column("结束年份", Type.WHOLE, lambda it: it.end_year),
    Column("计划开工日", Type.DAY, lambda it: it.starts_on),
    Column("建设期满日", Type.DAY, lambda it: it.due_on),
    Column(f"计划总投资{WAN}", Type.FIGURE, lambda it: it.planned_investment_wan_yuan),
    Column(
        f"原计划总投资{WAN}", Type.FIGURE, lambda it: it.original_investment_wan_yuan, "调整过才有"
    ),
    Column(
        f"完成投资{WAN}", Type.FIGURE, lambda it: it.completed_investment_wan_yuan, "开工以来累计"
    ),
    Column(f"本年完成投资{WAN}", Type.FIGURE, lambda it: it.this_year.amount, "由累计数相减"),
    Column("本年完成怎样算", Type.TEXT, lambda it: it.this_year.how),
    Column(f"本年计划投资{WAN}", Type.FIGURE, lambda it: it.year_plan),
    Column(
        "本年完成率",
        Type.FIGURE,
        lambda it: _ratio(it.pace and it.pace.completion),
        "1 为完成",
    ),
    Column(
        "本年时间进度",
        Type.FIGURE,
        lambda it: _ratio(it.pace and it.pace.elapsed),
        "1 为年末",
    ),
    Column(f"本月完成投资{WAN}", Type.FIGURE, lambda it: it.this_month.amount, "由累计数相减"),
    Column(f"到位资金{WAN}", Type.FIGURE, lambda it: it.reported(FUNDS_RECEIVED.name), "累计"),
    Column(f"支付资金{WAN}", Type.FIGURE, lambda it: it.reported(FUNDS_PAID.name), "累计"),
    Column("形象进度（%）", Type.FIGURE, lambda it: it.physical_progress_percent),
    Column(
        "时间进度",
        Type.FIGURE,
        lambda it: _ratio(it.assessment.time_elapsed),
        "建设年限已过的比例，1 为期满",
    ),
    Column("阶段码", Type.CODE, lambda it: it.stage.code if it.stage else None),
    Column("阶段", Type.TEXT, lambda it: it.stage.label if it.stage else None),
    Column("应开工未开工", Type.FLAG, lambda it: it.not_started),
    Column("应完工未完工", Type.FLAG, lambda it: it.not_completed),
)
YEAR_PLANS = (
    Column(ITEM_ID, Type.ID, lambda row: row[0].code),
    Column("年份", Type.WHOLE, lambda row: row[1]),
    Column(f"计划投资{WAN}", Type.FIGURE, lambda row: row[2]),
)
FUNDS = (
    Column(ITEM_ID, Type.ID, lambda row: row[0].code),
    Column("来源码", Type.CODE, lambda row: row[1].code),
    Column("来源", Type.TEXT, lambda row: row[1].label),
    Column(f"计划{WAN}", Type.FIGURE, lambda row: row[2]),
    Column(f"到位{WAN}", Type.FIGURE, lambda row: row[3], "累计"),
    Column(f"支付{WAN}", Type.FIGURE, lambda row: row[4], "累计"),
)
CATEGORIES = (
    Column("工程序号", Type.WHOLE, lambda it: it.number),
    Column("名称", Type.TEXT, lambda it: it.name),
    Column("工程类别", Type.TEXT, lambda it: it.category_name, "项目清单里的叫法"),
    Column("项目数", Type.WHOLE, lambda it: it.physical.count),
    Column(f"计划总投资{WAN}", Type.FIGURE, lambda it: it.planned_investment_wan_yuan),
    Column(
        f"完成投资{WAN}", Type.FIGURE, lambda it: it.completed_investment_wan_yuan, "已填报项目之和"
    ),
    Column(
        "形象进度（%）",
        Type.FIGURE,
        lambda it: it.physical.physical_progress_percent,
        "按计划总投资加权",
    ),
    Column("填报情况", Type.TEXT, lambda it: it.physical.words),
    Column("出处", Type.TEXT, lambda it: it.citation),
)

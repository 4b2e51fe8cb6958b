"""The annual summary that is sent up, composed from the board; blanks for what it does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board import state_words
from kzdash.board.attention import BEHIND, LATE, group_by_unit
from kzdash.board.items import KIND_WORDS
from kzdash.documents.papers import sentences as say
from kzdash.documents.papers.layout import Paper
from kzdash.domain.formatting import NO_DATA, format_money, format_quantity
from kzdash.domain.progress import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, IndicatorItem

GROUPS = (
    ("已达标", {Status.MET}),
    ("进度正常", {Status.ON_TRACK}),
    ("进度滞后或未达标", {Status.BEHIND, Status.FAR_BEHIND, Status.MISSED}),
    ("未报、缺数据或未到期", {Status.NO_DATA, Status.NOT_DUE}),
    (Status.UNJUDGED.label, {Status.UNJUDGED}),
)
INDICATORS, MONEY, PRESSING = "指标完成情况", "分类投资情况", "逾期、未达标、受阻或滞后的事项"


def make(board: Board) -> bytes:
    """Write the summary of the year that the day falls in, of what there is in the plan."""
    year = board.as_of.year
    paper = Paper()
    paper.number(f"【发文机关代字】〔{year}〕【序号】号")
    paper.title(f"{board.plan.short_title}{year}年度总结")
    paper.addressee("【主送机关】：", blank=True)
    paper.text(say.plan(board))
    parts = (
        (_overall, True),
        (_indicators, board.indicators),
        (_projects, board.projects),
        (_milestones, board.milestones),
        (_duties, (*board.tasks, *board.policies, *board.reforms)),
        (_problems, True),
        (_next, True),
    )
    for at, part in enumerate((part for part, there in parts if there), 1):
        part(paper, board, say.numeral(at))
    paper.signature(office(board), f"{year}年【月】月【日】日")
    _tables(paper, board)
    return paper.saved()


def _annex(board: Board, title: str) -> str:
    """The number of a table, of those there are: 附表3."""
    there = {INDICATORS: board.indicators, MONEY: board.projects, PRESSING: _pressing(board)}
    return f"附表{[one for one, rows in there.items() if rows].index(title) + 1}"


def office(board: Board) -> str:
    """The office's name, without where it sits."""
    return board.plan.office.split("(")[0].split("（")[0]


def _overall(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、总体情况")
    paper.text(f"{say.reported(board.followed)}{say.attention(board.concerns, board.as_of)}")
    paper.text(
        "以下数字均取自各责任单位的填报和公开资料；没有填报的数值写作“待填报”，不作估计，也不计为零。"
    )
    paper.blank("本年度试点工作的主要做法和成效")


def _indicators(paper: Paper, board: Board, numeral: str) -> None:
    items = board.indicators
    paper.heading(f"{numeral}、指标完成情况")
    paper.text(
        f"{len(items)}项指标中，{say.by_state(items, board.as_of, '项')}。"
        f"各项数值见{_annex(board, INDICATORS)}。"
    )
    groups = [(words, [ln for ln in items if ln.status in group]) for words, group in GROUPS]
    present = [(words, own) for words, own in groups if own]
    for at, (words, own) in enumerate(present, 1):
        paper.heading(f"（{say.numeral(at)}）{words}的指标{len(own)}项", 2)
        paper.text(_of_indicators(own, board.as_of))


def _of_indicators(items: Sequence[IndicatorItem], as_of: dt.date) -> str:
    valued = [say.indicator(item, as_of) for item in items if item.assessment.value is not None]
    silent = [item.name for item in items if item.assessment.value is None]
    rest = [f"尚无可比数值的有：{'、'.join(silent)}"] if silent else []
    return f"{'；'.join([*valued, *rest])}。"


def _projects(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、重点项目推进情况")
    paper.text(f"{say.investment(board)}{say.stages(board)}")
    for words in (Status.OVERDUE.label, Status.BEHIND.label, state_words.SILENT_AND_DUE):
        of = [ln.name for ln in board.projects if state_words.state_label(ln, board.as_of) == words]
        if of:
            paper.text(f"按建设年限衡量，{words}的项目有{len(of)}个：{'、'.join(of)}。")
    over = [item.name for item in board.projects if item.assessment.over_plan]
    if over:
        paper.text(f"完成投资超过计划总投资的项目有{len(over)}个：{'、'.join(over)}。")
    for at, one in enumerate((one for one in board.categories if one.physical.count), 1):
        paper.heading(f"（{say.numeral(at)}）{one.category_name}", 2)
        paper.text(say.category(one))


def _milestones(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、时间节点完成情况")
    report = (f"{at}. {say.milestone(item)}。" for at, item in enumerate(board.milestones, 1))
    for words in report:
        paper.text(words)


def _duties(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、任务、政策和改革推进情况")
    kinds = (("任务", board.tasks), ("政策", board.policies), ("改革", board.reforms))
    for at, (words, items) in enumerate((kind for kind in kinds if kind[1]), 1):
        paper.heading(f"（{say.numeral(at)}）{words}", 2)
        paper.text(f"{len(items)}项{words}中，{say.by_state(items, board.as_of, '项')}。")
        stuck = list(say.blocked(items))
        if stuck:
            paper.text(f"受阻的有：{'；'.join(stuck)}。")


def _problems(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、存在的问题")
    found = _pressing(board)
    if found:
        paper.text(f"{PRESSING}共{len(found)}项，逐项见{_annex(board, PRESSING)}。")
    else:
        paper.text(say.NONE_PRESSING)
    asked = [
        f"{item.name}：{say.flat(item.latest_report.problems)}"
        for item in board.projects
        if item.latest_report and item.latest_report.problems.strip()
    ]
    if asked:
        paper.text(f"项目填报的需协调解决的问题有：{'；'.join(asked)}。")
    paper.blank("问题的原因分析")


def _next(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、下一步工作")
    if board.milestones:
        paper.text(say.next_due(board))
    units = [group for group in group_by_unit(board.concerns) if group.late or group.behind]
    if units:
        counts = (f"{group.unit}（{group.late + group.behind}项）" for group in units)
        paper.text(f"有{PRESSING}的责任单位为：{'、'.join(counts)}。")
    paper.blank("下一步打算和需要上级支持的事项")


def _pressing(board: Board) -> list[BoardItem]:
    return [one.item for one in board.concerns if one.status in LATE | BEHIND]


def _tables(paper: Paper, board: Board) -> None:
    if board.indicators:
        head = ("序号", "指标", "目标", "最新值", "状态")
        rows = [_indicator_row(item, board.as_of) for item in board.indicators]
        caption, widths = f"{_annex(board, INDICATORS)}　{INDICATORS}", (12, 46, 28, 36, 34)
        paper.table(caption, widths, [head, *rows], new_page=True)
    if board.projects:
        head = ("工程类别", "项目数", "计划总投资", "完成投资", "形象进度")
        caption, widths = f"{_annex(board, MONEY)}　{MONEY}", (56, 16, 28, 28, 28)
        paper.table(caption, widths, [head, *_category_rows(board)])
    if found := _pressing(board):
        pressing = [
            (
                f"{KIND_WORDS[item.kind]}{item.number}",
                item.name,
                state_words.state_with_shape(item, board.as_of),
                item.units_words,
            )
            for item in found
        ]
        titles = ("编号", "事项", "情况", "责任单位")
        caption = f"{_annex(board, PRESSING)}　{PRESSING}"
        paper.table(caption, (24, 56, 32, 44), [titles, *pressing])


def _indicator_row(item: IndicatorItem, as_of: dt.date) -> tuple[str, ...]:
    value = item.assessment.value
    latest = NO_DATA if value is None else f"{item.shown(value)}（{item.period_words}）"
    return (
        str(item.number),
        item.name,
        item.target_words,
        latest,
        state_words.state_with_shape(item, as_of),
    )


def _category_rows(board: Board) -> list[tuple[str, ...]]:
    return [
        (
            one.category_name,
            str(one.physical.count),
            format_money(one.planned_investment_wan_yuan),
            format_money(one.completed_investment_wan_yuan),
            format_quantity(one.physical.physical_progress_percent, "%"),
        )
        for one in board.categories
    ]

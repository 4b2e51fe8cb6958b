"""The annual summary (年度总结) from the board, with marked blanks for what people must add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.board.attention import PRESSING as PRESSING_STATES
from kzdash.board.attention import group_by_unit
from kzdash.board.items import KIND_WORDS
from kzdash.board.verdict import compose_verdict
from kzdash.documents.papers import sentences
from kzdash.documents.papers.layout import Paper
from kzdash.domain.formatting import NO_DATA, format_money, format_quantity
from kzdash.domain.progress import LAGGING, PROBLEMS, SILENT, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.attention import UnitConcerns
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, IndicatorItem

GROUPS = (
    ("达标", (State.MET,)),
    ("进度正常", (State.ON_TRACK,)),
    ("未达标或滞后", (*PROBLEMS, *LAGGING)),
    ("未报、待发布或未到期", (*SILENT, State.NOT_DUE)),
    (State.UNJUDGED.word, (State.UNJUDGED,)),
)
INDICATORS, MONEY, PRESSING = "指标完成情况", "分类投资情况", "逾期、未达标、受阻或滞后的事项"


def make(board: Board) -> bytes:
    """Return the summary of the year of the board's day as a DOCX file.

    Parts that the plan has no items for are left out.
    """
    year = board.as_of.year
    paper = Paper()
    paper.number(f"【发文机关代字】〔{year}〕【序号】号")
    paper.title(f"{board.plan.short_title}{year}年度总结")
    paper.addressee("【主送机关】：", blank=True)
    paper.text(sentences.plan(board))
    sections = (
        (_overall, True),
        (_indicators, board.indicators),
        (_projects, board.projects),
        (_milestones, board.milestones),
        (_duties, (*board.tasks, *board.policies, *board.reforms)),
        (_problems, True),
        (_next, True),
    )
    present = (section for section, items in sections if items)
    for number, section in enumerate(present, 1):
        section(paper, board, sentences.numeral(number))
    paper.signature(office(board), f"{year}年【月】月【日】日")
    _tables(paper, board)
    return paper.to_bytes()


def _annex(board: Board, title: str) -> str:
    """Return the number of a table among those that have rows: 附表3."""
    tables = {INDICATORS: board.indicators, MONEY: board.projects, PRESSING: _pressing(board)}
    return f"附表{[name for name, rows in tables.items() if rows].index(title) + 1}"


def office(board: Board) -> str:
    """Return the office's name without the part in brackets, which says where it sits."""
    return board.plan.office.split("(")[0].split("（")[0]


def _overall(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、总体情况")
    paper.text(compose_verdict(board).text)
    paper.text(f"{sentences.reported(board.followed)}{sentences.attention(board.concerns)}")
    paper.text(
        "以下数字均取自各责任单位的填报和公开资料；没有填报的数值写作“待填报”，不作估计，也不计为零。"
    )
    paper.blank("本年度试点工作的主要做法和成效")


def _indicators(paper: Paper, board: Board, numeral: str) -> None:
    items = board.indicators
    paper.heading(f"{numeral}、指标完成情况")
    paper.text(
        f"{len(items)}项指标中，{sentences.by_state(items, '项')}。"
        f"各项数值见{_annex(board, INDICATORS)}。"
    )
    groups = [(words, [item for item in items if item.state in group]) for words, group in GROUPS]
    present = [(words, own) for words, own in groups if own]
    for number, (words, own) in enumerate(present, 1):
        paper.heading(f"（{sentences.numeral(number)}）{words}的指标{len(own)}项", 2)
        paper.text(_indicator_sentences(own))


def _indicator_sentences(items: Sequence[IndicatorItem]) -> str:
    valued = [sentences.indicator(item) for item in items if item.assessment.value is not None]
    names = [item.name for item in items if item.assessment.value is None]
    rest = [f"尚无可比数值的有：{'、'.join(names)}"] if names else []
    return f"{'；'.join([*valued, *rest])}。"


def _projects(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、重点项目推进情况")
    paper.text(f"{sentences.investment(board)}{sentences.stages(board)}")
    for state in (State.OVERDUE, State.BEHIND, State.DUE_UNREPORTED):
        names = [item.name for item in board.projects if item.state is state]
        if names:
            paper.text(f"按建设年限衡量，{state.word}的项目有{len(names)}个：{'、'.join(names)}。")
    over = [item.name for item in board.projects if item.assessment.over_plan]
    if over:
        paper.text(f"完成投资超过计划总投资的项目有{len(over)}个：{'、'.join(over)}。")
    categories = (category for category in board.categories if category.physical.count)
    for number, category in enumerate(categories, 1):
        paper.heading(f"（{sentences.numeral(number)}）{category.category_name}", 2)
        paper.text(sentences.category(category))


def _milestones(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、时间节点完成情况")
    for number, item in enumerate(board.milestones, 1):
        paper.text(f"{number}. {sentences.milestone(item)}。")


def _duties(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、任务、政策和改革推进情况")
    kinds = (("任务", board.tasks), ("政策", board.policies), ("改革", board.reforms))
    for number, (words, items) in enumerate((kind for kind in kinds if kind[1]), 1):
        paper.heading(f"（{sentences.numeral(number)}）{words}", 2)
        paper.text(f"{len(items)}项{words}中，{sentences.by_state(items, '项')}。")
        blocked = list(sentences.blocked(items))
        if blocked:
            paper.text(f"受阻的有：{'；'.join(blocked)}。")


def _problems(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、存在的问题")
    pressing = _pressing(board)
    if pressing:
        paper.text(f"{PRESSING}共{len(pressing)}项，逐项见{_annex(board, PRESSING)}。")
    else:
        paper.text(sentences.NONE_PRESSING)
    problems = [
        f"{item.name}：{sentences.flat(item.problem_words)}"
        for item in board.projects
        if item.open_problems
    ]
    if problems:
        paper.text(f"项目填报的需协调解决的问题有：{'；'.join(problems)}。")
    paper.blank("问题的原因分析")


def _next(paper: Paper, board: Board, numeral: str) -> None:
    paper.heading(f"{numeral}、下一步工作")
    if board.milestones:
        paper.text(sentences.next_due(board))
    units = [group for group in group_by_unit(board.concerns) if _pressing_count(group)]
    if units:
        counts = (f"{group.unit}（{_pressing_count(group)}项）" for group in units)
        paper.text(f"有{PRESSING}的牵头单位为：{'、'.join(counts)}。")
    paper.blank("下一步打算和需要上级支持的事项")


def _pressing(board: Board) -> list[BoardItem]:
    return [concern.item for concern in board.concerns if concern.state in PRESSING_STATES]


def _pressing_count(group: UnitConcerns) -> int:
    return group.counts.problems + group.counts.behind


def _tables(paper: Paper, board: Board) -> None:
    if board.indicators:
        head = ("序号", "指标", "目标", "最新值", "状态")
        rows = [_indicator_row(item) for item in board.indicators]
        caption, widths = f"{_annex(board, INDICATORS)}　{INDICATORS}", (12, 46, 28, 36, 34)
        paper.table(caption, widths, [head, *rows], new_page=True)
    if board.projects:
        head = ("工程类别", "项目数", "计划总投资", "完成投资", "形象进度")
        caption, widths = f"{_annex(board, MONEY)}　{MONEY}", (56, 16, 28, 28, 28)
        paper.table(caption, widths, [head, *_category_rows(board)])
    if pressing := _pressing(board):
        rows = [
            (
                f"{KIND_WORDS[item.kind]}{item.number}",
                item.name,
                item.marked,
                item.lead_words,
            )
            for item in pressing
        ]
        titles = ("编号", "事项", "情况", "牵头单位")
        caption = f"{_annex(board, PRESSING)}　{PRESSING}"
        paper.table(caption, (24, 56, 32, 44), [titles, *rows])


def _indicator_row(item: IndicatorItem) -> tuple[str, ...]:
    value = item.assessment.value
    latest = NO_DATA if value is None else f"{item.format_value(value)}（{item.period_words}）"
    return (
        str(item.number),
        item.name,
        item.target_words,
        latest,
        item.marked,
    )


def _category_rows(board: Board) -> list[tuple[str, ...]]:
    return [
        (
            category.category_name,
            str(category.physical.count),
            format_money(category.planned_investment_wan_yuan),
            format_money(category.completed_investment_wan_yuan),
            format_quantity(category.physical.physical_progress_percent, "%"),
        )
        for category in board.categories
    ]

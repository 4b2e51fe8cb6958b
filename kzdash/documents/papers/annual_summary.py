"""The summary (报告) of a period from the board, with marked blanks where nobody said anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from kzdash.board.attention import PRESSING as PRESSING_STATES
from kzdash.board.items import KIND_WORDS
from kzdash.board.status_counts import states_by_word
from kzdash.board.verdict import compose_verdict
from kzdash.documents.papers import practice, sentences
from kzdash.documents.papers.annexes import AnnexTable, close_with_annexes
from kzdash.documents.papers.beginning import begin
from kzdash.documents.papers.period import done_in, newly_met, period_of
from kzdash.documents.papers.quotes import Quotes
from kzdash.documents.papers.template_files import REPORT
from kzdash.documents.papers.wording import (
    chinese_numeral,
    state,
    told_by_text,
    told_once,
)
from kzdash.domain.formatting import NO_DATA, format_money, format_quantity
from kzdash.domain.progress import LAGGING, PROBLEMS, SILENT, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, Category, IndicatorItem

# the states of indicators that stand under one heading, which names those there are
GROUPS = (
    (State.MET,),
    (State.ON_TRACK,),
    (*PROBLEMS, *LAGGING),
    (*SILENT, State.NOT_DUE),
    (State.UNJUDGED,),
)
INDICATORS, MONEY, PRESSING = "指标完成情况", "分类投资情况", "逾期、未达标、受阻或滞后的事项"
Section = Callable[["_Summary", str], None]


class _Summary(practice.Summary):
    """A summary with what its annexes list."""

    @property
    def pressing(self) -> list[BoardItem]:
        """The items that are late, blocked, short of their target or behind, each once."""
        items = {
            concern.item.item_id: concern.item
            for concern in self.board.concerns
            if concern.state in PRESSING_STATES
        }
        return list(items.values())

    def annex(self, title: str) -> str:
        """Return the number of a table among those that have rows: 附件3."""
        tables = {
            INDICATORS: self.board.indicators,
            MONEY: self.board.projects,
            PRESSING: self.pressing,
        }
        present = [name for name, rows in tables.items() if rows]
        return f"附件{present.index(title) + 1}" if len(present) > 1 else "附件"


def make(board: Board) -> bytes:
    """Return the summary of the period that ends on the board's day as a DOCX file.

    Parts that the plan has no items for are left out.
    """
    head, period = board.plan.letterhead, period_of(board)
    paper = begin(board, REPORT)
    summary = _Summary(paper, board, period, Quotes())
    paper.title(f"关于{board.plan.short_title}{period.words}工作情况的报告")
    to = head.addressee or "【主送机关】"
    paper.addressee(f"{to}：", blank=not head.addressee)
    paper.text(f"{sentences.plan(board)}现将{period.words}工作情况报告如下。")
    sections: tuple[tuple[Section, object], ...] = (
        (_overall, True),
        (practice.write_practice, True),
        (_indicators, board.indicators),
        (_projects, board.projects),
        (_milestones, board.milestones),
        (_duties, (*board.tasks, *board.policies, *board.reforms)),
        (_problems, True),
        (_next, True),
    )
    present = (section for section, items in sections if items)
    for number, section in enumerate(present, 1):
        section(summary, chinese_numeral(number))
    close_with_annexes(paper, _tables(summary), summary.quotes)
    return paper.to_bytes()


def _overall(it: _Summary, numeral: str) -> None:
    board, paper, period = it.board, it.paper, it.period
    paper.heading(f"{numeral}、总体情况")
    paper.text(compose_verdict(board).text)
    paper.text(f"{sentences.reported(board.followed)}{sentences.attention(board.concerns)}")
    paper.text("本报告数据取自各责任单位填报和公开资料，未填报的标注“待填报”。")
    done, met = done_in(board.followed, period), newly_met(board.indicators, period)
    words = period.short_words
    kinds = Counter(KIND_WORDS[item.kind] for item in done)
    counted = "、".join(f"{kind}{count}项" for kind, count in kinds.items())
    paper.text(f"{words}完成{counted}。" if done else f"{words}没有填报为完成的事项。")
    if met:
        names = "、".join(item.name for item in met)
        newly = "" if period.first <= board.plan.pilot_starts_on else "新增"
        paper.text(f"{words}{newly}达标指标{len(met)}项：{names}。")


def _indicators(it: _Summary, numeral: str) -> None:
    paper, board = it.paper, it.board
    items = board.indicators
    paper.heading(f"{numeral}、指标完成情况")
    paper.text(
        f"{len(items)}项指标中，{sentences.by_state(items, '项')}。"
        f"各项数值见{it.annex(INDICATORS)}。"
    )
    present = [own for group in GROUPS if (own := [it for it in items if it.state in group])]
    for number, own in enumerate(present, 1):
        words = "、".join(states_by_word(own))
        paper.heading(f"（{chinese_numeral(number)}）{words}的指标{len(own)}项", 2)
        paper.text(_indicator_sentences(own))


def _indicator_sentences(items: Sequence[IndicatorItem]) -> str:
    valued = [sentences.indicator(item) for item in items if item.assessment.value is not None]
    names = [item.name for item in items if item.assessment.value is None]
    rest = [f"{'、'.join(names)}尚无可比数值"] if names else []
    return f"{'；'.join([*valued, *rest])}。"


def _projects(it: _Summary, numeral: str) -> None:
    paper, board = it.paper, it.board
    paper.heading(f"{numeral}、重点项目推进情况")
    paper.text(f"{sentences.investment(board)}{sentences.stages(board)}")
    for one in (State.OVERDUE, State.BEHIND, State.DUE_UNREPORTED):
        names = [item.name for item in board.projects if item.state is one]
        if names:
            paper.text(f"按建设年限衡量，{one.word}的项目有{len(names)}个：{'、'.join(names)}。")
    over = [item.name for item in board.projects if item.assessment.over_plan]
    if over:
        paper.text(f"完成投资超过计划总投资的项目有{len(over)}个：{'、'.join(over)}。")
    categories = (category for category in board.categories if category.physical.count)
    for number, category in enumerate(categories, 1):
        paper.heading(f"（{chinese_numeral(number)}）{category.category_name}", 2)
        paper.text(sentences.category(category))


def _milestones(it: _Summary, numeral: str) -> None:
    paper, board = it.paper, it.board
    paper.heading(f"{numeral}、时间节点完成情况")
    paper.text(sentences.next_due(board))
    for number, item in enumerate(board.milestones, 1):
        paper.text(f"{number}.{sentences.milestone(item)}。")


def _duties(it: _Summary, numeral: str) -> None:
    paper, board = it.paper, it.board
    paper.heading(f"{numeral}、任务、政策和改革推进情况")
    kinds = (("任务", board.tasks), ("政策", board.policies), ("改革", board.reforms))
    for number, (words, items) in enumerate((kind for kind in kinds if kind[1]), 1):
        paper.heading(f"（{chinese_numeral(number)}）{words}", 2)
        paper.text(f"{len(items)}项{words}中，{sentences.by_state(items, '项')}。")
        said = [(name, it.quotes.of(name, note)) for name, note in sentences.blocked(items)]
        if told := told_once(pair for pair in said if pair[1]):
            paper.text(f"受阻的有：{'；'.join(told)}。")
        if silent := [name for name, note in said if not note]:
            paper.text(f"没有说明原因的受阻事项有：{'、'.join(silent)}。")


def _problems(it: _Summary, numeral: str) -> None:
    paper, board = it.paper, it.board
    paper.heading(f"{numeral}、存在的问题")
    if pressing := it.pressing:
        paper.text(f"{PRESSING}共{len(pressing)}项，详见{it.annex(PRESSING)}。")
    else:
        paper.text(sentences.NONE_PRESSING)
    asked = (
        (item.name, it.quotes.of(item.name, words))
        for item in board.followed
        for words in item.open_problems
    )
    if problems := told_by_text(asked):
        paper.text(f"填报的需协调解决的问题有：{problems}。")
    practice.write_said(it, "cause", "各单位填报的原因有", "问题的原因分析")


def _next(it: _Summary, numeral: str) -> None:
    it.paper.heading(f"{numeral}、下一步工作")
    practice.write_said(it, "next_step", "各单位的下一步措施有", "下一步打算")
    # a 报告 asks for nothing: what needs those above is asked by a 请示
    it.paper.text("特此报告。")


def _tables(it: _Summary) -> list[AnnexTable]:
    board, tables = it.board, []
    if board.indicators:
        head = ("序号", "指标", "目标", "最新值", "状态")
        rows = (head, *map(_indicator_row, board.indicators))
        tables.append(AnnexTable(INDICATORS, (12, 46, 28, 36, 34), rows))
    if board.projects:
        head = ("工程类别", "项目数", "计划总投资", "完成投资", "形象进度")
        tables.append(AnnexTable(MONEY, (56, 16, 28, 28, 28), (head, *_category_rows(board))))
    if it.pressing:
        titles = ("编号", "事项", "情况", "牵头单位")
        rows = tuple((item.key, item.name, state(item), item.lead_words) for item in it.pressing)
        tables.append(AnnexTable(PRESSING, (24, 56, 32, 44), (titles, *rows)))
    return tables


def _indicator_row(item: IndicatorItem) -> tuple[str, ...]:
    value = item.assessment.value
    latest = NO_DATA if value is None else f"{item.format_value(value)}（{item.period_words}）"
    return str(item.number), item.name, item.target_words, latest, state(item)


def _category_rows(board: Board) -> list[tuple[str, ...]]:
    return [
        (
            category.category_name,
            str(category.physical.count),
            format_money(category.planned_investment_wan_yuan),
            format_money(category.completed_investment_wan_yuan),
            _physical_words(category),
        )
        for category in board.categories
    ]


def _physical_words(category: Category) -> str:
    """Return a category's physical progress, and of how many projects it speaks if not of all."""
    physical = category.physical
    percent = format_quantity(physical.physical_progress_percent, "%")
    of_all = physical.reported in {0, physical.count}
    return percent if of_all else f"{percent}（{physical.reported}个项目）"

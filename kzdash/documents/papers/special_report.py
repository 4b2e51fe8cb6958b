"""The report on serious problems (重大问题专报): each with what is known, done and asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kzdash.board.added_items import MatterItem, StepItem
from kzdash.board.attention import is_blocked_in_parts, most_urgent_first
from kzdash.board.items import IndicatorItem, ProjectItem
from kzdash.board.outlook import outlook_of
from kzdash.documents.papers import item_sentences, sentences
from kzdash.documents.papers.annexes import close_with_annexes
from kzdash.documents.papers.beginning import begin
from kzdash.documents.papers.practice import STATE_WORDS
from kzdash.documents.papers.quotes import Quotes
from kzdash.documents.papers.template_files import REPORT
from kzdash.documents.papers.wording import chinese_numeral, cite, state
from kzdash.domain.formatting import format_date, format_money, format_quantity
from kzdash.domain.progress import Answer, Level, MatterKind, State, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem

ABOVE_OFFICE = {Level.TASK_FORCE, Level.CITY}
STUCK = {Answer.BLOCKED, Answer.ASKS_FOR_TIME}
Part = Callable[["BoardItem", Quotes], str]


def serious_items(board: Board) -> list[BoardItem]:
    """Return what those above must know of, the most urgent first.

    That is what is overdue or blocked, what others are asked to solve, headline indicators that
    miss their target, and matters that only those above can solve. A step stands with its item,
    and a problem that a unit raised with the item that it is about.
    """
    return most_urgent_first(item for item in board.followed if _is_serious(item))


def _is_serious(item: BoardItem) -> bool:
    if isinstance(item, StepItem):
        return False
    if isinstance(item, MatterItem):
        if item.is_closed or (item.matter_kind is MatterKind.PROBLEM and item.about):
            return False
        if item.level in ABOVE_OFFICE:
            return True
    if isinstance(item, IndicatorItem):
        return bool(item.open_problems) or (item.headline and item.state is State.MISSED)
    is_late = item.state in {State.OVERDUE, State.BLOCKED}
    return is_late or bool(item.open_problems) or is_blocked_in_parts(item)


def make(board: Board) -> bytes:
    """Return the report as a DOCX file; what nobody said is marked for people to fill in."""
    items, quotes = serious_items(board), Quotes()
    paper = begin(board, REPORT)
    paper.title(f"关于{board.plan.short_title}重大问题的报告")
    paper.addressee("【主送领导或机关】：", blank=True)
    paper.text(f"{sentences.plan(board)}{_count(items)}")
    for number, item in enumerate(items, 1):
        lead = f"（{item.lead_unit}）" if item.lead_unit else ""
        paper.heading(f"{chinese_numeral(number)}、{item.name}{lead}")
        for title, part in PARTS.items():
            if words := part(item, quotes):
                paper.text(f"{title}：{words}。")
            else:
                paper.blank(title)
    close_with_annexes(paper, (), quotes)
    return paper.to_bytes()


def _count(items: list[BoardItem]) -> str:
    if not items:
        return "目前没有逾期、受阻和需要上级协调的重大问题。"
    return f"现将{len(items)}项重大问题报告如下，按紧要程度排列。"


def _basics(item: BoardItem, quotes: Quotes) -> str:
    place = cite(item.citation)
    whose = f"由{item.units_words}{f'（{place}）' if place else ''}" if item.units else place
    return "。".join(filter(None, ("；".join(_facts(item, quotes)), whose)))


def _facts(item: BoardItem, quotes: Quotes) -> Iterator[str]:
    if isinstance(item, MatterItem):
        yield item_sentences.what_is_asked(item, quotes) or item.matter_kind.label
    if item.due_on:
        yield f"应于{item.due_words}{'办结' if isinstance(item, MatterItem) else '完成'}"
    if isinstance(item, IndicatorItem):
        yield sentences.indicator(item)
        return
    yield f"现为{state(item)}"
    if isinstance(item, ProjectItem):
        yield f"计划总投资{format_money(item.planned_investment_wan_yuan)}"
        done = item.completed_investment_wan_yuan
        yield f"完成投资{format_money(done)}" if done is not None else "完成投资待填报"
        if item.physical_progress_percent is not None:
            yield f"形象进度{format_quantity(item.physical_progress_percent, '%')}"
    if item.latest_report is None:
        yield "尚未填报"


def _problems(item: BoardItem, quotes: Quotes) -> str:
    """Return what units said is in the way."""
    report = item.latest_report
    said = []
    if report is not None:
        said.append(quotes.of_report(item.name, report, "cause"))
        said.append(quotes.of_report(item.name, report, "note") if _is_stuck(item) else "")
    said += [quotes.of(item.name, words) for words in item.open_problems]
    said += [
        f"配合单位{part.unit}受阻：{quotes.of_report(item.name, part, 'note') or '没有说明原因'}"
        for part in item.blocked_parts
    ]
    return _once(said)


def _work(item: BoardItem, quotes: Quotes) -> str:
    """Return what units said they did, and what they do next."""
    report = item.latest_report
    if report is None or isinstance(item, IndicatorItem):
        # the note of a figure says how it was worked out
        return _once([_step(item, quotes)])
    note = "" if _is_stuck(item) else quotes.of_report(item.name, report, "note")
    done = (
        f"截至{format_date(report.fresh_on)}填报：{note}"
        if note and note not in STATE_WORDS
        else ""
    )
    return _once([done, _step(item, quotes)])


def _step(item: BoardItem, quotes: Quotes) -> str:
    ahead = outlook_of(item)
    step = f"下一步措施为：{quotes.of(item.name, ahead.next_step)}" if ahead.next_step else ""
    return "；".join(filter(None, (step, ahead.expected_words)))


def _asked(item: BoardItem, _quotes: Quotes) -> str:
    """Return what units asked for, which is not for the office to word; a report asks nothing."""
    asked = ["请协调解决责任单位提出的上述问题"] if item.open_problems else []
    if isinstance(item, MatterItem) and item.answer is Answer.ASKS_FOR_TIME:
        until = format_date(item.reported("requested_due_on"))
        asked.append(f"责任单位申请延期至{until}，尚待审定")
    return "；".join(asked)


def _is_stuck(item: BoardItem) -> bool:
    """Whether the note of the last report says why it cannot go on."""
    return item.reported("status") is Status.BLOCKED or item.reported("answer") in STUCK


def _once(said: list[str]) -> str:
    return "；".join(dict.fromkeys(filter(None, said)))


PARTS: dict[str, Part] = {
    "基本情况": _basics,
    "存在问题": _problems,
    "已做工作": _work,
    "有关建议": _asked,
}

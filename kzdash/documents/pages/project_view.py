"""One project as HTML: time, progress and money on one axis, its curve, and its funds by source."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kzdash.board.project_money import COMPLETED, all_funds, funds_by_source, money_doubts
from kzdash.charts.svg.bullet import Bullet, Scale, draw_bullet
from kzdash.charts.svg.curve import draw_curve, span_curve
from kzdash.documents.pages.item_cells import figure_cell
from kzdash.documents.pages.item_table import Cell, Column, ItemTable, Part
from kzdash.documents.pages.links import HtmlPage
from kzdash.documents.pages.money_style import STYLE, TEMPLATES
from kzdash.domain.formatting import (
    NO_DATA,
    format_date,
    format_distinct_money,
    format_money,
    format_percent,
)
from kzdash.domain.progress import Funds, Tone, planned_path
from kzdash.domain.rules import payload_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from kzdash.board.items import ProjectItem, ReportEntry

HUNDRED = 100


def compose_bullets(item: ProjectItem) -> HtmlPage:
    """Compose three bullets on one axis: time gone by, physical progress, money spent."""
    elapsed, physical = item.assessment.time_elapsed, item.physical_progress_percent
    rows = (
        ("时间", elapsed, Tone.NONE, item.years_words),
        ("形象进度", None if physical is None else physical / HUNDRED, item.state.tone, _lag(item)),
        ("完成投资", item.assessment.spent, Tone.CALM, _spent_words(item)),
    )
    html = TEMPLATES.get_template("bullets.html").render(
        rows=[
            {
                "name": name,
                "bar": draw_bullet(_bullet(share, tone, None if name == "时间" else elapsed)),
                "figure": format_percent(share, 1),
                "note": note,
            }
            for name, share, tone, note in rows
        ]
    )
    return HtmlPage(html, frozenset(), STYLE)


def _bullet(share: Decimal | None, tone: Tone, elapsed: Decimal | None) -> Bullet:
    expected = None if elapsed is None else float(elapsed)
    if share is None:
        return Bullet(Scale.NO_FIGURE, Tone.NONE, expected=expected)
    return Bullet(Scale.LENGTH, tone, float(share), expected)


def _lag(item: ProjectItem) -> str:
    return item.state_words if item.physical_progress_percent is not None else ""


def _spent_words(item: ProjectItem) -> str:
    completed = item.completed_investment_wan_yuan
    if completed is None:
        return ""
    done, planned = format_distinct_money(completed, item.planned_investment_wan_yuan)
    doubts = "，".join(it.words for it in money_doubts(item) if it.field == COMPLETED)
    return f"{done} / {planned}" + (f"，{doubts}，请核实" if doubts else "")


def compose_curve(item: ProjectItem, reports: Iterable[ReportEntry]) -> HtmlPage:
    """Compose what was completed by day beside what was planned; `reports` are all that count.

    Nothing where nobody has reported any investment.
    """
    reported = completed_by_day(reports)
    curve = span_curve(_planned(item), reported, item.as_of) if reported else None
    if curve is None:
        return HtmlPage("", frozenset(), STYLE)
    last_day, last = reported[-1]
    html = TEMPLATES.get_template("curve.html").render(
        drawing=draw_curve(curve),
        top=format_money(curve.top),
        words=f"完成投资曲线：截至{format_date(last_day)}累计{format_money(last)}",
        plan_words=_plan_words(item),
        days=[
            {"at": f"{curve.across(day) * HUNDRED:.1f}", "words": f"{day.year}年{day.month}月"}
            for day in (curve.first, curve.last)
        ],
        today=f"截至{format_date(item.as_of)}" if curve.first <= item.as_of <= curve.last else "",
        falls=[
            f"{format_date(later)}填报的累计数{format_money(less)}，"
            f"比{format_date(earlier)}的{format_money(more)}少，请核实。"
            for (earlier, more), (later, less) in curve.falls
        ],
    )
    return HtmlPage(html, frozenset(), STYLE)


def completed_by_day(reports: Iterable[ReportEntry]) -> list[tuple[dt.date, Decimal]]:
    """Return the completed investment that counts of each day, in the order of the days.

    Of the reports for one day the last one made counts; none that an undo took back does.
    """
    counting: dict[dt.date, ReportEntry] = {}
    for report in sorted(reports, key=lambda it: it.seq):
        if report.unit is None:
            counting[report.as_of] = report
    return [
        (day, amount)
        for day, report in sorted(counting.items())
        if (amount := report.completed_investment_wan_yuan) is not None
    ]


def _planned(item: ProjectItem) -> tuple[tuple[dt.date, Decimal], ...]:
    if not dt.MINYEAR <= item.start_year <= item.end_year <= dt.MAXYEAR:
        return ()  # of a store that another program wrote
    first = item.starts_on or dt.date(item.start_year, 1, 1)
    last = item.due_on or dt.date(item.end_year, 12, 31)
    return planned_path(first, last, item.planned_investment_wan_yuan, item.year_plans)


def _plan_words(item: ProjectItem) -> str:
    years = [year for year in item.year_plans if item.start_year <= year <= item.end_year]
    if not years:
        return "没有年度计划，计划线按总投资和建设年限平均"
    named = "、".join(f"{year}年" for year in sorted(years))
    return f"计划线：{named}按年度计划，其余按总投资平均"


def funds_table(item: ProjectItem) -> ItemTable | None:
    """Return funds by source, planned, in place and paid, with their rates; None where unknown."""
    sources, whole = funds_by_source(item), all_funds(item)
    if not sources:
        return None
    reported = item.reported("funds_received_wan_yuan") is not None
    columns = (
        Column("资金来源", Part.NAME),
        *(Column(name, Part.FIGURE) for name in ("计划", "到位", "到位率", "支付", "支付率")),
    )
    rows = [_funds_row(source.label, funds) for source, funds in sources.items()]
    rows.append(_funds_row("合计" if reported else "已填来源合计", whole))
    labels = {field.name: field.label for field in payload_of(item.kind)}
    doubts = [f"{labels[it.field]}{it.words}" for it in money_doubts(item) if it.field != COMPLETED]
    caption = "到位率＝到位÷计划，支付率＝支付÷到位；到位、支付为开工以来累计数。"
    if doubts:
        caption += f"请核实：{'；'.join(doubts)}。"
    return ItemTable("funds", columns, rows, "资金来源", caption)


def _funds_row(name: str, funds: Funds) -> tuple[Cell, ...]:
    return (
        Cell(name),
        figure_cell(funds.planned, format_money(funds.planned)),
        figure_cell(funds.received, format_money(funds.received)),
        _rate(funds.received_rate),
        figure_cell(funds.paid, format_money(funds.paid)),
        _rate(funds.paid_rate),
    )


def _rate(ratio: Decimal | None) -> Cell:
    return figure_cell(ratio, format_percent(ratio, 1))


def year_facts(item: ProjectItem) -> dict[str, str]:
    """Return what is planned and known of this year by its label, and how it was derived."""
    year, plan, done = item.as_of.year, item.year_plan, item.this_year
    facts = {
        "计划开工": format_date(item.starts_on) if item.starts_on else "",
        f"{year}年计划投资": "" if plan is None else format_money(plan),
        f"{year}年完成投资": "",
    }
    if done.amount is not None:
        pace = f"；{item.pace.words}" if item.pace else ""
        facts[f"{year}年完成投资"] = f"{format_money(done.amount)}{pace}。{done.how}"
    elif plan is not None:
        facts[f"{year}年完成投资"] = f"{NO_DATA}：{done.how}"
    return {label: words for label, words in facts.items() if words}

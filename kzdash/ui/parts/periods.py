"""The office's page: the month of all units, what is missing, reminding, collecting, closing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.board.monthly_round import units_to_remind
from kzdash.board.reminder import compose_reminder
from kzdash.board.reporting_period import read_reporting_period
from kzdash.board.verdict import month_words, period_finding
from kzdash.documents.pages import compose_tables
from kzdash.documents.pages.period_page import (
    ALL_COMPLETE,
    ALL_UNITS,
    BESIDE,
    INCOMPLETE,
    NOBODY_OWES,
    OFFICE,
    PERIOD,
    VIEW,
    contact_words,
    day_of_month,
    last_of_month,
    missing_words,
    months_beside,
    months_table,
    period_table,
    rows_in_scope,
)
from kzdash.domain.formatting import format_percent
from kzdash.runtime import clock
from kzdash.store import contacts, last_reminded
from kzdash.ui.frame.board import board_on, store
from kzdash.ui.frame.links import page_link, view_links
from kzdash.ui.frame.view import in_url, put, requested_day
from kzdash.ui.parts import closing_form, letters, reminder, reminding
from kzdash.ui.parts.copy_button import copy_button
from kzdash.ui.reporting import upload
from kzdash.ui.session.fragments import dialog
from kzdash.ui.session.identity import office_user
from kzdash.ui.widgets.charts import download
from kzdash.ui.widgets.filters import one_of
from kzdash.ui.widgets.finding import show_finding
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.reporting_period import Count, ReportingPeriod, UnitPeriod
    from kzdash.domain.models import Contact

FORMS, UNITS = "填报", "各单位情况"
ONE_MONTH = "当月"
REMIND, COLLECT = "remind", "collect"


def show_if_asked(user: User) -> bool:
    """Ask which of the two the page shows; show the month where it is that, and return so."""
    head = st.container(horizontal=True, vertical_alignment="center", key="period-head")
    with head:
        is_asked = _is_asked(user)
    if is_asked:
        _show_period(user, head)
    return is_asked


def _is_asked(user: User) -> bool:
    read = in_url(
        VIEW, FORMS, lambda asked: UNITS if asked[-1] == OFFICE else FORMS, lambda _: OFFICE
    )
    label = UNITS if user.is_office else "本单位各月"
    chosen = st.segmented_control(
        "看什么",
        [UNITS, FORMS],
        format_func=lambda option: label if option == UNITS else option,
        required=True,
        label_visibility="collapsed",
        width="content",
        **read,
    )
    return bool(chosen == UNITS)


def _show_period(user: User, head: DeltaGenerator) -> None:
    """Show the month that the url names: of all units to the office, to a unit its own row."""
    day = _asked_day()
    board = board_on(day, entered=False)
    period = read_reporting_period(store(), board)
    if user.unit is not None:
        period = period.of_unit(user.unit)
    with head:
        _show_months(day, board)
    show_finding(period_finding(period, clock.today(), user.unit))
    st.progress(float(period.count.completeness or 0))
    if user.is_office:
        _show_tools(user, board)
    above = st.container(horizontal=True, vertical_alignment="center", key="period-list")
    with above:
        scope = _asked_scope(user)
    if scope == BESIDE:
        _show_months_beside(user, board, period, above)
    else:
        _show_rows(user, period, scope, above)


def _asked_day() -> dt.date:
    """Return the day on which the month that the url names is looked at."""
    today, asked = clock.today(), st.query_params.get(PERIOD, "")
    latest = min(requested_day()[0], today)
    day = day_of_month(asked, latest, today)
    if day is None:
        words = month_words(latest, today)
        st.warning(f"网址中的月份“{plain(asked[:20])}”不是年月，现显示{words}。")
    return day or latest


def _show_months(day: dt.date, board: Board) -> None:
    """Name the month, with links to the one before and the one after where there are such."""
    before = day.replace(day=1) - dt.timedelta(days=1)
    after = last_of_month(day) + dt.timedelta(days=1)
    _link_to_month(before, "‹ {}", board)
    st.markdown(f"**{month_words(day, clock.today())}**", width="content")
    _link_to_month(after, "{} ›", board)


def _link_to_month(day: dt.date, words: str, board: Board) -> None:
    today = clock.today()
    if board.plan.issued_on.replace(day=1) <= day <= today:
        query = {VIEW: OFFICE, PERIOD: f"{day:%Y-%m}"}
        page_link("reporting", words.format(month_words(day, today)), query, "content")


def _show_tools(user: User, board: Board) -> None:
    """Show what the office does in a month: remind all, collect tables, close it."""
    today = clock.today()
    is_now = board.as_of == today
    with st.container(horizontal=True, vertical_alignment="center", key="period-tools"):
        if is_now and (units := units_to_remind(board)):
            text = compose_reminder(board, reminder.reporting_address())
            copy_button("copy-reminder", f"复制催报文字（{len(units)}个单位）", text)
            with st.popover("提醒函", key="period-letters"):
                letters.offer_letters()
        if st.query_params.get(COLLECT):
            st.button("收起收表", on_click=put, kwargs={COLLECT: ""})
        else:
            st.button("收表", on_click=put, kwargs={COLLECT: "true"})
        closing_form.offer_closing(user, board)
    if is_now:
        reminding.offer_sending(user)
    closing_form.show_closings(board)
    if st.query_params.get(COLLECT):
        upload.show_upload(board_on(today, entered=False).followed, user)


def _asked_scope(user: User) -> str:
    """Ask what is listed: all units, those that have not reported everything, or some months."""
    options = [ALL_UNITS, INCOMPLETE, BESIDE] if user.is_office else [ONE_MONTH, BESIDE]
    scope = st.segmented_control(
        "范围",
        options,
        required=True,
        label_visibility="collapsed",
        width="content",
        **one_of("scope", options, options[0]),
    )
    return str(scope)


def _show_months_beside(
    user: User, board: Board, period: ReportingPeriod, above: DeltaGenerator
) -> None:
    """Show which share each unit reported in the month and those before it, and in time."""
    *before, _ = months_beside(board.as_of, board.plan.issued_on)
    earlier = (read_reporting_period(store(), board_on(day, entered=False)) for day in before)
    months = [*earlier, period]
    units = board.units if user.unit is None else (user.unit,)
    links = view_links()
    table = months_table(months, units, links, clock.today())
    show_html("period-months", compose_tables([table], links))
    with above:
        download(
            months_frame(months, units), f"填报情况-{months[0].as_of:%Y-%m}至{period.as_of:%Y-%m}"
        )


def _show_rows(user: User, period: ReportingPeriod, scope: str, above: DeltaGenerator) -> None:
    """List the units of a month."""
    shown = rows_in_scope(period.units, scope)
    known = {} if user.must_change else contacts(store())
    links = view_links()
    may_remind = user.is_office and period.as_of == clock.today()
    here = {name: st.query_params[name] for name in (VIEW, "scope") if name in st.query_params}

    def remind(unit: str) -> str:
        return links.page("reporting", {**here, REMIND: unit})

    none = ALL_COMPLETE if period.units else NOBODY_OWES
    reminded = (
        {unit: sent.reminder.recorded_at for unit, sent in last_reminded(store()).items()}
        if user.is_office
        else {}
    )
    table = period_table(shown, known, links, remind if may_remind else None, none, reminded)
    show_html("period", compose_tables([table], links))
    if shown:
        with above:
            download(period_frame(shown, known), f"各单位填报情况-{period.as_of:%Y-%m}")
    if may_remind and (asked := st.query_params.get(REMIND)):
        _show_reminder(asked)


def period_frame(rows: Sequence[UnitPeriod], known: Mapping[str, Contact]) -> pd.DataFrame:
    """Return the rows as a table for a file, with every missing item by name."""
    return pd.DataFrame(
        {
            "单位": row.unit,
            "应报": row.count.wanted,
            "已报": row.count.reported,
            **_shares(row.count),
            "还缺": missing_words(row, len(row.round.due)),
            "最早截止": row.round.first_due.day_words if row.round.first_due else "",
            "已过天数": row.round.first_due.days_late if row.round.first_due else "",
            "请核实": row.queries,
            "联系人": contact_words(known.get(row.unit)),
        }
        for row in rows
    )


def months_frame(months: Sequence[ReportingPeriod], units: Sequence[str]) -> pd.DataFrame:
    """Return a row for each unit and month as a table for a file."""
    return pd.DataFrame(
        {
            "单位": unit,
            "月份": f"{month.as_of:%Y-%m}",
            "应报": row.count.wanted,
            "已报": row.count.reported,
            **_shares(row.count),
        }
        for unit in units
        for month in months
        for row in month.of_unit(unit).units
    )


def _shares(count: Count) -> dict[str, object]:
    """Return which share was reported, how many in time and which share that is."""
    return {
        "报送率": format_percent(count.completeness, 1),
        "按时": "—" if count.on_time is None else count.on_time,
        "按时率": "—" if count.timeliness is None else format_percent(count.timeliness, 1),
    }


def _show_reminder(unit: str) -> None:
    """Show a unit's reminder above the page, to be copied; once closed the url names it no more."""

    @dialog(f"催报：{plain(unit)}", on_dismiss=lambda: put(**{REMIND: ""}))
    def shown() -> None:
        # it runs by itself, also after the log-in has ended
        if office_user() is not None:
            reminder.show_reminder(unit)

    shown()

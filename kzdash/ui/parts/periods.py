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
    INCOMPLETE,
    NOBODY_OWES,
    OFFICE,
    VIEW,
    contact_words,
    missing_words,
    period_table,
    rows_in_scope,
)
from kzdash.domain.formatting import format_percent
from kzdash.runtime import clock
from kzdash.store import contacts
from kzdash.ui.frame.board import board_on, store
from kzdash.ui.frame.links import page_link, view_links
from kzdash.ui.frame.view import in_url, put, requested_day
from kzdash.ui.parts import closing_form, letters, reminder
from kzdash.ui.parts.copy_button import copy_button
from kzdash.ui.reporting import upload
from kzdash.ui.widgets.charts import download
from kzdash.ui.widgets.filters import one_of
from kzdash.ui.widgets.finding import show_finding
from kzdash.ui.widgets.html_view import show_html
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.reporting_period import ReportingPeriod, UnitPeriod
    from kzdash.domain.models import Contact

FORMS, UNITS = "填报", "各单位情况"
REMIND, COLLECT = "remind", "collect"


def asked_for(user: User) -> bool:
    """Ask which of the two the page shows, and return whether it is the month of all units."""
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
        **read,
    )
    return chosen == UNITS


def show_period(user: User) -> None:
    """Show the month that the url names: of all units to the office, to a unit its own row."""
    day = _asked_day()
    board = board_on(day, entered=False)
    period = read_reporting_period(store(), board)
    if user.unit is not None:
        period = period.of_unit(user.unit)
    _show_months(day, board)
    show_finding(period_finding(period, clock.today(), user.unit))
    share = period.count.completeness
    st.progress(float(share or 0))
    if user.is_office:
        _show_tools(user, board)
    _show_rows(user, period)


def _asked_day() -> dt.date:
    """Return the last day, up to the day of the view, of the month that the url names."""
    latest = min(requested_day()[0], clock.today())
    asked = st.query_params.get("period", "")
    if not asked:
        return latest
    try:
        month = dt.datetime.strptime(asked, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        st.warning(
            f"网址中的月份“{plain(asked[:20])}”不是年月。现显示{month_words(latest, latest)}。"
        )
        return latest
    return min(_last_of_month(month), clock.today())


def _last_of_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _show_months(day: dt.date, board: Board) -> None:
    """Show the month with links to the one before and the one after, where there are such."""
    before = day.replace(day=1) - dt.timedelta(days=1)
    after = _last_of_month(day) + dt.timedelta(days=1)
    today = clock.today()
    with st.container(horizontal=True, vertical_alignment="center", key="months"):
        st.subheader(f"{month_words(day, today)}填报", anchor=False, width="content")
        for month, arrow in ((before, "‹ {}"), (after, "{} ›")):
            if board.plan.issued_on.replace(day=1) <= month <= today:
                query = {VIEW: OFFICE, "period": f"{month:%Y-%m}"}
                words = arrow.format(month_words(month, today))
                page_link("reporting", words, query, "content")


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
    closing_form.show_closings(board)
    if st.query_params.get(COLLECT):
        upload.show_upload(board_on(today, entered=False).followed, user)


def _show_rows(user: User, period: ReportingPeriod) -> None:
    """List the units, those that have not reported everything if that is asked for."""
    shown: Sequence[UnitPeriod] = period.units
    if user.is_office:
        scope = st.segmented_control(
            "范围",
            [ALL_UNITS, INCOMPLETE],
            required=True,
            label_visibility="collapsed",
            **one_of("scope", [ALL_UNITS, INCOMPLETE], ALL_UNITS),
        )
        shown = rows_in_scope(period.units, scope)
    known = contacts(store())
    links = view_links()
    may_remind = user.is_office and period.as_of == clock.today()
    here = {name: st.query_params[name] for name in st.query_params if name != "as_of"}

    def remind(unit: str) -> str:
        return links.page("reporting", {**here, REMIND: unit})

    none = ALL_COMPLETE if period.units else NOBODY_OWES
    table = period_table(shown, known, links, remind if may_remind else None, none)
    show_html("period", compose_tables([table], links))
    if shown:
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
            "报送率": format_percent(row.count.completeness, 1),
            "按时": "—" if row.count.on_time is None else row.count.on_time,
            "按时率": "—"
            if row.count.timeliness is None
            else format_percent(row.count.timeliness, 1),
            "还缺": missing_words(row, len(row.round.due)),
            "截止": row.round.until_words,
            "请核实": row.queries,
            "联系人": contact_words(known.get(row.unit)),
        }
        for row in rows
    )


def _show_reminder(unit: str) -> None:
    """Show a unit's reminder above the page, to be copied; once closed the url names it no more."""

    @st.dialog(f"催报：{plain(unit)}", on_dismiss=lambda: put(**{REMIND: ""}))
    def shown() -> None:
        reminder.show_reminder(unit)

    shown()

"""The form to report on one item: open it, store its answers, and handle conflicts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board import report_text
from kzdash.board.assembly import report_entry, reporter_names
from kzdash.domain.formatting import format_date, format_moment
from kzdash.errors import ConflictError, KzdashError, ParseError, Refusal, RefusedError, chinese
from kzdash.runtime import clock
from kzdash.store import unit_names
from kzdash.ui.frame.board import store, today_board_of_run
from kzdash.ui.reporting import (
    confirmation,
    evidence_fields,
    form_fields,
    hints,
    no_change,
    part_fields,
    refusals,
    undo,
)
from kzdash.ui.reporting.append import append_report, newer_on_part
from kzdash.ui.reporting.form_state import (
    Confirmation,
    notify,
    report_form,
    show_confirmation,
    show_notice,
)
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import inline, plain
from kzdash.ui.widgets.report_line import report_as_markdown, signature_as_markdown

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.domain.models import Report
    from kzdash.ui.reporting.confirmation import PageView

# the item id and the `seq` of its last report when the form was opened
REPORT_IN_URL = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
MAX_SHOWN_REPORTS = 5


def _user_who_may_report(item: BoardItem) -> User | None:
    """Return the current user if they may report on an item; the store checks this again."""
    me = current_user(touch=False)
    if me is None or me.must_change or not (me.is_office or me.unit in item.units):
        return None
    return me


def offer_report(board: Board, item: BoardItem) -> None:
    """Show the button to report on an item, or the form once it is open, to users who may report.

    A report is about today, whatever day the page shows.
    """
    me = _user_who_may_report(item) or _logged_out_reporter(item)
    if me is None:
        show_notice(item)
        return
    close_sent_form("report", report_form().sent)
    seq, view = _form_seq(item), confirmation.current_view(board)
    if seq is not None:
        _show_form(confirmation.todays_item(item), seq, view, me)
        return
    show_confirmation(item)
    show_notice(item)
    with st.container(horizontal=True):
        st.button(
            "填报",
            key=f"open-{item.item_id}",
            on_click=open_form,
            args=(item,),
            type=theme.emphasis(),
        )
        _offer_no_change(item, view, me)
        undo.offer_undo(board, item, me)


def _offer_no_change(item: BoardItem, view: PageView, me: User) -> None:
    """Offer to report that nothing has changed; the office says so of the whole alone."""
    board = today_board_of_run()
    item = next((it for it in board.items if it.item_id == item.item_id), item)
    part = None if me.is_office else part_fields.reported_part(item, me)
    answers, seq = no_change.unchanged_answers(item, part), undo.last_seq(board, item)
    if answers is None or not st.button(no_change.LABEL, key=f"unchanged-{item.item_id}-{seq}"):
        return
    # a conflict opens the form
    report_form().opened = item.item_id
    _submit(answers, seq, view, me, repeats=True)
    st.rerun()


def _logged_out_reporter(item: BoardItem) -> User | None:
    """Return the user who had this form open when their login ended.

    Their text stays on the page, so that they can copy it; the store refuses it.
    """
    item_id, me = report_form().reporter or (0, None)
    is_open = item_id == item.item_id and _form_seq(item) is not None
    return me if is_open and current_user(touch=False) is None else None


def close_sent_form(name: str, sent: str | None) -> None:
    """Close a form that was sent, if the browser missed that and its url still names the form."""
    if name in st.query_params and st.query_params[name] == sent:
        del st.query_params[name]


def open_form(item: BoardItem) -> None:
    """Open the form on an item, based on its last report."""
    _put_in_url(item, _last_seq(item))
    state = report_form()
    state.notice, state.opened = None, item.item_id


def _last_seq(item: BoardItem) -> int:
    last = store().last(item.item_id)
    return last.seq if last else 0


def _put_in_url(item: BoardItem, seq: int) -> None:
    # a reload and a restart of the server keep the url
    st.query_params["report"] = f"{item.item_id}-{seq}"


def _form_seq(item: BoardItem) -> int | None:
    """Return the `seq` of the report that the open form on an item is based on, None if closed."""
    match = REPORT_IN_URL.fullmatch(st.query_params.get("report", ""))
    return int(match[2]) if match and int(match[1]) == item.item_id else None


def opened_item() -> int | None:
    """Return the id of the item whose form is open, or has just been closed by sending it."""
    if match := REPORT_IN_URL.fullmatch(st.query_params.get("report", "")):
        return int(match[1])
    last = report_form().confirmation
    return last.item_id if last else None


def _close_form() -> None:
    report_form().notice = None
    del st.query_params["report"]


def _show_form(item: BoardItem, seq: int, view: PageView, me: User) -> None:
    if report_form().opened != item.item_id:
        st.info(f"页面重新载入或重新连接过，{_reload_notice(item, seq, me)}")
    if current_user(touch=False) is None:
        st.warning(chinese.REPORT_REFUSALS[Refusal.LOGGED_OUT])
    report_form().reporter = (item.item_id, me)
    part = part_fields.reported_part(item, me)
    with st.form(f"form-{item.item_id}", enter_to_submit=False):
        st.markdown(f"**填报 · {inline(item.short_name)}**")
        if not view.is_today:
            st.info(
                f"本页显示截至{format_date(view.as_of)}的情况；填报按今天的情况进行，各栏从最近的填报开始。"
            )
        newer_reports = st.container()
        if part is None:
            answers = form_fields.show_fields(item)
        else:
            answers = part_fields.show_part_fields(item, part)
        answers = replace(answers, files=evidence_fields.ask(f"report-{item.item_id}"))
        notice = st.container()
        with st.container(horizontal=True):
            sent = st.form_submit_button("提交", type=theme.emphasis())
            unchanged = no_change.unchanged_answers(item, part)
            repeated = unchanged is not None and st.form_submit_button(no_change.LABEL)
            discarded = st.form_submit_button("放弃")
    if discarded:
        _close_form()
        st.rerun()
    if sent:
        _submit(answers, seq, view, me)
    elif unchanged is not None and repeated:
        _submit_unchanged(answers, unchanged, seq, view, me)
    with notice:
        show_notice(item)
    with newer_reports:
        _show_newer_reports(item, _form_seq(item) or seq)


def _reload_notice(item: BoardItem, seq: int, me: User) -> str:
    """Say whether the text typed before a reload of the page has been stored."""
    if any(report.account == me.name for report in store().since(item.item_id, seq)):
        return "您此前的填报已经收到，见下。没有要改的就点“放弃”。"
    return "此前填写的内容没有提交。请核对下面各栏后再提交。"


def _submit_unchanged(
    answers: form_fields.FormAnswers,
    unchanged: form_fields.FormAnswers,
    seq: int,
    view: PageView,
    me: User,
) -> None:
    """Store that nothing has changed, unless the form says otherwise."""
    try:
        untouched = no_change.is_untouched(answers, unchanged)
    except ParseError:
        untouched = False
    if untouched:
        _submit(unchanged, seq, view, me, repeats=True)
    else:
        notify(answers.item, no_change.TYPED, "warning")


def _submit(
    answers: form_fields.FormAnswers, seq: int, view: PageView, me: User, *, repeats: bool = False
) -> None:
    """Store the answers and close the form, or leave a notice that says why they were refused.

    Those that repeat what was said last are not asked about again.
    """
    item, now = answers.item, clock.now()
    report_form().notice = report_form().confirmation = None
    try:
        report = answers.report(seq + 1, me.name, now)
        is_newest = seq <= _last_seq(item) and not newer_on_part(report, seq)
        if is_newest and not repeats and hints.must_confirm_hints(item, report):
            return
        corrected = hints.correction(item, report) if is_newest else ""
        with limit_rate(me):
            append_report(answers, seq, me)
    except ParseError as error:
        notify(item, refusals.unreadable_answer(error))
    except RefusedError as error:
        notify(item, refusals.sentence(error))
    except ConflictError:
        _rebase(item, seq, report)
    except KzdashError as error:
        notify(item, refusals.store_refusal(error))
    else:
        raised = "已提出需协调问题。" if report.problems else ""
        words = f"已填报：{confirmation.stored_text(item, report)}。{plain(corrected)}{raised}"
        words += f"{evidence_fields.count_words(answers.files)}{format_moment(now)}"
        _finish(item, words, view.misses(report.as_of))


def _finish(item: BoardItem, words: str, unseen: str) -> None:
    state = report_form()
    state.confirmation, state.hints = Confirmation(item.item_id, words, unseen), None
    if "report" in st.query_params:
        state.sent = st.query_params["report"]
        _close_form()
    st.rerun()


def _show_newer_reports(item: BoardItem, seq: int) -> None:
    """Show the reports made since the form was opened, at most the last few."""
    reporters, newer = reporter_names(store().accounts()), store().since(item.item_id, seq)
    units = unit_names(store()) if newer else {}
    if more := len(newer[:-MAX_SHOWN_REPORTS]):
        st.info(f"您打开本表后有 {len(newer)} 次新的填报。前 {more} 次见填报记录，最近的见下。")
    for report in newer[-MAX_SHOWN_REPORTS:]:
        entry = report_entry(report, reporters, unit=units.get(report.unit_id or 0))
        st.warning(f"您打开本表后有新的填报：{report_with_author(item, entry)}")


def _rebase(item: BoardItem, seq: int, report: Report) -> None:
    """Base the form on the report that others stored meanwhile, and let the user decide."""
    _put_in_url(item, _last_seq(item))
    last = next(reversed(newer_on_part(report, seq)), None)
    if last is None:
        notify(item, "尚未提交：网址中的填报次数有误，现已更正。您填写的内容还在；请再点“提交”。")
        return
    reporters = reporter_names(store().accounts())
    unit = unit_names(store()).get(last.unit_id or 0)
    found = hints.hints_on(confirmation.todays_item(item), report)
    # shown together with the conflict, so the next 提交 need not show them again
    report_form().hints = (item.item_id, found)
    to_check = plain(f"请核对：{'；'.join(found)}。") if found else ""
    notify(
        item,
        f"尚未提交：在您之前已有新的填报。"
        f"{report_with_author(item, report_entry(last, reporters, unit=unit))}。{to_check}"
        "您填写的内容还在；核对后再点“提交”即以您的为准，点“放弃”则保留对方的填报。",
    )


def report_with_author(item: BoardItem, report: ReportEntry) -> str:
    """Return a report on an item as Markdown: its content, who reported and when."""
    content = report_as_markdown(report, report_text.unit_of_measure(item))
    return f"{content}（{signature_as_markdown(report)}）"

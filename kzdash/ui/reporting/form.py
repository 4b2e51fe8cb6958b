"""The form to report on one item: open it, store its answers, and handle conflicts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.board.records import report_entry, reporter_names
from kzdash.domain.formatting import format_date, format_moment
from kzdash.errors import ConflictError, KzdashError, ParseError, Refusal, RefusedError, chinese
from kzdash.runtime import clock
from kzdash.store import FormPart, unit_names
from kzdash.ui.frame.board import store, today_board_of_run
from kzdash.ui.reporting import (
    confirmation,
    draft_offer,
    drafts,
    evidence_fields,
    form_fields,
    hints,
    no_change,
    outlook_fields,
    part_fields,
    refusals,
    undo,
)
from kzdash.ui.reporting.append import append_report, newer_on_part
from kzdash.ui.reporting.form_state import (
    Confirmation,
    close_sent_form,
    notify,
    report_form,
    show_confirmation,
    show_notice,
)
from kzdash.ui.reporting.newer_reports import report_with_author, show_newer_reports
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.plain_text import inline, plain

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report
    from kzdash.ui.reporting.confirmation import PageView

# the item id and the `seq` of its last report when the form was opened
REPORT_IN_URL = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


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
    outlook_fields.show_untold(item)
    draft = draft_offer.show_draft(item, me)
    with st.container(horizontal=True):
        st.button(
            "填报" if draft is None else "恢复",
            key=f"open-{item.item_id}",
            on_click=open_form,
            args=(item,),
            type="secondary" if opened_item() == item.item_id else theme.emphasis(),
        )
        if draft is not None:
            draft_offer.offer_to_drop(item, draft, me)
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


def open_form(item: BoardItem) -> None:
    """Open the form on an item, based on its last report, or on that of the draft there is."""
    _base_on_draft(item)
    state = report_form()
    state.notice, state.opened = None, item.item_id
    state.turn += 1


def _last_seq(item: BoardItem) -> int:
    last = store().last(item.item_id)
    return last.seq if last else 0


def _base_on_draft(item: BoardItem) -> None:
    """Base the open form on the report that its draft is based on, to tell what came since."""
    _put_in_url(item, draft_offer.base(item, _last_seq(item)))


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
    form = FormPart(item.item_id, part.unit_id) if part else FormPart(item.item_id)
    drafts.begin(form)
    asks_otherwise = partial(outlook_fields.judge, item, partial(form_fields.typed_report, item))
    asks_otherwise()
    with st.form(f"form-{item.item_id}", enter_to_submit=False):
        st.markdown(f"**填报 · {inline(item.short_name)}**")
        if words := drafts.restored_words(form):
            st.info(words, icon=":material/edit_note:")
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
            # drafts.js knows the button by its key
            discarded = st.form_submit_button("放弃", key=f"discard-{item.item_id}")
    drafts.keep(form, seq, me, partial(_base_on_draft, item), asks_otherwise)
    if discarded:
        drafts.close(form, me)
        _close_form()
        st.rerun()
    if sent:
        _submit(answers, seq, view, me)
    elif unchanged is not None and repeated:
        _submit_unchanged(answers, unchanged, seq, view, me)
    with notice:
        show_notice(item)
    with newer_reports:
        show_newer_reports(item, _form_seq(item) or seq)


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
        answers = replace(answers, values=outlook_fields.settle(answers.values, report))
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
        form = FormPart(item.item_id, answers.unit_id or 0)
        _finish(form, Confirmation(item.item_id, words, view.misses(report.as_of)), me)


def _finish(form: FormPart, done: Confirmation, me: User) -> None:
    state = report_form()
    state.confirmation, state.hints = done, None
    state.turn += 1
    # 无变化 beside a form that is closed leaves its draft
    if "report" in st.query_params:
        drafts.close(form, me)
        state.sent = st.query_params["report"]
        _close_form()
    st.rerun()


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

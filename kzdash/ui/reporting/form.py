"""Reporting on one item: the form, and what happens when it is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import streamlit as st

from kzdash.board import report_text
from kzdash.board.assembly import report_entry, reporter_names
from kzdash.domain.formatting import format_date, format_moment
from kzdash.domain.rules import REPORT_FIELDS, check_report
from kzdash.errors import ConflictError, KzdashError, ParseError, Refusal, RefusedError, chinese
from kzdash.reporting import plausibility
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import confirmation, form_fields, refusals, undo
from kzdash.ui.reporting.form_state import (
    Confirmation,
    report_form,
    show_confirmation,
    show_notice,
)
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import current_user, write_admission
from kzdash.ui.session.state import Notice
from kzdash.ui.widgets import selection, theme
from kzdash.ui.widgets.plain_text import inline, plain
from kzdash.ui.widgets.report_line import report_as_markdown, signature_as_markdown

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.board import Board
    from kzdash.board.items import BoardItem, ReportEntry
    from kzdash.domain.models import Report
    from kzdash.ui.reporting.confirmation import PageView

WORK_LIST = "work-list"  # of 填报, where a row stays chosen as long as its form is open
SHOWN_SINCE = 5
SAME = ("account", "period", "as_of", *(field.name for field in REPORT_FIELDS))


def may_report(item: BoardItem) -> User | None:
    """Return who is looking, where they may report on an item; the store has the last word."""
    me = current_user(touch=False)
    if me is None or me.must_change or not (me.is_office or me.unit in item.lead_units):
        return None
    return me


def offer_report(board: Board, item: BoardItem) -> None:
    """Offer to report on an item, to those who may; once asked for, the form in its place.

    A report is about today, whatever day the page shows.
    """
    me = may_report(item) or _was_reporting(item)
    if me is None:
        show_notice(item)
        return
    close_sent_form("report", report_form().sent)
    seq, view = _opened(item), confirmation.current_view(board)
    if seq is not None:
        _form(confirmation.todays_item(item), seq, view, me)
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
        undo.offer_undo(board, item, me)


def _was_reporting(item: BoardItem) -> User | None:
    """Return who typed into the form that is open here, though their log-in has ended since.

    What they typed stays to be copied; the store takes nothing of it.
    """
    item_id, me = report_form().reporter or (0, None)
    is_open = item_id == item.item_id and _opened(item) is not None
    return me if is_open and current_user(touch=False) is None else None


def close_sent_form(name: str, sent: str | None) -> None:
    """Close the form that the url names though it was sent: what told the browser was lost."""
    if name in st.query_params and st.query_params[name] == sent:
        del st.query_params[name]


def open_form(item: BoardItem) -> None:
    """Open the form on an item, for the report that follows the last one made so far."""
    _remember(item, _last_seq(item))
    state = report_form()
    state.notice, state.opened = None, item.item_id


def _last_seq(item: BoardItem) -> int:
    last = store().last(item.item_id)
    return last.seq if last else 0


def _remember(item: BoardItem, seq: int) -> None:
    # in the url, so that it outlives a reload and a restart of the server
    st.query_params["report"] = f"{item.item_id}-{seq}"


OPEN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


def _opened(item: BoardItem) -> int | None:
    """Return the last `seq` seen by the form that is open on an item, none where none is."""
    found = OPEN.fullmatch(st.query_params.get("report", ""))
    return int(found[2]) if found and int(found[1]) == item.item_id else None


def opened_item() -> int | None:
    """Return the id of the item whose form is open, or was just closed by sending it."""
    if found := OPEN.fullmatch(st.query_params.get("report", "")):
        return int(found[1])
    confirmation = report_form().confirmation
    return confirmation.item_id if confirmation else None


def _close() -> None:
    report_form().notice = None
    selection.renew(WORK_LIST)
    del st.query_params["report"]


def _form(item: BoardItem, seq: int, view: PageView, me: User) -> None:
    if report_form().opened != item.item_id:
        st.info(f"页面重新载入或重新连接过，{_fate(item, seq, me)}")
    if current_user(touch=False) is None:
        st.warning(chinese.REPORT_REFUSALS[Refusal.LOGGED_OUT])
    report_form().reporter = (item.item_id, me)
    with st.form(f"form-{item.item_id}", enter_to_submit=False):
        st.markdown(f"**填报 · {inline(item.short_name)}**")
        if not view.is_today:
            st.info(
                f"本页显示截至{format_date(view.as_of)}的情况；填报按今天的情况进行，各栏从最近的填报开始。"
            )
        others = st.container()
        asked = form_fields.show_fields(item)
        notice = st.container()
        with st.container(horizontal=True):
            sent = st.form_submit_button("提交", type=theme.emphasis())
            dropped = st.form_submit_button("放弃")
    if dropped:
        _close()
        st.rerun()
    if sent:
        _send(asked, seq, view, me)
    with notice:
        show_notice(item)
    with others:
        _since(item, _opened(item) or seq)


def _fate(item: BoardItem, seq: int, me: User) -> str:
    """Say whether what was typed before the page was loaded anew has come to the store."""
    if any(report.account == me.name for report in store().since(item.item_id, seq)):
        return "您此前的填报已经收到，见下。没有要改的就点“放弃”。"
    return "此前填写的内容没有提交。请核对下面各栏后再提交。"


def _send(asked: form_fields.FormAnswers, seq: int, view: PageView, me: User) -> None:
    """Store what was typed and close the form, or say beside it why it was not taken."""
    item, now = asked.item, clock.now()
    report_form().notice = None
    try:
        report = asked.report(seq + 1, me.name, now)
        if _last_seq(item) == seq and _doubtful(item, report):
            return
        with limit_rate(me):
            append(asked, seq, me)
    except ParseError as error:
        _tell(item, refusals.unreadable_answer(error))
    except RefusedError as error:
        _tell(item, refusals.sentence(error))
    except ConflictError:
        _rebase(item, seq, report)
    except KzdashError as error:
        _tell(item, refusals.store_refusal(error))
    else:
        words = f"已填报：{confirmation.stored_text(item, report)}。{format_moment(now)}"
        _done(item, words, view.misses(report.as_of))


def _tell(item: BoardItem, words: str, kind: Literal["error", "warning"] = "error") -> None:
    # until the form is sent again or closed: the page runs again whenever anybody reports
    report_form().notice = Notice(item.item_id, kind, words)


def _done(item: BoardItem, words: str, unseen: str) -> None:
    state = report_form()
    state.confirmation, state.hints = Confirmation(item.item_id, words, unseen), None
    if "report" in st.query_params:
        state.sent = st.query_params["report"]
        _close()
    st.rerun()


def _doubtful(item: BoardItem, report: Report) -> bool:
    """Say once what looks odd; whoever sends the same again means it."""
    found = _odd(item, report)
    if not found or report_form().hints == (item.item_id, found):
        return False
    _check(report)
    report_form().hints = (item.item_id, found)
    _tell(item, plain(f"{'；'.join(found)}。请核对；若无误，再点一次“提交”。"), "warning")
    return True


def _odd(item: BoardItem, report: Report) -> tuple[str, ...]:
    """What is asked before a report is stored: whether it is older news, and what looks odd."""
    older = plausibility.older_report_hint(item, report)
    return (*([older] if older else []), *plausibility.plausibility_hints(item, report))


def _check(report: Report) -> None:
    """What cannot be is refused at once, and not doubted first."""
    plan = store().plan()
    item = next(item for item in plan.items if item.id == report.item_id)
    check_report(report, item, plan.plan)


def append(asked: form_fields.FormAnswers, seq: int, me: User) -> None:
    """Store what was typed after report `seq`; a second click on the same sends nothing more."""
    try:
        store().append(asked.report(seq + 1, me.name, clock.now()), write_admission())
    except ConflictError:
        mine = asked.report(seq + 1, me.name, clock.now())
        made = store().since(asked.item.item_id, seq)
        # where more was reported since, mine does not count any more, though it is there
        if len(made) != 1 or any(getattr(made[0], name) != getattr(mine, name) for name in SAME):
            raise


def _since(item: BoardItem, seq: int) -> None:
    """Show what others have reported since the form was opened, the last of it where it is much."""
    people, made = reporter_names(store().accounts()), store().since(item.item_id, seq)
    if more := len(made[:-SHOWN_SINCE]):
        st.info(f"您打开本表后有 {len(made)} 次新的填报。前 {more} 次见填报记录，最近的见下。")
    for report in made[-SHOWN_SINCE:]:
        st.warning(
            f"您打开本表后有新的填报：{report_with_author(item, report_entry(report, people))}"
        )


def _rebase(item: BoardItem, seq: int, report: Report) -> None:
    """Somebody was first: show theirs beside what was typed, and let the person decide."""
    last = store().last(item.item_id)
    _remember(item, last.seq if last else 0)
    if last is None or last.seq < seq:
        _tell(item, "尚未提交：网址中的填报次数有误，现已更正。您填写的内容还在；请再点“提交”。")
        return
    people, found = reporter_names(store().accounts()), _odd(confirmation.todays_item(item), report)
    # asked here together with the rest, and not once more when it is sent
    report_form().hints = (item.item_id, found)
    odd = plain(f"请核对：{'；'.join(found)}。") if found else ""
    _tell(
        item,
        f"尚未提交：在您之前已有新的填报。"
        f"{report_with_author(item, report_entry(last, people))}。{odd}"
        "您填写的内容还在；核对后再点“提交”即以您的为准，点“放弃”则保留对方的填报。",
    )


def report_with_author(item: BoardItem, report: ReportEntry) -> str:
    """What somebody reported on an item, and who and when."""
    content = report_as_markdown(report, report_text.unit_of_measure(item))
    return f"{content}（{signature_as_markdown(report)}）"

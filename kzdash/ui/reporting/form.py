"""Reporting on one item: the form, and what happens when it is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import streamlit as st

from kzdash.board import report_text
from kzdash.board.assembly import reporters, said
from kzdash.domain.formatting import day, moment
from kzdash.domain.parsing import TypedError
from kzdash.domain.rules import PAYLOAD, check_report
from kzdash.errors import ConflictError, KzdashError, Refusal, RefusedError
from kzdash.reporting import plausibility
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import confirmation, form_fields, refusals, undo
from kzdash.ui.reporting.rate_limit import in_time
from kzdash.ui.session.current_user import admission, who
from kzdash.ui.widgets import selection, theme
from kzdash.ui.widgets.plain_text import inline, plain
from kzdash.ui.widgets.report_line import content, signature

if TYPE_CHECKING:
    from kzdash.accounts import Who
    from kzdash.board.board import Board
    from kzdash.board.items import Line, Said
    from kzdash.domain.models import Report
    from kzdash.ui.reporting.confirmation import View

LIST = "work-list"  # of 填报, where a row stays chosen as long as its form is open
SHOWN_SINCE = 5
SAME = ("account", "period", "as_of", "note", "evidence", *PAYLOAD)


def may_report(line: Line) -> Who | None:
    """Return who is looking, where they may report on an item; the store has the last word."""
    me = who(touch=False)
    if me is None or me.must_change or not (me.is_office or me.unit in line.lead_units):
        return None
    return me


def report_here(board: Board, line: Line) -> None:
    """Offer to report on an item, to those who may; once asked for, the form in its place.

    A report is about today, whatever day the page shows.
    """
    me = may_report(line) or _was_reporting(line)
    if me is None:
        _show_told(line)
        return
    close_sent("report")
    seq, view = _opened(line), confirmation.view(board)
    if seq is not None:
        _form(confirmation.as_today(line), seq, view, me)
        return
    _confirmation(line)
    _show_told(line)
    with st.container(horizontal=True):
        st.button(
            "填报",
            key=f"open-{line.item_id}",
            on_click=open_form,
            args=(line,),
            type=theme.emphasis(),
        )
        undo.offer(line, view, me)


def _was_reporting(line: Line) -> Who | None:
    """Return who typed into the form that is open here, though their log-in has ended since.

    What they typed stays to be copied; the store takes nothing of it.
    """
    item_id, me = st.session_state.get("reporter", (0, None))
    is_open = item_id == line.item_id and _opened(line) is not None
    return me if is_open and who(touch=False) is None else None


def close_sent(name: str) -> None:
    """Close the form that the url names though it was sent: what told the browser was lost."""
    if name in st.query_params and st.query_params[name] == st.session_state.get(f"{name}-sent"):
        del st.query_params[name]


def open_form(line: Line) -> None:
    """Open the form on an item, for the report that follows the last one made so far."""
    _remember(line, _last_seq(line))
    st.session_state.pop("told", None)
    st.session_state["opened"] = line.item_id


def _last_seq(line: Line) -> int:
    last = store().last(line.item_id)
    return last.seq if last else 0


def _remember(line: Line, seq: int) -> None:
    # in the url, so that it outlives a reload and a restart of the server
    st.query_params["report"] = f"{line.item_id}-{seq}"


OPEN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


def _opened(line: Line) -> int | None:
    """Return the last `seq` seen by the form that is open on an item, none where none is."""
    found = OPEN.fullmatch(st.query_params.get("report", ""))
    return int(found[2]) if found and int(found[1]) == line.item_id else None


def opened_item() -> int | None:
    """Return the id of the item whose form is open, or was just closed by sending it."""
    if found := OPEN.fullmatch(st.query_params.get("report", "")):
        return int(found[1])
    confirmed: tuple[int, str, str] | None = st.session_state.get("confirmed")
    return confirmed[0] if confirmed else None


def _close() -> None:
    st.session_state.pop("told", None)
    selection.renew(LIST)
    del st.query_params["report"]


def _form(line: Line, seq: int, view: View, me: Who) -> None:
    if st.session_state.get("opened") != line.item_id:
        st.info(f"页面重新载入或重新连接过，{_fate(line, seq, me)}")
    if who(touch=False) is None:
        st.warning(refusals.SENTENCES[Refusal.LOGGED_OUT])
    st.session_state["reporter"] = (line.item_id, me)
    with st.form(f"form-{line.item_id}", enter_to_submit=False):
        st.markdown(f"**填报 · {inline(line.short_name)}**")
        if not view.is_today:
            st.info(
                f"本页显示截至{day(view.as_of)}的情况；填报按今天的情况进行，各栏从最近的填报开始。"
            )
        others = st.container()
        asked = form_fields.ask(line)
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
        _show_told(line)
    with others:
        _since(line, _opened(line) or seq)


def _fate(line: Line, seq: int, me: Who) -> str:
    """Say whether what was typed before the page was loaded anew has come to the store."""
    if any(report.account == me.name for report in store().since(line.item_id, seq)):
        return "您此前的填报已经收到，见下。没有要改的就点“放弃”。"
    return "此前填写的内容没有提交。请核对下面各栏后再提交。"


def _send(asked: form_fields.Asked, seq: int, view: View, me: Who) -> None:
    """Store what was typed and close the form, or say beside it why it was not taken."""
    line, now = asked.line, clock.now()
    st.session_state.pop("told", None)
    try:
        report = asked.report(seq + 1, me.name, now)
        if _last_seq(line) == seq and _doubtful(line, report):
            return
        with in_time(me):
            append(asked, seq, me)
    except TypedError as error:
        _tell(line, refusals.unreadable(error))
    except RefusedError as error:
        _tell(line, refusals.sentence(error))
    except ConflictError:
        _rebase(line, seq, report)
    except KzdashError as error:
        _tell(line, refusals.of_store(error))
    else:
        words = f"已填报：{confirmation.stored(line, report)}。{moment(now)}"
        _done(line, words, view.misses(report.as_of))


def _tell(line: Line, words: str, kind: Literal["error", "warning"] = "error") -> None:
    # until the form is sent again or closed: the page runs again whenever anybody reports
    st.session_state["told"] = (line.item_id, kind, words)


def _show_told(line: Line) -> None:
    item_id, kind, words = st.session_state.get("told", (0, "", ""))
    if item_id == line.item_id:
        (st.warning if kind == "warning" else st.error)(words)


def _done(line: Line, words: str, unseen: str) -> None:
    st.session_state["confirmed"] = (line.item_id, words, unseen)
    st.session_state.pop("doubted", None)
    if "report" in st.query_params:
        st.session_state["report-sent"] = st.query_params["report"]
        _close()
    st.rerun()


def _doubtful(line: Line, report: Report) -> bool:
    """Say once what looks odd; whoever sends the same again means it."""
    found = _odd(line, report)
    if not found or st.session_state.get("doubted") == (line.item_id, found):
        return False
    _check(report)
    st.session_state["doubted"] = (line.item_id, found)
    _tell(line, plain(f"{'；'.join(found)}。请核对；若无误，再点一次“提交”。"), "warning")
    return True


def _odd(line: Line, report: Report) -> tuple[str, ...]:
    """What is asked before a report is stored: whether it is older news, and what looks odd."""
    older = plausibility.older_news(line, report)
    return (*([older] if older else []), *plausibility.doubts(line, report))


def _check(report: Report) -> None:
    """What cannot be is refused at once, and not doubted first."""
    plan = store().plan()
    item = next(item for item in plan.items if item.id == report.item_id)
    check_report(report, item, plan.plan)


def append(asked: form_fields.Asked, seq: int, me: Who) -> None:
    """Store what was typed after report `seq`; a second click on the same sends nothing more."""
    try:
        store().append(asked.report(seq + 1, me.name, clock.now()), admission())
    except ConflictError:
        mine = asked.report(seq + 1, me.name, clock.now())
        made = store().since(asked.line.item_id, seq)
        # where more was reported since, mine does not count any more, though it is there
        if len(made) != 1 or any(getattr(made[0], name) != getattr(mine, name) for name in SAME):
            raise


def _since(line: Line, seq: int) -> None:
    """Show what others have reported since the form was opened, the last of it where it is much."""
    people, made = reporters(store().accounts()), store().since(line.item_id, seq)
    if more := len(made[:-SHOWN_SINCE]):
        st.info(f"您打开本表后有 {len(made)} 次新的填报。前 {more} 次见填报记录，最近的见下。")
    for report in made[-SHOWN_SINCE:]:
        st.warning(f"您打开本表后有新的填报：{words_of(line, said(report, people))}")


def _rebase(line: Line, seq: int, report: Report) -> None:
    """Somebody was first: show theirs beside what was typed, and let the person decide."""
    last = store().last(line.item_id)
    _remember(line, last.seq if last else 0)
    if last is None or last.seq < seq:
        _tell(line, "尚未提交：网址中的填报次数有误，现已更正。您填写的内容还在；请再点“提交”。")
        return
    people, found = reporters(store().accounts()), _odd(confirmation.as_today(line), report)
    # asked here together with the rest, and not once more when it is sent
    st.session_state["doubted"] = (line.item_id, found)
    odd = plain(f"请核对：{'；'.join(found)}。") if found else ""
    _tell(
        line,
        f"尚未提交：在您之前已有新的填报。{words_of(line, said(last, people))}。{odd}"
        "您填写的内容还在；核对后再点“提交”即以您的为准，点“放弃”则保留对方的填报。",
    )


def words_of(line: Line, report: Said) -> str:
    """What somebody reported on an item, and who and when."""
    return f"{content(report, report_text.unit_of(line))}（{signature(report)}）"


def _confirmation(line: Line) -> None:
    """Confirm what was just done to an item."""
    item_id, words, unseen = st.session_state.get("confirmed", (0, "", ""))
    if item_id == line.item_id:
        st.success(words, icon=":material/check_circle:")
        if unseen:
            st.info(unseen)

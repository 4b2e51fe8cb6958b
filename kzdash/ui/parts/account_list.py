"""The form that makes accounts from a list: pasted or uploaded, tried out, all of them or none.

No draft is kept of it: the telephones are for the slips alone, and stored nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash import accounts, reporting
from kzdash.errors import FileProblem, KzdashError, UnreadableFileError, chinese
from kzdash.reporting import people_list
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.parts.account_slips import keep_slips
from kzdash.ui.reporting.upload_errors import file_problem
from kzdash.ui.session.identity import by_provider
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.html_view import show_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import ListedPerson, TriedAccount, User

EXAMPLE = "某某局\t张三\t023-52220000"
SUFFIXES = ["xlsx", "xls", "ods", "csv", "tsv", "txt"]
# what is said of a file that comes back says this of a list as well
ALSO_OF_LISTS = {
    FileProblem.LOCKED,
    FileProblem.BINARY,
    FileProblem.NO_TEXT,
}
NO_LIST = "文件不是能读的名单，没有开设任何账号。请另存为 .xlsx 再传，或把名单粘贴在上面的框里。"


@dataclass(slots=True)
class AccountListState:
    """The list of a session: the people to try out, or why its file cannot be read.

    `sent` counts the lists that were written, so that each form for one starts empty.
    """

    people: tuple[ListedPerson, ...] | None = None
    problem: str = ""
    sent: int = 0


def show_list_form(me: User) -> None:
    """Show the form for a list; where a provider logs people in, accounts need e-mail addresses."""
    if by_provider():
        return
    state = state_of(AccountListState)
    with st.expander("按名单开设账号", key="account-list"):
        with st.form(f"people-{state.sent}", border=False, enter_to_submit=False):
            text = st.text_area(
                "每行一人：单位、姓名、电话（电话可不写，只印在条子上）",
                key=f"people-{state.sent}-text",
                height=140,
                placeholder=EXAMPLE,
            )
            file = st.file_uploader(
                "或上传名单（Excel 或文本）",
                SUFFIXES,
                key=f"people-{state.sent}-file",
                max_upload_size=reporting.MAX_UPLOAD_MB,
            )
            sent = st.form_submit_button("试算名单")
        if sent:
            _read(state, text or "", file.getvalue() if file else None)
        if state.problem:
            st.error(state.problem)
        if state.people is not None:
            _show_trial(me, state)


def _read(state: AccountListState, text: str, content: bytes | None) -> None:
    state.people, state.problem = None, ""
    try:
        read = people_list.read_pasted(text)
        read += people_list.read_file(content) if content is not None else []
    except UnreadableFileError as error:
        state.problem = file_problem(error) if error.problem in ALSO_OF_LISTS else NO_LIST
        return
    if not read:
        state.problem = "名单是空的。请每行写一人：单位、姓名、电话。"
    elif len(read) > accounts.MAX_LISTED:
        state.problem = f"一次最多{accounts.MAX_LISTED}人，现有{len(read)}人。请分几次开设。"
    else:
        state.people = tuple(read)


def _show_trial(me: User, state: AccountListState) -> None:
    """Show what a list would make and what is wrong with it; make it where nothing is."""
    people = state.people or ()
    tried = accounts.try_out_list(store(), people)
    show_words("tried-accounts", _frame(tried), "姓名")
    faulty = sum(one.fault is not None for one in tried)
    if faulty:
        st.error(f"{faulty}行有问题，没有开设任何账号。请改好名单后再点“试算名单”。")
    elif st.button(f"开设{len(tried)}个账号", type=theme.emphasis()):
        try:
            with st.spinner("正在开设账号……"):
                made = accounts.add_listed_accounts(store(), people, clock.now(), by=me.name)
        except KzdashError as error:
            st.error(chinese.account_error(error))
            return
        keep_slips(made)
        state.people, state.sent = None, state.sent + 1
        st.rerun()


def _frame(tried: Sequence[TriedAccount]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "行": one.listed.line,
            "单位": one.listed.unit or "—",
            "姓名": one.listed.person or "—",
            "电话": one.listed.phone or "—",
            "账号": one.name or "—",
            "结果": _outcome(one),
        }
        for one in sorted(tried, key=lambda it: it.fault is None)
    )


def _outcome(one: TriedAccount) -> str:
    return chinese.account_error(one.fault) if one.fault else "可以开设"

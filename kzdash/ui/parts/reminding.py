"""Reminders that the office sends by mail or webhook: read first, then sent, and what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.board.digests import CHANNEL_WORDS, LEVEL_WORDS
from kzdash.board.records import reporter_names
from kzdash.domain.formatting import end_of_day, format_date, format_moment
from kzdash.domain.models import Channel, ReminderLevel
from kzdash.errors import KzdashError, RefusedError, chinese
from kzdash.reporting.reminding import reminders_of_today, send_reminders
from kzdash.runtime import clock, config
from kzdash.store import last_reminded, sent_reminders
from kzdash.ui.frame.board import store, today_board
from kzdash.ui.parts.reminder import reporting_address
from kzdash.ui.reporting.refusals import field_refusal
from kzdash.ui.session.identity import office_user, write_admission
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.html_view import show_words
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.board.digests import Digest, ReminderPlan
    from kzdash.reporting.reminding import Sending
    from kzdash.store import SentReminder

AT_MOST_S = 60.0
MAX_SHOWN = 200
SENT_COLUMNS = (
    "时间",
    "单位",
    "收件人",
    "地址",
    "途径",
    "层级",
    "项数",
    "期限",
    "由谁发送",
    "结果",
    "正文",
)


@dataclass(slots=True)
class RemindingState:
    """The messages that a session read, and what came of the last sending."""

    read: tuple[Digest, ...] = ()
    done: str = ""
    failed: str = ""


def offer_sending(user: User) -> None:
    """Let the office read and send today's reminders, where the settings name a way.

    What the store knows of them is read only once this is opened.
    """
    if not user.is_office or not config.current().channels.any:
        return
    opened = st.expander("发送提醒", key="reminding", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if today_board().plan.demonstration:
            st.info("这是演示库，不会发出任何提醒。")
            return
        plan = reminders_of_today(
            store(),
            config.current().channels,
            clock.now(),
            reporting_address(),
            by_rhythm=False,
        )
        _show_plan(user, plan)
        _show_notice()
        st.markdown("**提醒记录**")
        _show_sent(sent_reminders(store(), MAX_SHOWN))


def show_sent_between(start: dt.date, end: dt.date) -> None:
    """Let the office see, among what was done between two days, who was reminded of what.

    It is read only once it is opened.
    """
    if office_user() is None:
        return
    opened = st.expander("发送的提醒", key="reminders-between", on_change="rerun")
    if opened.open:
        with opened:
            _show_sent(sent_reminders(store(), MAX_SHOWN, end_of_day(start), end_of_day(end)))


def _show_plan(me: User, plan: ReminderPlan) -> None:
    state, digests = state_of(RemindingState), _chosen(plan.digests)
    if digests:
        show_words("reminding", _frame(digests), "收件人")
        _show_text(digests)
    else:
        st.success("今天没有要发的提醒。", icon=":material/check_circle:")
    _show_who_is_not_reached(plan)
    read, state.read = state.read, digests
    by_mail = all(digest.channel is Channel.MAIL for digest in digests)
    words = f"发送提醒（{len(digests)}{'人' if by_mail else '份'}）"
    if digests and st.button(words, type=theme.emphasis(), key="send-reminders"):
        if digests != read:
            state.done, state.failed = "", "情况刚有变化，还没有发送。请再看一遍，然后发送。"
        else:
            _send(me, digests)
        st.rerun()


def _chosen(digests: tuple[Digest, ...]) -> tuple[Digest, ...]:
    """Let the office leave out the leaders in charge or itself, where they are among those told."""
    levels = [level for level in ReminderLevel if any(one.level is level for one in digests)]
    if len(levels) < len(ReminderLevel) - 1:
        return digests
    wanted = st.pills(
        "发给",
        levels,
        selection_mode="multi",
        default=levels,
        format_func=LEVEL_WORDS.__getitem__,
        key="reminding-levels",
    )
    return tuple(digest for digest in digests if digest.level in wanted)


def _show_text(digests: Sequence[Digest]) -> None:
    """Show the words of one message, exactly as they go out."""
    names = [_recipient(digest) for digest in digests]
    chosen = st.selectbox("看正文", names, key="reminding-text")
    digest = digests[names.index(chosen)]
    if digest.channel is Channel.MAIL:
        st.caption(f"主题：{plain(digest.subject)}")
    st.code(digest.text, language=None, wrap_lines=True)


def _show_who_is_not_reached(plan: ReminderPlan) -> None:
    if plan.waiting:
        st.caption(f"五天内已提醒过，这次不发：{plain('、'.join(plan.waiting))}。")
    if plan.unreachable:
        units = plain("、".join(plan.unreachable))
        st.caption(f"{len(plan.unreachable)}个单位没有登记经办人邮箱，发不到：{units}。")


def _send(me: User, digests: Sequence[Digest]) -> None:
    """Send messages, and leave a notice of what came of it."""
    state = state_of(RemindingState)
    state.done = state.failed = ""
    try:
        with st.spinner("正在发送……"):
            outcome = send_reminders(
                store(),
                config.current().channels,
                digests,
                clock.now,
                account=me.name,
                admit=write_admission(),
                at_most_s=AT_MOST_S,
            )
    except RefusedError as error:
        state.failed = f"{field_refusal(error)}已发出的，下面有记录。"
    except KzdashError as error:
        words = chinese.SENTENCES.get(type(error), chinese.UNEXPECTED)
        state.failed = f"没有发完：{words}已发出的，下面有记录。"
    else:
        state.done, state.failed = _outcome_words(outcome)


def _outcome_words(outcome: Sending) -> tuple[str, str]:
    """Return what was delivered in words, and what was not; each empty where there is none."""
    done = f"已送达{len(outcome.delivered)}份提醒。" if outcome.delivered else ""
    if outcome.elsewhere:
        done += f"{len(outcome.elsewhere)}份刚由别处发出，没有重复发送。"
    failed = ""
    if outcome.failed:
        why = dict.fromkeys(chinese.delivery_problem(it.name) for _, it in outcome.failed)
        failed = f"{len(outcome.failed)}份未送达：{'；'.join(why)}。下次发送时再发。"
    if outcome.left:
        failed += f"{len(outcome.left)}份还没有发，请再点一次发送。"
    return done, failed


def _show_notice() -> None:
    state = state_of(RemindingState)
    if state.failed:
        st.error(state.failed)
    if state.done:
        st.success(state.done, icon=":material/check_circle:")


def _frame(digests: Sequence[Digest]) -> pd.DataFrame:
    last = last_reminded(store())
    return pd.DataFrame(
        {
            "收件人": _recipient(digest),
            "单位": digest.units_words,
            "途径": CHANNEL_WORDS[digest.channel],
            "层级": LEVEL_WORDS[digest.level],
            "项数": str(sum(len(part.items) for part in digest.parts)),
            "最早期限": format_date(min(part.due_on for part in digest.parts)),
            "上次提醒": _last_words([last.get(part.unit) for part in digest.parts]),
        }
        for digest in digests
    )


def _last_words(sent: Sequence[SentReminder | None]) -> str:
    days = [format_moment(one.reminder.recorded_at) for one in sent if one]
    return max(days, default="—")


def _recipient(digest: Digest) -> str:
    people = "、".join(digest.people)
    return f"{people}（{digest.address}）" if people else digest.address


def _show_sent(reminders: Sequence[SentReminder]) -> None:
    """List reminders that were sent or failed, the newest first."""
    names = {**reporter_names(store().accounts()), "": "命令行"}
    rows = [
        (
            format_moment(sent.reminder.recorded_at),
            sent.unit,
            sent.reminder.person or "—",
            sent.reminder.address,
            CHANNEL_WORDS[Channel(sent.reminder.channel)],
            LEVEL_WORDS[ReminderLevel(sent.reminder.level)],
            sent.reminder.items,
            format_date(sent.reminder.due_on),
            names.get(sent.reminder.account, sent.reminder.account),
            _result(sent),
            sent.reminder.text,
        )
        for sent in reminders
    ]
    if not rows:
        st.caption("没有发送过提醒。")
        return
    st.caption(f"最近{MAX_SHOWN}次，最近的在前。只增不改，只有专班办公室看得到。")
    st.dataframe(pd.DataFrame(rows, columns=list(SENT_COLUMNS)), hide_index=True)


def _result(sent: SentReminder) -> str:
    if sent.delivered is None:
        return "发送中，或被中断，不知是否送达"
    return "已送达" if sent.delivered else f"未送达：{chinese.delivery_problem(sent.problem)}"

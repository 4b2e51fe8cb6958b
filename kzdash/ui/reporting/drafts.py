"""Drafts: what is typed into a form is kept before it is sent, and stands there when it is opened.

Streamlit sends the fields of a form only with its button. A component beside the form, `drafts.js`,
reads what stands in them and sends it, a moment after somebody stops typing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash import store as stores
from kzdash.domain import rules
from kzdash.domain.formatting import format_moment, local_date
from kzdash.errors import KzdashError, Refusal, RefusedError
from kzdash.runtime import clock
from kzdash.store import FormPart, KeptDraft
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import refusals
from kzdash.ui.session.fragments import fragment
from kzdash.ui.session.identity import current_user, write_admission
from kzdash.ui.session.state import state_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kzdash.accounts import User
    from kzdash.domain.models import Report

STYLE = "p { margin: 0; font-size: 0.875rem; opacity: 0.75; } .lost { opacity: 1; }"
_mount = st.components.v2.component(
    "kzdash_drafts",
    css=STYLE,
    js=(Path(__file__).parent / "drafts.js").read_text("utf-8"),
)
LOGGED_OUT = "登录已失效。填写的内容留在这台电脑上，重新登录后打开这一项即可恢复。"
NOT_YET = "草稿暂时没有存下，稍后自动再存。填写的内容还在。"
LATEST_MS = 32_503_680_000_000  # the year 3000: what a browser's clock says must be a moment


@dataclass(slots=True)
class DraftState:
    """The draft that the open form of a session began with, and what came of keeping it.

    `typed` is what stands in the form as far as the server knows, None where that is what it began
    with without a draft.
    `has_earlier` says that the browser had one of an earlier time, which the form does not show.
    """

    form: FormPart | None = None
    begun: KeptDraft | None = None
    typed: Mapping[str, str] | None = None
    has_earlier: bool = False
    answer: dict[str, Any] = field(default_factory=dict)


def key(form: FormPart, name: str) -> str:
    """Return the widget key of a field of a form."""
    return f"{_prefix(form)}{name}"


def _prefix(form: FormPart) -> str:
    part = f"part-{form.part}-" if form.part else ""
    return f"report-{form.item_id}-{part}"


def begin(form: FormPart) -> None:
    """Read the draft that a form begins with, unless it is drawn already: then it has begun."""
    state, me = state_of(DraftState), current_user(touch=False)
    # Streamlit forgets what stands in a field that is not drawn any more
    is_drawn = state.form == form and key(form, "note") in st.session_state
    if not is_drawn and me is not None:
        state.form, state.answer = form, {}
        state.begun = stores.draft_of(store(), me.name, form)
        state.typed = state.begun.typed if state.begun else None


def typed_now(form: FormPart) -> Mapping[str, str] | None:
    """Return what stands in the open form as far as the server knows, None where nothing new."""
    state = state_of(DraftState)
    return state.typed if state.form == form else None


def typed_before(form: FormPart, name: str) -> str | None:
    """Return what the draft that a form began with has in a field, None without one."""
    begun = _begun(form)
    return None if begun is None else begun.typed.get(name)


def choice_before(form: FormPart, name: str, choices: Sequence[str]) -> str | None:
    """Return the choice that the draft made, None where it made none that there is."""
    typed = typed_before(form, name)
    return typed if typed in choices else None


def _begun(form: FormPart) -> KeptDraft | None:
    state = state_of(DraftState)
    return state.begun if state.form == form else None


def latest(item_id: int, me: User) -> KeptDraft | None:
    """Return the draft that a user kept last on an item, or on a part of it."""
    return next(iter(stores.drafts_of(store(), me.name, item_id)), None)


def restored_words(form: FormPart) -> str:
    """Say that a form began with a draft; nothing where it did not."""
    begun = _begun(form)
    if begun is None:
        return ""
    return f"已恢复 {moment(begun.saved_at)} 未提交的草稿。不要这份草稿的，点“放弃”。"


def unsent_words(draft: KeptDraft, last: Report | None) -> str:
    """Say that there is a draft, and whether anybody has reported since; `last` is the newest."""
    words = f"有 {moment(draft.saved_at)} 未提交的草稿"
    if last is None or last.seq <= draft.seq:
        return f"{words}。"
    return f"{words}。打开草稿以后已有新的填报（{moment(last.recorded_at)}），恢复后请先核对。"


def moment(when: dt.datetime) -> str:
    """Write a moment of this year without the year: 11月28日 04:35."""
    words = format_moment(when)
    is_this_year = local_date(when).year == clock.today().year
    return words.partition("年")[2] if is_this_year else words


def close(form: FormPart, me: User) -> None:
    """Remove the draft of a form that was sent or given up; if that fails, it is offered again.

    What the browser sent before it knew that the form is closed is not kept any more.
    """
    state_of(DraftState).form = None
    with suppress(KzdashError):
        discard(form, me)


def discard(form: FormPart, me: User) -> None:
    """Remove a draft; KzdashError if it cannot be removed now."""
    if stores.draft_of(store(), me.name, form) is not None:
        stores.discard_draft(store(), me.name, form, write_admission())


@fragment
def keep(
    form: FormPart, seq: int, me: User, asks_otherwise: Callable[[], bool] = lambda: False
) -> None:
    """Keep what is typed into the form on an item, and say beneath it that it is kept.

    `seq` is the number of the report that the form is based on. The page is drawn anew where
    `asks_otherwise` says that the form asks for other fields by what is typed.
    """
    state, name = state_of(DraftState), f"draft-{form.item_id}-{form.part}"
    if state.has_earlier:
        # closed, the form offers to restore what is kept now
        state.has_earlier, state.form = False, None
        st.query_params.pop("report", None)
        for each in rules.DRAFT_FIELDS:
            st.session_state.pop(key(form, each), None)
        st.rerun()
    if asks_otherwise():
        st.rerun()
    data = {
        "owner": me.name,
        "form": f"{form.item_id}-{form.part}",
        "seq": seq,
        "prefix": _prefix(form),
        "begun": _standing(form),
        "discards": f"discard-{form.item_id}",
        "hasDraft": state.begun is not None or bool(state.answer),
        "answer": state.answer,
    }

    def said() -> None:
        _take(st.session_state[name].draft, form, seq)

    _mount(key=name, data=data, on_draft_change=said, height="content")


def _standing(form: FormPart) -> dict[str, str]:
    """Return what stands in the fields of a form as the server knows it: what it began with."""
    fields = {name: key(form, name) for name in rules.DRAFT_FIELDS}
    values = {name: st.session_state[it] for name, it in fields.items() if it in st.session_state}
    return {name: _as_read(name, value) for name, value in values.items()}


def _as_read(name: str, value: object) -> str:
    """Write what stands in a field as the page shows it."""
    if value is None:
        return ""
    return f"{value}年" if name == "period" else str(value)


def _take(said: object, form: FormPart, seq: int) -> None:
    """Keep or remove what the browser sent, and note what came of it."""
    if not isinstance(said, Mapping):
        return
    state = state_of(DraftState)
    state.answer = {"to": str(said.get("to", ""))}
    try:
        state.answer |= {"words": _kept(said, form, seq)}
    except RefusedError as error:
        is_out = error.refusal in {Refusal.LOGGED_OUT, Refusal.NO_ACCOUNT}
        words = LOGGED_OUT if is_out else f"草稿没有存下：{refusals.field_refusal(error)}"
        state.answer |= {"problem": words}
    except KzdashError:
        state.answer |= {"problem": NOT_YET, "again": True}


def _kept(said: Mapping[str, Any], form: FormPart, seq: int) -> str:
    """Keep what was typed, or remove it where it is what the form began with; say so.

    What a browser could not send earlier counts if nothing newer was kept or reported meanwhile.
    """
    me, now = current_user(), clock.now()
    if me is None:
        raise RefusedError(Refusal.LOGGED_OUT)
    if state_of(DraftState).form != form:
        return ""
    typed = said.get("typed")
    if not isinstance(typed, Mapping):
        state_of(DraftState).typed = None
        discard(form, me)
        return ""
    draft = KeptDraft(form, seq, {str(name): str(text) for name, text in typed.items()}, now)
    if "earlier" in said:
        draft = draft._replace(seq=_number(said["earlier"], "seq", seq))
        if _is_outdated(draft, _number(said["earlier"], "at", LATEST_MS), me):
            return ""
    state_of(DraftState).typed = draft.typed
    stores.keep_draft(store(), me.name, draft, write_admission())
    if "earlier" in said:
        state_of(DraftState).has_earlier = True
    return f"草稿已存 {moment(now)}，尚未提交。"


def _number(said: object, name: str, most: int) -> int:
    number = said.get(name) if isinstance(said, Mapping) else None
    if not isinstance(number, int | float) or not math.isfinite(number):
        return 0
    return min(max(int(number), 0), most)


def _is_outdated(draft: KeptDraft, at_ms: int, me: User) -> bool:
    """Whether a newer draft was kept, or the user has reported, since this was typed."""
    kept = stores.draft_of(store(), me.name, draft.form)
    if kept is not None and kept.saved_at.timestamp() * 1000 > at_ms:
        return True
    since = store().since(draft.form.item_id, draft.seq)
    return any(report.account == me.name for report in since)

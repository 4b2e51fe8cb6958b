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
from kzdash.domain.models.drafts import ADJUSTMENT, WHOLE
from kzdash.domain.progress.figure_period import offered_words
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
    from kzdash.domain.models import Adjustment, Report

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
class OpenForm:
    """A form that is drawn: how its widget keys begin, and the draft that it began with, if any.

    `act` is what is chosen to be done, where that is asked; `answer` is what came of keeping what
    was typed. `typed` is what stands in the form as far as the server knows, None where that is
    what it began with without a draft. `has_earlier` says that the browser had a draft of an
    earlier time, which the form does not show.
    """

    prefix: str
    begun: KeptDraft | None
    act: str = ""
    typed: Mapping[str, str] | None = None
    has_earlier: bool = False
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class DraftState:
    """The forms of a session whose drafts are kept.

    `closed` counts how often each was sent or given up, `renewed` how often it was drawn anew with
    a draft that only the browser had.
    """

    forms: dict[FormPart, OpenForm] = field(default_factory=dict)
    closed: dict[FormPart, int] = field(default_factory=dict)
    renewed: dict[FormPart, int] = field(default_factory=dict)


def key(form: FormPart, name: str) -> str:
    """Return the widget key of a field of a report form."""
    return f"{_prefix(form)}{name}"


def _prefix(form: FormPart) -> str:
    part = f"part-{form.part}-" if form.part else ""
    renewed = state_of(DraftState).renewed.get(form, 0)
    return f"report-{form.item_id}-{part}{f'again-{renewed}-' if renewed else ''}"


def begin(form: FormPart, prefix: str = "", act: str = "") -> KeptDraft | None:
    """Read the draft that a form begins with, and return it; None if the form is drawn already.

    The keys of its fields begin with `prefix`, by default as those of a report form do.
    """
    forms, prefix = state_of(DraftState).forms, prefix or _prefix(form)
    # Streamlit forgets what stands in a field that is not drawn any more
    is_drawn = form in forms and forms[form].prefix == prefix and _standing(prefix)
    me = current_user(touch=False)
    if is_drawn or me is None:
        return None
    # what was typed for one act is there for another, too
    begun = stores.draft_of(store(), me.name, form)
    forms[form] = OpenForm(prefix, begun, act, begun.typed if begun else None)
    return begun


def typed_now(form: FormPart) -> Mapping[str, str] | None:
    """Return what stands in an open form as far as the server knows, None where nothing new."""
    open_form = state_of(DraftState).forms.get(form)
    return open_form.typed if open_form else None


def typed_before(form: FormPart, name: str) -> str | None:
    """Return what the draft that a form began with has in a field, None without one."""
    begun = _begun(form)
    return None if begun is None else begun.typed.get(name)


def choice_before(form: FormPart, name: str, choices: Sequence[str]) -> str | None:
    """Return the choice that the draft made, None where it made none that there is."""
    typed = typed_before(form, name)
    return typed if typed in choices else None


def choices_before(form: FormPart, name: str, choices: Sequence[str]) -> list[str]:
    """Return those of several choices that the draft made and that there are."""
    return [typed for typed in (typed_before(form, name) or "").split("\n") if typed in choices]


def _begun(form: FormPart) -> KeptDraft | None:
    open_form = state_of(DraftState).forms.get(form)
    return open_form.begun if open_form else None


def latest(item_id: int, me: User) -> KeptDraft | None:
    """Return the draft of a report that a user kept last on an item, or on a part of it."""
    drafts = stores.drafts_of(store(), me.name, item_id)
    return next((draft for draft in drafts if draft.form.part >= WHOLE), None)


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
    state = state_of(DraftState)
    state.forms.pop(form, None)
    state.closed[form] = state.closed.get(form, 0) + 1
    with suppress(KzdashError):
        discard(form, me)


def discard(form: FormPart, me: User) -> None:
    """Remove a draft; KzdashError if it cannot be removed now."""
    if stores.draft_of(store(), me.name, form) is not None:
        stores.discard_draft(store(), me.name, form, write_admission())


@fragment
def keep(
    form: FormPart,
    seq: int,
    me: User,
    renew: Callable[[], object],
    asks_otherwise: Callable[[], bool] = lambda: False,
) -> None:
    """Keep what is typed into a form on an item, and say beneath it that it is kept.

    `seq` is the number of the report, or adjustment, that the form is based on. `renew` has it
    drawn with other keys, where it must begin with the draft that is kept by then. The page is
    drawn anew where `asks_otherwise` says that the form asks for other fields by what is typed.
    """
    state = state_of(DraftState)
    it = state.forms.get(form)
    if it is None:
        return
    name = f"{form.item_id}-{form.part}{it.act and '-'}{it.act}"
    if it.has_earlier:
        del state.forms[form]
        state.renewed[form] = state.renewed.get(form, 0) + 1
        renew()
        st.rerun()
    if asks_otherwise():
        st.rerun()
    data = {
        "owner": me.name,
        "form": name,
        "seq": seq,
        "prefix": it.prefix,
        "begun": _standing(it.prefix),
        "discards": discard_key(form),
        "hasDraft": it.begun is not None or bool(it.answer),
        "answer": it.answer,
        "closed": state.closed.get(form, 0),
    }

    def said() -> None:
        _take(st.session_state[f"draft-{name}"].draft, form, seq)

    _mount(key=f"draft-{name}", data=data, on_draft_change=said, height="content")


def discard_key(form: FormPart) -> str:
    """Return the key of the button that gives a form up, by which drafts.js knows it."""
    return f"discard-{form.item_id}" + (f"-{form.part}" if form.part < WHOLE else "")


def _standing(prefix: str) -> dict[str, str]:
    """Return what stands in the fields of a form as the server knows it: what it began with."""
    fields = {name: f"{prefix}{name}" for name in rules.DRAFT_FIELDS}
    values = {name: st.session_state[it] for name, it in fields.items() if it in st.session_state}
    return {name: _as_read(name, value) for name, value in values.items()}


def _as_read(name: str, value: object) -> str:
    """Write what stands in a field as the page shows it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(value)
    return offered_words(int(str(value))) if name == "period" else str(value)


def _take(said: object, form: FormPart, seq: int) -> None:
    """Keep or remove what the browser sent, and note what came of it."""
    if not isinstance(said, Mapping):
        return
    it = state_of(DraftState).forms.get(form)
    if it is None:
        return
    it.answer = {"to": str(said.get("to", ""))}
    try:
        it.answer |= {"words": _kept(said, form, it, seq)}
    except RefusedError as error:
        is_out = error.refusal in {Refusal.LOGGED_OUT, Refusal.NO_ACCOUNT}
        words = LOGGED_OUT if is_out else f"草稿没有存下：{refusals.field_refusal(error)}"
        it.answer |= {"problem": words}
    except KzdashError:
        it.answer |= {"problem": NOT_YET, "again": True}


def _kept(said: Mapping[str, Any], form: FormPart, it: OpenForm, seq: int) -> str:
    """Keep what was typed, or remove it where it is what the form began with; say so.

    What a browser could not send earlier counts if nothing newer was kept or reported meanwhile.
    """
    me, now = current_user(), clock.now()
    if me is None:
        raise RefusedError(Refusal.LOGGED_OUT)
    typed = said.get("typed")
    if not isinstance(typed, Mapping):
        it.typed = None
        discard(form, me)
        return ""
    act = {"act": it.act} if it.act else {}
    texts = {str(name): str(text) for name, text in typed.items()} | act
    draft = KeptDraft(form, seq, texts, now)
    if "earlier" in said:
        draft = draft._replace(seq=_number(said["earlier"], "seq", seq))
        if _is_outdated(draft, _number(said["earlier"], "at", LATEST_MS), me):
            return ""
    it.typed = draft.typed
    stores.keep_draft(store(), me.name, draft, write_admission())
    if "earlier" in said:
        it.has_earlier = True
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
    return any(row.account == me.name for row in _rows_since(draft))


def _rows_since(draft: KeptDraft) -> Sequence[Report | Adjustment]:
    """Return what was stored, of what a form is based on, since it was opened."""
    form = draft.form
    if form.part == ADJUSTMENT:
        made = store().adjustments_of(form.item_id)
        return [adjustment for adjustment in made if adjustment.seq > draft.seq]
    return store().since(form.item_id, draft.seq) if form.part >= WHOLE else []

"""Drafts: what is typed into a form is kept before it is sent, and stands there when it is opened.

Streamlit sends the fields of a form only with its button. A component beside the form, `drafts.js`,
reads what stands in them and sends it, a moment after somebody stops typing.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from kzdash.domain import rules
from kzdash.domain.models.drafts import WHOLE
from kzdash.domain.progress.figure_period import offered_words
from kzdash.errors import KzdashError
from kzdash.runtime import clock
from kzdash.store import FormPart, KeptDraft
from kzdash.ui.frame.board import today_board
from kzdash.ui.reporting.draft_keeping import discard, moment, put, take
from kzdash.ui.reporting.draft_state import DraftState, OpenForm
from kzdash.ui.session.fragments import fragment
from kzdash.ui.session.identity import current_user
from kzdash.ui.session.run_drafts import drafts_of_run
from kzdash.ui.session.state import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from kzdash.accounts import User
    from kzdash.domain.models import Report
    from kzdash.ui.reporting.draft_state import Pick

# of years and parts of them
PERIODS = {"period", "goal_period"}
STYLE = "p { margin: 0; font-size: 0.875rem; opacity: 0.75; } .lost { opacity: 1; }"
_mount = st.components.v2.component(
    "kzdash_drafts",
    css=STYLE,
    js=(Path(__file__).parent / "drafts.js").read_text("utf-8"),
)


def key(form: FormPart, name: str) -> str:
    """Return the widget key of a field of a report form."""
    return f"{_prefix(form)}{name}"


def _prefix(form: FormPart) -> str:
    part = f"part-{form.part}-" if form.part else ""
    renewed = state_of(DraftState).renewed.get(form, 0)
    return f"report-{form.item_id}-{part}{f'again-{renewed}-' if renewed else ''}"


def about_no_item(part: int) -> FormPart:
    """Return what the draft of a form is kept by that is about no item, or about several."""
    return FormPart(min(item.item_id for item in today_board().items), part)


def kept(form: FormPart, me: User) -> KeptDraft | None:
    """Return a user's draft of a form, None without one."""
    return next((draft for draft in drafts_of_run(me.name) if draft.form == form), None)


def begin(
    form: FormPart,
    prefix: str = "",
    act: str = "",
    fields: Collection[str] = rules.DRAFT_FIELDS,
    pick: Pick | None = None,
) -> KeptDraft | None:
    """Read the draft that a form begins with, and return it; None if the form is drawn already.

    The keys of its `fields` begin with `prefix`, by default as those of a report form do. `pick`
    returns what is worth keeping of what is typed.
    """
    forms, prefix = state_of(DraftState).forms, prefix or _prefix(form)
    drawn, me = forms.get(form), current_user(touch=False)
    # Streamlit forgets what stands in a field that is not drawn any more
    if drawn is not None and drawn.prefix == prefix and _standing(drawn):
        drawn.fields, drawn.pick = fields, pick
        return None
    if me is None:
        return None
    # what was typed for one act is there for another, too
    begun = kept(form, me)
    forms[form] = OpenForm(prefix, begun, fields, pick, act, begun.typed if begun else None)
    return begun


def typed_now(form: FormPart) -> Mapping[str, str] | None:
    """Return what stands in an open form as far as the server knows, None where nothing new."""
    open_form = state_of(DraftState).forms.get(form)
    return open_form.typed if open_form else None


def typed_before(form: FormPart, name: str) -> str | None:
    """Return what the draft that a form began with has in a field, None without one."""
    begun = _begun(form)
    return None if begun is None else begun.typed.get(name)


def text_before(form: FormPart, name: str, otherwise: str = "") -> str:
    """Return what a text begins with: what the draft has, or without one something else."""
    typed = typed_before(form, name)
    return otherwise if typed is None else typed


def choice_before(form: FormPart, name: str, choices: Sequence[str]) -> str | None:
    """Return the choice that the draft made, None where it made none that there is."""
    typed = typed_before(form, name)
    return typed if typed in choices else None


def index_before(form: FormPart, name: str, choices: Sequence[str]) -> int | None:
    """Return where the choice that the draft made stands, None where it made none that there is."""
    chosen = choice_before(form, name, choices)
    return None if chosen is None else choices.index(chosen)


def choices_before(form: FormPart, name: str, choices: Sequence[str]) -> list[str]:
    """Return those of several choices that the draft made and that there are."""
    return [typed for typed in (typed_before(form, name) or "").split("\n") if typed in choices]


def _begun(form: FormPart) -> KeptDraft | None:
    open_form = state_of(DraftState).forms.get(form)
    return open_form.begun if open_form else None


def latest(item_id: int, me: User) -> KeptDraft | None:
    """Return the draft of a report that a user kept last on an item, or on a part of it."""
    drafts = (it for it in drafts_of_run(me.name) if it.form.item_id == item_id)
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


def close(form: FormPart, me: User) -> None:
    """Remove the draft of a form that was sent or given up; if that fails, it is offered again.

    What the browser sent before it knew that the form is closed is not kept any more.
    """
    state = state_of(DraftState)
    state.forms.pop(form, None)
    state.closed[form] = state.closed.get(form, 0) + 1
    with suppress(KzdashError):
        discard(form, me)


def keep_standing(form: FormPart, me: User, pick: Pick) -> None:
    """Keep what stands in a form that was sent, of which a part was stored, as its draft.

    If that fails, the draft that there is stays.
    """
    it = state_of(DraftState).forms.get(form)
    if it is not None:
        it.pick = pick
        with suppress(KzdashError):
            put(KeptDraft(form, 0, pick(_standing(it), False), clock.now()), it, me)


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
        "begun": _standing(it),
        "discards": discard_key(form),
        "hasDraft": it.begun is not None or bool(it.answer),
        "kept": _kept_since(it),
        "answer": it.answer,
        "closed": state.closed.get(form, 0),
    }

    def said() -> None:
        take(st.session_state[f"draft-{name}"].draft, form, seq)

    _mount(key=f"draft-{name}", data=data, on_draft_change=said, height="content")


def _kept_since(it: OpenForm) -> Mapping[str, str] | None:
    """Return what was kept of a form since it was drawn, None where nothing was.

    A browser that has to draw the form anew, though the server drew it all along, has lost that.
    """
    begun = it.begun.typed if it.begun else None
    return None if it.typed == begun else it.typed


def discard_key(form: FormPart) -> str:
    """Return the key of the button that gives a form up, by which drafts.js knows it."""
    return f"discard-{form.item_id}" + (f"-{form.part}" if form.part < WHOLE else "")


def _standing(it: OpenForm) -> dict[str, str]:
    """Return what stands in the fields of a form as the server knows it: what it began with."""
    keys = {name: f"{it.prefix}{name}" for name in it.fields}
    values = {name: st.session_state[key] for name, key in keys.items() if key in st.session_state}
    return {name: _as_read(name, value) for name, value in values.items()}


def _as_read(name: str, value: object) -> str:
    """Write what stands in a field as the page shows it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(value)
    if name in PERIODS:
        return offered_words(int(str(value)))
    # a field of one line shows no line breaks
    return on_one_line(str(value)) if rules.ROW_FIELD.fullmatch(name) else str(value)


def on_one_line(text: str) -> str:
    """Return a text as a browser shows it in a field of one line."""
    return text.replace("\r", "").replace("\n", "")

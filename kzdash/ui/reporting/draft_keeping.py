"""Keep what the browser sends of a form as a draft, or remove it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kzdash import store as stores
from kzdash.domain.formatting import format_moment, local_date
from kzdash.domain.models.drafts import ADJUSTMENT, WHOLE
from kzdash.errors import KzdashError, Refusal, RefusedError
from kzdash.runtime import clock
from kzdash.store import FormPart, KeptDraft
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import refusals
from kzdash.ui.reporting.draft_state import DraftState, OpenForm
from kzdash.ui.session.identity import current_user, write_admission
from kzdash.ui.session.run_drafts import forget_drafts
from kzdash.ui.session.state import state_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.domain.models import Adjustment, Report


LOGGED_OUT = "登录已失效。填写的内容留在这台电脑上，重新登录后打开这一项即可恢复。"
NOT_YET = "草稿暂时没有存下，稍后自动再存。填写的内容还在。"
LATEST_MS = 32_503_680_000_000  # the year 3000: what a browser's clock says must be a moment


def moment(when: dt.datetime) -> str:
    """Write a moment of this year without the year: 11月28日 04:35."""
    words = format_moment(when)
    is_this_year = local_date(when).year == clock.today().year
    return words.partition("年")[2] if is_this_year else words


def discard(form: FormPart, me: User) -> None:
    """Remove a draft; KzdashError if it cannot be removed now."""
    if stores.draft_of(store(), me.name, form) is not None:
        stores.discard_draft(store(), me.name, form, write_admission())
        forget_drafts()


def take(said: object, form: FormPart, seq: int) -> None:
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
    earlier = said.get("earlier")
    texts = _texts(said.get("typed"), it, is_earlier=earlier is not None)
    draft = KeptDraft(form, seq, texts, now)
    if earlier is not None:
        draft = draft._replace(seq=_number(earlier, "seq", seq))
        if not texts or _is_outdated(draft, _number(earlier, "at", LATEST_MS), me):
            return ""
    if not texts:
        it.typed = None
        discard(form, me)
        return ""
    put(draft, it, me)
    if earlier is not None:
        it.has_earlier = True
    return f"草稿已存 {moment(now)}，尚未提交。"


def put(draft: KeptDraft, it: OpenForm, me: User) -> None:
    """Keep the draft of an open form; KzdashError if that cannot be done now."""
    it.typed = draft.typed
    stores.keep_draft(store(), me.name, draft, write_admission())
    forget_drafts()


def _texts(typed: object, it: OpenForm, *, is_earlier: bool) -> Mapping[str, str]:
    """Return what is to be kept of what a browser read off a form; nothing if it says nothing."""
    if not isinstance(typed, Mapping):
        return {}
    texts = {str(name): str(text) for name, text in typed.items()}
    if it.pick is not None:
        return it.pick(texts, is_earlier)
    return texts | ({"act": it.act} if it.act else {})


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

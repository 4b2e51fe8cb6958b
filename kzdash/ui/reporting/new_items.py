"""Store what was typed into a form for new matters or meetings, once, and say what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import streamlit as st

from kzdash.domain.formatting import format_moment
from kzdash.errors import KzdashError, ParseError, RefusedError
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import drafts, refusals
from kzdash.ui.reporting.rate_limit import limit_rate
from kzdash.ui.session.identity import write_admission
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets.outcome import show_outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kzdash.accounts import User
    from kzdash.domain.rules import NewItem
    from kzdash.store import FormPart

LABELS = {
    "name": "内容",
    "summary": "内容",
    "about": "涉及事项",
    "units": "牵头单位",
    "due_on": "办结期限",
    "raised_by": "来源",
    "parent_id": "会议",
    "document_number": "文号",
    "as_of": "日期",
}


@dataclass(slots=True)
class NewItemForms:
    """The forms for new items of a session.

    `turns` counts what each has stored: its fields are empty then, and a second click on the
    button of the turn before stores nothing. `notices` are of the last turn.
    """

    turns: dict[str, int] = field(default_factory=dict)
    notices: dict[str, tuple[Literal["error", "success"], str]] = field(default_factory=dict)


def form_key(name: str) -> str:
    """Return the key of a form's present turn, with which those of its fields begin."""
    return f"{name}-{state_of(NewItemForms).turns.get(name, 0)}"


def show_notice(name: str) -> None:
    """Show what came of what was typed into a form last."""
    notice = state_of(NewItemForms).notices.get(name)
    if notice is not None:
        show_outcome(*notice)


def renew(name: str) -> None:
    """Give a form empty fields: what was typed was stored, or is given up."""
    turns = state_of(NewItemForms).turns
    turns[name] = turns.get(name, 0) + 1


def submit(
    form: str,
    me: User,
    make: Callable[[], Sequence[NewItem]],
    done: str,
    draft: FormPart | None = None,
    labels: Mapping[str, str] | None = None,
) -> None:
    """Store the items that `make` reads from a form and run the page again; `done` confirms it.

    `labels` are the form's own, by the fields of a new item. `draft` is gone with it.
    """
    state, now = state_of(NewItemForms), clock.now()
    words = {**LABELS, **(labels or {})}
    try:
        with limit_rate(me):
            store().add(make(), me.name, now, write_admission())
    except ParseError as error:
        state.notices[form] = ("error", refusals.unreadable_answer(error, **words))
    except RefusedError as error:
        state.notices[form] = ("error", refusals.sentence(error, **words))
    except KzdashError as error:
        state.notices[form] = ("error", refusals.store_refusal(error))
    else:
        renew(form)
        if draft is not None:
            drafts.close(draft, me)
        state.notices[form] = ("success", f"{done}。{format_moment(now)}")
    st.rerun()

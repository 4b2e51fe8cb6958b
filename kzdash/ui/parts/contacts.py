"""The contacts of units, for those who are logged in: shown, kept, and pasted as a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash.domain.models import Contact
from kzdash.domain.models.drafts import CONTACT, CONTACT_LIST
from kzdash.domain.parsing import parse_text
from kzdash.domain.rules import CONTACT_FIELDS
from kzdash.errors import KzdashError, Refusal, RefusedError
from kzdash.reporting.contact_lines import COLUMNS, try_out_contacts
from kzdash.runtime import clock
from kzdash.store import contacts, keep_contacts, unit_names
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import draft_offer, drafts, refusals
from kzdash.ui.session.identity import current_user, write_admission
from kzdash.ui.session.state import state_of
from kzdash.ui.widgets import theme
from kzdash.ui.widgets.html_view import show_words
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User
    from kzdash.reporting.contact_lines import ContactLine
    from kzdash.store import FormPart

LABELS = dict(zip(CONTACT_FIELDS, COLUMNS[1:], strict=True))
EXAMPLE = "某某局\t张三\t李四\t023-52220000\tli@example.org"


@dataclass(slots=True)
class ContactFormState:
    """The contact forms of a session: the list to try out, and the notice of the last writing.

    `sent` counts the lists that were written, so that each form for one starts empty.
    """

    draft: str = ""
    done: str = ""
    failed: str = ""
    sent: int = 0


def show_contact(unit: str) -> None:
    """Show whom to ask at a unit to who is logged in, and the form to those who keep it."""
    me = current_user(touch=False)
    if me is None or me.must_change:
        return
    known = contacts(store()).get(unit)
    said = {name: getattr(known, name, "") for name in CONTACT_FIELDS}
    words = " · ".join(f"{LABELS[name]} {plain(text)}" for name, text in said.items() if text)
    st.markdown(f"联系人：{words or '还没有登记'}")
    if not (me.is_office or me.unit == unit):
        return
    form = drafts.about_no_item(CONTACT - _unit_ids()[unit])
    prefix = f"contact-{state_of(ContactFormState).sent}-{unit}-"
    drafts.begin(form, prefix)
    with (
        draft_offer.expander("修改联系人", form, key="contact"),
        st.form("contact-form", border=False),
    ):
        draft_offer.show_restored(form)
        columns = st.columns(len(said))
        answers = {
            name: column.text_input(
                LABELS[name],
                value=drafts.text_before(form, name, said[name]),
                key=f"{prefix}{name}",
            )
            for column, name in zip(columns, said, strict=True)
        }
        with st.container(horizontal=True):
            sent = st.form_submit_button("保存联系人")
            draft_offer.offer_to_give_up(form, me, _renew)
    drafts.keep(form, 0, me, _renew)
    if sent:
        _keep([_contact(unit, answers, me)], me, f"已保存{plain(unit)}的联系人。", form)
    _show_notice()


def _contact(unit: str, answers: dict[str, str], me: User) -> Contact:
    said = {name: parse_text(text) for name, text in answers.items()}
    return Contact(unit_id=_unit_ids()[unit], updated_at=clock.now(), account=me.name, **said)


def _unit_ids() -> dict[str, int]:
    return {name: unit_id for unit_id, name in unit_names(store()).items()}


def _renew() -> None:
    """Give a form other fields: what was typed was stored, or is given up."""
    state = state_of(ContactFormState)
    state.draft, state.sent = "", state.sent + 1


def show_contact_list(me: User) -> None:
    """Show the contacts of all units, and the form to paste a list of them."""
    st.subheader("联系人", anchor=False)
    known = contacts(store())
    rows = [
        (unit, *(getattr(known.get(unit), name, "") or "—" for name in CONTACT_FIELDS))
        for unit in unit_names(store()).values()
    ]
    with st.expander(f"{len(known)}/{len(rows)}个单位已登记联系人", key="contact-list"):
        st.dataframe(pd.DataFrame(rows, columns=list(COLUMNS)), hide_index=True)
    state = state_of(ContactFormState)
    form, name = drafts.about_no_item(CONTACT_LIST), f"contacts-{state.sent}"
    drafts.begin(form, f"{name}-")
    with draft_offer.expander("粘贴名单", form, key="contact-lines"):
        with st.form(name, border=False, enter_to_submit=False):
            draft_offer.show_restored(form)
            text = st.text_area(
                f"每行一个单位：{'、'.join(COLUMNS)}，用制表符或逗号隔开",
                drafts.text_before(form, "lines"),
                key=f"{name}-lines",
                height=140,
                placeholder=EXAMPLE,
            )
            with st.container(horizontal=True):
                sent = st.form_submit_button("试算")
                draft_offer.offer_to_give_up(form, me, _renew)
        drafts.keep(form, 0, me, _renew)
        if sent:
            state.draft, state.done, state.failed = text or "", "", ""
        if state.draft:
            _show_trial(me, state.draft, form)
    _show_notice()


def _show_trial(me: User, text: str, form: FormPart) -> None:
    """Show what a list would keep and what is wrong with each line; write it where nothing is."""
    account = next((own for own in store().accounts() if own.name == me.name), None)
    lines = try_out_contacts(text, _unit_ids(), account, clock.now())
    if not lines:
        return
    show_words("tried-contacts", _frame(lines), COLUMNS[0])
    kept = [line.contact for line in lines if line.contact]
    if len(kept) < len(lines):
        st.error(f"{len(lines) - len(kept)}行有问题，什么都还没有写入。请改好后再点“试算”。")
    elif st.button(f"写入{len(kept)}个单位的联系人", type=theme.emphasis()):
        _keep(kept, me, f"已写入{len(kept)}个单位的联系人。", form)


def _frame(lines: Sequence[ContactLine]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "行": line.number,
            **dict(zip(COLUMNS, line.cells, strict=True)),
            "试算": _fault_words(line.fault) if line.fault else "将写入",
        }
        for line in lines
    )


def _fault_words(fault: RefusedError) -> str:
    if fault.refusal is Refusal.NO_UNIT:
        return "没有这个单位。请按方案中的写法填写。"
    return refusals.field_refusal(fault, **LABELS)


def _keep(kept: Sequence[Contact], me: User, done: str, form: FormPart) -> None:
    """Store contacts, all of them or none, and leave a notice; their form's draft goes then."""
    state = state_of(ContactFormState)
    state.done = state.failed = ""
    try:
        keep_contacts(store(), kept, me.name, write_admission())
    except RefusedError as error:
        state.failed = refusals.sentence(error, **LABELS)
    except KzdashError as error:
        state.failed = refusals.store_refusal(error)
    else:
        state.done = done
        drafts.close(form, me)
        _renew()
        st.rerun()


def _show_notice() -> None:
    state = state_of(ContactFormState)
    if state.failed:
        st.error(state.failed)
    if state.done:
        st.success(state.done, icon=":material/check_circle:")

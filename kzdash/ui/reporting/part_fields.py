"""What is reported of a supporting unit's part of an item: how it stands, and on what grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from kzdash.documents.pages.item_view import has_parts
from kzdash.domain.rules import AS_OF, STATUS
from kzdash.reporting import plausibility
from kzdash.runtime import clock
from kzdash.store import FormPart, unit_names
from kzdash.ui.frame.board import store
from kzdash.ui.parts.handbook import help_link
from kzdash.ui.reporting import drafts
from kzdash.ui.reporting.form_fields import FormAnswers
from kzdash.ui.widgets.day_field import typed_day
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from kzdash.accounts import User
    from kzdash.board.items import BoardItem
    from kzdash.domain.models import Report

WHOLE = "整体"


class PartUnit(NamedTuple):
    """A supporting unit whose part is reported on."""

    name: str
    unit_id: int


def reported_part(item: BoardItem, me: User) -> PartUnit | None:
    """Return the supporting unit whose part a user reports on, None for the whole.

    A unit speaks of the whole or of its own part, as it leads or supports; the office is asked.
    """
    if not has_parts(item):
        return None
    unit = _asked_unit(item) if me.is_office else me.unit
    if unit not in item.supporting_units:
        return None
    ids = {name: unit_id for unit_id, name in unit_names(store()).items()}
    return PartUnit(unit, ids[unit])


def _asked_unit(item: BoardItem) -> str:
    return st.selectbox(
        "填报哪一部分",
        [WHOLE, *item.supporting_units],
        format_func=lambda name: (
            f"{WHOLE}（{item.lead_words}牵头）" if name == WHOLE else f"{name}的部分"
        ),
        key=f"part-{item.item_id}",
    )


def ask_about(item: BoardItem, part: int) -> None:
    """Let the form of an item that is opened next be about a part, by its unit's id; 0 the whole.

    Only the office is asked, and a unit's own form is about what it is about.
    """
    name = unit_names(store()).get(part, WHOLE)
    if has_parts(item) and name in {WHOLE, *item.supporting_units}:
        st.session_state[f"part-{item.item_id}"] = name


def show_part_fields(item: BoardItem, part: PartUnit) -> FormAnswers:
    """Show the fields of a form on a part; they start with what was said last of that part."""
    st.info(
        f"{plain(part.name)}是配合单位，填报的是本单位的部分。"
        f"整体情况由牵头单位{plain(item.lead_words)}填报，互不覆盖。"
    )
    help_link("shared")
    before, form = item.part_of(part.name), FormPart(item.item_id, part.unit_id)
    typed = drafts.choice_before(form, STATUS.name, list(STATUS.choices))
    status = st.segmented_control(
        STATUS.form_label,
        list(STATUS.choices),
        default=typed or (before.status.label if before and before.status else None),
        required=before is not None,
        key=drafts.key(form, "status"),
    )
    left, right = st.columns([3, 2])
    evidence = left.text_input(
        "依据",
        value=drafts.typed_before(form, "evidence") or "",
        placeholder="文件名、文号或网址",
        key=drafts.key(form, "evidence"),
    )
    as_of = typed_day(
        AS_OF.label,
        drafts.key(form, AS_OF.name),
        clock.today(),
        right,
        drafts.typed_before(form, AS_OF.name),
    )
    noted = drafts.typed_before(form, "note")
    note = st.text_area(
        "说明",
        value=(before.note if before else "") if noted is None else noted,
        placeholder="受阻时请写明原因",
        key=drafts.key(form, "note"),
        height=68,
    )
    values = {"status": status, "evidence": evidence, "as_of": as_of, "note": note}
    return FormAnswers(item, values, part.unit_id)


def older_part_hint(item: BoardItem, report: Report) -> str:
    """Say that a report on a part is for an earlier day than the one that counts, else nothing."""
    unit = unit_names(store()).get(report.unit_id or 0, "")
    return plausibility.older_part_hint(item, unit, report.as_of)

"""The form brings answers on matters back, by the rules that those typed on the page have."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.domain.models import Kind
from kzdash.domain.progress import Level, MatterKind
from kzdash.domain.rules import NewItem
from kzdash.errors import Refusal, RefusedError
from kzdash.reporting import store_outcome
from tests.reporting.conftest import DAY, NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.reporting import DryRun
    from kzdash.store import Store
    from tests.reporting.conftest import Form


@pytest.fixture
def matter(store: Store) -> int:
    """A matter of the unit whose form it is."""
    unit = next(unit.id for unit in store.plan().units if unit.name == "区水利局")
    new = NewItem(
        kind=Kind.MATTER,
        name="报管网改造方案",
        as_of=DAY,
        due_on=date(2025, 11, 30),
        units=(unit,),
        matter_kind=MatterKind.DECISION,
        level=Level.OFFICE,
    )
    (item_id,) = store.add([new], "tester", NOW)
    return item_id


def test_an_answer_comes_back_in_the_form(
    store: Store, matter: int, take: Callable[..., Form], bring: Callable[..., DryRun]
) -> None:
    outcome = bring(
        take().fill("督办事项1", 反馈="推进中", 说明="正在编制", 依据="开州水利〔2025〕9号")
    )
    store_outcome(store, outcome, "tester", NOW)

    (found,) = compute_board(store, DAY).matters
    assert outcome.may_be_stored
    assert (found.item_id, found.state_words) == (matter, "推进中")
    assert found.latest_report is not None
    assert found.latest_report.note == "正在编制"


@pytest.mark.usefixtures("matter")
@pytest.mark.parametrize(
    ("filled", "refusal"),
    [
        ({"反馈": "受阻"}, Refusal.NO_REASON),
        ({"反馈": "申请办结"}, Refusal.NO_EVIDENCE),
        ({"反馈": "申请延期", "说明": "缺资料"}, Refusal.NO_DUE_DATE),
    ],
)
def test_an_answer_without_what_it_needs_is_named_by_its_cell(
    take: Callable[..., Form],
    bring: Callable[..., DryRun],
    filled: dict[str, str],
    refusal: Refusal,
) -> None:
    outcome = bring(take().fill("督办事项1", **filled))

    (fault,) = outcome.faults
    assert isinstance(fault.error, RefusedError)
    assert fault.error.refusal is refusal
    assert not outcome.may_be_stored

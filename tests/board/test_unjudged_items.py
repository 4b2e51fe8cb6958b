"""What cannot be judged is one item without a judgement, with its reason; all else stands."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.documents import board_json
from kzdash.domain.progress import Status
from tests import raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]

JUNE = date(2025, 6, 30)


@pytest.fixture
def odd(store: Store, item_id: Callable[[str, int], int]) -> Store:
    """A store in which the building years of a project, written past the rules, are none."""
    item = item_id("project", 3)
    raw_sql.ask(store.url, f"UPDATE projects SET start_year = 0 WHERE item_id = {item}")
    return store


def test_an_item_whose_judgement_fails_says_so_and_all_others_are_judged(
    odd: Store, new_report: NewReport, caplog: pytest.LogCaptureFixture
) -> None:
    odd.append(new_report("project", 4, JUNE, stage="built"))

    board = compute_board(odd, JUNE)

    found = board.projects[2]
    number = re.search("编号 ([0-9]{8}) ", found.assessment.reason)
    assert found.status is Status.UNJUDGED
    assert number
    assert [vars(line)["facts"]["number"] for line in caplog.records] == [number[1]]
    assert "项目3 cannot be judged" in caplog.text
    assert board.projects[3].status is Status.DONE
    assert found in [concern.item for concern in board.concerns]
    assert board_json.dumps(board)


def test_a_rate_stored_before_rules_judged_it_as_shown_gives_no_judgement(
    store: Store, new_report: NewReport
) -> None:
    said = {"period": 2024, "value": Decimal("-99.999"), "evidence": "年报"}
    with store.writing() as session:
        session.add(new_report("indicator", 1, JUNE, **said))

    found = compute_board(store, JUNE).indicators[0]

    assert found.status is Status.UNJUDGED
    assert "增速须大于-100%" in found.assessment.reason

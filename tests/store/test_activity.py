"""What is added to a store is told in the log and counted, whatever came of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from prometheus_client import REGISTRY

from kzdash.errors import ConflictError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.domain.models import Adjustment, Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]
    NewAdjustment = Callable[..., Adjustment]

JUNE = date(2025, 6, 30)


def counted(what: str, outcome: str) -> float:
    labels = {"what": what, "outcome": outcome}
    return REGISTRY.get_sample_value("kzdash_appends_total", labels) or 0


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[tuple[str, Any]]]:
    """Return what was told since, with its facts."""
    caplog.set_level("INFO", "kzdash")
    return lambda: [(line.getMessage(), vars(line)["facts"]) for line in caplog.records]


def test_reports_appended_together_are_logged_in_one_line_and_counted_each(
    store: Store, new_report: NewReport, lines: Callable[[], list[tuple[str, Any]]]
) -> None:
    made = [new_report("task", number, JUNE, status="done") for number in (1, 2)]
    seqs, before = {report.item_id: 1 for report in made}, counted("reports", "accepted")

    store.append_all(made)

    assert lines() == [("reports", {"seqs": seqs, "account": "tester"})]
    assert counted("reports", "accepted") == before + 2


def test_every_account_of_a_batch_is_logged_once(
    store: Store, new_report: NewReport, lines: Callable[[], list[tuple[str, Any]]]
) -> None:
    made = [new_report("task", number, JUNE, status="done") for number in (1, 2, 3)]
    made[0].account = "李"
    seqs, before = {report.item_id: 1 for report in made}, counted("reports", "refused")

    with pytest.raises(RefusedError):
        store.append_all(made)

    facts = {"seqs": seqs, "account": "tester、李", "refusal": "NO_ACCOUNT", "field": ""}
    assert lines() == [("refused: reports", facts)]
    assert counted("reports", "refused") == before + 3


def test_undos_and_adjustments_are_logged_and_counted(
    store: Store,
    new_report: NewReport,
    new_adjustment: NewAdjustment,
    now: datetime,
    caplog: pytest.LogCaptureFixture,
    lines: Callable[[], list[tuple[str, Any]]],
) -> None:
    report = new_report("task", 1, JUNE, status="done")
    item = report.item_id
    store.append(report)
    adjustment = new_adjustment("indicator", 4, JUNE, target=Decimal(57))
    indicator = adjustment.item_id
    caplog.clear()
    before = counted("reports", "accepted"), counted("adjustments", "accepted")

    store.undo(item, 1, "tester", now + timedelta(hours=1))
    store.adjust(adjustment)

    assert lines() == [
        ("reports", {"item": item, "seq": 2, "account": "tester"}),
        ("adjustments", {"seqs": {indicator: 1}, "account": "tester"}),
    ]
    assert (counted("reports", "accepted"), counted("adjustments", "accepted")) == (
        before[0] + 1,
        before[1] + 1,
    )


def test_a_conflict_names_the_report_that_is_there(
    store: Store, new_report: NewReport, new_adjustment: NewAdjustment
) -> None:
    report = new_report("task", 1, JUNE, status="done", seq=3)
    adjustment = new_adjustment("indicator", 4, JUNE, target=Decimal(57), seq=2)
    before = counted("adjustments", "conflict")

    with pytest.raises(ConflictError, match=rf"report 3 on item {report.item_id} exists"):
        store.append(report)
    with pytest.raises(ConflictError, match=rf"report 2 on item {adjustment.item_id} exists"):
        store.adjust(adjustment)
    assert counted("adjustments", "conflict") == before + 1


def test_a_refused_undo_built_by_hand_names_the_wrong_field(
    store: Store, new_report: NewReport
) -> None:
    with pytest.raises(RefusedError) as caught:
        store.append(new_report("task", 1, JUNE, status="done", restores=0))

    assert caught.value.field == "restores"


def test_an_undo_records_its_account_and_time(
    store: Store, new_report: NewReport, now: datetime
) -> None:
    report = new_report("task", 1, JUNE, status="done")
    item = report.item_id
    store.append(report)

    store.undo(item, 1, "tester", now + timedelta(hours=1))

    undone = store.last(item)
    assert undone is not None
    assert (undone.account, undone.recorded_at) == ("tester", now + timedelta(hours=1))

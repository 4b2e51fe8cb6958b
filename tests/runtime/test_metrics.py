"""What is measured is what happened, and is served where the settings say, or nowhere."""

from __future__ import annotations

import socket
import urllib.request
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest
from prometheus_client import REGISTRY

from kzdash.errors import ConflictError, KzdashError, RefusedError
from kzdash.runtime import config, metrics
from tests import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kzdash.domain.models import Report
    from kzdash.store import Store

    NewReport = Callable[..., Report]

DAY = date(2025, 6, 30)
OUTCOMES = ("accepted", "refused", "conflict", "failed")


def counted(what: str) -> dict[str, float]:
    """How often each came of what was to be added."""
    found = {
        outcome: REGISTRY.get_sample_value(
            "kzdash_appends_total", {"what": what, "outcome": outcome}
        )
        for outcome in OUTCOMES
    }
    return {outcome: count for outcome, count in found.items() if count is not None}


def since(before: dict[str, float], what: str) -> dict[str, float]:
    """What was counted since."""
    after = counted(what)
    return {name: after[name] - before[name] for name in after if after[name] != before[name]}


def asked() -> float:
    return REGISTRY.get_sample_value("kzdash_store_seconds_count") or 0


def test_every_outcome_is_there_before_the_first_report() -> None:
    assert set(counted("reports")) == set(counted("adjustments")) == set(OUTCOMES)


def test_a_report_an_undo_and_what_is_refused_and_in_conflict_are_counted(
    store: Store, new_report: NewReport, now: datetime
) -> None:
    before = counted("reports")
    first, second = (new_report("task", 1, DAY, status="done") for _ in range(2))
    item = first.item_id

    store.append(first)
    with pytest.raises(ConflictError):
        store.append(second)
    store.undo(item, 1, "tester", now)
    with pytest.raises(RefusedError):
        store.append(new_report("task", 1, DAY))

    assert since(before, "reports") == {"accepted": 2, "conflict": 1, "refused": 1}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_the_store_could_not_take_is_counted(store: Store, new_report: NewReport) -> None:
    report, before = new_report("task", 1, DAY, status="done"), counted("reports")
    assert store.file
    store.file.unlink()

    with pytest.raises(KzdashError):
        store.append(report)

    assert since(before, "reports") == {"failed": 1}


def test_every_statement_is_timed(store: Store) -> None:
    store.version()
    before = asked()

    store.version()

    # which schema it has, and its version
    assert asked() - before == 2


def test_the_time_of_a_page_is_kept_by_its_name() -> None:
    with pytest.raises(KeyError), metrics.time_page(""):
        raise KeyError

    assert REGISTRY.get_sample_value("kzdash_page_seconds_count", {"page": "overview"})


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (None, None),
        (" ", None),
        ("9464", ("127.0.0.1", 9464)),
        (":9464", ("127.0.0.1", 9464)),
        ("10.0.0.2:9464", ("10.0.0.2", 9464)),
        ("[::1]:9464", ("::1", 9464)),
    ],
)
def test_they_are_served_where_the_settings_say(
    monkeypatch: pytest.MonkeyPatch, given: str | None, address: tuple[str, int] | None
) -> None:
    monkeypatch.delenv("KZDASH_METRICS", raising=False)
    if given is not None:
        monkeypatch.setenv("KZDASH_METRICS", given)

    assert config.current().metrics_address == address


def test_they_are_read_over_http_until_the_end() -> None:
    port = serving.free_port()

    with metrics.serve_metrics(("127.0.0.1", port), lambda: 7):
        text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5).read()

    assert b"\nkzdash_sessions 7.0\n" in text
    with closing(socket.create_server(("127.0.0.1", port))):
        pass  # nobody is there any more


def test_a_port_in_use_is_said_and_the_dashboard_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as busy:
        port = busy.getsockname()[1]
        with metrics.serve_metrics(("127.0.0.1", port), lambda: 0):
            went_on = True

    assert went_on
    assert f"127.0.0.1:{port}" in caplog.text


def test_without_an_address_they_are_served_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "start_http_server", lambda *_: pytest.fail("served"))

    with metrics.serve_metrics(None, lambda: 0):
        pass

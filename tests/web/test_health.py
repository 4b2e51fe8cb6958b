"""Whoever keeps the server running is told whether it is fit to be asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from kzdash.errors import StoreAwayError
from tests import people

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.store import Store
    from tests.postgres import Cluster
    from tests.web.conftest import Browser


def test_a_server_whose_store_can_be_read_is_ready(browser: Browser) -> None:
    answer = browser.get("/ready")

    assert (answer.status_code, answer.text) == (200, "ready\n")
    assert answer.headers["cache-control"] == "no-store"


def test_health_needs_no_login(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")

    assert browser.get("/ready").status_code == 200


def test_a_server_whose_file_is_gone_is_not_ready(browser: Browser, file: Path) -> None:
    file.unlink()

    answer = browser.get("/ready")

    assert (answer.status_code, answer.text) == (503, "数据库暂不可用。\n")


def test_a_server_whose_pages_have_stopped_is_not_ready(browse: Callable[..., Browser]) -> None:
    answer = browse(pages_run=False).get("/ready")

    assert (answer.status_code, answer.text) == (503, "页面服务已停止。\n")


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_server_whose_database_is_shut_is_not_ready_until_it_opens_again(
    browser: Browser, store: Store, cluster: Cluster
) -> None:
    cluster.let_in(store.url, allowed=False)
    shut = browser.get("/ready").status_code
    cluster.let_in(store.url, allowed=True)

    assert (shut, browser.get("/ready").status_code) == (503, 200)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_database_that_does_not_answer_is_reported_within_five_seconds(
    browser: Browser, store: Store, cluster: Cluster, zhang: str
) -> None:
    browser.get("/login")  # before it stopped: a connection that stays open
    form = {"name": zhang, "password": people.PASSWORD}
    with cluster.stopped():
        start = time.monotonic()
        answers = browser.at_once(
            *(browser.client.get("/ready") for _ in range(20)),
            browser.client.get("/login"),
            browser.client.post("/login", data=form),
        )
        seconds = time.monotonic() - start
        # nor does what shows a page wait for ever
        with pytest.raises(StoreAwayError):
            store.version()

    assert {answer.status_code for answer in answers} == {503}
    assert seconds < 5
    assert all("连接不上数据库服务器" in answer.text for answer in answers[-2:])
    assert browser.get("/ready").status_code == 200
    assert browser.log_in(zhang).status_code == 303

"""The server answers to its own names, and opens a websocket to its own pages alone."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kzdash import web
from kzdash.runtime import config
from kzdash.web.middleware import own_hosts
from tests import serving

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Browser

OWN = [
    "localhost:8501",
    "127.0.0.1",
    "[::1]:8501",
    "10.20.30.40:8501",
    "[fd00::7]",
    "board",
    "BOARD:8501",
    "board.",
    "board.office.lan",
    "board.local:80",
    socket.gethostname(),
]
STRANGE = [
    "evil.example",
    "board.evil.example:8501",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.local.example",
    "user@board",
    "board:port",
    "board/evil",
    "[::1",
]


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KZDASH_HOSTS", raising=False)


@pytest.mark.parametrize("host", OWN)
def test_intranet_names_and_ip_addresses_are_allowed_without_a_setting(host: str) -> None:
    assert own_hosts.is_own_host(host)


@pytest.mark.parametrize("host", STRANGE)
def test_a_public_domain_name_is_refused_unless_it_is_set(host: str) -> None:
    assert not own_hosts.is_own_host(host)


@pytest.mark.parametrize("path", ["/", "/files/workbook", "/login", "/_stcore/health"])
def test_a_request_for_an_unknown_host_gets_nothing_but_a_sentence(
    browser: Browser, path: str
) -> None:
    answer = browser.get(path, host="evil.example")

    assert answer.status_code == 421
    assert "KZDASH_HOSTS" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize(
    "told",
    ["plan.example.org *.county.example", "https://plan.example.org:443/,*.county.example"],
)
def test_the_setting_names_the_allowed_hosts(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("KZDASH_HOSTS", told)

    named = ("plan.example.org", "Plan.Example.org:8443", "a.b.county.example")
    # whoever looks after the machine asks from it
    assert all(map(own_hosts.is_own_host, (*named, "127.0.0.1:8501", "localhost")))
    assert not any(
        map(own_hosts.is_own_host, ("county.example", "xcounty.example", "board", "10.0.0.1"))
    )


def test_a_name_in_chinese_is_the_one_that_browsers_send(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KZDASH_HOSTS", "看板.example，[fd00::1]:8501")

    assert config.current().hosts == ("xn--msvy95a.example", "fd00::1")


def knock(**headers: str) -> tuple[bool, list[Any]]:
    """Ask for a websocket; return whether Streamlit would be asked, and what is answered."""
    reached: list[Any] = []
    sent: list[Any] = []

    async def inner(scope: Any, _receive: Any, _send: Any) -> None:
        reached.append(scope)

    async def send(message: Any) -> None:
        sent.append(message)

    named = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": named}
    asyncio.run(web.AllowedHosts(inner)(scope, None, send))
    return bool(reached), sent


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("board:8501", "http://board:8501"),
        ("board", "https://board"),
        ("10.0.0.1:8501", "http://10.0.0.1:8501"),
        ("[::1]:8501", "http://[::1]:8501"),
    ],
)
def test_a_same_origin_websocket_is_accepted(host: str, origin: str) -> None:
    assert knock(host=host, origin=origin) == (True, [])


def test_a_websocket_without_an_origin_is_accepted() -> None:
    assert knock(host="board") == (True, [])


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("board:8501", "http://other.example"),
        ("board:8501", "http://board:8080"),
        ("board:8501", "http://localhost:8501"),
        ("Board:8501", "http://board:8501"),
        ("board:8501", "http://BOARD:8501"),
        ("board:8501", "null"),
        ("board:8501", ""),
        ("board:8501", "http://[board:8501"),
        ("evil.example", "http://evil.example"),
    ],
)
def test_a_cross_origin_websocket_is_refused_before_streamlit_sees_it(
    host: str, origin: str
) -> None:
    reached, (answer,) = knock(host=host, origin=origin)

    assert not reached
    assert (answer["type"], answer["code"]) == ("websocket.close", 1008)


@pytest.mark.slow
def test_cross_origin_handshakes_block_nobody_while_dns_does_not_answer(
    file: Path, tmp_path: Path
) -> None:
    needed = ("unshare", "ip", "mount", "sh")
    if os.geteuid() != 0 or not all(map(shutil.which, needed)):
        pytest.skip("only root may make a network of a test's own")
    (tmp_path / "resolv.conf").write_text("nameserver 127.0.0.1\n")
    inside = 'ip link set lo up && mount --bind "$0" /etc/resolv.conf && exec "$@"'
    script = [sys.executable, "-m", "tests.unanswered_dns", f"sqlite:///{file}", str(tmp_path)]

    done = subprocess.run(
        ["unshare", "-n", "-m", "sh", "-c", inside, tmp_path / "resolv.conf", *script],
        cwd=serving.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["told"], found["own"]) == (["403", "403"], "101")
    # a resolver that keeps silent is waited for at least five seconds
    assert found["slowest"] < 4
    assert found["all"] < 4

"""However the app is started, its first start tells the terminal how the office logs in, once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
import pytest

from kzdash import accounts
from kzdash.runtime import config
from tests import serving

if TYPE_CHECKING:
    from pathlib import Path

ONE_TIME = re.compile(r"one-time password (\S+)")
STARTERS = {
    "serve": ["-m", "kzdash", "serve", "--host", "127.0.0.1", "--port"],
    "uvicorn": ["-m", "uvicorn", "app:app", "--port"],
    "streamlit run": ["-m", "streamlit", "run", "app.py", "--server.port"],
}


@pytest.mark.slow
@pytest.mark.parametrize("command", STARTERS.values(), ids=STARTERS.keys())
def test_the_first_start_prints_a_working_password_once(tmp_path: Path, command: list[str]) -> None:
    url, told = config.sqlite_url(tmp_path / "plan.db"), []

    for log in (tmp_path / "first", tmp_path / "second"):
        port = serving.free_port()
        environment = {"KZDASH_DATABASE_URL": url}
        with serving.server([*command, str(port)], port, log, environment) as address:
            told.append(ONE_TIME.findall(log.read_text()))
            if len(told) == 1:
                led = log_in(address, told[0][0])

    assert [len(passwords) for passwords in told] == [1, 0]
    assert led.partition("?")[0] == "/password"


def log_in(address: str, password: str) -> str:
    with httpx.Client(base_url=address) as client:
        fields = {"name": accounts.OFFICE, "password": password}
        return client.post("/login", data=fields).headers["location"]

"""A page that fails in a way nobody foresaw gives a number, and the log has its line under it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kzdash.runtime import config, logs
from kzdash.store import seed
from tests import serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_the_number_on_the_page_finds_the_line_in_the_log(
    browser: Browser, tmp_path: Path, seed_folder: Path
) -> None:
    file = tmp_path / "plan.db"
    seed.init_store(config.sqlite_url(file), seed_folder, datetime.now(UTC))
    environment = {"KZDASH_LOGS": str(tmp_path / "logs")}
    served = serving.dashboard(config.sqlite_url(file), tmp_path / "log", **environment)
    with served as address, browser.new_context(locale="zh-CN") as context:
        with closing(sqlite3.connect(file)) as broken, broken:
            broken.execute("DELETE FROM indicators")
        page = context.new_page()
        page.goto(address)

        said = page.get_by_test_id("stAlert").filter(has_text="页面出错了")
        expect(said).to_be_visible()

        (number,) = re.findall(r"编号 ([0-9]{8}) ", said.inner_text())
    lines = map(json.loads, (tmp_path / "logs" / logs.LOG_FILE).read_text("utf-8").splitlines())
    (line,) = [line for line in lines if line.get("number") == number]
    assert line["event"] == "a page failed"
    assert line["session"].isdigit()
    assert any("kzdash/board/" in place for place in line["error"])

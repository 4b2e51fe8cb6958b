"""The pictures of the handbook can be taken anew, and are all there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from docs.take_pictures import take
from tests import serving
from tests.browser import reporting

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_every_picture_of_the_handbook_can_be_taken_anew(
    browser: Browser, tmp_path: Path, root: Path, seed_folder: Path
) -> None:
    text = (root / "docs" / "handbook.zh-CN.md").read_text("utf-8")
    shown = set(re.findall(r"!\[[^\]]+\]\(handbook/([^)]+)\)", text))

    store = reporting.make(tmp_path, seed_folder)
    with serving.dashboard(store.url, tmp_path / "log") as address:
        take(browser, reporting.Desk(store, address), tmp_path / "pictures")

    taken = {file.name for file in (tmp_path / "pictures").iterdir()}
    assert shown == taken == {file.name for file in (root / "docs" / "handbook").iterdir()}

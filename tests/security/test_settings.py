"""What protects is on as shipped, and the page on security names no test that there is not."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from streamlit import config

from kzdash import intake
from kzdash.web import uploads

if TYPE_CHECKING:
    from pathlib import Path

NAMED = re.compile(r"`((?:tests|\.ci)/[\w/.]+)`")


@pytest.fixture
def shipped(root: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((root / ".streamlit" / "config.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", ["enableXsrfProtection", "enableCORS"])
def test_streamlit_s_own_protection_is_on(shipped: dict[str, dict[str, object]], name: str) -> None:
    usual = config.get_config_options()[f"server.{name}"].default_val

    assert shipped["server"].get(name, usual) is True


def test_uploads_are_bounded_and_errors_keep_to_themselves(
    shipped: dict[str, dict[str, object]],
) -> None:
    allowed = shipped["server"]["maxUploadSize"]
    assert isinstance(allowed, int)
    assert intake.MOST_BYTES <= allowed * 1024 * 1024 < uploads.MOST_BYTES
    assert shipped["server"]["maxWidgetStateSize"] == 2
    assert shipped["client"]["showErrorDetails"] == "none"
    assert shipped["browser"]["gatherUsageStats"] is False


def test_every_test_that_the_page_names_is_there(root: Path) -> None:
    named = NAMED.findall((root / "docs" / "security.md").read_text("utf-8"))

    assert len(named) > 40
    assert [path for path in named if not (root / path).is_file()] == []

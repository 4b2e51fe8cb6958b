"""What protects is on as shipped, and the page on security names no test that there is not."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from streamlit import config

from kzdash.domain import rules

if TYPE_CHECKING:
    from pathlib import Path

NAMED = re.compile(r"`((?:tests|\.ci)/[\w/.]+)(?:::(\w+))?`")
# a requirement of the ASVS, or the first and the last of several
REQUIREMENT = re.compile(r"(?<![\d.])(\d+\.\d+)\.(\d+)(?: – \1\.(\d+))?(?![\d.]*\d)")
# what levels 1 and 2 of ASVS 5.0.0 have: in each section so many, from the first on
SECTIONS = """
    1.1 2, 1.2 9, 1.3 11, 1.4 3, 1.5 2, 2.1 3, 2.2 3, 2.3 4, 2.4 1, 3.2 2, 3.3 4, 3.4 6, 3.5 5,
    3.7 2, 4.1 3, 4.2 1, 4.3 2, 4.4 4, 5.1 1, 5.2 3, 5.3 2, 5.4 3, 6.1 3, 6.2 12, 6.3 4, 6.4 4,
    6.5 5, 6.6 3, 6.8 4, 7.1 3, 7.2 4, 7.3 2, 7.4 5, 7.5 2, 7.6 2, 8.1 2, 8.2 3, 8.3 1, 8.4 1,
    9.1 3, 9.2 4,
    10.1 2, 10.2 2, 10.3 4, 10.4 11, 10.5 5, 10.6 2, 10.7 3, 11.1 2, 11.2 3, 11.3 3, 11.4 4, 11.5 1,
    11.6 1, 12.1 3, 12.2 2, 12.3 4, 13.1 1, 13.2 5, 13.3 2, 13.4 5, 14.1 2, 14.2 4, 14.3 3, 15.1 3,
    15.2 3, 15.3 7, 16.1 1, 16.2 5, 16.3 4, 16.4 3, 16.5 3, 17.1 1, 17.2 4, 17.3 2
"""


@pytest.fixture
def shipped(root: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((root / ".streamlit" / "config.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", ["enableXsrfProtection", "enableCORS"])
def test_streamlit_s_own_protection_is_on(shipped: dict[str, dict[str, object]], name: str) -> None:
    usual = config.get_config_options()[f"server.{name}"].default_val

    assert shipped["server"].get(name, usual) is True


def test_streamlit_takes_uploads_up_to_the_limit_of_report_forms(
    shipped: dict[str, dict[str, object]],
) -> None:
    assert shipped["server"]["maxUploadSize"] == rules.MAX_FILE_MB


def test_what_pages_send_is_bounded_and_errors_keep_to_themselves(
    shipped: dict[str, dict[str, object]],
) -> None:
    assert shipped["server"]["maxWidgetStateSize"] == 2
    assert shipped["client"]["showErrorDetails"] == "none"
    assert shipped["browser"]["gatherUsageStats"] is False


def test_every_test_that_the_page_names_is_there(root: Path) -> None:
    named = NAMED.findall((root / "docs" / "security.md").read_text("utf-8"))

    assert len(named) > 40
    assert [path for path, _ in named if not (root / path).is_file()] == []
    told = [(path, test) for path, test in named if test]
    assert len(told) > 5
    assert [
        (path, test)
        for path, test in told
        if f"def {test}(" not in (root / path).read_text("utf-8")
    ] == []


def test_the_page_speaks_of_each_requirement_once(root: Path) -> None:
    page = (root / "docs" / "security.md").read_text("utf-8")
    wanted = [
        f"{section}.{number}"
        for section, most in (part.split() for part in SECTIONS.split(","))
        for number in range(1, int(most) + 1)
    ]
    told = [
        f"{section}.{number}"
        for section, first, last in REQUIREMENT.findall(page)
        for number in range(int(first), int(last or first) + 1)
    ]

    assert len(wanted) == 253
    assert sorted(told) == sorted(wanted)

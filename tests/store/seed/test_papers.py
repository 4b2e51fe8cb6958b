"""The seed says what papers carry in head and foot; what it may not say is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash.domain.letterhead import Letterhead
from kzdash.domain.progress import ReportingSettings
from kzdash.errors import SeedError
from kzdash.store import seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Edit = Callable[[Path, str, str], None]

ADDRESSEE = 'addressee = "市发展改革委"'


def test_what_is_shipped_names_the_authority_that_reports_go_to(seed_folder: Path) -> None:
    said = seed.read_seed(seed_folder).reporting

    assert said.letterhead == Letterhead(addressee="市发展改革委")
    assert ReportingSettings.of_text(said.to_text()) == said


@pytest.mark.parametrize(
    ("new", "column"),
    [
        ("addressee = 5", "papers.addressee"),
        ('addressee = """一\n二"""', "papers.addressee"),
        ('addressee = "\\u0007"', "papers.addressee"),
        ('red_head = "no"', "papers.red_head"),
        ('telephone = "1"', "papers.telephone"),
    ],
)
def test_what_papers_cannot_carry_is_named(
    draft_seed: Path, edit: Edit, new: str, column: str
) -> None:
    edit(draft_seed / "plan.toml", ADDRESSEE, new)

    with pytest.raises(SeedError) as refused:
        seed.read_seed(draft_seed)

    assert [problem.column for problem in refused.value.problems] == [column]


def test_a_plan_without_the_section_has_blanks(draft_seed: Path, edit: Edit) -> None:
    edit(
        draft_seed / "plan.toml",
        f'[papers]\n# 年度报告的主送机关，见五(二)"报市发展改革委"\n{ADDRESSEE}\n',
        "",
    )

    assert seed.read_seed(draft_seed).reporting.letterhead == Letterhead()

"""A plan may lack any part: its place says in a sentence what is not there, and nothing fails."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kzdash.runtime import config
from kzdash.store import Store, seed
from kzdash.store.seed.files import TABLES
from tests.law.seeds import cut
from tests.ui.screen import enter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.law.seeds import Seed
    from tests.ui.screen import Screen

    Open = Callable[..., Screen]

DAY = "2027-06-30"
SAID = {"indicators": "observations", "milestones": "completions"}
PROGRAMMES = ("programmes", "projects", "tasks")
UNITS_ALONE = tuple(set(TABLES) - {"units"})
NOTHING = tuple(TABLES)


@pytest.fixture
def open_plan(
    visit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Seed], Open]:
    """Make a store of a plan, and return what opens its pages."""

    def make(plan: Seed) -> Open:
        plan.write(tmp_path / "seed")
        url = f"sqlite:///{tmp_path}/small.db"
        seed.init_store(url, tmp_path / "seed", datetime(2026, 1, 1, tzinfo=UTC))
        monkeypatch.setenv("KZDASH_DATABASE_URL", url)
        return visit

    return make


@pytest.fixture
def plan_without(open_plan: Callable[[Seed], Open], county_folder: Path) -> Callable[..., Open]:
    """Make the county's plan without some of its files' rows, and return what opens its pages."""
    return lambda *without: open_plan(
        cut(county_folder, *without, *(SAID.get(table, table) for table in without))
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("without", "page", "sentences"),
    [
        (("indicators",), "indicators", {"方案没有列指标。"}),
        (("milestones",), "milestones", {"方案没有列时间节点。"}),
        (("projects",), "projects", {"方案没有列项目。"}),
        (PROGRAMMES, "duties", {"方案没有列任务。"}),
        (("directions",), "duties", {"方案没有列改革方向。"}),
        (("aims", "safeguards"), "duties", {"方案没有列定性目标和保障措施。"}),
        (("policies", "reforms"), "policies", {"方案没有列政策和改革。"}),
        (
            ("corrections",),
            "documents",
            {"没有修补或存疑的地方。", "到所选日期还没有查到公开资料。"},
        ),
        (
            NOTHING,
            "duties",
            {
                "方案没有列任务。",
                "方案没有列改革方向。",
                "方案没有列责任单位。",
                "方案没有列定性目标和保障措施。",
            },
        ),
    ],
)
def test_a_page_says_what_the_plan_does_not_list(
    plan_without: Callable[..., Open], without: tuple[str, ...], page: str, sentences: set[str]
) -> None:
    screen = plan_without(*without)(page, as_of=DAY)

    in_lists = {words.strip() for piece in screen.pieces for words in piece.words}
    none_listed = {words for words in in_lists if words.startswith("方案没有列")}
    assert {*screen.said("info"), *none_listed} == sentences
    assert not screen.foreign_words - {"A", "docx", "ics", "json", "JSON", "pptx", "xlsx", "zip"}


@pytest.mark.slow
@pytest.mark.parametrize("without", [NOTHING, UNITS_ALONE, ("milestones",), ("projects",)])
def test_every_page_opens_however_little_the_plan_lists(
    plan_without: Callable[..., Open], without: tuple[str, ...]
) -> None:
    visit = plan_without(*without)

    for page in ("changes", "documents", "item", "policies", "reporting", "accounts"):
        assert visit(page, as_of=DAY).said("error") == []


def test_where_nothing_is_due_the_overview_does_not_say_that_all_is_done(
    plan_without: Callable[..., Open],
) -> None:
    screen = plan_without("milestones")("overview", as_of=DAY)

    assert "已全部完成" not in screen.text
    assert "方案没有列时间节点" in screen.text


@pytest.mark.parametrize(
    ("without", "kinds"),
    [
        (("indicators",), {"指标"}),
        (("milestones",), {"时间节点"}),
        (("projects",), {"项目"}),
        (NOTHING, {"指标", "时间节点", "项目"}),
    ],
)
def test_the_overview_says_what_the_plan_does_not_list(
    plan_without: Callable[..., Open], without: tuple[str, ...], kinds: set[str]
) -> None:
    screen = plan_without(*without)("overview", as_of=DAY)

    said = {kind for kind in ("指标", "时间节点", "项目") if f"方案没有列{kind}。" in screen.text}
    assert said == kinds
    assert screen.foreign_words == set()


def test_the_way_to_an_item_that_is_not_there_names_the_numbers_there_are(
    open_plan: Callable[[Seed], Open], county_folder: Path
) -> None:
    plan = cut(county_folder)
    plan.rows["milestones"][2][0] = "30"

    (said,) = open_plan(plan)("milestones", as_of=DAY, item="9").said("warning")

    assert "编号为1至30" in said


@pytest.mark.parametrize(
    ("table", "cells", "page"),
    [
        ("projects", {6: "2100", 7: "2100"}, "projects"),
        ("milestones", {2: "1999-12-31"}, "milestones"),
        ("milestones", {2: "2100-01-01"}, "milestones"),
    ],
)
def test_what_is_due_beyond_the_days_that_may_be_asked_for_can_be_adjusted(
    open_plan: Callable[[Seed], Open],
    county_folder: Path,
    jar: dict[str, str],
    table: str,
    cells: dict[int, str],
    page: str,
) -> None:
    plan = cut(county_folder, "completions")
    for at, cell in cells.items():
        plan.rows[table][0][at] = cell
    visit = open_plan(plan)
    enter(Store(config.current().database_url), jar)

    assert "登记调整" in visit(page, as_of=DAY, item="1").buttons

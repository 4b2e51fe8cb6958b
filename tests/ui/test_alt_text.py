"""What a chart shows is to be had without seeing it: a sentence, and its numbers as a table."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.domain.models import Adjustment
from kzdash.store import Store
from tests import people
from tests.documents.conftest import everything, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]

NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)
# every page and slide there is, and what of it is asked for
SHOWN: dict[str, tuple[str, dict[str, str]]] = {
    **{
        name: (name, {})
        for name in (
            *("overview", "indicators", "projects", "milestones", "duties", "policies"),
            *("changes", "reporting", "documents", "accounts"),
        )
    },
    **{f"projects by {by}": ("projects", {"by": by}) for by in ("项目业主", "投资类别")},
    **{
        f"projects in the colours of {word}": ("projects", {"colour": word})
        for word in ("投资类别", "阶段", "进度")
    },
    **{f"indicator {number}": ("indicators", {"item": str(number)}) for number in range(1, 16)},
    "project": ("projects", {"item": "18"}),
    "milestone": ("milestones", {"item": "3"}),
    "task": ("item", {"id": "task-24"}),
}
DRAWN = {
    *("indicators", "projects", "milestones"),
    *(name for name in SHOWN if name.startswith(("indicator ", "projects "))),
}
# by how a chart's key begins, the table that has its numbers
TABLES = {
    "gauge": "指标",
    "path": "逐年数值",
    "countdown": "时间节点",
    "treemap": "工程类别投资",
    "groups": "分组投资",
    "gantt": "建设年限",
}


def alts(screen: Screen) -> dict[str, str]:
    charts = screen.app.get("plotly_chart")
    return {chart.proto.id.split("-", 2)[2]: chart.proto.alt for chart in charts}


@pytest.fixture(scope="module")
def changed(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The plan with a report on everything, and with other money for one project."""
    file = Path(shutil.copy(made_once, tmp_path_factory.mktemp("changed") / "store.db"))
    store = Store(f"sqlite:///{file}")
    people.office_account(store, NOW)
    tell(store, everything(store))
    item = next(it for it in store.plan().items if (it.kind, it.number) == ("project", 18))
    grounds = {"document_number": "18号", "reason": "市级下达", "as_of": date(2025, 6, 1)}
    made: dict[str, Any] = {"account": "tester", "recorded_at": NOW, "seq": 1} | grounds
    money = Decimal(98_765)
    store.adjust(Adjustment(item_id=item.id, planned_investment_wan_yuan=money, **made))
    return store


@pytest.mark.slow
@pytest.mark.parametrize("name", SHOWN)
def test_a_chart_says_its_point_and_has_its_numbers_in_a_table(
    visit: Visit, changed: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    page, query = SHOWN[name]
    before = visit(page, **query)
    monkeypatch.setenv("KZDASH_DATABASE_URL", changed.url)
    after = visit(page, **query)

    said, said_after = alts(before), alts(after)
    assert bool(said) == (name in DRAWN)
    assert [key for key, words in said.items() if words == said_after.get(key)] == []
    for table in {TABLES[key.split("-")[0]] for key in said}:
        assert not before.open_numbers(table).empty

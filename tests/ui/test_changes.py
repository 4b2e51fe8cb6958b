"""动态: what changed since a day, whose it is, and the audit trail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.board.closing import read_closings
from kzdash.documents.closed_board import close_period
from kzdash.domain.models import Report
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    ItemId = Callable[[str, int], int]

MONDAY = date(2026, 3, 9)
TASK = "任务 2. 实施重大项目进城集镇安居"
MILESTONE = "时间节点 4. 初步形成一批“小县大城”试点工作成效"


@pytest.fixture
def reported(own_store: Store, item_id: ItemId, now: datetime) -> Store:
    """Two reports: a task blocked three days before the Monday, a milestone done a month before."""
    own_store.append(
        Report(
            item_id=item_id("task", 2),
            seq=1,
            account="tester",
            status="blocked",
            note="=批复未下",
            as_of=date(2026, 3, 6),
            recorded_at=now.replace(month=3, day=6),
        )
    )
    own_store.append(
        Report(
            item_id=item_id("milestone", 4),
            seq=1,
            account="tester",
            status="done",
            completed_on=date(2024, 12, 20),
            as_of=date(2024, 12, 31),
            recorded_at=now.replace(month=2, day=9),
        )
    )
    return own_store


def tables(screen: Screen) -> list[pd.DataFrame]:
    return screen.frames


def test_the_last_week_is_compared_where_no_day_is_said(visit: Visit, reported: Store) -> None:
    screen = visit("changes", as_of=MONDAY.isoformat())

    by_unit, trail = tables(screen)

    assert "2026年3月2日结束时与2026年3月9日结束时相比" in screen.text
    assert screen.metrics["填报和撤销"][0] == "1 条"
    assert screen.metrics["其中新增问题"][0] == "1 项"
    assert set(by_unit["状态"]) == {"○ 未报 → ✕ 受阻"}
    assert trail.iloc[0].to_dict() | {"牵头单位": ""} == {
        "时间": "2026年3月6日 16:00",
        "填报人": "测试员（专班办公室）",
        "操作": "填报",
        "事项": TASK,
        "原内容": "待填报",
        "新内容": "✕ 受阻；=批复未下",
        "数据截至": "2026年3月6日",
        "牵头单位": "",
    }
    assert screen.foreign_words == set()


def test_the_url_remembers_the_last_meeting(visit: Visit, reported: Store) -> None:
    screen = visit("changes", as_of=MONDAY.isoformat(), since="2026-02-01")

    _, trail = tables(screen)

    assert list(trail["事项"]) == [TASK, MILESTONE]


def test_a_quiet_time_says_so_and_what_to_do(visit: Visit, reported: Store) -> None:
    screen = visit("changes", as_of="2026-03-20", since="2026-03-13")

    assert screen.said("info") == ["这段时间没有填报，也没有状态变化。可把对比起点提前。"]


def test_a_start_that_is_not_before_the_end_is_named(visit: Visit, reported: Store) -> None:
    screen = visit("changes", as_of=MONDAY.isoformat(), since="2026-03-09")

    assert screen.said("warning") == ["对比起点应早于截至日期。现从2026年3月8日起对比。"]


@pytest.mark.parametrize("since", ["20260302", "2026/03/02", "2026年3月2日"])
def test_a_start_is_read_however_it_is_written(
    visit: Visit,
    reported: Store,
    since: str,
) -> None:
    screen = visit("changes", as_of="20260310", since=since)

    assert screen.said("warning") == []
    assert "2026年3月2日结束时" in screen.text


@pytest.mark.slow
@pytest.mark.parametrize("since", ["昨天", "2026-13-01", "0"])
def test_a_wrong_start_is_named_and_a_week_is_compared(
    visit: Visit,
    reported: Store,
    since: str,
) -> None:
    screen = visit("changes", as_of=MONDAY.isoformat(), since=since)

    (warning,) = screen.said("warning")
    assert f"“{plain(since)}”无效" in warning
    assert "2026年3月2日结束时" in screen.text


def test_the_trail_is_narrowed_by_kind_person_and_words(visit: Visit, reported: Store) -> None:
    month = (MONDAY - timedelta(days=40)).isoformat()
    for query, items in (
        ({"kind": "任务"}, [TASK]),
        ({"q": "批复"}, [TASK]),
        ({"who": "测试员（专班办公室）"}, [TASK, MILESTONE]),
    ):
        _, trail = tables(visit("changes", as_of=MONDAY.isoformat(), since=month, **query))
        assert list(trail["事项"]) == items, query


def test_an_empty_trail_says_what_to_do(visit: Visit, reported: Store) -> None:
    screen = visit("changes", as_of=MONDAY.isoformat(), q="没有这个词")

    assert screen.said("info") == ["没有符合条件的记录。请取消一个筛选条件，或把对比起点提前。"]


def test_the_switch_shows_what_had_been_entered_by_the_day(visit: Visit, reported: Store) -> None:
    known, entered = (
        visit("milestones", as_of="2025-01-31", **query) for query in ({}, {"entered": "true"})
    )

    assert "完成于2024年12月20日" in known.text
    assert "完成于2024年12月20日" not in entered.text
    assert "只计当日已录入的填报" in entered.text


def test_a_closing_is_in_the_trail_with_its_whole_checksum_and_reason(
    visit: Visit, reported: Store
) -> None:
    day = date(2026, 3, 8)
    moment = datetime(2026, 3, 8, 9, tzinfo=UTC)
    close_period(reported, day, day, "tester", moment)
    close_period(reported, day, day, "tester", moment + timedelta(hours=1), "补报了一项")
    (last, _first) = read_closings(reported)

    screen = visit("changes", as_of="2026-03-09", since="2026-03-07")
    before = visit("changes", as_of="2026-03-07", since="2026-03-01")

    (acts,) = [one for one in tables(screen) if "定稿" in list(one.get("操作", ()))]
    assert list(acts["操作"]) == ["重新定稿", "定稿"]
    assert acts["新内容"][0] == f"校验码{last.sha256}：补报了一项"
    assert not [one for one in tables(before) if "定稿" in list(one.get("操作", ()))]

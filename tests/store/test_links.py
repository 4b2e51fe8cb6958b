"""What supports what: added only, by the office alone, from its day on, on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.board.audit_trail import AuditTrail, TrailFilter
from kzdash.board.board import compute_board
from kzdash.board.closing import read_closings
from kzdash.board.supports import supported_by, supporters_of, supporters_words
from kzdash.documents import board_json
from kzdash.documents.closed_board import check_closing, close_period
from kzdash.domain.models import ItemLink
from kzdash.errors import Refusal, RefusedError
from kzdash.store import change_link, items_changed_since
from tests import people, raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Report
    from kzdash.store import Store

    Link = Callable[..., None]
    NewReport = Callable[..., Report]

DAY = date(2025, 6, 30)
NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)
WHY = "城中村改造安置进城人口"


@pytest.fixture
def link(store: Store, item_id: Callable[[str, int], int]) -> Link:
    """Say of an item that it supports an indicator, or no longer does."""

    def say(kind: str, number: int, indicator: int = 4, **said: object) -> None:
        usual = {
            "as_of": DAY,
            "recorded_at": NOW,
            "account": "tester",
            "reason": WHY,
            "removed": False,
        }
        ids = {"item_id": item_id(kind, number), "indicator_id": item_id("indicator", indicator)}
        change_link(store, ItemLink(**ids | usual | said))

    return say


def supporters(store: Store, day: date = DAY, indicator: int = 4) -> list[str]:
    board = compute_board(store, day)
    return [it.titled for it, _ in supporters_of(board, board.indicators[indicator - 1])]


def test_an_indicator_names_what_supports_it_and_the_item_what_it_serves(
    store: Store, link: Link, new_report: NewReport
) -> None:
    for number in (4, 5):
        link("project", number)
    link("task", 1)
    link("task", 1, indicator=5)
    store.append(new_report("task", 1, DAY, status="blocked", note="等待批复"))

    board = compute_board(store, DAY)

    urban = supporters_of(board, board.indicators[3])
    assert [(item.kind, item.number) for item, _ in urban] == [
        ("project", 4),
        ("project", 5),
        ("task", 1),
    ]
    assert (
        supporters_words([item for item, _ in urban])
        == "支撑它的2个项目、1项任务：1项受阻、2项未报"
    )
    served = supported_by(board, board.tasks[0])
    assert [(it.number, entry.reason, entry.reporter) for it, entry in served] == [
        (4, WHY, "测试员（专班办公室）"),
        (5, WHY, "测试员（专班办公室）"),
    ]
    assert {it.item_id for it in board.linked_with(board.tasks[0])} == {
        board.indicators[3].item_id,
        board.indicators[4].item_id,
    }
    assert supporters_words([]) == ""


def test_a_link_counts_from_its_day_until_it_is_taken_back_and_may_be_made_again(
    store: Store, link: Link
) -> None:
    link("project", 4)
    later = {"as_of": DAY + timedelta(7), "recorded_at": NOW + timedelta(7)}
    link("project", 4, removed=True, reason="安置在区外", **later)

    days = [DAY + timedelta(shift) for shift in (-1, 0, 6, 7)]
    found = [bool(supporters(store, day)) for day in days]
    link("project", 4, as_of=DAY + timedelta(8), recorded_at=NOW + timedelta(8))

    assert found == [False, True, True, False]
    assert supporters(store, DAY + timedelta(8)) == ["项目 4. 丰乐城中村改造"]


@pytest.mark.parametrize(
    ("kind", "number", "said", "refusal"),
    [
        ("project", 4, {"reason": " "}, Refusal.NO_REASON),
        ("project", 4, {"reason": "字" * 2001}, Refusal.TOO_LONG),
        ("project", 4, {"reason": "\u202e"}, Refusal.UNPRINTABLE),
        ("project", 4, {"as_of": DAY + timedelta(1)}, Refusal.TO_COME),
        ("project", 4, {"as_of": date(2021, 12, 31)}, Refusal.TOO_EARLY),
        ("project", 4, {"removed": True}, Refusal.SAME_AS_NOW),
        ("project", 4, {"item_id": 99_999}, Refusal.NO_ITEM),
        ("project", 4, {"indicator_id": 99_999}, Refusal.NO_ITEM),
        ("project", 4, {"account": "nobody"}, Refusal.NO_ACCOUNT),
        ("aim", 1, {}, Refusal.NOT_OF_KIND),
        ("indicator", 5, {}, Refusal.NOT_OF_KIND),
    ],
)
def test_no_other_link_is_kept(
    store: Store, link: Link, kind: str, number: int, said: dict[str, object], refusal: Refusal
) -> None:
    before = store.version()

    with pytest.raises(RefusedError) as caught:
        link(kind, number, **said)

    assert caught.value.refusal is refusal
    assert store.version() == before


def test_a_project_is_no_indicator_and_a_link_is_made_once(
    store: Store, link: Link, item_id: Callable[[str, int], int]
) -> None:
    with pytest.raises(RefusedError) as caught:
        link("project", 4, indicator_id=item_id("project", 5))
    assert (caught.value.refusal, caught.value.field) == (Refusal.NOT_OF_KIND, "indicator_id")

    link("project", 4)
    with pytest.raises(RefusedError) as caught:
        link("project", 4)
    assert caught.value.refusal is Refusal.SAME_AS_NOW


def test_only_the_office_links(store: Store, link: Link) -> None:
    with people.watched():
        people.join(store, NOW, "zhang")

    with pytest.raises(RefusedError) as caught:
        link("project", 4, account="zhang")

    assert caught.value.refusal is Refusal.OFFICE_ONLY


def test_a_link_makes_a_new_board_and_is_news_of_both_its_items(
    store: Store, link: Link, item_id: Callable[[str, int], int]
) -> None:
    before = store.version()

    link("project", 4)

    assert store.version() != before
    assert items_changed_since(store, before) == {item_id("project", 4), item_id("indicator", 4)}


def test_links_are_only_added(store: Store, link: Link) -> None:
    link("project", 4)

    for statement in ("DELETE FROM item_links", "UPDATE item_links SET removed = true"):
        with pytest.raises(Exception, match="added only"):
            raw_sql.ask(store.url, statement)


def test_the_audit_trail_names_who_linked_what_and_why(store: Store, link: Link) -> None:
    link("project", 4)
    link("project", 4, removed=True, reason="安置在区外", recorded_at=NOW + timedelta(hours=1))
    board = compute_board(store, DAY, entered=True)

    page = AuditTrail(store, DAY - timedelta(1), board).page(TrailFilter(), 1)

    assert [(it.kind, it.item.number, it.old, it.new) for it in page.entries] == [
        ("支撑关系", 4, "支撑指标 4. 城镇化率", "不再支撑指标 4. 城镇化率：安置在区外"),
        ("支撑关系", 4, "", f"支撑指标 4. 城镇化率：{WHY}"),
    ]
    assert page.total == len(page.entries)


def test_a_closed_board_stays_without_the_links_of_afterwards(store: Store, link: Link) -> None:
    close_period(store, DAY, DAY, "tester", NOW)
    (closing,) = read_closings(store)

    link("project", 4)

    assert check_closing(store, closing).checksum == closing.sha256
    assert compute_board(store, DAY, closing=closing).links == ()
    assert len(compute_board(store, DAY).links) == 1


def test_the_json_has_links_from_both_sides(store: Store, link: Link) -> None:
    link("project", 4)

    found = board_json.as_dict(compute_board(store, DAY))

    since = {"reason": WHY, "since": "2025-06-30"}
    assert found["indicators"][3]["supported_by"] == [{"item": "project-4", **since}]
    assert found["projects"][3]["supports"] == [{"item": "indicator-4", **since}]
    assert found["tasks"][0]["supports"] == []

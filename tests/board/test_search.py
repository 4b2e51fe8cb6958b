"""What the search finds: anything by part of its name, by initials, or by its place in the plan."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board import search

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from kzdash.board.search import SearchEntry

JUNE = date(2025, 6, 30)


@pytest.fixture(scope="module")
def entries(board_at: Callable[[date], Board]) -> tuple[SearchEntry, ...]:
    return search.build_index(board_at(JUNE))


def first(entries: tuple[SearchEntry, ...], typed: str) -> str:
    found, _ = search.find(entries, typed)
    return f"{found[0].kind} {found[0].label}" if found else ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("城镇化率", "指标 4. 城镇化率"),
        ("czhl", "指标 4. 城镇化率"),
        ("CZHL", "指标 4. 城镇化率"),
        ("ｃｚｈｌ", "指标 4. 城镇化率"),
        ("水利", "单位 区水利局"),
        ("qslj", "单位 区水利局"),
        ("slj", "单位 区水利局"),
        ("附件2-5", "政策 5. "),
        ("项目12", "项目 12. "),
        ("三宜建设", "单位 三宜建设集团"),
        ("川渝统筹", "改革方向 4. "),
        ("发改委", "单位 区发展改革委"),
        ("住建委", "单位 区住房城乡建委"),
        ("农委", "单位 区农业农村委"),
        ("文旅委", "单位 区文化旅游委"),
    ],
)
def test_it_finds(entries: tuple[SearchEntry, ...], typed: str, expected: str) -> None:
    assert first(entries, typed).startswith(expected)


@pytest.mark.parametrize(
    ("spoken", "unit"),
    [
        ("规资局", "区规划自然资源局"),
        ("人社局", "区人力社保局"),
        ("交通委", "区交通运输委"),
        ("经信委", "区经济信息委"),
        ("招商局", "区招商投资局"),
        ("区发改委", "区发展改革委"),
        ("卫健委", "区卫生健康委"),
        ("城管局", "区城市管理局"),
        ("大数据局", "区大数据发展局"),
        ("供销社", "区供销联社"),
        ("消防队", "开州区消防救援支队"),
    ],
)
def test_a_unit_is_found_first_by_what_people_call_it(
    entries: tuple[SearchEntry, ...], spoken: str, unit: str
) -> None:
    assert first(entries, spoken) == f"单位 {unit}"


def test_every_name_is_found_by_itself_and_by_its_initials(
    entries: tuple[SearchEntry, ...],
) -> None:
    lost = [
        (entry.label, typed)
        for entry in entries
        for typed in (*entry.names, *entry.initials)
        if typed and entry not in [hit for hit in entries if search.find((hit,), typed)[1]]
    ]

    assert lost == []


def test_owners_that_lead_nothing_are_found_too(entries: tuple[SearchEntry, ...]) -> None:
    assert first(entries, "湖山文化科技") == "业主 湖山文化科技公司"


def test_several_words_must_all_be_there(entries: tuple[SearchEntry, ...]) -> None:
    _, both = search.find(entries, "水利 移民")
    _, one = search.find(entries, "水利")

    assert 0 < both < one


@pytest.mark.parametrize("typed", ["", "   ", "没有这个词", "zzzzzz", "<b>", "\\"])
def test_nothing_is_found_by_nothing_or_nonsense(
    entries: tuple[SearchEntry, ...], typed: str
) -> None:
    assert search.find(entries, typed) == ([], 0)


def test_the_best_few_are_given_and_all_are_counted(entries: tuple[SearchEntry, ...]) -> None:
    found, count = search.find(entries, "区")

    assert len(found) == search.MAX_RESULTS < count


def test_an_answer_takes_far_less_than_a_tenth_of_a_second(
    entries: tuple[SearchEntry, ...],
) -> None:
    start = time.perf_counter()
    for typed in ("区", "czhl", "水利 移民", "没有这个词"):
        search.find(entries, typed)

    assert (time.perf_counter() - start) / 4 < 0.1

"""What a seed says was published, of others too, and what the plan says supports what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board.board import compute_board
from kzdash.board.supports import supported_by
from kzdash.domain.models import ItemLink
from kzdash.domain.progress import Status
from kzdash.errors import SeedError
from kzdash.store import Store, change_link, seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kzdash.board.board import Board

    BoardAt = Callable[[date], Board]

DAY = date(2025, 6, 30)
CITY = "统计公报,市统计局,2025-03-01,https://tjj.example/2024"


def write(folder: Path, name: str, rows: str) -> None:
    with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
        file.write(f"{rows}\n")


@pytest.mark.parametrize("name", ["facts", "comparisons", "links"])
def test_a_seed_needs_none_of_them(draft_seed: Path, name: str) -> None:
    (draft_seed / f"{name}.csv").unlink()

    assert seed.read_seed(draft_seed).tables[name] == []


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [
        ("facts", "项目,36,完工,2024-09,,,,报道,报社,,,公开资料", "事项序号"),
        ("facts", "会议,1,完工,2024-09,,,,报道,报社,,,公开资料", "类别"),
        ("facts", "项目,1,完工,去年,,,,报道,报社,,,公开资料", "截至日"),
        ("facts", "项目,1,完工,1900,,,,报道,报社,,,公开资料", "截至日"),
        ("facts", "项目,1,完工,2024-09,,,,报道,报社,,,听说", "把握"),
        ("facts", "项目,1,完工,2024-09,,,,报道,报社,,javascript:alert(1),公开资料", "网址"),
        ("facts", "目标,3,人口,2024,63,万人,,报道,报社,,,公开资料", "口径"),
        ("facts", "目标,3,人口,2024,很多,万人,人口,报道,报社,,,公开资料", "数值"),
        ("comparisons", f"全市,项目,1,2024,5,%,增长,{CITY}", "类别"),
        ("comparisons", f"全市,指标,16,2024,5,%,增长,{CITY}", "事项序号"),
        ("comparisons", f"全市,指标,4,2024,5,万人,城镇化率,{CITY}", "单位"),
        ("comparisons", f"全市,指标,4,2024,,%,城镇化率,{CITY}", "数值"),
        ("comparisons", f"全市,指标,4,2024,5,%,,{CITY}", "口径"),
        ("links", "项目,36,4,安置,附件4-36", "事项序号"),
        ("links", "项目,4,16,安置,附件4-4", "指标序号"),
        ("links", "项目,4,4,安置,", "出处"),
    ],
)
def test_a_row_that_none_may_say_is_named(
    draft_seed: Path, name: str, row: str, column: str
) -> None:
    line = len((draft_seed / f"{name}.csv").read_text("utf-8-sig").splitlines()) + 1
    write(draft_seed, name, row)

    with pytest.raises(SeedError) as caught:
        seed.read_seed(draft_seed)

    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.column) == (f"{name}.csv", line, column)


def test_the_same_fact_of_the_same_source_is_named_twice(draft_seed: Path) -> None:
    write(draft_seed, "links", "项目,4,4,安置,附件4-4\n项目,4,4,进城,附件4-4")

    with pytest.raises(SeedError) as caught:
        seed.read_seed(draft_seed)

    assert [problem.line for problem in caught.value.problems] == [2, 3]


def test_a_mended_fact_replaces_the_old_and_makes_a_new_board(
    url: str, draft_seed: Path, now: datetime
) -> None:
    seed.init_store(url, draft_seed, now)
    store = Store(url)
    before, version = compute_board(store, DAY), store.version()
    file = draft_seed / "facts.csv"
    lines = file.read_text("utf-8-sig").splitlines()
    # the first is taken out, so that the others move up
    file.write_text("\n".join([lines[0], *lines[2:]]).replace("没有进度数", "未见进度"), "utf-8")

    assert seed.init_store(url, draft_seed, now)

    after = compute_board(store, DAY)
    assert [len(board.projects[6].facts) for board in (before, after)] == [2, 1]
    assert after.projects[6].facts[0].said.endswith("未见进度")
    assert after.projects[24].facts == before.projects[24].facts
    assert store.version() != version
    assert not seed.init_store(url, draft_seed, now)


def test_links_of_a_seed_count_from_the_plan_s_day_and_are_brought_once(
    url: str, draft_seed: Path, now: datetime
) -> None:
    write(draft_seed, "links", "项目,4,4,安置进城人口,附件4-4")
    seed.init_store(url, draft_seed, now)
    store = Store(url)
    issued = date(2024, 7, 30)

    assert compute_board(store, date(2024, 7, 29)).links == ()
    board = compute_board(store, issued)
    ((indicator, entry),) = supported_by(board, board.projects[3])
    assert (indicator.number, entry.reason) == (4, "安置进城人口（附件4-4）")
    assert entry.since_words == "公开资料，2024年7月30日"
    assert not seed.init_store(url, draft_seed, now)


def test_a_link_that_the_office_took_back_is_not_brought_again(
    store: Store, draft_seed: Path, now: datetime
) -> None:
    write(draft_seed, "links", "项目,4,4,安置进城人口,附件4-4")
    seed.init_store(store.url, draft_seed, now)
    board = compute_board(store, DAY)
    ids = {"item_id": board.projects[3].item_id, "indicator_id": board.indicators[3].item_id}
    grounds = {"as_of": DAY, "recorded_at": now, "account": "tester", "reason": "安置在区外"}
    change_link(store, ItemLink(removed=True, **ids | grounds))

    assert not seed.init_store(store.url, draft_seed, now)
    assert compute_board(store, DAY).links == ()


def test_an_item_with_a_link_is_not_taken_for_another(
    store: Store, draft_seed: Path, now: datetime
) -> None:
    board = compute_board(store, DAY)
    ids = {"item_id": board.projects[3].item_id, "indicator_id": board.indicators[3].item_id}
    grounds = {"as_of": DAY, "recorded_at": now, "account": "tester", "reason": "安置"}
    change_link(store, ItemLink(removed=False, **ids | grounds))
    file = draft_seed / "projects.csv"
    whole = file.read_text("utf-8-sig").replace("丰乐片区城中村改造项目", "跨江铁路桥")
    file.write_text(whole, "utf-8")

    with pytest.raises(SeedError):
        seed.init_store(store.url, draft_seed, now)


def test_what_is_shipped_says_how_sure_it_is_and_leaves_out_what_is_doubtful(
    board_at: BoardAt,
) -> None:
    board = board_at(date(2026, 1, 1))

    bridge = board.projects[24]
    assert [(fact.day_words, fact.certainty) for fact in bridge.facts] == [
        ("2024年9月13日", "公开资料"),
        ("2024年6月27日", "媒体报道"),
        ("2024年6月27日", "媒体报道"),
    ]
    # nobody's word in anybody's mouth
    assert (bridge.status, bridge.reports) == (Status.NO_DATA, ())
    # whose project is not certain, whose figure is not the plan's, and what is no progress of it
    said = [fact.said for item in board.items for fact in item.facts]
    assert [words for words in said if "浦里新区" in words or "14亿" in words] == []
    assert [board.projects[number - 1].facts for number in (6, 15, 20)] == [(), (), ()]
    assert all(fact.source.link for item in board.items for fact in item.facts)


def test_a_rounding_is_said_as_one(board_at: BoardAt) -> None:
    first = board_at(DAY).indicators[3].figures[0]

    assert (first.period, str(first.value)) == (2022, "52.64")
    assert first.note.endswith("0.7是约数，实为52.59%至52.69%")


def test_a_fact_is_known_from_its_publication_on(board_at: BoardAt) -> None:
    museum = [board_at(day).projects[23].facts for day in (date(2025, 6, 29), DAY)]

    assert [len(facts) for facts in museum] == [0, 1]
    # a figure of a year without a day of publication from the end of that year
    people = [board_at(date(2024, 12, day)).aims[2].facts for day in (30, 31)]
    assert [[fact.dated for fact in facts] for facts in people] == [["2023"], ["2024", "2023"]]

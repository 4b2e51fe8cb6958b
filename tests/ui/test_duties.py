"""任务分工, 政策改革 and the page of one item: the rest of the plan, whole, and whose it is."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kzdash.board.by_unit import most_urgent_first
from kzdash.board.items import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board.board import Board
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    BoardAt = Callable[[date], Board]

JUNE = date(2025, 6, 30)
KINDS = ("tasks", "policies", "reforms", "directions", "aims", "safeguards")


def rows(screen: Screen) -> list[list[str]]:
    """Every row of every table on the page."""
    return [
        [str(cell) for cell in row] for frame in screen.frames for row in frame.to_numpy().tolist()
    ]


def test_every_task_direction_aim_and_safeguard_is_on_the_page_of_duties(
    visit: Visit, board_at: BoardAt
) -> None:
    board = board_at(JUNE)

    listed = {row[1] for row in rows(visit("duties"))}

    for lines, word in (
        (board.tasks, "任务"),
        (board.directions, "改革方向"),
        (board.aims, "定性目标"),
        (board.safeguards, "保障措施"),
    ):
        assert {f"{word} {line.number}. {line.short_name}" for line in lines} <= listed


def test_every_policy_and_reform_is_on_the_page_of_policies(
    visit: Visit, board_at: BoardAt
) -> None:
    board = board_at(JUNE)

    listed = [row[1] for row in rows(visit("policies"))]

    assert listed == [
        *(f"政策 {line.number}. {line.short_name}" for line in board.policies),
        *(f"改革 {line.number}. {line.short_name}" for line in board.reforms),
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "改革"}, 19),
        ({"unit": "区水利局"}, 2),
        ({"q": "夜间经济"}, 1),
        ({"status": "待填报"}, 44),
    ],
)
def test_the_url_narrows_policies_and_reforms(
    visit: Visit, query: dict[str, str], count: int
) -> None:
    screen = visit("policies", **query)

    assert screen.headings == [f"{count} 项"]
    assert len(rows(screen)) == count


def test_a_search_that_finds_nothing_says_what_to_do(visit: Visit) -> None:
    assert visit("policies", q="没有这个词").said("info") == [
        "没有符合条件的事项。请取消一个筛选条件。"
    ]


def test_the_pages_of_the_units_add_up_to_the_whole(visit: Visit, board_at: BoardAt) -> None:
    board = board_at(JUNE)

    listed = {}
    for unit in board.units:
        screen = visit("duties", unit=unit)
        assert screen.titles == [f"{unit} 督办清单"]
        listed[unit] = [
            [name.split(".")[0] for name in screen.tables[table]["事项"]]
            for table in ("supervision", "supported")
            if table in screen.tables
        ]

    assert listed == {
        unit: [
            [f"{KIND_WORDS[line.kind]} {line.number}" for line in most_urgent_first(own)]
            for own in (board.led_by(unit), board.supported_by(unit))
            if own
        ]
        for unit in board.units
    }
    assert sum(len(names) for tables in listed.values() for names in tables) == sum(
        len(line.units) for line in board.followed
    )


def test_a_unit_s_page_leads_to_its_list_on_paper(visit: Visit) -> None:
    screen = visit("duties", unit="区水利局")

    unit = "%E5%8C%BA%E6%B0%B4%E5%88%A9%E5%B1%80"
    assert screen.hrefs[f"/print/unit?unit={unit}&as_of=2025-06-30"] == "打开打印页"


def test_an_unknown_unit_is_named_in_a_sentence_above_all_of_them(visit: Visit) -> None:
    screen = visit("duties", unit="某某局")

    assert screen.said("warning") == ["没有名为“某某局”的责任单位。下面是全部责任单位。"]
    assert screen.titles == ["任务分工"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_has_a_page_of_its_own(visit: Visit, board_at: BoardAt, kind: str) -> None:
    for line in (getattr(board_at(JUNE), kind)[0], getattr(board_at(JUNE), kind)[-1]):
        screen = visit("item", id=f"{line.kind}-{line.number}")

        assert screen.titles[0].endswith(f"{line.number}. {line.name}")
        assert screen.facts["内容"] == line.summary
        assert screen.facts["出处"] == line.citation
        assert [unit for unit in line.units if unit not in screen.links] == []
        assert screen.foreign_words == set()


def test_the_fourth_direction_shows_its_five_paragraphs(visit: Visit, board_at: BoardAt) -> None:
    text = visit("item", id="direction-4").text

    fourth = board_at(JUNE).directions[3]
    assert [part.summary in text for part in fourth.paragraphs] == [True] * 5


@pytest.mark.parametrize("asked", ["", "task-0", "task-28", "task", "indicator-4", "<b>", "任务-1"])
def test_an_unknown_item_is_a_sentence_and_a_way_back(visit: Visit, asked: str) -> None:
    screen = visit("item", id=asked)

    assert screen.titles == ["没有这一事项"]
    assert list(screen.links)[-2:] == ["任务分工", "政策改革"]


@pytest.mark.parametrize("page", ["duties", "policies"])
def test_the_pages_speak_chinese(visit: Visit, page: str) -> None:
    screen = visit(page)

    assert screen.foreign_words == set()
    assert re.search(r"\bNone\b|\bnan\b", screen.text) is None


@pytest.mark.parametrize(
    ("page", "query", "finding"),
    [
        ("indicators", {}, "15项指标1项达标，城镇化率预计差1.41个百分点，13项到期未报。"),
        ("projects", {}, "35个项目都还没有填报，其中21个到期未报。"),
        ("milestones", {}, "5个时间节点完成1个，3个时间节点到期未报；下一个是"),
        ("duties", {}, "26个牵头单位中16个有到期未报的事项，24个还没有填报过。"),
        (
            "duties",
            {"unit": "区水利局"},
            "牵头5项都还没有填报，其中1项到期未报；需要填报5项；另配合3项。",
        ),
        ("policies", {}, "25项政策和19项改革都还没有填报。"),
        ("changes", {}, "2025年6月23日以来没有填报，也没有状态变化。"),
        ("indicators", {"item": "4"}, "滞后：2024年为53.94%，目标≥56%，差2.06个百分点"),
        ("projects", {"item": "2"}, "到期未报：建设年限到2024年为止，区住房城乡建委还没有填报。"),
        ("item", {"id": "task-1"}, "未报：区农业农村委还没有填报"),
    ],
)
def test_a_page_begins_with_its_finding(
    visit: Visit, page: str, query: dict[str, str], finding: str
) -> None:
    # without the marks of colour and weight
    text = re.sub(r"[*\[\] \\]", "", visit(page, **query).text)

    assert finding in text
    assert text.index(finding) < text.index("开州府办发〔2024〕55号")


def test_the_page_of_duties_begins_with_the_board_of_units(visit: Visit) -> None:
    screen = visit("duties")

    (board, *_) = screen.pieces
    (address,) = (address for address, words in board.links.items() if words == "区水利局")
    assert address == "/duties?unit=%E5%8C%BA%E6%B0%B4%E5%88%A9%E5%B1%80&as_of=2025-06-30"
    headings = [one.value for one in screen.app.subheader]
    assert headings[0] == "32 个责任单位"

"""The pages laid out for A4 show what the board says, and are guarded as every page is."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sqlalchemy import text as text_of

from kzdash.board import kpis
from kzdash.board.attention import group_by_unit
from kzdash.board.board import compute_board
from kzdash.board.verdict import compose_verdict
from kzdash.domain.formatting import EARLIEST, LATEST, format_money, format_number
from kzdash.domain.models import Adjustment
from kzdash.runtime import clock
from kzdash.store import Store, seed
from kzdash.store.seed.files import TABLES
from tests.law.seeds import cut

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report
    from tests.web.conftest import Browser

OVERVIEW_SHEET = "/print/overview?as_of=2025-06-30"
DAY = date(2025, 6, 30)
TODAY = "as_of=2025-06-30"
UNIT = "区水利局"
UNIT_SHEET = f"/print/unit?unit={quote(UNIT)}&as_of=2025-06-30"


def test_a_unit_s_list_has_every_item_it_leads_or_supports_and_no_other(
    browser: Browser, store: Store
) -> None:
    answer = browser.get(UNIT_SHEET)

    board = compute_board(store, DAY)
    own = [line for line in board.followed if UNIT in line.units]
    others = [line for line in board.projects if UNIT not in line.units]
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>区水利局督办清单</h1>" in answer.text
    assert "截至2025年6月30日" in answer.text
    assert [line.name for line in own if line.name not in answer.text] == []
    assert [line.name for line in others if f"<td>{line.name}</td>" in answer.text] == []
    # each of the two tables has a row for its head
    assert answer.text.count("<tr>") == len(own) + 2


def test_a_print_page_shows_the_requested_day(
    browser: Browser, store: Store, new_report: Callable[..., Report]
) -> None:
    store.append(new_report("task", 2, DAY, status="blocked", note="待用地批复"))

    assert "受阻" in browser.get(UNIT_SHEET).text
    assert "受阻" not in browser.get(UNIT_SHEET.replace("06-30", "06-29")).text


def test_a_print_page_can_ignore_what_was_entered_later(
    browser: Browser, store: Store, new_report: Callable[..., Report]
) -> None:
    # recorded on the first day of 2026
    store.append(new_report("task", 2, DAY, status="blocked", note="待用地批复"))

    text = browser.get(f"{UNIT_SHEET}&entered=true").text

    assert "截至2025年6月30日，只计当日已录入的填报" in text
    assert "受阻" not in text


def test_typed_texts_are_escaped_on_print_pages(
    browser: Browser, edit_name: Callable[[str], None]
) -> None:
    edit_name("<script>alert(1)</script>")

    text = browser.get(UNIT_SHEET).text

    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text


@pytest.fixture
def edit_name(store: Store) -> Callable[[str], None]:
    """Give an item that the unit leads another name."""

    def edit(name: str) -> None:
        from sqlalchemy import text

        with store.writing() as session:
            session.execute(
                text("UPDATE items SET name = :name WHERE kind = 'task' AND number = 2"),
                {"name": name},
            )

    return edit


def test_the_overview_on_paper_says_what_the_board_says(browser: Browser, store: Store) -> None:
    text = browser.get(OVERVIEW_SHEET).text

    board = compute_board(store, DAY)
    shown = [
        *(word for tile in kpis.headline_kpis(board) for word in (tile.figure, tile.note)),
        *(line.format_value(line.assessment.value) for line in board.indicators),
        *(line.gap_words for line in board.indicators),
        *(line.state.word for line in board.indicators),
        *(line.state_words for line in board.milestones),
        *(part.words for part in compose_verdict(board).parts),
        *(format_number(category.planned_investment_wan_yuan) for category in board.categories),
        *(f">{line.number}</text>" for line in board.projects),
        *(group.unit for group in group_by_unit(board.concerns)),
    ]
    assert [word for word in shown if word not in text] == []
    assert "nan" not in text
    assert "None" not in text


@pytest.mark.parametrize("wan_yuan", [187200, 9_360_000, 93_600_000])
def test_the_overview_is_printed_however_much_a_project_is_adjusted(
    browser: Browser, store: Store, item_id: Callable[[str, int], int], wan_yuan: int
) -> None:
    store.adjust(
        Adjustment(
            item_id=item_id("project", 28),
            seq=1,
            as_of=DAY,
            recorded_at=clock.now(),
            account="tester",
            reason="概算调整",
            document_number="开州府办发〔2025〕1号",
            planned_investment_wan_yuan=Decimal(wan_yuan),
        )
    )

    answer = browser.get(OVERVIEW_SHEET)

    assert answer.status_code == 200
    board = compute_board(store, DAY)
    boxes = len(board.categories) + len(board.projects)
    assert answer.text.partition('class="sheet"')[2].count("<rect ") == boxes


def test_another_county_s_overview_is_printed_too(
    browser: Browser, county_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/county.db"
    seed.init_store(url, county_folder, clock.now())
    monkeypatch.setenv("KZDASH_DATABASE_URL", url)

    answer = browser.get("/print/overview?as_of=2027-06-30")

    assert answer.status_code == 200
    assert Store(url).plan().plan.short_title in answer.text


def test_the_overview_on_paper_says_what_the_plan_does_not_list(
    browser: Browser, county_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/empty.db"
    cut(county_folder, *TABLES).write(tmp_path / "empty")
    seed.init_store(url, tmp_path / "empty", clock.now())
    monkeypatch.setenv("KZDASH_DATABASE_URL", url)

    answer = browser.get("/print/overview?as_of=2027-06-30")

    assert answer.status_code == 200
    for what in ("指标", "时间节点", "项目"):
        assert f"方案没有列{what}。" in answer.text
    for sheet, what in (("indicators", "指标"), ("projects", "项目")):
        assert f"方案没有列{what}。" in browser.get(f"/print/{sheet}?as_of=2027-06-30").text
    assert browser.get("/print/changes?as_of=2027-06-30").status_code == 200


def test_the_overview_on_paper_lists_the_projects_that_its_map_numbers(
    browser: Browser, store: Store
) -> None:
    listed = browser.get(OVERVIEW_SHEET).text.partition("项目清单")[2]

    names = [item.name for item in compute_board(store, DAY).projects]
    assert [name for name in names if name not in listed] == []


def test_indicators_on_paper_say_what_the_page_says_of_each(browser: Browser, store: Store) -> None:
    text = browser.get(f"/print/indicators?{TODAY}").text

    for item in compute_board(store, DAY).indicators:
        for words in (item.name, item.target_words, item.marked, item.gap_words, item.lead_words):
            assert words in text
    assert text.count("<tr>") == 1 + 15


def test_indicators_on_paper_are_those_that_the_page_lists_in_its_order(browser: Browser) -> None:
    address = f"/print/indicators?{TODAY}&unit={quote('区发展改革委')}&sort={quote('按序号')}"

    text = browser.get(address).text

    assert "只列区发展改革委。" in text
    numbers = [int(number) for number in re.findall(r'<td class="name">(\d+)\.', text)]
    assert 0 < len(numbers) < 15
    assert numbers == sorted(numbers)
    assert "没有符合条件的指标。" in browser.get(f"{address}&status={quote('逾期')}").text


def test_projects_on_paper_have_the_map_and_every_project_under_its_category(
    browser: Browser, store: Store
) -> None:
    text = browser.get(f"/print/projects?{TODAY}").text

    board = compute_board(store, DAY)
    assert text.count('<tr class="sum">') == len(board.categories) + 1
    for item in board.projects:
        assert f'<td class="name">{item.name}</td>' in text
        assert f">{item.number}</text>" in text
    assert f"<td>{format_money(board.planned_investment_wan_yuan)}" not in text
    assert format_money(board.planned_investment_wan_yuan) in text


def test_projects_on_paper_are_those_that_the_page_lists(browser: Browser, store: Store) -> None:
    category = compute_board(store, DAY).categories[2]

    text = browser.get(f"/print/projects?{TODAY}&programme={quote(category.category_name)}").text

    assert f"只列{category.category_name}。" in text
    own = [it for it in compute_board(store, DAY).projects if it.programme == category.number]
    assert text.count('<td class="name">') == len(own) + 2
    assert text.partition('class="sheet"')[2].count("<rect ") == len(own) + 1
    none = browser.get(f"/print/projects?{TODAY}&q={quote('没有这个词')}").text
    assert "没有符合条件的项目。" in none


def test_changes_on_paper_say_what_moved_who_is_silent_and_who_entered_it(
    browser: Browser, store: Store, new_report: Callable[..., Report]
) -> None:
    # recorded on the first day of 2026
    store.append(new_report("task", 2, DAY, status="blocked", note="待用地批复"))

    text = browser.get("/print/changes?as_of=2026-01-01&since=2025-12-31").text

    moved, _, trail = text.partition("操作记录")
    assert "待用地批复" in moved
    assert "测试员（专班办公室）" in trail
    silent = text.partition("没有填报的牵头单位：")[2].partition("。")[0].split("、")
    assert "区教委" in silent
    assert UNIT not in silent
    assert (
        "没有填报，也没有状态变化" in browser.get(f"/print/changes?{TODAY}&since=2025-06-29").text
    )


def test_a_text_that_would_fill_a_page_of_its_column_stands_whole_beneath_the_table(
    browser: Browser, store: Store, new_report: Callable[..., Report]
) -> None:
    long = "征地拆迁尚未完成，" * 200
    store.append(new_report("project", 1, DAY, stage="construction", problems=long))
    store.append(new_report("project", 2, DAY, stage="construction", problems="两户未签协议"))

    table, _, beneath = browser.get(f"/print/projects?{TODAY}").text.partition("存在问题全文")

    assert f"{long[:100]}……（全文见表后）" in table
    assert long not in table
    assert long in beneath
    assert "两户未签协议" in table
    assert "两户未签协议" not in beneath


def test_a_row_of_changes_is_never_longer_than_a_page_and_its_text_is_whole(
    browser: Browser, store: Store, new_report: Callable[..., Report]
) -> None:
    long = "征地拆迁尚未完成，" * 200
    # recorded on the first day of 2026
    store.append(new_report("task", 2, DAY, status="blocked", note=long))

    text = browser.get("/print/changes?as_of=2026-01-01&since=2025-12-31").text

    cells = re.findall(r"<td[^>]*>([^<]*)</td>", text)
    assert max(map(len, cells)) < 350
    assert any(cell.endswith("……（全文见表后）") for cell in cells)
    moved, _, trail = text.partition("操作记录")
    assert "任务 2. 实施重大项目进城集镇安居，填报内容</b>：" in moved
    assert long in moved
    assert long in trail


@pytest.mark.parametrize("sheet", ["overview", "indicators", "projects", "changes"])
def test_a_running_head_names_the_plan_and_the_day_and_pages_are_counted(
    browser: Browser, sheet: str
) -> None:
    text = browser.get(f"/print/{sheet}?{TODAY}").text

    assert '@top-right { content: "截至2025年6月30日"' in text
    assert 'counter(page) "页　共" counter(pages) "页"' in text


def test_a_running_head_ends_no_style_sheet(browser: Browser, store: Store) -> None:
    with store.writing() as session:
        session.execute(
            text_of("UPDATE plans SET short_title = :odd"), {"odd": '甲"; }</style><b>'}
        )

    head = browser.get(f"/print/indicators?{TODAY}").text.partition("@top-left")[2]

    assert head.startswith(' { content: "甲\\22 \\3b \\20 \\7d \\3c \\2f style\\3e ')


@pytest.mark.parametrize("unit", ["", "区没有这个局", "<b>甲</b>", "长" * 3000])
def test_an_unknown_unit_is_answered_with_a_sentence(browser: Browser, unit: str) -> None:
    answer = browser.get(f"/print/unit?unit={quote(unit)}")

    assert answer.status_code == 404
    assert "责任单位。请回到任务分工" in answer.text
    assert "<b>甲" not in answer.text
    assert len(answer.text) < 6000


@pytest.mark.parametrize(
    "day", ["soon", "2025-02-30", "0001-01-01", "9999-12-31", "1" * 99, "2025-W26-1"]
)
def test_an_invalid_date_is_answered_with_a_sentence(browser: Browser, day: str) -> None:
    answer = browser.get(f"/print/unit?unit={quote(UNIT)}&as_of={day}")

    assert answer.status_code == 400
    assert "日期写作 as_of=2025-06-30" in answer.text


@pytest.mark.parametrize("written", ["20250630", "2025/06/30", "2025年6月30日"])
def test_dates_are_read_in_every_format(browser: Browser, written: str) -> None:
    for path in (f"/print/overview?as_of={written}", f"/files/json?as_of={written}"):
        answer = browser.follow(path)
        assert answer.status_code == 200
        assert any(day in answer.text for day in ("截至2025年6月30日", '"2025-06-30"'))


@pytest.mark.parametrize("day", [EARLIEST, LATEST], ids=["first", "last"])
def test_print_pages_and_documents_work_on_the_first_and_the_last_day(
    browser: Browser, day: date
) -> None:
    sheets = ("overview", "indicators", "projects", "changes", "unit")
    paths = (*(f"/print/{sheet}" for sheet in sheets), "/files/deck", "/files/form", "/files/trail")

    answers = [browser.get(f"{path}?unit={quote(UNIT)}&as_of={day}&since={day}") for path in paths]

    assert [answer.status_code for answer in answers] == [200] * len(paths)


def test_a_print_page_without_a_date_shows_today(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kzdash.runtime.clock.today", lambda: date(2025, 1, 9))

    assert "截至2025年1月9日" in browser.get(f"/print/unit?unit={quote(UNIT)}").text


def test_a_missing_store_error_names_the_remedy(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")

    answer = browser.get(UNIT_SHEET)

    assert answer.status_code == 503
    assert "没有找到数据库" in answer.text


def test_print_pages_carry_the_security_headers(browser: Browser) -> None:
    headers = browser.get(UNIT_SHEET).headers

    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["cache-control"] == "no-store"


def test_print_pages_redirect_to_the_login_where_reading_needs_one(
    browser: Browser, zhang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")

    before = browser.get(UNIT_SHEET)
    browser.log_in(zhang)

    assert before.status_code == 303
    assert before.headers["location"].startswith("/login?next=%2Fprint%2Funit")
    assert browser.get(UNIT_SHEET).status_code == 200


def test_print_pages_are_closed_where_a_provider_guards_reading(
    browse: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browse(by_provider=True)
    assert browser.get(UNIT_SHEET).status_code == 200

    monkeypatch.setenv("KZDASH_READ", "login")

    answer = browser.get(UNIT_SHEET)
    assert answer.status_code == 403
    assert "只能在页面上查看" in answer.text


def test_print_pages_are_closed_where_the_session_cannot_be_checked(
    browser: Browser, zhang: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browser.log_in(zhang)
    monkeypatch.setenv("KZDASH_READ", "login")
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")

    assert browser.get(UNIT_SHEET).status_code == 503
    assert browser.get(UNIT_SHEET).text == "数据库暂不可用。"


@pytest.mark.parametrize(
    ("page", "sheet"),
    [
        ("", "overview?"),
        ("indicators?sort=1", "indicators?sort=1&amp;"),
        ("projects", "projects?"),
        ("changes?since=2025-05-01", "changes?since=2025-05-01&amp;"),
        ("duties?unit=1", "unit?unit=1&amp;"),
        ("projects?item=28", "overview?"),
    ],
)
def test_a_page_without_scripts_leads_to_the_sheet_of_its_view(
    browser: Browser, page: str, sheet: str
) -> None:
    text = browser.get(f"/plain/{page}{'&' if '?' in page else '?'}{TODAY}").text

    assert f'href="/print/{sheet}{TODAY}"' in text

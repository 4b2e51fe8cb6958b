"""What a plan says is shown as it is written: names with marks in them do nothing on any page."""

from __future__ import annotations

import io
import json
import re
import shutil
import tomllib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from icalendar import Calendar

from kzdash.board.board import compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.documents.papers.wording import official
from kzdash.store import Store, seed
from tests import people, plan_shapes
from tests.security.hostile import WRITTEN
from tests.security.test_urls import FORMATTED, PAGES
from tests.ui.screen import enter, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.screen import Screen
    from tests.web.conftest import Browser

    Visit = Callable[..., Screen]

NOW = datetime(2026, 6, 30, 8, tzinfo=UTC)
DAY = date(2027, 1, 15)
TEXTS = (
    *("名称", "简称", "项目类别名称", "计量单位", "填报内容", "填报单位", "说明", "摘要"),
    *("项目业主", "建设内容", "出处", "其他写法", "位置", "原文", "读作", "依据", "资料名称"),
)
OF_PLAN = ("title", "short_title", "document_number", "issuer", "office")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store whose plan has marks in every text."""
    folder = tmp_path_factory.mktemp("written")
    plan = shutil.copytree(plan_shapes.COUNTY, folder / "seed")
    for file in plan.glob("*.csv"):
        plan_shapes.write(
            plan,
            file.stem,
            [_marked(at, row) for at, row in enumerate(plan_shapes.rows(plan, file.stem))],
        )
    text = (plan / "plan.toml").read_text("utf-8")
    for at, name in enumerate(OF_PLAN):
        value = tomllib.loads(text)["plan"][name]
        text = text.replace(f'{name} = "{value}"', f'{name} = "{value}{WRITTEN[at]}"')
    (plan / "plan.toml").write_text(text, "utf-8")
    seed.init_store(f"sqlite:///{folder / 'store.db'}", plan, NOW)
    people.office_account(Store(f"sqlite:///{folder / 'store.db'}"), NOW)
    return folder / "store.db"


def _marked(at: int, row: dict[str, str]) -> dict[str, str]:
    """Add a mark to each text, another in each row and column; a unit keeps its own everywhere."""
    made = dict(row)
    for place, name in enumerate(TEXTS):
        if row.get(name):
            made[name] = row[name] + WRITTEN[(at * 3 + place) % len(WRITTEN)]
    if "其他写法" in row:
        made["名称"] = _unit(row["名称"])
    if "责任单位" in row:
        names, more = row["责任单位"].removesuffix("等"), row["责任单位"].endswith("等")
        led = "、".join(_unit(name) for name in names.split("、") if name)
        made["责任单位"] = led + ("等" if more else "")
    return made


def _unit(name: str) -> str:
    return name + WRITTEN[sum(map(ord, name)) % len(WRITTEN)]


@pytest.fixture
def board_store(
    written: Path,
    visit: Visit,  # the last to say which store
    jar: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Store:
    """That store, read by the pages, with somebody of the office logged in."""
    file = shutil.copy(written, tmp_path / "written.db")
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{file}")
    made = Store(f"sqlite:///{file}")
    enter(made, jar)
    return made


def addresses(store: Store) -> list[dict[str, str]]:
    board = compute_board(store, DAY)
    items = [
        {"page": page, "item": str(line.number)}
        for page in ("indicators", "projects", "milestones")
        for line in getattr(board, page)
    ]
    items += [
        {"page": "item", "id": f"{line.kind}-{line.number}"}
        for line in (*board.tasks, *board.policies, *board.reforms, *board.directions)
    ]
    forms = [
        {"page": "reporting", "report": f"{line.item_id}-0", "scope": "全部"}
        for line in board.followed[::3]
    ]
    units = [{"page": "duties", "unit": unit} for unit in board.units]
    slides = [{"page": "briefing", "slide": str(number)} for number in range(1, 12)]
    return [*({"page": page} for page in PAGES), *items, *forms, *units, *slides]


def markdown_of(screen: Screen) -> list[str]:
    """Every text that Streamlit reads as Markdown: elements, labels, help, choices, cells."""
    app = screen.app
    found = [str(shown.value) for kind in FORMATTED for shown in app.get(kind)]
    found += [link.proto.label for link in app.get("page_link")]
    for node in app:
        proto = getattr(node, "proto", None)
        found += [str(getattr(proto, name, "")) for name in ("label", "help")]
        if node.type == "table":
            found += [str(cell) for row in node.value.to_numpy() for cell in row]
            found += [str(name) for name in node.value.columns]
        if node.type == "button_group":
            found += [str(option.content) for option in proto.options]
    return found


@pytest.mark.slow
def test_no_page_takes_what_a_plan_says_for_markup(visit: Visit, board_store: Store) -> None:
    for asked in addresses(board_store):
        screen = visit(**asked, as_of=DAY.isoformat())

        shown = markdown_of(screen)
        taken = [(text, mark) for text in shown for mark in WRITTEN if mark in text]
        assert taken == [], asked
        charts = json.dumps(list(screen.charts.values()), ensure_ascii=False)
        assert "<b>粗" not in charts, asked
        assert "%{y}{{7" not in charts, asked


def test_a_page_shows_what_a_plan_says_as_it_is_written(visit: Visit, board_store: Store) -> None:
    board = compute_board(board_store, DAY)
    screens = [
        visit(page, as_of=DAY.isoformat())
        for page in ("overview", "milestones", "duties", "indicators")
    ]
    marked = [read(text) for screen in screens for text in markdown_of(screen)]
    drawn = [word for screen in screens for piece in screen.pieces for word in piece.words]
    shown = "\n".join([*marked, *drawn]).replace("\N{WORD JOINER}", "")

    wanted = [
        board.plan.short_title,
        board.plan.document_number,
        *(line.name for line in board.milestones),
        *(line.summary for line in board.milestones),
        *(category.name for category in board.categories),
        *(line.short_name for line in board.indicators),
    ]
    assert [text for text in wanted if text not in shown] == []


def test_papers_sheets_and_files_show_it_as_it_is_written(
    browser: Browser, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{written}")
    store = Store(f"sqlite:///{written}")
    board = compute_board(store, DAY)
    names = [line.name for line in board.projects]
    given = DocumentRequest(lambda: compare_boards(store, board, board), NOW, board.units[0])

    made = {kind: document.make(board, given) for kind, document in CATALOGUE.items()}

    book = openpyxl.load_workbook(io.BytesIO(made["workbook"]))
    assert [row[1].value for row in list(book["项目"].rows)[1:-1]] == names
    paper = docx.Document(io.BytesIO(made["summary"]))
    text = "\n".join(one.text for one in paper.paragraphs)
    assert [line.name for line in board.milestones if official(line.name) not in text] == []
    of_all = CATALOGUE["calendar"].make(board, given.for_unit(""))
    days = Calendar.from_ical(of_all).walk("VEVENT")
    told = "\n".join(f"{day['summary']}\n{day.get('description', '')}" for day in days)
    assert [name for name in names if name not in told] == []
    sheet = browser.get(f"/print/overview?as_of={DAY}").text
    assert not re.search(r"<b>粗|<code>", sheet)

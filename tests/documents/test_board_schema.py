"""The board's JSON is what its JSON Schema says, and an earlier form is as it was written then."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator, FormatChecker

from kzdash import accounts
from kzdash.board import compute_board
from kzdash.board.closing import read_closings
from kzdash.cli.main import cli
from kzdash.documents import CATALOGUE, DocumentRequest, board_json
from kzdash.documents.closed_board import check_closing, close_period
from kzdash.documents.earlier_json import CURRENT, FIRST
from kzdash.domain import progress
from kzdash.domain.models import ClosedPeriod, Contact
from kzdash.domain.rules import REPORT_FIELDS
from kzdash.reporting.demonstration import fill_demonstration
from kzdash.store import Store, keep_contacts, keep_files, seed
from kzdash.store import close_period as store_closing
from kzdash.store.seed.files import TABLES
from tests import evidence
from tests.law.seeds import cut
from tests.matters import Office
from tests.security.hostile import ATTACKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kzdash.board.board import Board
    from kzdash.domain.models import Report

JUNE = date(2025, 6, 30)
NOW = datetime(2026, 1, 1, 8, 30, tzinfo=UTC)
# the keys of the first form, in its order, written down when it was the present one
COMMON = (
    "number name lead_units lead_unit supporting_units more_units status status_words citation "
    "reported_on parts facts cause next_step expected_on confidence"
)
DATED = "due_on original_due_on completed_on days reported_status"
FIRST_KEYS = {
    "indicators": f"{COMMON} unit measure direction target original_target baseline value period "
    "gap progress expected forecast missing awaited goals provisional comparisons beside reason "
    "supported_by",
    "projects": f"{COMMON} programme owner funding start_year end_year planned_investment_wan_yuan "
    "original_investment_wan_yuan original_due_on funds_paid_wan_yuan funds_received_wan_yuan "
    "completed_investment_wan_yuan physical_progress stage time_elapsed reason problems "
    "not_started not_completed to_check starts_on year_plan_wan_yuan this_year_wan_yuan "
    "this_year_how this_month_wan_yuan year_completion year_elapsed funds supports",
    "milestones": f"{COMMON} {DATED} supports",
    "steps": f"{COMMON} {DATED} step_name item added_on",
    "matters": f"{COMMON} kind level original_level raised_by meeting summary answer note due_on "
    "original_due_on completed_on added_on",
    "meetings": "number name held_on",
    "tasks": f"{COMMON} summary programme supports",
    "policies": f"{COMMON} summary supports",
    "reforms": f"{COMMON} summary supports",
    "directions": f"{COMMON} summary paragraphs",
    "aims": f"{COMMON} summary reason comparisons",
    "safeguards": f"{COMMON} summary",
}
CODES: dict[str, Any] = {
    "status": progress.Status,
    "state": progress.State,
    "stage": progress.Stage,
    "answer": progress.Answer,
    "confidence": progress.Confidence,
    "level": progress.Level,
    "fund_source": progress.FundSource,
}


@pytest.fixture(scope="module")
def schema(root: Path) -> Any:
    """The schema that is shipped."""
    return json.loads((root / "docs" / "board.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def faults(schema: Any) -> Callable[[Board], list[str]]:
    """Return what in a board's JSON is not as the schema says."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker())

    def find(board: Board) -> list[str]:
        written = json.loads(board_json.dumps(board))
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(written)]

    return find


@pytest.fixture(scope="module")
def filled(seed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Board:
    """The board of a demonstration, which has something of everything."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('filled')}/store.db")
    now = datetime(2025, 11, 28, 8, tzinfo=UTC)
    seed.init_store(store.url, seed_folder, now, demonstration=True)
    fill_demonstration(store, now)
    office = Office(store, accounts.OFFICE)
    office.meet(JUNE)
    matter = office.assign(JUNE, due_on=JUNE)
    office.adjust(matter, JUNE, due_on=date(2025, 12, 31))
    return compute_board(store, now.date())


def test_the_schema_is_one(schema: Any) -> None:
    Draft202012Validator.check_schema(schema)


def test_boards_of_every_state_are_as_the_schema_says(
    board: Board, faults: Callable[[Board], list[str]]
) -> None:
    assert faults(board) == []


def test_a_board_with_something_of_everything_is_as_the_schema_says(
    filled: Board, faults: Callable[[Board], list[str]]
) -> None:
    assert all((filled.steps, filled.matters, filled.meetings))
    assert any(item.adjustments for item in filled.items)
    assert any(item.parts for item in filled.items)
    assert faults(filled) == []


@pytest.mark.parametrize("as_of", [date(1900, 1, 1), date(9000, 12, 31)])
def test_a_board_of_no_plan_is_as_the_schema_says(
    county_folder: Path, tmp_path: Path, faults: Callable[[Board], list[str]], as_of: date
) -> None:
    cut(county_folder, *TABLES).write(tmp_path / "empty")
    url = f"sqlite:///{tmp_path}/empty.db"
    seed.init_store(url, tmp_path / "empty", NOW)

    assert faults(compute_board(Store(url), as_of)) == []


def test_hostile_and_long_texts_are_as_the_schema_says_and_read_back(
    store: Store, new_report: Callable[..., Report], faults: Callable[[Board], list[str]]
) -> None:
    typed = [text for text in ATTACKS.values() if text.isprintable()][:18]
    for number, text in enumerate(typed, 1):
        said = {"note": (text * 2000)[:2000], "evidence": text[:500]}
        store.append(new_report("task", number, JUNE, status="blocked", **said))

    board = compute_board(store, JUNE)

    assert faults(board) == []
    written = json.loads(board_json.dumps(board))["tasks"]
    assert [task["reports"][0]["evidence"] for task in written[: len(typed)]] == [
        text[:500] for text in typed
    ]


@pytest.mark.parametrize("name", CODES)
def test_the_schema_lists_every_code(schema: Any, name: str) -> None:
    assert schema["$defs"][name]["enum"] == [one.code for one in CODES[name]]


def _objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every object that a part of the schema describes."""
    if isinstance(part, dict):
        if isinstance(part.get("properties"), dict):
            yield part
        for one in part.values():
            yield from _objects(one)
    elif isinstance(part, list):
        for one in part:
            yield from _objects(one)


def test_every_key_is_required_but_those_of_a_report_which_are_its_kind_s(schema: Any) -> None:
    fields = {field.name for field in REPORT_FIELDS}
    for one in _objects(schema):
        assert set(one["properties"]) - set(one["required"]) <= fields
    report = schema["$defs"]["report"]
    assert set(report["properties"]) - set(report["required"]) == fields - {"evidence", "note"}


def test_the_page_on_the_json_names_every_key(schema: Any, root: Path) -> None:
    page = (root / "docs" / "board.md").read_text("utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    by_source = re.compile("(central|special_bond|special_treasury|municipal|district|social)_")
    keys = {
        key for one in _objects(schema) for key in one["properties"] if not by_source.match(key)
    }

    assert keys - named == set()


def test_a_report_carries_its_words_grounds_reporter_and_files(
    store: Store, new_report: Callable[..., Report], keep: Callable[..., None]
) -> None:
    report = new_report("project", 1, JUNE, stage="construction", problems="征地未完")
    report.note, report.evidence = "主体封顶", "监理月报"
    keep(report)

    project = json.loads(board_json.dumps(compute_board(store, JUNE)))["projects"][0]

    (said,) = project["reports"]
    assert (said["note"], said["evidence"], said["problems"]) == (
        "主体封顶",
        "监理月报",
        "征地未完",
    )
    assert (said["reporter"], said["stage"]) == ("测试员（专班办公室）", "construction")
    assert said["recorded_at"] == "2026-01-01T08:00:00+00:00"
    (file,) = said["files"]
    assert (file["name"], file["media_type"], len(file["sha256"])) == ("现场.jpg", "image/jpeg", 64)
    assert project["open_problems"] == ["征地未完"]


@pytest.fixture
def keep(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Store a report with a photo."""
    monkeypatch.setenv("KZDASH_EVIDENCE", str(tmp_path / "evidence"))

    def append(report: Report) -> None:
        report.evidence_files = keep_files(store, [evidence.photo()], "tester", NOW)
        store.append(report)

    return append


def test_a_matter_an_item_and_a_meeting_name_each_other(
    store: Store, item_id: Callable[[str, int], int]
) -> None:
    office = Office(store)
    meeting = office.meet(JUNE)
    office.assign(JUNE, about=((item_id("task", 2), None),), parent_id=meeting, due_on=JUNE)

    written = json.loads(board_json.dumps(compute_board(store, JUNE)))

    (matter,) = written["matters"]
    assert (matter["id"], matter["about"]) == ("matter-1", ["task-2"])
    assert written["tasks"][1]["matters"] == written["meetings"][0]["matters"] == ["matter-1"]


def test_no_account_and_no_telephone_stands_in_the_json(
    store: Store, new_report: Callable[..., Report]
) -> None:
    unit = next(unit for unit in store.plan().units if unit.name == "区水利局")
    known = Contact(unit_id=unit.id, handler="张某", telephone="13800001234", account="tester")
    known.updated_at, known.supervisor, known.handler_email = NOW, "", ""
    keep_contacts(store, [known], "tester")
    store.append(new_report("task", 2, JUNE, status="blocked", note="待批"))

    text = board_json.dumps(compute_board(store, JUNE))

    assert "测试员（专班办公室）" in text
    assert "tester" not in text
    assert "13800001234" not in text


def test_the_first_form_has_the_keys_that_it_had(filled: Board) -> None:
    written = json.loads(board_json.dumps(filled, FIRST))

    assert list(written) == [
        *("as_of", "plan", "indicators", "projects", "milestones", "steps", "matters", "meetings"),
        *("tasks", "policies", "reforms", "directions", "aims", "safeguards"),
    ]
    for part, keys in FIRST_KEYS.items():
        assert {" ".join(item) for item in written[part]} == {keys}, part
    parts = [part for task in written["tasks"] for part in task["parts"]]
    assert {" ".join(part) for part in parts} == {"unit status note reported_on"}
    paragraphs = written["directions"][3]["paragraphs"]
    assert {" ".join(one) for one in paragraphs} == {f"{COMMON} summary"}


def close_in_first_form(store: Store) -> None:
    """Close a month as a version did that knew the first form alone."""
    text = board_json.dumps(compute_board(store, JUNE), FIRST)
    row = ClosedPeriod(period="2025-06", name="2025年6月", as_of=JUNE, recorded_at=NOW)
    row.account, row.sha256, row.note = "tester", "", ""
    store_closing(store, row, lambda _draft: hashlib.sha256(text.encode()).hexdigest())


def test_a_period_closed_by_an_earlier_version_is_still_checked_and_given_out(
    store: Store, new_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    store.append(new_report("task", 2, JUNE, status="blocked", note="待用地批复"))
    close_in_first_form(store)
    (closing,) = read_closings(store)

    found = check_closing(store, closing)
    assert (found.form, found.is_earlier, found.checksum) == (FIRST, True, closing.sha256)
    board = compute_board(store, JUNE, closing=closing)
    file = CATALOGUE["json"].make(board, DocumentRequest(pytest.fail, NOW))
    assert hashlib.sha256(file).hexdigest() == closing.sha256
    told = CliRunner().invoke(cli, ["check"])
    assert told.exit_code == 0
    assert "the board of 2025-06 is as it was closed, in form 1 of the JSON" in told.output


def test_a_period_closed_now_is_in_the_present_form(store: Store) -> None:
    close_period(store, JUNE, JUNE, "tester", NOW)
    (closing,) = read_closings(store)

    found = check_closing(store, closing)

    assert (found.form, found.is_earlier) == (CURRENT, False)

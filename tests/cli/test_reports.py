"""The command line takes filled forms and gives documents, and says in English what is wrong."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kzdash.cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.domain.models import Report
    from kzdash.store import Store

HEADER = "编号,填报次数,状态,说明,数据截至\n"
GOOD = f"{HEADER}任务2,0,受阻,等待批复,2025-06-01\n政策3,0,推进中,,\n"


@pytest.fixture
def run(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command on the store; whatever happens, it must not show its inner workings."""
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)

    def command(*arguments: str, typed: str = "") -> Result:
        result = CliRunner().invoke(cli, arguments, input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        assert "Traceback" not in result.output
        return result

    return command


@pytest.fixture
def report(run: Callable[..., Result], tmp_path: Path) -> Callable[..., Result]:
    """Bring a file with some content."""

    def bring(content: str | bytes, *options: str, typed: str = "") -> Result:
        file = tmp_path / "brought.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return run("report", "--file", str(file), "--account", "tester", *options, typed=typed)

    return bring


def test_import_stores_a_form_after_confirmation(
    report: Callable[..., Result], store: Store, item_id: Callable[[str, int], int]
) -> None:
    result = report(GOOD, typed="y\n")

    assert result.exit_code == 0
    assert "row 2: 任务2 状态: (empty) -> blocked\n" in result.output
    assert "2 report(s) stored" in result.output
    made = store.last(item_id("task", 2))
    assert made
    assert (made.status, made.note, made.account) == ("blocked", "等待批复", "tester")


@pytest.mark.parametrize(("options", "typed"), [((), "n\n"), ((), ""), (("--dry-run",), "")])
def test_import_without_confirmation_stores_nothing(
    report: Callable[..., Result],
    store: Store,
    file: Path,
    dump: Callable[[Path], str],
    options: tuple[str, ...],
    typed: str,
) -> None:
    before = dump(file)

    result = report(GOOD, *options, typed=typed)

    assert "-> in_progress" in result.output
    assert dump(file) == before
    assert store


def test_import_with_yes_asks_nothing_and_a_second_import_stores_nothing(
    report: Callable[..., Result],
) -> None:
    first, second = report(GOOD, "--yes"), report(GOOD, "--yes")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert second.output.endswith("nothing to write: the store already has what 2 row(s) report\n")


def test_import_lists_every_fault_and_conflict_and_stores_nothing(
    report: Callable[..., Result], file: Path, dump: Callable[[Path], str]
) -> None:
    report(GOOD, "--yes")
    before = dump(file)
    rows = "任务1,0,进行,,昨天\n任务2,0,已完成,,\n政策5,0,推进中,,\n"

    result = report(HEADER + rows, "--yes")

    assert result.exit_code == 1
    assert "row 2, 状态 (任务1): '进行': this is none of the words to choose from" in result.output
    assert "row 2, 数据截至 (任务1): '昨天': this is no day" in result.output
    assert re.search("row 3: 测试员.* reported on 任务2 since the form", result.output)
    assert "2 fault(s), 1 conflict(s). Nothing was written" in result.output
    assert dump(file) == before


def test_import_can_store_the_valid_rows_alone(
    report: Callable[..., Result], store: Store, item_id: Callable[[str, int], int]
) -> None:
    rows = "任务1,0,进行,,\n任务2,0,已完成,,\n"

    refused = report(HEADER + rows, "--yes")
    assert "Or store the other 1 with --good-rows" in refused.output
    assert store.last(item_id("task", 2)) is None

    stored = report(HEADER + rows, "--yes", "--good-rows")
    assert stored.exit_code == 0
    assert "(任务1): '进行': this is none of the words" in stored.output
    assert "1 report(s) stored" in stored.output
    assert store.last(item_id("task", 2))


def test_import_names_unknown_columns_until_told_to_ignore_them(
    report: Callable[..., Result],
) -> None:
    rows = "编号,填报次数,状态,截至日期\n任务2,0,已完成,2025-06-01\n"

    refused = report(rows, "--dry-run")
    assert refused.exit_code == 1
    assert (
        "column 截至日期: the form has no such column. Its row(s) 2 were not read" in refused.output
    )

    tried = report(rows, "--dry-run", "--without", "截至日期")
    assert tried.exit_code == 0
    assert "任务2 数据截至: none given, so today: " in tried.output


@pytest.mark.parametrize(("typed", "status"), [("y\ny\n", "done"), ("n\n", "blocked")])
def test_import_asks_about_each_row_with_a_newer_report(
    report: Callable[..., Result],
    store: Store,
    item_id: Callable[[str, int], int],
    typed: str,
    status: str,
) -> None:
    report(GOOD, "--yes")

    result = report(f"{HEADER}任务2,0,已完成,,\n", typed=typed)

    assert "row 2: 任务2: store this row all the same?" in result.output
    last = store.last(item_id("task", 2))
    assert last
    assert last.status == status


def test_import_warns_of_reports_older_than_the_latest(report: Callable[..., Result]) -> None:
    report(GOOD, "--yes")

    result = report(f"{HEADER}任务2,1,已完成,,2025-05-01\n", "--dry-run")

    assert (
        "row 2: 任务2: older than the report that counts; on the page: 数据截至2025年5月1日，早于"
        in result.output
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook", "damaged or no workbook"),
        (b"PK\x03\x04" + b"0" * 5_000_000, "larger than any filled form"),
        ("姓名,年龄\n", "no sheet has the columns of the form"),
    ],
)
def test_import_refuses_other_files_with_an_english_sentence(
    report: Callable[..., Result], content: str | bytes, words: str
) -> None:
    result = report(content)

    assert result.exit_code == 1
    assert words in result.output
    assert re.search("[\u4e00-\u9fff]", result.output) is None


def test_import_refuses_an_unknown_account(run: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    file.write_text(GOOD, "utf-8")

    result = run("report", "--file", str(file), "--account", "nobody", "--yes")

    assert result.exit_code == 1
    assert "there is no such account" in result.output


def test_import_of_a_missing_file_is_a_usage_error(run: Callable[..., Result]) -> None:
    result = run("report", "--file", "/nowhere.xlsx", "--account", "tester")

    assert result.exit_code == 2
    assert "does not exist" in result.output


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("deck", b"PK"),
        ("summary", b"PK"),
        ("workbook", b"PK"),
        ("monthly", b"PK"),
        ("form", b"PK"),
        ("forms", b"PK"),
        ("tables", b"PK"),
        ("json", b"{"),
        ("calendar", b"BEGIN:VCALENDAR"),
    ],
)
def test_export_makes_every_kind_of_document(
    run: Callable[..., Result], tmp_path: Path, kind: str, begins: bytes
) -> None:
    out = tmp_path / "made"

    result = run("export", kind, "--as-of", "2025-06-30", "--out", str(out))

    assert result.exit_code == 0
    assert f"{out}: {kind} as of 2025-06-30, {out.stat().st_size} bytes\n" == result.output
    assert out.read_bytes().startswith(begins)


def test_export_of_a_unit_s_document_needs_a_unit_that_leads_an_item(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "made.docx"

    good = run("export", "unit", "--unit", "区水利局", "--as-of", "2025-06-30", "--out", str(out))
    bad = run("export", "unit", "--unit", "nobody", "--out", str(tmp_path / "no"))
    none = run("export", "unit", "--out", str(tmp_path / "no"))

    assert (good.exit_code, bad.exit_code, none.exit_code) == (0, 1, 1)
    assert "no unit named 'nobody' leads anything. Nothing was written" in bad.output
    assert not (tmp_path / "no").exists()


def test_a_form_exported_and_imported_unchanged_stores_nothing(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "form.xlsx"
    run("export", "form", "--unit", "区水利局", "--out", str(out))

    result = run("report", "--file", str(out), "--account", "tester")

    assert result.exit_code == 0
    assert "nothing to write" in result.output


def test_export_to_an_unwritable_place_is_reported_in_one_sentence(
    run: Callable[..., Result],
) -> None:
    result = run("export", "json", "--out", "/nowhere/at/all.json")

    assert result.exit_code == 1
    assert "cannot write /nowhere/at/all.json" in result.output


def test_export_of_an_unknown_kind_is_a_usage_error(run: Callable[..., Result]) -> None:
    assert run("export", "poem", "--out", "x").exit_code == 2


def test_undo_takes_back_the_last_report_on_an_item(
    run: Callable[..., Result],
    store: Store,
    new_report: Callable[..., Report],
) -> None:
    for status in ("in_progress", "done"):
        store.append(new_report("task", 2, date(2025, 6, 30), status=status))

    result = run("undo", "任务2", "--account", "tester", typed="y\n")

    assert result.exit_code == 0
    assert "任务2: report 2 by tester: 状态 done, 数据截至 2025-06-30\n" in result.output
    assert "now it says: report 3 by tester: 状态 in_progress" in result.output
    assert store.last(new_report("task", 2, date(2025, 6, 30)).item_id).restores == 1


@pytest.mark.parametrize(
    ("item", "account", "typed", "words"),
    [
        ("任务2", "tester", "", "nobody has reported on 任务2"),
        ("任务 2x", "tester", "", "there is no item '任务 2x'"),
        ("任务99", "tester", "", "there is no item '任务99'"),
        ("任务1", "nobody", "y\n", "there is no such account"),
        ("任务1", "tester", "n\n", "Aborted"),
    ],
)
def test_an_impossible_undo_is_reported_and_changes_nothing(
    run: Callable[..., Result],
    store: Store,
    new_report: Callable[..., Report],
    item: str,
    account: str,
    typed: str,
    words: str,
) -> None:
    store.append(new_report("task", 1, date(2025, 6, 30), status="done"))
    before = store.version()

    result = run("undo", item, "--account", account, typed=typed)

    assert result.exit_code == 1
    assert words in result.output
    assert store.version() == before

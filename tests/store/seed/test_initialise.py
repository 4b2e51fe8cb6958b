"""A store is made whole or not at all, mended in place, and never loses a report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
import sqlite_utils

from kzdash.board.board import compute_board
from kzdash.documents import board_json, earlier_json
from kzdash.domain.models import Adjustment, Base, Report
from kzdash.errors import OtherPlanError, SeedError, SeedProblem
from kzdash.runtime import config
from kzdash.store import Store, make_engine, seed, sqlite_file
from tests import raw_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    Edit = Callable[[Path, str, str], None]
    Kept = Callable[[], str]
    NewReport = Callable[..., Report]

DAY = date(2025, 6, 30)
SEEDED_REPORTS = 8
GONE = "no row for aim 5 (全域“无废城市”)"


def look(file: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask a store's file through sqlite-utils, which knows nothing of our models."""
    with closing(sqlite_utils.Database(file)) as database:
        return list(database.execute(sql).fetchall())


def reports(file: Path) -> list[tuple[Any, ...]]:
    return look(file, "SELECT * FROM reports ORDER BY id")


def reports_in(store: Store) -> list[tuple[Any, ...]]:
    return raw_sql.ask(store.url, "SELECT * FROM reports ORDER BY id")


def without_last_aim(folder: Path, edit: Edit) -> None:
    aims = folder / "aims.csv"
    aims.write_text("".join(aims.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    edit(folder / "plan.toml", "aims = 5", "aims = 4")


def test_a_store_is_made_whole_from_the_seed(
    seed_folder: Path, tmp_path: Path, now: datetime
) -> None:
    file = tmp_path / "new folder" / "store.db"

    made = seed.init_store(f"sqlite:///{file}", seed_folder, now)

    assert made
    assert [entry.name for entry in file.parent.iterdir()] == ["store.db"]
    assert len(compute_board(Store(f"sqlite:///{file}"), DAY).projects) == 35
    assert len(reports(file)) == SEEDED_REPORTS


def test_a_second_init_changes_nothing(
    url: str, seed_folder: Path, now: datetime, kept: Kept
) -> None:
    before = kept()

    changed = seed.init_store(url, seed_folder, now.replace(year=2027))

    assert not changed
    assert kept() == before


def test_the_steps_of_a_seed_are_added_once_and_stand_on_boards_from_their_day_on(
    url: str, draft_seed: Path, now: datetime, kept: Kept
) -> None:
    with (draft_seed / "steps.csv").open("a", encoding="utf-8") as file:
        file.write("任务,26,管网改造方案,2025-11-30,区水利局,开州水利〔2025〕9号,2025-03-01\n")

    assert seed.init_store(url, draft_seed, now)

    (step,) = compute_board(Store(url), DAY).steps
    assert (step.step_name, step.due_on, step.units) == (
        "管网改造方案",
        date(2025, 11, 30),
        ("区水利局",),
    )
    assert (step.added.document_number, step.proposed) == ("开州水利〔2025〕9号", False)
    assert compute_board(Store(url), date(2025, 2, 28)).steps == ()
    before = kept()
    assert not seed.init_store(url, draft_seed, now)
    assert kept() == before


def test_a_bad_seed_leaves_a_store_as_it_was(
    url: str, draft_seed: Path, now: datetime, edit: Edit, kept: Kept
) -> None:
    before = kept()
    edit(draft_seed / "aims.csv", "区域经济增速高于全市", "另一个名字")
    edit(draft_seed / "plan.toml", "total = 624202", "total = 1")

    with pytest.raises(SeedError):
        seed.init_store(url, draft_seed, now)

    assert kept() == before


def test_a_bad_seed_makes_no_store(
    draft_seed: Path, tmp_path: Path, now: datetime, edit: Edit
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    edit(draft_seed / "plan.toml", "total = 624202", "total = 1")

    with pytest.raises(SeedError):
        seed.init_store(f"sqlite:///{folder / 'store.db'}", draft_seed, now)

    assert list(folder.iterdir()) == []


def test_a_corrected_seed_updates_the_store_and_keeps_the_reports(
    store: Store,
    draft_seed: Path,
    now: datetime,
    edit: Edit,
    new_report: NewReport,
) -> None:
    said = {"period": 2024, "value": Decimal(12), "evidence": "年报"}
    store.append(new_report("indicator", 13, DAY, **said))
    before = reports_in(store)
    edit(draft_seed / "indicators.csv", "不低于,50,", "不低于,60,")
    edit(draft_seed / "tasks.csv", "把产业发展平台搭起来", "搭好产业发展平台")

    changed = seed.init_store(store.url, draft_seed, now)

    board = compute_board(store, DAY)
    assert changed
    assert board.indicators[12].target.target == Decimal(60)
    assert board.tasks[7].summary.endswith("搭好产业发展平台。")
    assert reports_in(store) == before


def test_changed_lead_units_update_the_store_in_their_order(
    store: Store, draft_seed: Path, now: datetime, edit: Edit
) -> None:
    edit(draft_seed / "indicators.csv", "区水利局、区城市管理局", "区城市管理局、区教委、区水利局")

    seed.init_store(store.url, draft_seed, now)

    assert compute_board(store, DAY).indicators[6].units == (
        "区城市管理局",
        "区教委",
        "区水利局",
    )


def test_a_corrected_seed_changes_the_store_s_version(
    store: Store, draft_seed: Path, now: datetime, edit: Edit
) -> None:
    before = store.version()
    edit(draft_seed / "tasks.csv", "把产业发展平台搭起来", "搭好产业发展平台")

    seed.init_store(store.url, draft_seed, now)

    assert store.version() != before


def test_a_removed_row_without_reports_is_removed(
    store: Store, draft_seed: Path, now: datetime, edit: Edit
) -> None:
    without_last_aim(draft_seed, edit)

    changed = seed.init_store(store.url, draft_seed, now)

    assert changed
    assert [line.number for line in compute_board(store, DAY).aims] == [1, 2, 3, 4]


def test_a_removed_row_with_reports_is_refused(
    store: Store,
    draft_seed: Path,
    now: datetime,
    edit: Edit,
    kept: Kept,
    new_report: NewReport,
) -> None:
    store.append(new_report("aim", 5, DAY, status="done"))
    before = kept()
    without_last_aim(draft_seed, edit)
    edit(draft_seed / "tasks.csv", "把产业发展平台搭起来", "搭好产业发展平台")

    with pytest.raises(SeedError) as caught:
        seed.init_store(store.url, draft_seed, now)

    wanted = "this row, because the store holds reports on it, which are never removed"
    assert caught.value.problems == [SeedProblem("aims.csv", 0, "", GONE, wanted)]
    assert kept() == before


def renumbered(folder: Path) -> None:
    """Put the first project last, as a revised annex does: every other one moves up by one."""
    file = folder / "projects.csv"
    head, *rows = file.read_text("utf-8-sig").splitlines()
    rows = [*rows[1:], rows[0]]
    cells = (row.split(",", 1)[1] for row in rows)
    numbered = [f"{number},{rest}" for number, rest in enumerate(cells, 1)]
    file.write_text("\n".join([head, *numbered, ""]), "utf-8")


def test_renumbering_never_moves_reports_to_another_item(
    store: Store, draft_seed: Path, now: datetime, kept: Kept, new_report: NewReport
) -> None:
    names = [line.name for line in compute_board(store, DAY).projects]
    for number in (2, 3):
        store.append(new_report("project", number, DAY, stage="construction"))
    before = kept()
    renumbered(draft_seed)

    with pytest.raises(SeedError) as caught:
        seed.init_store(store.url, draft_seed, now)

    problems = caught.value.problems
    assert [(one.file, one.line, one.column) for one in problems] == [
        ("projects.csv", 3, "名称"),
        ("projects.csv", 4, "名称"),
    ]
    assert [one.value for one in problems] == names[2:4]
    assert [name in one.expected for one, name in zip(problems, names[1:3], strict=True)] == [
        True,
        True,
    ]
    assert kept() == before
    with pytest.raises(SeedError):
        seed.differs_from_seed(store, draft_seed, now)


def test_renumbering_is_accepted_where_nobody_has_reported(
    store: Store, draft_seed: Path, now: datetime
) -> None:
    names = [line.name for line in compute_board(store, DAY).projects]
    renumbered(draft_seed)

    assert seed.init_store(store.url, draft_seed, now)

    assert [line.name for line in compute_board(store, DAY).projects] == [*names[1:], names[0]]


RENEWED = "丰乐片区城中村改造项目"


@pytest.fixture
def rename(
    store: Store, draft_seed: Path, edit: Edit, new_report: NewReport
) -> Callable[[str], None]:
    """Give a project that was reported on another name in the seed."""

    def build(name: str) -> None:
        store.append(new_report("project", 4, DAY, stage="construction"))
        edit(draft_seed / "projects.csv", f"4,{RENEWED},", f"4,{name},")

    return build


@pytest.mark.parametrize(
    "name",
    ["丰乐片区城中村改造工程", "丰乐片区 城中村改造（项目）", f"{RENEWED}二标段"],
    ids=["word", "marks and blanks", "longer"],
)
def test_a_typo_in_the_name_of_a_reported_item_may_be_corrected(
    store: Store, draft_seed: Path, now: datetime, rename: Callable[[str], None], name: str
) -> None:
    rename(name)

    seed.init_store(store.url, draft_seed, now)

    assert compute_board(store, DAY).projects[3].name == name


@pytest.mark.parametrize("name", ["丰乐学校食堂", "高新区长沙组团城中村改造工程"])
def test_renaming_a_reported_item_is_accepted_when_confirmed(
    store: Store, draft_seed: Path, now: datetime, rename: Callable[[str], None], name: str
) -> None:
    rename(name)

    with pytest.raises(SeedError, match="init --renamed project-4`"):
        seed.init_store(store.url, draft_seed, now)
    seed.init_store(store.url, draft_seed, now, renamed=["project-4"])

    assert compute_board(store, DAY).projects[3].name == name


def test_two_items_with_adjustments_do_not_change_places(
    store: Store,
    draft_seed: Path,
    now: datetime,
    item_id: Callable[[str, int], int],
) -> None:
    made = Adjustment(item_id=item_id("project", 4), seq=1, as_of=DAY, recorded_at=now)
    made.account, made.reason, made.document_number = "tester", "核减", "文号"
    made.planned_investment_wan_yuan = Decimal(100)
    store.adjust(made)
    file, swap = draft_seed / "projects.csv", "片区城中村改造项目"
    text = (
        file.read_text("utf-8-sig")
        .replace(f"丰乐{swap}", "甲")
        .replace("高新区长沙组团城中村改造项目", f"丰乐{swap}")
    )
    file.write_text(text.replace("甲,", "高新区长沙组团城中村改造项目,"), "utf-8")

    with pytest.raises(SeedError, match=r"projects\.csv line 5"):
        seed.init_store(store.url, draft_seed, now)


def test_programmes_may_be_merged(
    county_folder: Path, tmp_path: Path, now: datetime, edit: Edit
) -> None:
    folder = Path(shutil.copytree(county_folder, tmp_path / "county"))
    county = Store(f"sqlite:///{tmp_path / 'county.db'}")
    seed.init_store(county.url, folder, now)
    edit(folder / "programmes.csv", "3,兴学工程,兴学,兴学工程,三\n", "")
    edit(folder / "projects.csv", "小学食堂,3,", "小学食堂,2,")
    edit(folder / "tasks.csv", "4,3,", "4,2,")
    edit(folder / "plan.toml", "programmes = 3", "programmes = 2")
    edit(folder / "plan.toml", '"2" = 1, "3" = 1', '"2" = 2')
    edit(folder / "plan.toml", '"2" = 2, "3" = 1', '"2" = 3')
    edit(folder / "plan.toml", '"2" = 5100, "3" = 1200', '"2" = 6300')

    seed.init_store(county.url, folder, now)

    assert [category.number for category in compute_board(county, DAY).categories] == [1, 2]


def test_a_corrected_observation_is_a_new_report_beside_the_old(
    store: Store,
    draft_seed: Path,
    now: datetime,
    edit: Edit,
    item_id: Callable[[str, int], int],
) -> None:
    before = {report.seq: report.value for report in store.history(item_id("indicator", 4), DAY)}
    edit(draft_seed / "observations.csv", "4,2024,53.94", "4,2024,54.01")

    changed = seed.init_store(store.url, draft_seed, now)

    after = {report.seq: report.value for report in store.history(item_id("indicator", 4), DAY)}
    assert changed
    assert after == before | {len(before) + 1: Decimal("54.01")}
    assert compute_board(store, DAY).indicators[3].assessment.value == Decimal("54.01")


def test_an_observation_corrected_back_counts_again(
    store: Store, draft_seed: Path, now: datetime, edit: Edit
) -> None:
    edit(draft_seed / "observations.csv", "4,2024,53.94", "4,2024,54.01")
    seed.init_store(store.url, draft_seed, now)
    edit(draft_seed / "observations.csv", "4,2024,54.01", "4,2024,53.94")

    seed.init_store(store.url, draft_seed, now)

    assert compute_board(store, DAY).indicators[3].assessment.value == Decimal("53.94")


def test_a_completion_of_the_seed_is_the_first_report_of_its_milestone(
    store: Store, item_id: Callable[[str, int], int]
) -> None:
    told = store.history(item_id("milestone", 3), DAY)

    assert [(report.seq, report.account, report.completed_on) for report in told] == [
        (1, "seed", date(2024, 7, 30))
    ]


def test_init_refuses_a_store_of_another_plan(
    url: str, county_folder: Path, now: datetime, kept: Kept
) -> None:
    before = kept()

    with pytest.raises(OtherPlanError, match="岚府发"):
        seed.init_store(url, county_folder, now)

    assert kept() == before


@pytest.mark.slow
def test_two_processes_that_make_one_store_both_succeed(
    root: Path, store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    file = folder / "store.db"
    environment = os.environ | {"KZDASH_DATABASE_URL": f"sqlite:///{file}"}
    environment.pop("KZDASH_SEED", None)

    command = [sys.executable, "-m", "kzdash", "init"]
    both = [
        subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    assert [entry.name for entry in folder.iterdir()] == ["store.db"]
    assert look(file, "PRAGMA integrity_check") == [("ok",)]
    # in the form without reports, which say when they were recorded
    made, other = (
        earlier_json.in_form(board_json.as_dict(compute_board(one, DAY)), earlier_json.FIRST)
        for one in (Store(f"sqlite:///{file}"), store)
    )
    assert made == other


@pytest.mark.slow
@pytest.mark.parametrize("name", ["two words", "数据", "50%41", "no#1", "which?"])
def test_special_characters_in_a_folder_s_name_do_not_redirect_the_store(
    seed_folder: Path, tmp_path: Path, now: datetime, name: str
) -> None:
    file = tmp_path / name / "store.db"

    seed.init_store(config.sqlite_url(file), seed_folder, now)

    assert file.is_file()
    assert {entry.name for entry in tmp_path.iterdir()} == {name}


@pytest.mark.parametrize("name", ["two words", "50%41", "no#1", "which?"])
def test_a_relative_path_starts_at_the_program_s_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(config, "ROOT", tmp_path / name)

    assert sqlite_file(config.absolute_url("sqlite:///plan.db")) == tmp_path / name / "plan.db"


@pytest.mark.parametrize(
    "file", [r"C:\kzdash-data\plan.db", r"D:\两 词\50%41\no#1.db", r"\\host\share\a.db"]
)
def test_a_windows_path_survives_the_url(file: str) -> None:
    url = config.sqlite_url(PureWindowsPath(file))

    (asked_for,), _ = make_engine(url).dialect.create_connect_args(make_engine(url).url)
    assert str(sqlite_file(url)) == file
    assert unquote(asked_for.partition("?")[0]) == f"file:{file}"


def test_the_sqlite_file_is_sound_and_in_wal_mode(file: Path) -> None:
    assert look(file, "PRAGMA integrity_check") == [("ok",)]
    assert look(file, "PRAGMA foreign_key_check") == []
    assert look(file, "PRAGMA journal_mode") == [("wal",)]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT target, typeof(target) FROM indicators WHERE tolerance = '0.01'", "0.04"),
        ("SELECT value, typeof(value) FROM reports WHERE period = 2022", "52.64"),
        (
            """SELECT planned_investment_wan_yuan, typeof(planned_investment_wan_yuan)
            FROM projects WHERE start_year = 2020""",
            "16100",
        ),
    ],
)
def test_decimals_are_kept_as_exact_text(file: Path, sql: str, expected: str) -> None:
    assert look(file, sql) == [(expected, "text")]


def test_times_are_kept_in_utc(file: Path) -> None:
    assert look(file, "SELECT DISTINCT recorded_at FROM reports") == [
        ("2026-01-01 08:00:00.000000",)
    ]


def test_the_tables_of_the_file_are_those_of_the_models(file: Path) -> None:
    with closing(sqlite_utils.Database(file)) as database:
        found = {
            table: {column.name for column in database[table].columns}
            for table in database.table_names()
            if table != "alembic_version"
        }

    assert found == {table.name: set(table.columns.keys()) for table in Base.metadata.sorted_tables}


def test_the_constraints_of_the_file_bear_the_names_that_the_models_give(file: Path) -> None:
    schema = "\n".join(sql for (sql,) in look(file, "SELECT sql FROM sqlite_master") if sql)
    names = {
        str(constraint.name)
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
    }

    assert {name for name in names if f"CONSTRAINT {name} " not in schema} == set()

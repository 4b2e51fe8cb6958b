"""A damaged seed is refused, and what is wrong with it is said file by file and line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kzdash.errors import KzdashError, SeedError, SeedProblem
from kzdash.store import seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Edit = Callable[[Path, str, str], None]

Place = tuple[str, int, str]

TWICE = "a 序号 that no other row has"
NUMBER = "a number"
A_COUNT = "a whole number from 1 to 2147483647"
A_DATE = "a date such as 2024-06-30"
MONEY = "计划总投资(万元)"
CSV_FILES, OPTIONAL_FILES = 14, 6

# what is replaced by what, then the one problem to be found: place, found, expected
ONE_DAMAGE: dict[str, tuple[str, str, Place, str, str]] = {
    "a unit that units.csv does not have": (
        "30000,区住房城乡建委",
        "30000,区住房局",
        ("projects.csv", 2, "责任单位"),
        "区住房局",
        "a unit of units.csv",
    ),
    "a unit named twice": (
        "区水利局、区城市管理局,看",
        "区水利局、区水利局,看",
        ("indicators.csv", 8, "责任单位"),
        "区水利局、区水利局",
        "different unit names joined by 、",
    ),
    "an indicator that indicators.csv does not have": (
        "1,2023,7.5",
        "16,2023,7.5",
        ("observations.csv", 2, "指标序号"),
        "16",
        "a number of indicators.csv",
    ),
    "a milestone that milestones.csv does not have": (
        "3,已完成",
        "6,已完成",
        ("completions.csv", 2, "时间节点序号"),
        "6",
        "a number of milestones.csv",
    ),
    "a day that no month has": (
        "2024-01-31",
        "2024-02-30",
        ("milestones.csv", 2, "到期日"),
        "2024-02-30",
        A_DATE,
    ),
    "a month for a day": (
        "2025-09-30",
        "2025年9月",
        ("milestones.csv", 6, "到期日"),
        "2025年9月",
        A_DATE,
    ),
    "a year of five digits": (
        "2024,2025,30000,区住房城乡建委,为",
        "20240,2025,30000,区住房城乡建委,为",
        ("projects.csv", 2, "开工年"),
        "20240",
        "a year from 1949 to 2100",
    ),
    "a number that is none": (
        "\n3,提升园区",
        "\n三,提升园区",
        ("policies.csv", 4, "序号"),
        "三",
        A_COUNT,
    ),
    "a word that is no measure": (
        "%,增速,不低于,10",
        "%,增幅,不低于,10",
        ("indicators.csv", 13, "类型"),
        "增幅",
        "one of 水平、变化、增速、累计",
    ),
    "a kind of funding that there is not": (
        "三宜建设集团,市场",
        "三宜建设集团,社会",
        ("projects.csv", 2, "投资类别"),
        "社会",
        "one of 政府、市场",
    ),
    "a row without a citation": (
        "区供销联社,附件3-5",
        "区供销联社,",
        ("reforms.csv", 6, "出处"),
        "",
        "some text",
    ),
    "a name of 25 characters": (
        "\n4,强化政策支持",
        "\n4," + "长" * 25,
        ("safeguards.csv", 5, "名称"),
        "长" * 25,
        "a name of 1 to 24 characters",
    ),
    "an end before the start": (
        "2024,2025,30000,区住房城乡建委,为",
        "2026,2025,30000,区住房城乡建委,为",
        ("projects.csv", 2, "完工年"),
        "2025",
        "2026 or later",
    ),
    "an observation before the baseline": (
        "4,2022,52.64",
        "4,2021,52.64",
        ("observations.csv", 4, "年份"),
        "2021",
        "a year from 2022 to 2025",
    ),
    "an observation after the target year": (
        "4,2024,53.94",
        "4,2026,53.94",
        ("observations.csv", 6, "年份"),
        "2026",
        "a year from 2022 to 2025",
    ),
    "something completed after it was said": (
        "2024-07-30,2024-07-30",
        "2024-07-31,2024-07-30",
        ("completions.csv", 2, "完成日期"),
        "2024-07-31",
        "2024-07-30 or earlier",
    ),
    "a column under another header": (
        "责任单位",
        "单位",
        ("tasks.csv", 1, "责任单位"),
        "no such column",
        "a column 责任单位",
    ),
    "a sum that the projects do not make": (
        "total = 624202",
        "total = 624203",
        ("plan.toml", 0, "sums.planned_investment_wan_yuan.total"),
        "624203",
        "the 624202 that the rows hold",
    ),
    "a count that the rows do not make": (
        "projects = 35",
        "projects = 36",
        ("plan.toml", 0, "counts.projects"),
        "36",
        "the 35 that the rows hold",
    ),
    "a count that is not declared": (
        "aims = 5\n",
        "",
        ("plan.toml", 0, "counts.aims"),
        "nothing",
        "the 5 that the rows hold",
    ),
    "an office without a name": (
        "office =",
        "bureau =",
        ("plan.toml", 0, "plan.office"),
        "nothing",
        "str",
    ),
    "a date in quotation marks": (
        "issued_on = 2024-07-30",
        'issued_on = "2024-07-30"',
        ("plan.toml", 0, "plan.issued_on"),
        "2024-07-30",
        "date",
    ),
}


def problems_of(folder: Path) -> list[SeedProblem]:
    with pytest.raises(SeedError) as caught:
        seed.read_seed(folder)
    return caught.value.problems


def test_the_seed_as_shipped_has_no_problem(seed_folder: Path) -> None:
    read = seed.read_seed(seed_folder)

    assert len(read.tables) == CSV_FILES + OPTIONAL_FILES
    assert read.plan["slug"]


@pytest.mark.parametrize("case", ONE_DAMAGE.values(), ids=ONE_DAMAGE.keys())
def test_a_damaged_cell_is_one_problem_with_file_and_line(
    draft_seed: Path, edit: Edit, case: tuple[str, str, Place, str, str]
) -> None:
    old, new, place, found, expected = case
    edit(draft_seed / place[0], old, new)

    assert problems_of(draft_seed) == [SeedProblem(*place, found, expected)]


@pytest.mark.parametrize("cell", ["", "N/A", "较高", "∞", "NaN", "Infinity", "7.5%", "7,5", "7_5"])
def test_an_observation_that_is_not_a_number_is_refused(
    draft_seed: Path, edit: Edit, cell: str
) -> None:
    edit(draft_seed / "observations.csv", ",7.5,", f',"{cell}",')

    assert problems_of(draft_seed) == [SeedProblem("observations.csv", 2, "数值", cell, NUMBER)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("三万", NUMBER), ("3万", NUMBER), ("0", "a number over 0"), ("-1", "a number over 0")],
)
def test_money_that_is_not_a_number_over_0_is_refused(
    draft_seed: Path, edit: Edit, cell: str, expected: str
) -> None:
    edit(draft_seed / "projects.csv", ",30000,", f",{cell},")

    assert problems_of(draft_seed) == [SeedProblem("projects.csv", 2, MONEY, cell, expected)]


def test_an_observation_of_0_is_a_value(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "observations.csv", ",7.5,", ",0,")

    assert seed.read_seed(draft_seed).tables["observations"][0]["value"] == Decimal(0)


def test_a_number_given_twice_is_a_problem_of_both_rows(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "policies.csv", "\n3,提升园区", "\n2,提升园区")

    assert problems_of(draft_seed) == [
        SeedProblem("policies.csv", 3, "序号", "2", TWICE),
        SeedProblem("policies.csv", 4, "序号", "2", TWICE),
    ]


def test_a_year_observed_twice_is_a_problem_of_both_rows(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "observations.csv", "1,2024,3.9", "1,2023,3.9")

    found = problems_of(draft_seed)

    assert [(problem.file, problem.line) for problem in found] == [
        ("observations.csv", 2),
        ("observations.csv", 3),
    ]


def test_a_unit_named_twice_in_the_list_of_units_is_a_problem(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "units.csv", "\n区总工会,", "\n区公安局,")
    edit(draft_seed / "projects.csv", "2500,区总工会", "2500,区公安局")

    assert {(problem.file, problem.column) for problem in problems_of(draft_seed)} == {
        ("units.csv", "名称")
    }


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("aims.csv", "a file with a header row"),
        ("observations.csv", "a file with a header row"),
        ("plan.toml", "a file with [plan], [counts], [sums]"),
    ],
)
def test_a_missing_file_is_named(draft_seed: Path, file: str, expected: str) -> None:
    (draft_seed / file).unlink()

    assert problems_of(draft_seed) == [
        SeedProblem(file, 0, "", "No such file or directory", expected)
    ]


def test_a_seed_needs_no_steps_and_no_template(draft_seed: Path) -> None:
    (draft_seed / "steps.csv").unlink()
    (draft_seed / "step_template.csv").unlink()

    assert seed.read_seed(draft_seed).tables["steps"] == []
    assert seed.read_step_template(draft_seed) == ()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "任务,28,管网改造方案,2024-12-31,区水利局,,2024-08-01",
            SeedProblem("steps.csv", 2, "事项序号", "28", "a number of tasks.csv"),
        ),
        (
            "任务,26,管网改造方案,2024-12-31,区财政局,,2024-08-01",
            SeedProblem("steps.csv", 2, "责任单位", "区财政局", "one of the units of its item"),
        ),
    ],
    ids=["of an item that is not there", "of a unit that its item does not have"],
)
def test_a_step_of_a_seed_is_of_an_item_and_of_one_of_its_units(
    draft_seed: Path, row: str, problem: SeedProblem
) -> None:
    with (draft_seed / "steps.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")

    assert problems_of(draft_seed) == [problem]


def test_a_missing_folder_is_a_problem_of_every_file(tmp_path: Path) -> None:
    assert len(problems_of(tmp_path / "nowhere")) == CSV_FILES + 1


def test_an_empty_file_is_reported_as_lacking_its_columns(draft_seed: Path) -> None:
    (draft_seed / "aims.csv").write_bytes(b"")

    assert [problem.value for problem in problems_of(draft_seed)] == ["no such column"] * 5


@pytest.mark.parametrize(
    "damaged", [b"\xff\xfe\x00\x81", "序号,名称".encode("utf-16")], ids=["no text", "UTF-16"]
)
def test_a_file_in_no_known_encoding_is_named(draft_seed: Path, damaged: bytes) -> None:
    (draft_seed / "tasks.csv").write_bytes(damaged)

    problem = problems_of(draft_seed)[0]

    assert (problem.file, problem.line) == ("tasks.csv", 0)
    assert problem.expected == "CSV in UTF-8 or GB18030"


@pytest.mark.parametrize("damaged", [b"[plan", "title = 'x'".encode("utf-16")])
def test_a_plan_that_is_not_toml_is_named(draft_seed: Path, damaged: bytes) -> None:
    (draft_seed / "plan.toml").write_bytes(damaged)

    problems = problems_of(draft_seed)

    assert [(p.file, p.line, p.expected) for p in problems] == [("plan.toml", 0, "TOML in UTF-8")]


def test_a_project_in_the_wrong_programme_breaks_the_declared_counts_and_sums(
    draft_seed: Path, edit: Edit
) -> None:
    edit(draft_seed / "projects.csv", "环湖安置小区配套,1,", "环湖安置小区配套,2,")

    assert [problem.column for problem in problems_of(draft_seed)] == [
        "counts.projects_by_programme",
        "sums.planned_investment_wan_yuan.by_programme",
    ]


def test_a_programme_that_there_is_not_is_named(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "tasks.csv", "\n1,1,", "\n1,6,")

    expected = SeedProblem("tasks.csv", 2, "工程序号", "6", "a number of programmes.csv")
    assert problems_of(draft_seed)[0] == expected


def test_bad_cells_of_several_files_are_listed_at_once(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "milestones.csv", "2024-01-31", "soon")
    edit(draft_seed / "milestones.csv", "2024-03-31", "later")
    edit(draft_seed / "projects.csv", ",30000,", ",much,")
    (draft_seed / "reforms.csv").unlink()

    with pytest.raises(SeedError) as caught:
        seed.read_seed(draft_seed)

    assert str(caught.value).splitlines() == [
        "the seed has 4 problem(s). Nothing was changed. Correct:",
        f'  seed/projects.csv line 2, {MONEY}: found "much", expected a number',
        f'  seed/milestones.csv line 2, 到期日: found "soon", expected {A_DATE}',
        f'  seed/milestones.csv line 3, 到期日: found "later", expected {A_DATE}',
        '  seed/reforms.csv: found "No such file or directory", expected a file with a header row',
    ]


def test_rows_that_contradict_each_other_are_listed_at_once(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "projects.csv", "30000,区住房城乡建委", "30001,区住房局")
    edit(draft_seed / "observations.csv", "1,2024,3.9", "1,2030,3.9")
    edit(draft_seed / "plan.toml", "reforms = 19", "reforms = 20")

    assert {(problem.file, problem.column) for problem in problems_of(draft_seed)} == {
        ("projects.csv", "责任单位"),
        ("observations.csv", "年份"),
        ("plan.toml", "counts.reforms"),
        ("plan.toml", "sums.planned_investment_wan_yuan.total"),
        ("plan.toml", "sums.planned_investment_wan_yuan.by_programme"),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_encoding_of_a_spreadsheet_is_read_the_same(
    draft_seed: Path, seed_folder: Path, encoding: str
) -> None:
    for file in draft_seed.glob("*.csv"):
        text = file.read_text("utf-8-sig")
        file.write_bytes(text.replace("\n", "\r\n").encode(encoding))

    assert seed.read_seed(draft_seed) == seed.read_seed(seed_folder)


@pytest.mark.parametrize("cell", ["2147483648", "9" * 20, "1" + "0" * 30, "9" * 5000])
def test_a_number_too_large_for_a_database_is_refused(
    draft_seed: Path, edit: Edit, cell: str
) -> None:
    edit(draft_seed / "aims.csv", "\n1,", f"\n{cell},")

    assert problems_of(draft_seed) == [SeedProblem("aims.csv", 2, "序号", cell, A_COUNT)]


@pytest.mark.parametrize(
    ("character", "named"),
    [
        ("\uffff", "FFFF"),
        ("\ufffe", "FFFE"),
        ("\x01", "0001"),
        ("\x85", "0085"),
        ("\u202e", "202E"),
    ],
)
def test_an_unprintable_character_is_named(
    draft_seed: Path, edit: Edit, character: str, named: str
) -> None:
    edit(draft_seed / "milestones.csv", "2024年3月底前", f"2024年{character}3月底前")
    edit(draft_seed / "aims.csv", "区域经济增速", f"区域经济{character}增速")
    expected = f"a text without the character U+{named}, which nothing shows"

    assert [
        (problem.file, problem.line, problem.column, problem.expected)
        for problem in problems_of(draft_seed)
    ] == [("milestones.csv", 3, "说明", expected), ("aims.csv", 2, "名称", expected)]


def test_an_unprintable_character_in_plan_toml_is_named(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "plan.toml", 'short_title = "', 'short_title = "\\uFFFF')

    (problem,) = problems_of(draft_seed)
    assert (problem.file, problem.column) == ("plan.toml", "plan.short_title")
    assert "U+FFFF" in problem.expected


def test_a_line_break_within_a_cell_is_one_however_lines_end(
    draft_seed: Path, seed_folder: Path
) -> None:
    aims = (seed_folder / "aims.csv").read_text("utf-8")
    last = aims.splitlines()[-1].split(",")
    last[2] = '"一\n二"'
    ended = [*aims.splitlines()[:-1], ",".join(last)]
    for end in ("\n", "\r\n", "\r"):
        text = end.join(ended).replace("一\n二", f"一{end}二")
        (draft_seed / "aims.csv").write_bytes(text.encode())
        assert seed.read_seed(draft_seed).tables["aims"][-1]["summary"] == "一\n二"


def test_a_date_as_excel_writes_it_is_read(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "milestones.csv", "2024-06-30", "2024/6/30")
    edit(draft_seed / "completions.csv", "2024-07-30,2024-07-30", "2024/7/30,2024/7/30")

    read = seed.read_seed(draft_seed)

    assert read.tables["milestones"][2]["due_on"] == date(2024, 6, 30)
    assert read.tables["completions"][0]["completed_on"] == date(2024, 7, 30)


def test_an_additional_column_is_ignored(draft_seed: Path, seed_folder: Path, edit: Edit) -> None:
    edit(draft_seed / "completions.csv", ",出处\n", ",出处,备注\n")

    assert seed.read_seed(draft_seed) == seed.read_seed(seed_folder)


def test_a_file_may_hold_its_header_alone(draft_seed: Path, edit: Edit) -> None:
    completions = draft_seed / "completions.csv"
    completions.write_text(completions.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    edit(draft_seed / "plan.toml", "completions = 1", "completions = 0")

    assert seed.read_seed(draft_seed).tables["completions"] == []


def test_line_numbers_count_empty_rows(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "policies.csv", "\n2,", "\n\n2,")
    edit(draft_seed / "policies.csv", ",附件2-9\n", ",\n")

    assert problems_of(draft_seed) == [SeedProblem("policies.csv", 11, "出处", "", "some text")]


def test_a_row_with_a_cell_too_many_is_named_by_its_line(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "policies.csv", ",附件2-9\n", ",附件2-9,more\n")

    problem = problems_of(draft_seed)[0]

    assert (problem.file, problem.line) == ("policies.csv", 10)


@pytest.mark.parametrize("rate", ["-100", "-99.999"])
def test_a_growth_rate_without_a_geometric_mean_is_refused(
    draft_seed: Path, edit: Edit, rate: str
) -> None:
    edit(draft_seed / "observations.csv", ",7.5,", f",{rate},")

    problem = problems_of(draft_seed)[0]

    assert (problem.file, problem.line, problem.column) == ("observations.csv", 2, "数值")


@pytest.mark.parametrize(
    ("declared", "found", "field"),
    [
        ("baseline_year = 2022", "baseline_year = 2025", "target_year"),
        ("baseline_year = 2022", "baseline_year = 22", "baseline_year"),
        ("target_year = 2025", "target_year = 9999", "target_year"),
        ("pilot_ends_on = 2025-12-31", "pilot_ends_on = 2022-12-31", "pilot_ends_on"),
        ("project_tolerance_percent = 10", "project_tolerance_percent = -1", "tolerance"),
    ],
)
def test_a_plan_whose_years_do_not_follow_each_other_is_refused(
    draft_seed: Path, edit: Edit, declared: str, found: str, field: str
) -> None:
    edit(draft_seed / "plan.toml", declared, found)

    assert any(field in problem.column for problem in problems_of(draft_seed))


@pytest.mark.parametrize(
    ("table", "cell", "odd", "column"),
    [
        ("projects", ",30000,", ",1E400,", "计划总投资(万元)"),
        ("projects", ",30000,", ",30000.1234567,", "计划总投资(万元)"),
        ("milestones", "2025-09-30", "9999-09-30", "到期日"),
        ("indicators", ",56,,2,", ",56,,30,", "小数位"),
    ],
)
def test_a_figure_or_day_that_no_board_could_show_is_refused(
    draft_seed: Path, edit: Edit, table: str, cell: str, odd: str, column: str
) -> None:
    edit(draft_seed / f"{table}.csv", cell, odd)

    assert problems_of(draft_seed)[0].column == column


def test_a_paragraph_of_a_direction_that_there_is_not_is_refused(
    draft_seed: Path, edit: Edit
) -> None:
    edit(draft_seed / "directions.csv", "\n4,5,", "\n7,5,")

    problem = problems_of(draft_seed)[0]

    assert (problem.file, problem.line) == ("directions.csv", 10)


def test_a_sum_with_decimals_can_be_declared(draft_seed: Path, edit: Edit) -> None:
    edit(draft_seed / "projects.csv", ",30000,", ",30000.1,")
    edit(draft_seed / "plan.toml", "total = 624202", "total = 624202.1")
    edit(draft_seed / "plan.toml", '"1" = 114152', '"1" = 114152.1')

    assert seed.read_seed(draft_seed).tables["projects"][0][
        "planned_investment_wan_yuan"
    ] == Decimal("30000.1")


@pytest.mark.parametrize("section", ["plan", "counts", "sums"])
def test_a_value_where_the_plan_should_have_a_section_is_a_problem(
    draft_seed: Path, section: str
) -> None:
    file = draft_seed / "plan.toml"
    text = file.read_text("utf-8").replace("[sums.planned_investment_wan_yuan]", "[sums]")
    before, _, rest = text.partition(f"[{section}]")
    _, bracket, after = rest.partition("\n[")
    file.write_text(f"{section} = 1\n{before}{bracket}{after}", "utf-8")

    assert problems_of(draft_seed)[0].file == "plan.toml"


def test_a_seed_that_is_a_file_and_not_a_folder_is_refused_in_a_sentence(seed_folder: Path) -> None:
    with pytest.raises(KzdashError):
        seed.read_seed(seed_folder / "units.csv")

"""CSV comes back in every encoding that spreadsheets write here, as a form or as observations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.reporting import DryRun
    from kzdash.store import Store

    Bring = Callable[..., DryRun]

FORM = "编号,填报次数,状态,说明,数据截至\n任务2,0,受阻,'=待批,2025/6/1\n\n政策3,0,推进中,,\n"
LATER = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_form_as_text_says_the_same_in_every_encoding(
    bring: Bring, encoding: str, line_end: str, separator: str
) -> None:
    content = FORM.replace(",", separator).replace("\n", line_end).encode(encoding)

    trial = bring(content)

    assert (trial.faults, trial.conflicts) == ([], [])
    assert [change.place.row for change in trial.changes] == [2, 4]
    report = trial.changes[0].report
    assert (report.status, report.note, report.as_of) == ("blocked", "=待批", date(2025, 6, 1))


def test_observations_as_the_plan_brings_them_make_no_report(
    bring: Bring, seed_folder: Path
) -> None:
    trial = bring((seed_folder / "observations.csv").read_bytes(), now=LATER)

    assert (trial.changes, trial.faults, trial.conflicts) == ([], [], [])
    assert trial.unchanged == 7


def test_observations_that_are_new_make_reports(
    bring: Bring, seed_folder: Path, store: Store
) -> None:
    observations = (seed_folder / "observations.csv").read_text("utf-8-sig")
    new = "4,2025,54.6,%,常住人口城镇化率,原文数值,2025年统计公报,统计局,2026-02-20,http://a.cn/1,公报\n"

    trial = bring((observations + new).encode("gb18030"), now=LATER)
    store.append_all(trial.reports)

    (report,) = trial.reports
    assert trial.unchanged == 7
    assert (report.period, report.value, report.as_of) == (
        2025,
        Decimal("54.6"),
        date(2026, 2, 20),
    )
    assert report.evidence == "统计局《2025年统计公报》 http://a.cn/1"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("99,2024,5,%,,,公报,统计局,,,", "指标序号"),
        ("四,2024,5,%,,,公报,统计局,,,", "指标序号"),
        ("4,去年,5,%,,,公报,统计局,,,", "年份"),
        ("4,0000,5,%,,,公报,统计局,,,", "年份"),
        ("4,2024,约五,%,,,公报,统计局,,,", "数值"),
        ("4,2024,5,%,,,公报,统计局,某日,,", "发布日期"),
        ("4,2024,5,%,,,,,,,", "依据"),
        ("4,2031,5,%,,,公报,统计局,,,", "数据截至"),
        ("4,2021,5,%,,,公报,统计局,,,", "数据截至"),
    ],
)
def test_a_bad_observation_is_named(bring: Bring, row: str, column: str, store: Store) -> None:
    header = "指标序号,年份,数值,单位,口径,推算方式,资料名称,发布单位,发布日期,网址,出处"

    trial = bring(f"{header}\n{row}\n".encode(), now=LATER)

    (fault,) = trial.faults
    assert (fault.place.row, fault.place.column) == (2, column)
    assert store.version()[1]

"""The cover of a form counts: its day for all rows, and whom to ask; earlier covers as they did."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kzdash import reporting
from kzdash.errors import FileProblem, Refusal, RefusedError, UnreadableFileError
from kzdash.reporting import Dated
from tests.documents import libreoffice
from tests.reporting.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.reporting import DryRun
    from kzdash.store import Store
    from tests.reporting.conftest import Form

    Take = Callable[..., Form]
    Bring = Callable[..., DryRun]

MAY, JUNE = date(2025, 5, 31), date(2025, 6, 1)


def cover(form: Form, **cells: Any) -> Form:
    """Fill in cells of the cover."""
    for place, value in cells.items():
        form.book["说明"][place].value = value
    return form


def as_made_before(form: Form) -> Form:
    """Give a form the cover that earlier versions made, with one day, which was locked."""
    about = form.book["说明"]
    about.delete_rows(4, 3)
    about["B3"].value = "区水利局"
    assert [row[0].value for row in about.iter_rows(min_row=2, max_row=4)] == [
        "数据截至",
        "填报人",
        "方案",
    ]
    return form


def test_the_day_of_the_cover_is_that_of_rows_that_give_none(take: Take, bring: Bring) -> None:
    form = take().fill("任务2", 状态="已完成").fill("任务3", 状态="已完成", 数据截至=JUNE)

    outcome = bring(cover(form, B2=MAY))

    assert [(it.dated, it.report.as_of) for it in outcome.changes] == [
        (Dated.BY_COVER, MAY),
        (Dated.BY_ROW, JUNE),
    ]
    assert outcome.may_be_stored


def test_a_form_that_nobody_touched_says_nothing_whatever_its_cover(
    take: Take, bring: Bring
) -> None:
    outcome = bring(cover(take(), B2=MAY, B3="张三", B4="023-52238888"))

    assert (outcome.changes, outcome.has_problems) == ([], False)


def test_a_form_of_an_earlier_version_is_for_the_day_that_it_comes_back(
    take: Take, bring: Bring
) -> None:
    form = as_made_before(take(MAY).fill("任务2", 状态="已完成"))

    outcome = bring(form)

    (change,) = outcome.changes
    assert (change.dated, change.report.as_of) == (Dated.BY_UPLOAD, DAY)
    assert (outcome.cover.made_on, outcome.cover.as_of) == (MAY, None)
    # what stands there was printed, and nobody filled it in
    assert outcome.cover.contact_words == ""


@pytest.mark.parametrize(
    ("day", "refusal"),
    [(DAY + timedelta(days=1), Refusal.TO_COME), (date(2009, 1, 1), Refusal.TOO_EARLY)],
)
def test_a_day_that_no_report_can_have_is_told_once_and_in_its_place(
    take: Take, bring: Bring, day: date, refusal: Refusal
) -> None:
    form = take().fill("任务3", 状态="已完成", 数据截至=JUNE)
    for number in (2, 4):
        form.fill(f"任务{number}", 状态="已完成")

    outcome = bring(cover(form, B2=day))

    (fault,) = outcome.faults
    assert isinstance(fault.error, RefusedError)
    assert fault.error.refusal is refusal
    assert (fault.place.sheet, fault.place.row, fault.place.column) == ("说明", 2, "数据截至")
    assert [change.item.number for change in outcome.changes] == [3]
    assert not outcome.may_be_stored


@pytest.mark.parametrize("cell", ["B2", "B6"])
@pytest.mark.parametrize("typed", ["上周", "=DATE(2025,5,31)"])
def test_a_day_that_nobody_can_read_is_no_day(take: Take, cell: str, typed: str) -> None:
    form = cover(take(), **{cell: typed})

    with pytest.raises(UnreadableFileError) as caught:
        reporting.read_upload(form.content)

    assert caught.value.problem is FileProblem.NO_DAY


def test_the_people_to_ask_are_told_and_in_no_report(
    store: Store, take: Take, bring: Bring
) -> None:
    form = take().fill("任务2", 状态="已完成", 说明="已完工")

    outcome = bring(cover(form, B3=" 张三\n ", B4=13900000000))
    store.append_all(outcome.reports)

    assert outcome.cover.contact_words == "张三，电话13900000000"
    (change,) = outcome.changes
    made = store.last(change.item.item_id)
    assert made
    assert (made.note, made.evidence, made.account) == ("已完工", "", "tester")


def test_whoever_fills_the_cover_with_a_long_text_is_cut_short(take: Take, bring: Bring) -> None:
    outcome = bring(cover(take(), B3="长" * 2000))

    assert len(outcome.cover.filled_by) == 60


@pytest.mark.slow
def test_a_form_that_libreoffice_has_stored_says_the_same(
    store: Store, take: Take, bring: Bring, tmp_path: Path
) -> None:
    if not libreoffice.found():
        pytest.skip(libreoffice.HOW_TO_GET)
    form = cover(take(), B2=MAY, B3="张三", B4="023-52238888")
    form.fill("任务2", 状态="受阻", 说明="=用地 <1> & 待批")
    form.fill("项目3", 阶段="在建", **{"形象进度(%)": 35.5, "数据截至": JUNE})
    form.fill("指标7", 2023, 数值=11.25, 依据="年报")
    # no formula: what is typed with an apostrophe before it is a text
    cell = form.cell("任务2", "说明")
    cell.data_type = "s"
    file = tmp_path / "form.xlsx"
    file.write_bytes(form.content)

    came = libreoffice.converted([file], tmp_path / "out", to="xlsx")

    first, second = bring(form), bring((tmp_path / "out" / "form.xlsx").read_bytes())
    assert "Error" not in came
    assert second.cover == first.cover
    assert [(it.item.key, it.fields, it.report.as_of) for it in second.changes] == [
        (it.item.key, it.fields, it.report.as_of) for it in first.changes
    ]
    assert len(second.changes) == 3
    assert not second.has_problems
    assert store.seqs()

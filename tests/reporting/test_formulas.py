"""A formula is read by what it gave when a program last computed it, and that is told."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from kzdash.errors import CellError, CellProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.reporting import DryRun
    from tests.reporting.conftest import Form

    Take = Callable[..., Form]
    Bring = Callable[..., DryRun]


def computed(form: Form, formula: str, gave: str) -> bytes:
    """The form as Excel would store it: the formula beside what it gave."""
    old = f"<f>{formula}</f><v></v>".encode()
    out, found = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(form.content)) as packed, zipfile.ZipFile(out, "w") as new:
        for name in packed.namelist():
            part = packed.read(name)
            found += part.count(old)
            new.writestr(name, part.replace(old, f"<f>{formula}</f>{gave}".encode()))
    assert found == 1
    return out.getvalue()


def test_a_computed_formula_is_read_and_remarked_on(take: Take, bring: Bring) -> None:
    form = take().fill("指标7", 2023, 数值="=22.5/2", 依据="年报")

    trial = bring(computed(form, "22.5/2", "<v>11.25</v>"))

    (change,) = trial.changes
    assert str(change.report.value) == "11.25"
    assert change.hints[0] == "数值是公式（=22.5/2），按表中已算出的“11.25”读取"
    assert trial.faults == []


def test_it_is_read_as_its_cell_shows_it(take: Take, bring: Bring) -> None:
    form = take().fill("指标7", 2023, 数值="=9/80", 依据="年报")
    form.cell("指标7", "数值", 2023).number_format = "0.00%"

    (change,) = bring(computed(form, "9/80", "<v>0.1125</v>")).changes

    assert str(change.report.value) == "11.25"


@pytest.mark.parametrize("gave", ["", "<v></v>"])
def test_one_that_nobody_computed_is_named(take: Take, bring: Bring, gave: str) -> None:
    form = take().fill("指标7", 2023, 数值="=22.5/2", 依据="年报")

    trial = bring(computed(form, "22.5/2", gave))

    (fault,) = trial.faults
    assert isinstance(fault.error, CellError)
    assert fault.error.problem is CellProblem.FORMULA
    assert trial.changes == []

"""A little of what `make fuzz` tries at length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash import intake
from tests import fuzz, fuzz_forms, people

if TYPE_CHECKING:
    from pathlib import Path

    from kzdash.store import Store


def test_whatever_is_typed_seeded_or_handed_over_is_read_or_refused() -> None:
    tried = fuzz.run(minutes=0, at_once=40)

    for kind in ("typed", "seed", "backup"):
        assert 0 < tried[f"{kind}, refused"] < tried[kind]
    for kind in ("form", "part of a form", "CSV", "any workbook", "any CSV"):
        assert tried[kind] > tried[f"{kind}, refused"]


def test_a_form_that_writes_before_it_is_confirmed_is_found(
    county_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(store: Store, *_given: object) -> intake.Trial:
        people.office_account(store, fuzz_forms.NOW, "zhang")
        return intake.Trial()

    desk = fuzz_forms.Desk(tmp_path, county_folder)
    monkeypatch.setattr(intake, "trial", written)
    with pytest.raises(AssertionError, match="before it was confirmed"):
        desk.take(desk.form)

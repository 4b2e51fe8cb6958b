"""A little of what `make fuzz` tries at length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash import reporting
from tests import fuzz, fuzz_forms, people

if TYPE_CHECKING:
    from pathlib import Path

    from kzdash.store import Store


@pytest.mark.slow
def test_whatever_is_typed_seeded_or_handed_over_is_read_or_refused() -> None:
    tried = fuzz.run(minutes=0, at_once=40)

    for kind in ("typed", "seed", "backup"):
        assert 0 < tried[f"{kind}, refused"] < tried[kind]
    # of each kind alone so few are drawn here that all of one may be torn
    kinds = ("form", "part of a form", ".xls", "part of .ods", "CSV", "any workbook", "any CSV")
    handed_in, refused = (sum(tried[f"{kind}{end}"] for kind in kinds) for end in ("", ", refused"))
    assert 0 < refused < handed_in


def test_a_form_that_writes_before_it_is_confirmed_is_found(
    county_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(store: Store, *_given: object) -> reporting.DryRun:
        people.office_account(store, fuzz_forms.NOW, "zhang")
        return reporting.DryRun()

    desk = fuzz_forms.Desk(tmp_path, county_folder)
    monkeypatch.setattr(reporting, "preview", written)
    with pytest.raises(AssertionError, match="before it was confirmed"):
        desk.take(desk.form)

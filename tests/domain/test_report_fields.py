"""The table of report fields is whole: the store, the board, the files and the screen know each."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kzdash.board.items import ReportEntry
from kzdash.domain.models import Kind, Report
from kzdash.domain.rules import (
    AS_OF,
    PAYLOAD,
    REPORT_FIELDS,
    ReportField,
    measures_of,
    payload_of,
)
from kzdash.reporting.form_columns import FIELDS, FORM_COLUMNS, canonical_header

# what is kept of every report beside what it says
ABOUT = {"seq", "period", "as_of", "recorded_at", "restores"}
IN_THE_STORE = {"id", "item_id", "account", "unit_id"}
ON_THE_BOARD = {"reporter", "unit", "repeats_of", "takes_back", "evidence_files"}


def test_the_store_and_the_board_have_each_field_and_no_other() -> None:
    names = [field.name for field in REPORT_FIELDS]

    assert len(set(names)) == len(names)
    assert set(Report.__table__.columns.keys()) - ABOUT - IN_THE_STORE == set(names)
    assert {one.name for one in fields(ReportEntry)} - ABOUT - ON_THE_BOARD == set(names)


def test_the_store_has_the_empty_value_of_each_field_where_nothing_is_given() -> None:
    columns = Report.__table__.columns

    assert {field.name for field in REPORT_FIELDS if not columns[field.name].nullable} == {
        field.name for field in REPORT_FIELDS if field.empty == ""
    }


def test_every_column_of_a_file_is_known_by_its_own_name() -> None:
    assert len(set(FORM_COLUMNS)) == len(FORM_COLUMNS)
    assert [canonical_header(header) for header in FIELDS.values()] == list(FIELDS.values())
    assert sorted(FIELDS) == sorted(field.name for field in (*REPORT_FIELDS, AS_OF))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.MEETING])
def test_of_every_kind_of_item_something_may_be_reported(kind: Kind) -> None:
    assert payload_of(kind)
    assert set(measures_of(kind)) <= set(payload_of(kind)) <= set(PAYLOAD)


@pytest.mark.parametrize("field", REPORT_FIELDS, ids=lambda field: field.name)
def test_nothing_typed_is_nothing_said(field: ReportField) -> None:
    assert field.parse("") == field.empty
    assert not field.says(field.empty)
    assert field.to_store(field.from_store(field.empty)) == field.empty
    field.check(field.empty)

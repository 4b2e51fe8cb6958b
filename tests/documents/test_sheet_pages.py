"""Columns are laid out on pages: few, whole groups on one, texts as wide as a page leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook

from kzdash.documents.sheet_pages import (
    PAGE_WIDTH,
    SCALE,
    PageColumn,
    lay_out,
    print_columns,
    set_up_pages,
)

KEY = PageColumn("编号", 10, 10)


def test_what_fits_is_one_page_and_texts_take_the_rest() -> None:
    pages = lay_out([KEY], [PageColumn("状态", 10, 10), PageColumn("说明", 20, 200)])

    assert pages.widths == [10, 10, PAGE_WIDTH - 20]
    assert pages.ends == [3]


def test_no_text_is_wider_than_it_may_be() -> None:
    pages = lay_out([KEY], [PageColumn("依据", 20, 30), PageColumn("说明", 20, 40)])

    assert pages.widths == [10, 30, 40]


def test_a_page_ends_where_a_group_does() -> None:
    columns = [PageColumn(f"栏{at}", 30, 30, "先" if at < 2 else "后") for at in range(5)]

    # three and two would be more even
    assert lay_out([KEY], columns).ends == [3, 6]


def test_pages_of_one_group_are_even() -> None:
    columns = [PageColumn(f"栏{at}", 30, 30) for at in range(6)]

    assert lay_out([KEY], columns).ends == [4, 7]


@given(
    some.lists(
        some.builds(
            PageColumn,
            header=some.just("栏"),
            least=some.integers(5, 160),
            most=some.integers(160, 200),
            group=some.sampled_from("甲乙"),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_every_column_is_on_one_page_that_it_fits(columns: list[PageColumn]) -> None:
    pages = lay_out([KEY], columns)

    assert pages.ends[-1] == len(pages.widths) == len(columns) + 1
    assert pages.ends == sorted(set(pages.ends))
    for first, end in zip([1, *pages.ends], pages.ends, strict=False):
        # one that is wider than a page has one for itself
        assert end == first + 1 or sum(pages.widths[first:end]) <= PAGE_WIDTH - KEY.least + 1


@pytest.mark.parametrize("count", [1, 6])
def test_breaks_count_and_the_first_columns_stand_on_each_page(count: int) -> None:
    sheet = Workbook().worksheets[0]
    sheet.append(["标题"])
    sheet.append(["编号"])
    sheet.append(["任务1"])
    pages = lay_out([KEY], [PageColumn(f"栏{at}", 30, 30) for at in range(count)])

    print_columns(sheet, pages, 1, (2, 2))
    set_up_pages(sheet, "填报表", "截至今天")

    setup, fits = sheet.page_setup, sheet.sheet_properties.pageSetUpPr.fitToPage
    breaks = [it.id for it in sheet.col_breaks.brk]
    assert sheet.print_title_rows == "$2:$2"
    if count == 1:
        assert (fits, breaks, sheet.print_title_cols) == (True, [], None)
    else:
        # in Excel no break counts on a sheet that is fitted to its pages
        assert (fits, breaks, sheet.print_title_cols) == (False, [4], "$A:$A")
        assert (setup.scale, setup.pageOrder) == (SCALE, "overThenDown")
    assert sheet.print_area == ("'Sheet'!$A$2:$B$3" if count == 1 else "'Sheet'!$A$2:$G$3")

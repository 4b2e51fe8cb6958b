"""A table of words shows them whole, and is told apart by one of its columns."""

from __future__ import annotations

import pandas as pd

from kzdash.documents.pages import Part
from kzdash.documents.pages.words_table import words_table

FRAME = pd.DataFrame({"序号": [1, 2], "位置": ["三(一)1", "附件4-2"], "读作": ["字" * 60, "—"]})


def test_long_words_have_room_and_short_ones_none_to_spare() -> None:
    table = words_table("corrections", FRAME, "位置")

    assert [column.part for column in table.columns] == [Part.SHORT, Part.NAME, Part.LONG]


def test_rows_that_are_told_apart_by_their_days_give_these_no_more_room_than_they_need() -> None:
    days = FRAME.assign(截至=["2025年6月30日", "2024年12月31日"])

    table = words_table("history", days, "截至")

    assert table.columns[-1].part is Part.SHORT


def test_what_says_nothing_is_an_empty_cell() -> None:
    table = words_table("corrections", FRAME, "位置")

    assert [cell.words for cell in table.rows[1]] == ["2", "附件4-2", ""]


def test_a_frame_without_rows_is_a_table_without_rows() -> None:
    assert words_table("corrections", FRAME.iloc[:0], "位置").rows == []

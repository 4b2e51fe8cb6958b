"""A letter for each unit with reports due, and none for the others, in one archive."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from kzdash.board.monthly_round import round_of_unit
from kzdash.documents import reminder_letters
from tests.documents import word_reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.board import Board

DAY, DEADLINE = date(2025, 6, 30), date(2025, 7, 10)


def test_each_unit_that_has_to_report_gets_its_letter_with_deadline_and_contact(
    board_at: Callable[[date], Board],
) -> None:
    board = board_at(DAY)

    made = reminder_letters.make(board, DEADLINE, "张某 023-52238888")

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        letters = [word_reader.text(archive.read(name)) for name in names]
    units = [unit for unit in board.units if round_of_unit(board, unit).due]
    assert names == [f"{unit}提醒函-2025-06-30.docx" for unit in units]
    for unit, said in zip(units, letters, strict=True):
        assert f"{unit}：" in said
        assert "请于2025年7月10日前登录看板填报。联系人：张某023-52238888。" in said
        assert "【此处由人工填写：" not in said
        assert "附件：需要填报的事项清单" in said
        # each item says until when it was due: projects by the fourth last workday of June
        assert "截止，已过" in said
    assert "6月25日截止，已过5天" in said

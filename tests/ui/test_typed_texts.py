"""A text is stored and shown as it was typed, and nothing in it is run or formatted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash.ui.widgets.plain_text import plain
from tests.ui.test_plain_text import TYPED

if TYPE_CHECKING:
    from tests.ui.desk import Desk
    from tests.ui.screen import Screen

MILESTONE, PROJECT = ("milestone", 4), ("project", 18)


def words(screen: Screen) -> str:
    """What a milestone's page says was reported last."""
    (said,) = [text.value for text in screen.app.markdown if text.value.startswith("填报状态")]
    return said


def cells(screen: Screen) -> dict[str, str]:
    """What the table of an item's reports says of the last one."""
    table = screen.tables["history"]
    return dict(table.iloc[0])


@pytest.mark.slow
@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_a_text_is_stored_and_shown_as_it_was_typed(desk: Desk, typed: str) -> None:
    screen, refused = desk.send(MILESTONE, {"note": typed, "evidence": f"{typed} 一"})

    assert refused == ""
    row = desk.reports[-1]
    assert (row["note"], row["evidence"]) == (typed, f"{typed} 一")
    assert words(screen).count(plain(typed)) == 2
    assert (cells(screen)["说明"], cells(screen)["依据"]) == (typed, f"{typed} 一")


@pytest.mark.slow
@pytest.mark.parametrize("typed", [TYPED["script"], TYPED["formula"], TYPED["icon"]])
def test_what_somebody_else_typed_is_shown_as_typed_above_an_open_form(
    desk: Desk, typed: str
) -> None:
    desk.send(MILESTONE, {"note": "在先"})  # a form opened after a report has its status
    opened = desk.form(*MILESTONE)
    desk.screens.pop(MILESTONE)
    desk.send(MILESTONE, {"note": typed})

    (said,) = opened.run().said("warning")
    assert plain(typed) in said

    opened.fill(note="我的").press("提交")
    assert any(plain(typed) in refusal for refusal in opened.said("error"))


def test_problems_of_a_project_are_shown_as_typed(desk: Desk) -> None:
    screen, refused = desk.send(PROJECT, {"problems": TYPED["script"]})

    assert refused == ""
    assert desk.reports[-1]["problems"] == TYPED["script"]
    assert cells(screen)["需协调问题"] == TYPED["script"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("甲\x00乙\x07丙\x1b[31m丁\x7f", "甲乙丙[31m丁"),
        ("上行\r\n下行\r第三行\u2028第四行", "上行\n下行\n第三行\n第四行"),
        ("甲\u202e乙\u2066丙", "甲乙丙"),
        ("甲\t乙", "甲\t乙"),
        ("  甲乙 \n", "甲乙"),
        ("长" * 2_000, "长" * 2_000),
    ],
    ids=["controls", "line ends", "turned round", "tab", "blanks around", "longest"],
)
def test_what_no_text_has_use_for_is_left_out_and_the_rest_kept(
    desk: Desk, typed: str, stored: str
) -> None:
    screen, refused = desk.send(MILESTONE, {"note": typed})

    assert refused == ""
    assert desk.reports[-1]["note"] == stored
    assert plain(stored) in words(screen)

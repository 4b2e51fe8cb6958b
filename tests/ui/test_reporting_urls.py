"""Whatever the url of a page says of forms, the page stands and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kzdash.ui.widgets.plain_text import plain
from tests.ui.forms import PLACES, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]
    Rows = Callable[[], list[dict[str, Any]]]

WRONG_FORMS = {
    "empty": "",
    "word": "填报",
    "item alone": "54",
    "no seq": "54-",
    "negative": "-54--1",
    "three": "54-0-0",
    "full width": "５４-０",
    "too long": "9" * 5_000,
    "beyond": "999999999-999999999",
    "markup": "<script>alert(1)</script>",
    "statement": "54-0; DROP TABLE reports",
    "line break": "54-0\n",
    "no item": "0-0",
    "another kind's item": "1-0",
    "what is not followed": "200-0",
    "several": ["54-x", "x-0"],
}


@pytest.mark.slow
@pytest.mark.parametrize("page", ["milestones", "reporting"])
@pytest.mark.parametrize("asked", WRONG_FORMS.values(), ids=WRONG_FORMS.keys())
def test_a_form_in_the_url_that_there_is_not_is_passed_over(
    visit: Visit, log_in: LogIn, page: str, asked: str | list[str]
) -> None:
    log_in("区发展改革委")

    screen = visit(page, as_of=TODAY, report=asked)

    assert screen.titles
    assert screen.said("error") == []
    assert "全部提交" not in screen.buttons
    if page == "milestones":
        assert "提交" not in screen.buttons


@pytest.mark.parametrize("before", [{}, {"note": "已有一次"}], ids=["first", "second"])
def test_a_form_that_claims_to_have_seen_reports_there_are_not_is_refused_once(
    visit: Visit, log_in: LogIn, item_id: ItemId, reports: Rows, before: dict[str, str]
) -> None:
    log_in()
    place, item = PLACES["milestone"], item_id("milestone", 4)
    if before:
        place.open(visit, item).fill(status="推进中", **before).press("提交")
    screen = place.visit(visit, report=f"{item}-777")

    screen.fill(**place.typed).press("提交")
    assert len(reports()) == len(before)
    assert screen.said("error")[0].startswith("尚未提交：")
    assert screen.filled(*place.typed) == place.typed

    screen.send()
    assert reports()[-1]["seq"] == len(before) + 1


@pytest.fixture
def sent(visit: Visit, log_in: LogIn, item_id: ItemId) -> tuple[Screen, list[str]]:
    """A screen that sent a form, and how its url named the form before."""
    log_in()
    place = PLACES["milestone"]
    screen = place.open(visit, item_id("milestone", 4))
    named = screen.query["report"]
    return screen.fill(**place.typed).press("提交"), named


def test_a_form_that_was_sent_stays_closed_though_a_browser_cut_off_still_names_it(
    sent: tuple[Screen, list[str]], reports: Rows
) -> None:
    screen, named = sent

    screen.app.query_params["report"] = named
    screen.run()

    assert "提交" not in screen.buttons
    assert [words for words in screen.said("success") if words.startswith("已填报：")]
    assert "report" not in screen.query
    assert len(reports()) == 1


def test_a_form_whose_report_came_in_says_so_to_a_browser_that_was_not_told(
    sent: tuple[Screen, list[str]], visit: Visit
) -> None:
    _screen, named = sent

    screen = PLACES["milestone"].visit(visit, report=named)

    (said,) = screen.said("info")
    assert "您此前的填报已经收到" in said
    assert "没有提交" not in said


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"kind": "政府"}, ["政府"]),
        ({"kind": ["任务", "指标"]}, []),
        ({"unit": "区水务局"}, ["区水务局"]),
        ({"unit": "<b>x</b>" * 200}, ["<b>x</b>"]),
        ({"scope": "所有"}, []),
        ({"scope": ""}, []),
        ({"scope": ["全部", "需要填报"]}, []),
        ({"kind": "任务", "unit": "区总工会"}, ["任务"]),
    ],
    ids=str,
)
def test_an_unknown_choice_in_the_url_is_passed_over_or_named(
    visit: Visit, log_in: LogIn, query: dict[str, Any], named: list[str]
) -> None:
    log_in()

    screen = visit("reporting", as_of=TODAY, **query)

    said = screen.said("warning")
    assert len(said) == len(named)
    assert all(plain(name) in sentence for name, sentence in zip(named, said, strict=True))
    assert len(screen.tables["work"]) > 0


@pytest.mark.parametrize(
    "batch", ["", "abc", "0" * 5_000, "<b>", ["a", "b"]], ids=lambda it: it[:9]
)
def test_a_table_in_the_url_that_this_session_did_not_open_says_what_was_kept(
    visit: Visit, log_in: LogIn, reports: Rows, batch: str | list[str]
) -> None:
    log_in("区水利局")

    screen = visit("reporting", as_of=TODAY, batch=batch)

    assert any("没有未提交的草稿" in words for words in screen.said("info"))
    assert "全部提交" not in screen.buttons
    screen.press("重新打开")
    assert "全部提交" in screen.buttons
    assert reports() == []

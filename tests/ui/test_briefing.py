"""投屏汇报: what each slide has to read, whatever its url asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kzdash.board.board import compute_board
from kzdash.runtime import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]

COUNT = 5


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2000-01-01", "2024-01-15", "2025-06-30", "2026-11-25"])
@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_every_slide_is_chinese_and_numbered(visit: Visit, number: int, day: str) -> None:
    screen = visit("briefing", day, slide=str(number))

    assert f"{number} / " in screen.text
    assert screen.foreign_words == set()
    assert screen.said("error") == []


@pytest.mark.parametrize("as_of", ["20250630", "2025/06/30", "2025年6月30日"])
def test_a_day_in_the_url_is_read_however_it_is_written(visit: Visit, as_of: str) -> None:
    screen = visit("briefing", as_of, slide="1")

    assert "截至2025年6月30日" in screen.text
    assert "无效" not in screen.text


@pytest.mark.parametrize("as_of", ["昨天", "2025-W26-1", "1025-06-30"])
def test_a_day_in_the_url_that_is_none_is_said_on_the_slide(visit: Visit, as_of: str) -> None:
    screen = visit("briefing", as_of, slide="2", since="2025-02-30")

    assert "网址中的截至日期无效，现按今天显示" in screen.text
    assert "网址中的变化起点无效，现从上次会议或一周前起" in screen.text


@pytest.mark.parametrize(
    ("asked", "shown"), [("99", "silent"), ("abc", "cover"), ("-1", "cover"), ("", "cover")]
)
def test_a_number_that_is_no_slide_shows_one_all_the_same(
    visit: Visit, asked: str, shown: str
) -> None:
    bodies = [node.proto.body for node in visit("briefing", slide=asked).app.get("html")]
    assert any(f'class="slide {shown}"' in body for body in bodies)


def test_a_unit_has_a_briefing_of_its_own(visit: Visit) -> None:
    screen = visit("briefing", unit="区水利局", slide="1")

    assert "区水利局牵头" in screen.text
    assert "1 / 1" in screen.text


def test_its_page_leads_to_it_on_the_same_day(visit: Visit) -> None:
    page = visit("duties", "2025-06-30", unit="区水利局")

    links = [link.proto.url for link in page.app.get("link_button")]
    assert f"/briefing?as_of=2025-06-30&unit={quote('区水利局')}" in links


def test_all_units_come_in_turn(visit: Visit) -> None:
    bodies = [node.proto.body for node in visit("briefing", unit="all", slide="4").app.get("html")]

    assert any('class="slide unit"' in body for body in bodies)


def test_a_backup_slide_stands_over_the_slide_it_was_opened_from(visit: Visit) -> None:
    screen = visit("briefing", slide="3", show="区水利局,project-28")

    assert "水环境综合治理" in screen.text
    assert "退出键返回" in screen.text
    assert " / " not in screen.text


@pytest.mark.parametrize(
    ("query", "words"),
    [({"unit": "某局"}, "网址中的单位不存在"), ({"show": "project-999"}, "没有网址中的备用页")],
)
def test_what_the_url_names_and_is_not_there_is_said_on_the_slide(
    visit: Visit, query: dict[str, str], words: str
) -> None:
    screen = visit("briefing", slide="1", **query)

    assert words in screen.text
    assert "1 / " in screen.text


@pytest.mark.parametrize("day", ["2000-01-01", "2025-06-30"])
@pytest.mark.parametrize("number", ["1", "3", "99", "abc"])
def test_the_speaker_s_window_has_the_notes_of_the_slide_and_the_title_of_the_next(
    visit: Visit, number: str, day: str
) -> None:
    screen = visit("briefing", day, slide=number, notes="true")

    (body,) = [node.proto.body for node in screen.app.get("html") if "<main" in node.proto.body]
    assert 'class="speaker-notes"' in body
    assert ("这是最后一页" in body) is (number == "99")
    assert ("下一页：" in body) is (number != "99")
    assert screen.foreign_words == set()
    assert screen.said("error") == []


def test_the_speaker_s_window_has_the_notes_of_a_backup_slide(visit: Visit) -> None:
    screen = visit("briefing", slide="3", show="project-28", notes="true")

    assert "备用页" in screen.text
    assert "水环境综合治理" in screen.text
    assert "返回第3页：" in screen.text


def test_the_speaker_s_window_needs_the_login_that_the_slides_need(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")

    screen = visit("briefing", slide="3", notes="true")

    assert "请先登录" in screen.text
    assert "怎么算的" not in screen.text


def test_there_is_no_header_row_and_no_question_for_the_day(visit: Visit) -> None:
    screen = visit("briefing")

    assert screen.links == {}
    assert screen.app.text_input.len == 0


def test_where_reading_needs_a_login_nothing_is_shown_without(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_READ", "login")

    screen = visit("briefing", slide="2")

    assert "请先登录" in screen.text
    assert "62.42" not in screen.text


def test_a_store_that_cannot_be_read_is_a_sentence(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    screen = visit("briefing", slide="2")
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{tmp_path / 'gone.db'}")

    screen.run()

    assert len(screen.said("error")) == 1


def test_the_way_to_the_presentation_keeps_the_day(visit: Visit) -> None:
    overview = visit("overview", "2025-06-30")

    links = [link.proto.url for link in overview.app.get("link_button")]
    assert "/briefing?as_of=2025-06-30" in links


def test_the_office_types_what_is_decided_and_sees_it_at_once(
    visit: Visit, log_in: Callable[..., str], own_store: Store
) -> None:
    log_in()
    today = clock.today().isoformat()
    screen = visit("briefing", as_of=today, slide="99")
    screen.field("text").set_value("月底前报送方案")
    screen.field("unit").set_value("区水利局")
    screen.field("due").set_value("2027-1-31")
    screen.press("记下")

    assert "今天已议定1项" in screen.text
    (matter,) = compute_board(own_store, clock.today()).matters
    assert (matter.name, matter.meeting_name) == ("月底前报送方案", "专班会议")
    assert (matter.lead_unit, matter.due_on) == ("区水利局", date(2027, 1, 31))


def test_what_is_incomplete_of_a_decision_stores_no_meeting_either(
    visit: Visit, log_in: Callable[..., str], own_store: Store
) -> None:
    log_in()
    screen = visit("briefing", as_of=clock.today().isoformat(), slide="99")
    screen.field("text").set_value("月底前报送方案")
    screen.press("记下")

    assert any("牵头单位" in words for words in screen.said("error"))
    assert compute_board(own_store, clock.today()).meetings == ()


def test_nobody_else_and_on_no_other_day_has_that_slide(
    visit: Visit, log_in: Callable[..., str]
) -> None:
    today = clock.today().isoformat()
    log_in(unit="区水利局", person="张三")
    assert "记下" not in visit("briefing", as_of=today, slide="99").buttons

    log_in(person="李主任")
    assert "记下" not in visit("briefing", as_of="2025-06-30", slide="99").buttons

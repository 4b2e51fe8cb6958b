"""资料 offers every document of the day chosen, and says where the figures are from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from kzdash.board.board import compute_board
from kzdash.board.closing import read_closings
from kzdash.board.monthly_round import next_deadline, wanted_reports
from kzdash.documents import CATALOGUE, board_json
from kzdash.documents.closed_board import close_period
from kzdash.documents.earlier_json import FIRST
from kzdash.domain.models import ClosedPeriod
from kzdash.domain.workdays import add_workdays
from kzdash.runtime import clock
from kzdash.store import close_period as store_closing
from tests.ui.screen import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    import pytest

    from kzdash.board.board import Board
    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]

UNIT = quote("区水利局")
# the goals are filled in on 填报
OFFERED = tuple(
    kind for kind, document in CATALOGUE.items() if not document.of_unit and kind != "goals"
)

OFFER = "给还有事项要填报的"  # a 提醒函 each
OF_UNIT = tuple(kind for kind, document in CATALOGUE.items() if document.needs_unit)


def addresses(screen: Screen) -> list[str]:
    return list(screen.hrefs)


def test_every_document_is_offered_with_a_sentence(visit: Visit) -> None:
    screen = visit("documents")

    for kind in OFFERED:
        assert CATALOGUE[kind].description in screen.text
        assert any(one.startswith(f"/files/{kind}?as_of=2025-06-30") for one in addresses(screen))
    assert "截至2025年6月30日的情况" in screen.text.replace("*", "")


def test_a_unit_chosen_has_its_own(visit: Visit) -> None:
    before, after = (addresses(visit("documents", **asked)) for asked in ({}, {"unit": "区水利局"}))

    own = {f"/files/{kind}?as_of=2025-06-30&unit={UNIT}" for kind in OF_UNIT}
    own |= {f"/print/unit?unit={UNIT}&as_of=2025-06-30"}
    assert own.isdisjoint(before)
    assert own <= set(after)
    assert "/print/overview?as_of=2025-06-30" in before


def test_the_deck_tells_what_changed_since_the_day_chosen(visit: Visit) -> None:
    found = addresses(visit("documents", since="2025-05-05", entered="true"))

    assert "/files/deck?as_of=2025-06-30&entered=true&since=2025-05-05" in found


def test_where_a_provider_guards_reading_documents_are_made_by_buttons(
    visit: Visit, log_in: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in("区水利局")
    monkeypatch.setenv("KZDASH_READ", "login")
    monkeypatch.setattr("kzdash.ui.parts.documents.may_open_files", lambda: False)

    screen = visit("documents", unit="区水利局")

    keys = {button.key for button in screen.app.download_button}
    of_unit = {f"document-{kind}-of-unit" for kind in (*OF_UNIT, "calendar")}
    assert {f"document-{kind}" for kind in OFFERED} | of_unit <= keys
    assert [one for one in addresses(screen) if one.startswith(("/files", "/print"))] == []


def test_there_a_closed_period_has_buttons_of_its_own(
    visit: Visit,
    log_in: Callable[..., str],
    own_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    close_period(own_store, clock.today(), clock.today(), "tester", clock.now())
    (closing,) = read_closings(own_store)
    log_in("区水利局")
    monkeypatch.setattr("kzdash.ui.parts.documents.may_open_files", lambda: False)

    screen = visit("documents", closed=closing.name)

    keys = [button.key for button in screen.app.download_button]
    assert {"document-deck", "document-deck-closed"} <= set(keys)


def test_those_logged_in_are_told_of_a_bad_template_before_they_need_a_paper(
    visit: Visit, log_in: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KZDASH_TEMPLATES", str(tmp_path))
    (tmp_path / "letter.docx").write_bytes(b"no document")
    anybody = visit("documents")
    log_in("区水利局")

    assert anybody.said("warning") == []
    (said,) = visit("documents").said("warning")
    assert "公文模板 letter.docx 有误" in said.replace("\\", "")
    (tmp_path / "letter.docx").unlink()
    assert visit("documents").said("warning") == []


def test_an_unknown_unit_is_said(visit: Visit) -> None:
    assert "已忽略" in visit("documents", unit="区没有局").said("warning")[0]


def test_sources_and_repairs_are_listed(visit: Visit, board_at: Callable[[date], Board]) -> None:
    from datetime import date

    screen = visit("documents")

    sources, corrections = (screen.tables[name] for name in ("sources", "corrections"))
    board = board_at(date(2025, 6, 30))
    figures = [said for line in board.indicators for said in line.reports]
    assert len(sources) == len(figures)
    assert set(sources["来源"]) == {said.evidence for said in figures}
    assert list(corrections["读作"]) == [note.reading for note in board.corrections]


def test_where_no_figure_is_known_yet_it_says_what_to_do(visit: Visit) -> None:
    assert "还没有任何数值" in visit("documents", as_of="2022-12-01").said("info")[-1]


def test_a_calendar_that_needs_a_login_is_not_offered_to_subscribe_to(
    visit: Visit, log_in: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all = visit("documents")
    monkeypatch.setenv("KZDASH_READ", "login")
    log_in("区水利局")

    assert [code.value for code in open_to_all.app.code] == ["/calendar.ics"]
    closed = visit("documents")
    assert [code.value for code in closed.app.code] == []
    assert "不能订阅" in closed.text


def test_a_period_closed_in_an_earlier_form_says_so(visit: Visit, own_store: Store) -> None:
    today, now = clock.today(), clock.now()
    text = board_json.dumps(compute_board(own_store, today), FIRST)
    row = ClosedPeriod(period=f"{today:%Y-%m}", name="本月", as_of=today, recorded_at=now)
    row.account, row.sha256, row.note = "tester", "", ""
    store_closing(own_store, row, lambda _draft: hashlib.sha256(text.encode()).hexdigest())

    screen = visit("documents", closed="本月")

    assert "按当时的格式（第1版）给出" in screen.text


def test_a_unit_is_offered_a_calendar_of_its_own(visit: Visit) -> None:
    screen = visit("documents", unit="区水利局")

    own, whole = (code.value for code in screen.app.code)
    assert own == f"/calendar.ics?{urlencode({'unit': '区水利局'})}"
    assert whole == "/calendar.ics"


def test_the_page_speaks_chinese(visit: Visit) -> None:
    words = visit("documents", unit="区水利局").foreign_words

    formats = {"CSV", "JSON", "pptx", "docx", "xlsx", "zip", "json", "ics"}
    assert words <= formats | {"A", "calendar", "EOD", "PPP"}


def test_the_office_gets_letters_to_all_once_it_says_by_when_and_to_whom(
    visit: Visit, log_in: Callable[..., str], own_store: Store
) -> None:
    log_in()
    screen = visit("documents", as_of=[])

    assert OFFER in screen.text

    def offered() -> list[str]:
        return [button.proto.label for button in screen.app.get("download_button")]

    board = compute_board(own_store, clock.today())
    next_day = next_deadline(wanted_reports(board.followed, board.as_of), board.as_of)
    ahead = next_day is not None and next_day >= board.as_of
    usual = next_day if ahead else add_workdays(board.as_of, 2)
    assert screen.field("填报期限").value == str(usual)
    screen.fill(填报期限="2000-01-01", 联系人和电话="张某").run()
    assert not any("提醒函" in label for label in offered())
    screen.fill(填报期限=clock.today()).run()
    (letters,) = [label for label in offered() if "提醒函" in label]
    assert letters.startswith("下载提醒函（")


def test_nobody_but_the_office_is_offered_letters(visit: Visit, log_in: Callable[..., str]) -> None:
    assert OFFER not in visit("documents", as_of=[]).text
    log_in("区水利局")
    assert OFFER not in visit("documents", as_of=[]).text


def test_a_closed_period_is_offered_to_everybody_once_there_is_one(
    visit: Visit, own_store: Store
) -> None:
    assert "定稿" not in [title.value for title in visit("documents").app.subheader]
    close_period(own_store, clock.today(), clock.today(), "tester", clock.now())
    (closing,) = read_closings(own_store)

    screen = visit("documents", closed=closing.name)

    assert screen.app.selectbox(key="closed").options == [closing.name]
    for kind in ("deck", "summary", "workbook", "monthly", "tables", "json"):
        assert f"/files/{kind}?closed={closing.number}" in addresses(screen)
    assert closing.words in read(screen.text)
    assert closing.sha256 in screen.text

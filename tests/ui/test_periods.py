"""The office's page: the month of all units; a unit sees its own row, a stranger nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.board import compute_board
from kzdash.board.closing import read_closings
from kzdash.board.reporting_period import read_reporting_period
from kzdash.documents.pages.period_page import months_beside
from kzdash.domain.models import Contact, Report
from kzdash.runtime import clock
from kzdash.store import keep_contacts, unit_names
from kzdash.ui.parts.periods import months_frame, period_frame
from tests.ui.forms import TODAY
from tests.ui.screen import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]
    ItemId = Callable[[str, int], int]

WATER, PHONE = "区水利局", "02352220000"
NOVEMBER: dict[str, Any] = {"as_of": "2025-11-30", "view": "office"}
# by the calendar of the seed, 25 November 2025 is the day for projects
IN_TIME, LATE = datetime(2025, 11, 25, 9, tzinfo=UTC), datetime(2025, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def kept(own_store: Store) -> None:
    """Say whom to ask at a unit."""
    ids = {name: unit_id for unit_id, name in unit_names(own_store).items()}
    said = {"supervisor": "张三", "handler": "李四", "telephone": PHONE}
    contact = Contact(unit_id=ids[WATER], updated_at=IN_TIME, account="tester", **said)
    keep_contacts(own_store, [contact], "tester")


@pytest.fixture
def say(own_store: Store, item_id: ItemId) -> Callable[..., None]:
    """Report on an item for the day on which it is recorded."""

    def append(kind: str, number: int, moment: datetime, seq: int = 1, **said: Any) -> None:
        report = Report(item_id=item_id(kind, number), seq=seq, account="tester", **said)
        report.as_of, report.recorded_at = moment.date(), moment
        own_store.append(report)

    return append


def row_of(screen: Screen, unit: str) -> dict[str, str]:
    """What the table says of a unit."""
    table = screen.tables["period"]
    (row,) = table[table["单位"].str.startswith(unit)].to_dict("records")
    return row


def say_of_water(say: Callable[..., None]) -> None:
    """Report on the project of a unit in time, and on one of its tasks too late."""
    say("project", 18, IN_TIME, stage="construction", note="推进")
    say("task", 2, LATE, status="in_progress", note="推进")


def test_the_office_sees_of_each_unit_what_is_owed_what_came_and_whom_to_ask(
    visit: Visit, log_in: LogIn, kept: None, say: Callable[..., None]
) -> None:
    log_in()
    empty = visit("reporting", **NOVEMBER)
    before = row_of(empty, WATER)
    say_of_water(say)

    screen = visit("reporting", **NOVEMBER)

    after = row_of(screen, WATER)
    assert [before[column] for column in ("应报", "已报", "按时")] == ["5", "00%", "00%"]
    assert [after[column] for column in ("应报", "已报", "按时")] == ["5", "240%", "120%"]
    assert before["还缺"].endswith("等5项")
    assert after["还缺"].endswith("等3项")
    assert after["最早截止"] == "5月19日截止已过195天"
    assert after["联系人"] == f"李四 {PHONE}"
    assert "，已报2项（" in screen.text
    assert "其中按时1项（" in screen.text
    assert not screen.foreign_words - {"zip"}


def test_the_file_says_of_each_unit_which_day_passed_first_and_since_how_many_days(
    own_store: Store,
) -> None:
    period = read_reporting_period(own_store, compute_board(own_store, date(2025, 11, 30)))

    rows = period_frame(period.units, {}).set_index("单位")

    assert rows.loc[WATER, ["最早截止", "已过天数"]].tolist() == ["5月19日截止", 195]
    assert rows.loc["区总工会", ["最早截止", "已过天数"]].tolist() == ["11月25日截止", 5]


def test_the_list_can_be_of_those_who_have_not_reported_everything(
    visit: Visit, log_in: LogIn
) -> None:
    log_in()

    every = visit("reporting", **NOVEMBER).tables["period"]
    missing = visit("reporting", scope="没有报齐", **NOVEMBER).tables["period"]

    assert 0 < len(missing) <= len(every)
    assert set(missing["单位"]) <= set(every["单位"])


def test_the_months_before_stand_beside_each_other(
    visit: Visit, log_in: LogIn, say: Callable[..., None]
) -> None:
    in_october = datetime(2025, 10, 28, 9, tzinfo=UTC)
    say("project", 18, in_october, stage="construction", note="推进")
    say("project", 18, LATE, 2, stage="construction", note="推进")
    log_in()

    table = visit("reporting", scope="近6个月", **NOVEMBER).tables["months"]

    months = [f"2025年{month}月" for month in range(6, 12)]
    assert list(table) == ["单位", *months]
    water = table[table["单位"] == WATER].iloc[0]
    assert water["2025年10月"] == "20%1/5项，按时20%"
    assert water["2025年11月"] == "20%1/5项，按时0%"


def test_the_file_of_several_months_has_a_row_for_each_unit_and_month(own_store: Store) -> None:
    days = months_beside(date(2024, 9, 30), date(2024, 7, 30))
    months = [read_reporting_period(own_store, compute_board(own_store, day)) for day in days]

    rows = months_frame(months, [WATER, "区总工会"])

    assert days == [date(2024, 7, 31), date(2024, 8, 31), date(2024, 9, 30)]
    assert list(rows[rows["单位"] == WATER]["月份"]) == ["2024-07", "2024-08", "2024-09"]
    assert set(rows["报送率"]) == {"0%"}


def test_the_months_are_linked_up_to_this_one(visit: Visit, log_in: LogIn) -> None:
    log_in()

    links = visit("reporting", **NOVEMBER).links
    now = visit("reporting", as_of=TODAY, view="office")

    assert links["‹ 2025年10月"] == "reporting?view=office&period=2025-10"
    assert links["2025年12月 ›"] == "reporting?view=office&period=2025-12"
    assert not [label for label in now.links if label.endswith("›")]
    (old,) = visit("reporting", period="2025-13", **NOVEMBER).said("warning")
    assert read(old) == "网址中的月份“2025-13”不是年月，现显示2025年11月。"


def test_a_unit_sees_its_own_row_alone_and_none_of_the_office_s_tools(
    visit: Visit, log_in: LogIn, say: Callable[..., None]
) -> None:
    say_of_water(say)
    log_in(WATER)

    screen = visit("reporting", **NOVEMBER)

    assert list(screen.tables["period"]["单位"]) == [WATER]
    assert f"{WATER} " in read(screen.text)
    assert {"收表", "定稿"}.isdisjoint(screen.buttons)
    assert screen.tables["period"]["还缺"][0]
    months = visit("reporting", scope="近6个月", **NOVEMBER).tables["months"]
    assert list(months["单位"]) == [WATER]


def test_a_stranger_sees_neither_units_nor_contacts(visit: Visit, kept: None) -> None:
    screen = visit("reporting", **NOVEMBER)

    assert "period" not in screen.tables
    assert PHONE not in screen.text


def test_whoever_must_change_the_password_sees_no_contacts(
    visit: Visit, log_in: LogIn, kept: None
) -> None:
    log_in(None, must_change=True)

    assert PHONE not in visit("reporting", **NOVEMBER).text


def test_the_present_page_of_the_office_is_one_click_away(visit: Visit, log_in: LogIn) -> None:
    log_in()

    forms = visit("reporting", as_of=TODAY)
    units = visit("reporting", as_of=TODAY, view="office")

    assert "work" in forms.tables
    assert "period" not in forms.tables
    assert "period" in units.tables
    assert forms.app.segmented_control(key="view").options == ["各单位情况", "填报"]


def test_a_unit_s_reminder_opens_by_its_row_and_is_in_the_url(visit: Visit, log_in: LogIn) -> None:
    log_in()
    screen = visit("reporting", as_of=TODAY, view="office")

    href = next(to for to, words in screen.hrefs.items() if words == "催报")
    screen.click(href)

    assert screen.query["remind"]


def test_the_office_closes_a_month_and_again_only_with_a_reason(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    name = log_in()
    screen = visit("reporting", **NOVEMBER)
    assert "2025年11月未定稿。" in screen.text

    screen.press("定稿")

    (closing,) = read_closings(own_store)
    assert (closing.period, closing.as_of.isoformat()) == ("2025-11", "2025-11-30")
    assert own_store.accounts()[-1].name == name
    assert closing.words in read(screen.text)
    assert screen.links["下载定稿文件"].startswith("documents?closed=")
    screen.press("check-closing")
    assert f"一致：现在算出的也是{closing.checksum_words}。" in read(screen.text)

    screen.press("定稿")
    assert "重新定稿的原因不能为空" in "".join(screen.said("error"))
    screen.fill(重新定稿的原因="补报了两项")
    screen.press("定稿")
    assert [one.note for one in read_closings(own_store)] == ["补报了两项", ""]
    assert "此前：定稿" in read(screen.text)


def test_a_checksum_that_no_longer_holds_is_said(
    visit: Visit, log_in: LogIn, own_store: Store, ask: Callable[..., Any]
) -> None:
    log_in()
    visit("reporting", **NOVEMBER).press("定稿")
    ask("UPDATE items SET name = '改过' WHERE kind = 'task' AND number = 1")
    ask("UPDATE plans SET revision = revision + 1")

    screen = visit("reporting", **NOVEMBER).press("check-closing")

    (said,) = screen.said("error")
    assert said.startswith("不一致：定稿时是")


def test_the_letters_begin_with_the_day_and_the_person_that_are_usual(
    visit: Visit, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KZDASH_OFFICE_PHONE", PHONE)
    log_in()

    screen = visit("reporting", as_of=TODAY, view="office")

    assert screen.app.text_input(key="letters-contact").value == f"李明 {PHONE}"
    day = screen.app.text_input(key="letters-deadline").value
    assert day >= clock.today().isoformat()
    assert any(label.startswith("下载提醒函") for label in _downloads(screen))


def _downloads(screen: Screen) -> list[str]:
    return [button.proto.label for button in screen.app.get("download_button")]

"""What a briefing's url asks for is read, whatever stands in it."""

from __future__ import annotations

from datetime import date

import pytest

from kzdash.documents.slides import BriefingRequest, read_request
from kzdash.documents.slides.request import to_query

JUNE = date(2025, 6, 30)


def test_every_setting_is_read_from_the_url() -> None:
    query = {
        "slide": "3",
        "as_of": "2025-06-30",
        "since": "2025-05-01",
        "auto": "20",
        "theme": "dark",
        "entered": "true",
        "notes": "true",
    }

    asked = read_request(query)

    assert asked == BriefingRequest(3, JUNE, date(2025, 5, 1), 20, "dark", entered=True, notes=True)
    assert to_query(asked) == query


def test_a_bare_url_asks_for_the_first_slide_of_today_turned_by_hand() -> None:
    assert read_request({}) == BriefingRequest()
    assert to_query(BriefingRequest()) == {"slide": "1"}


@pytest.mark.parametrize(
    "query",
    [
        {"slide": "abc"},
        {"slide": ""},
        {"slide": "0"},
        {"slide": "1.5"},
        {"auto": "nan"},
        {"auto": "-20"},
        {"auto": "0"},
        {"theme": "pink"},
        {"entered": "maybe"},
    ],
)
def test_nonsense_counts_as_not_asked(query: dict[str, str]) -> None:
    assert read_request(query) == BriefingRequest()


@pytest.mark.parametrize("name", ["as_of", "since"])
@pytest.mark.parametrize(
    "given", ["gestern", "2025-02-30", "2025-W26-1", "1999-12-31", "2100-01-01", "1025-06-30"]
)
def test_what_is_no_day_is_told_and_counts_as_not_asked(name: str, given: str) -> None:
    asked = read_request({name: given})

    assert asked == BriefingRequest(invalid_days=(name,))
    assert to_query(asked) == {"slide": "1"}


@pytest.mark.parametrize(
    "given", ["20250630", "2025/06/30", "2025年6月30日", "2025-6-30", "２０２５.６.３０"]
)
def test_a_day_is_read_however_it_is_written(given: str) -> None:
    assert read_request({"as_of": given, "since": given}) == BriefingRequest(as_of=JUNE, since=JUNE)


@pytest.mark.parametrize(("asked", "seconds"), [("1", 5), ("5", 5), ("999999999999999", 3600)])
def test_slides_stay_on_neither_too_short_nor_for_ever(asked: str, seconds: int) -> None:
    assert read_request({"auto": asked}).auto == seconds


@pytest.mark.parametrize(
    ("asked", "shown"), [("1", 1), ("9", 9), ("10", 9), ("999999999999999999999", 9), ("-4", 1)]
)
def test_a_number_beyond_the_ends_shows_the_slide_at_the_end(asked: str, shown: int) -> None:
    assert read_request({"slide": asked}).slide_within(9) == shown


@pytest.mark.parametrize(
    ("since", "day"),
    [
        (None, date(2025, 6, 23)),
        (date(2025, 1, 1), date(2025, 1, 1)),
        (JUNE, date(2025, 6, 29)),
        (date(2025, 7, 1), date(2025, 6, 29)),
    ],
)
def test_changes_are_told_of_a_week_unless_a_day_is_chosen(since: date | None, day: date) -> None:
    assert BriefingRequest(since=since).changes_since(JUNE) == day


@pytest.mark.parametrize(
    ("since", "day"),
    [(None, date(2025, 6, 3)), (date(2025, 1, 1), date(2025, 1, 1)), (JUNE, date(2025, 6, 29))],
)
def test_changes_are_told_since_the_last_meeting_unless_a_day_is_chosen(
    since: date | None, day: date
) -> None:
    assert BriefingRequest(since=since).changes_since(JUNE, date(2025, 6, 3)) == day


def test_changes_are_told_since_no_day_that_no_board_can_be_asked_for() -> None:
    assert BriefingRequest().changes_since(date(2000, 1, 1)) == date(2000, 1, 1)


def test_where_somebody_is_in_a_briefing_is_read_back_as_it_was_written() -> None:
    asked = BriefingRequest(
        7, unit="区水利局", show=("区财政局", "某局,100%", "project-3"), part=2, minutes=90
    )

    query = to_query(asked)

    assert read_request(query) == asked
    assert query["show"] == "区财政局,某局%2C100%25,project-3"


def test_a_backup_slide_that_is_open_already_comes_back() -> None:
    asked = BriefingRequest(7, show=("区财政局", "project-3"), part=2)

    assert asked.opening("task-1").show == ("区财政局", "project-3", "task-1")
    assert asked.opening("区财政局") == BriefingRequest(7, show=("区财政局",))


@pytest.mark.parametrize(("asked", "minutes"), [("-5", 0), ("x", 0), ("90", 90), ("9999999", 600)])
def test_a_meeting_is_neither_shorter_than_nothing_nor_endless(asked: str, minutes: int) -> None:
    assert read_request({"minutes": asked, "part": "-1"}) == BriefingRequest(minutes=minutes)

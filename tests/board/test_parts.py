"""What supporting units say of their parts stands beneath the whole, and nobody else covers it."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kzdash.board.attention import group_by_unit
from kzdash.board.board import Board, compute_board
from kzdash.documents import board_json, unit_tables
from kzdash.documents.overview.attention_rows import attention_rows, count_words
from kzdash.documents.pages import PageLinks, compose_tables
from kzdash.documents.pages.item_lists import parts_table, supported_table
from kzdash.documents.papers import sentences, supervision
from kzdash.documents.slides.attention import decision_points
from kzdash.domain.models import Adjustment, Report
from kzdash.domain.progress import State
from kzdash.errors import RefusedError
from kzdash.store import Store, unit_names
from tests import people
from tests.documents import word_reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

JUNE = date(2025, 6, 30)
# a task that it supports
TASK, WATER = 1, "区水利局"
STUCK = "管网改造用地未批"


class Shared:
    """A task that several units share, reported on by their people."""

    def __init__(self, store: Store, now: datetime, item_id: int) -> None:
        self.store, self.now, self.item_id = store, now, item_id
        self.ids = {name: unit_id for unit_id, name in unit_names(store).items()}
        self.units = self.item.units
        for unit in self.units:
            people.join(store, now, unit, unit)

    @property
    def board(self) -> Board:
        return compute_board(self.store, JUNE)

    @property
    def item(self) -> Any:
        return self.board.tasks[TASK - 1]

    def say(self, account: str, status: str, note: str = "", **said: Any) -> None:
        last = self.store.last(self.item_id)
        report = Report(item_id=self.item_id, seq=last.seq + 1 if last else 1, as_of=JUNE)
        report.account, report.recorded_at = account, self.now
        for name, value in {"status": status, "note": note, **said}.items():
            setattr(report, name, value)
        self.store.append(report)

    def lead_by(self, unit: str) -> None:
        made = {
            "account": "tester",
            "reason": "分工调整",
            "document_number": "开州府办发〔2025〕3号",
        }
        change = Adjustment(item_id=self.item_id, seq=1, as_of=JUNE, recorded_at=self.now, **made)
        change.lead_unit_id = self.ids[unit]
        self.store.adjust(change)


@pytest.fixture
def shared(
    store: Store, now: datetime, item_id: Callable[[str, int], int], hasher: people.Watched
) -> Shared:
    return Shared(store, now, item_id("task", TASK))


@pytest.fixture
def hasher() -> Any:
    with people.watched() as made:
        yield made


@pytest.fixture
def stuck(shared: Shared) -> Shared:
    """The task with a part that is blocked, and ten reports of others since."""
    supporting = [unit for unit in shared.units[1:] if unit != WATER]
    shared.say(WATER, "blocked", STUCK)
    for at in range(10):
        who = (shared.units[0], "tester", *supporting)[at % (2 + len(supporting))]
        shared.say(who, "in_progress", f"第{at}次")
    return shared


def test_a_blocked_part_survives_ten_reports_of_others(stuck: Shared) -> None:
    item = stuck.item

    part = item.part_of(WATER)
    assert (part.status.state, part.note) == (State.BLOCKED, STUCK)
    assert item.state is State.IN_PROGRESS
    said = len(stuck.units) - 1
    assert item.parts_words == f"{said}/{said}家配合单位已报"
    assert item.blocked_words == f"配合单位受阻：{WATER}"


def test_a_blocked_part_raises_the_item_beside_its_own_state(stuck: Shared) -> None:
    concerns = [one for one in stuck.board.concerns if one.item.item_id == stuck.item_id]

    assert [(one.words, one.state) for one in concerns] == [
        (f"配合单位受阻：{WATER}", State.BLOCKED)
    ]
    groups = {group.unit: group for group in group_by_unit(stuck.board.concerns)}
    lead = groups[stuck.units[0]]
    assert concerns[0] in lead.concerns
    # the whole is not blocked, and is not counted so
    assert lead.counts[State.BLOCKED] == 0
    (row,) = [row for row in attention_rows(stuck.board) if row.item.item_id == stuck.item_id]
    assert (row.state_words, row.units, row.all_words) == ("配合单位受阻", WATER, STUCK)
    assert count_words([row]) == "配合单位受阻1"


def test_whoever_says_the_whole_is_done_does_not_say_it_of_the_part(stuck: Shared) -> None:
    stuck.say(stuck.units[0], "done", "已完成")

    assert stuck.item.state is State.DONE
    assert [one.words for one in stuck.board.concerns if one.of_parts] == [f"配合单位受阻：{WATER}"]


def test_papers_slides_and_json_tell_of_a_blocked_part(stuck: Shared) -> None:
    board = stuck.board

    (point,) = [one for one in decision_points(board) if one.item.item_id == stuck.item_id]
    assert point.words == f"配合单位{WATER}受阻：{STUCK}"
    assert "配合单位受阻的1项" in sentences.attention(board.concerns)
    lead = word_reader.text(supervision.make(board, stuck.units[0]))
    assert f"配合单位受阻：{WATER}" in lead
    own = word_reader.text(supervision.make(board, WATER))
    assert "受阻" in own.rpartition("本单位部分")[2]
    printed = board_json.as_dict(board)["tasks"][TASK - 1]
    assert printed["lead_unit"] == stuck.units[0]
    (part,) = [one for one in printed["parts"] if one["unit"] == WATER]
    told = {"unit": WATER, "status": "blocked", "note": STUCK, "reported_on": "2025-06-30"}
    assert told.items() <= part.items()


def test_beneath_the_whole_stands_what_each_unit_said_and_who_said_nothing(shared: Shared) -> None:
    shared.say(WATER, "blocked", STUCK)

    html = compose_tables([parts_table(shared.item)], PageLinks()).html

    assert f"1/{len(shared.units) - 1}家配合单位已报" in html
    assert f"受阻：{STUCK}" in html
    assert "未报：" in html
    own = compose_tables([supported_table(WATER, [shared.item], PageLinks())], PageLinks()).html
    assert f"受阻：{STUCK}" in own
    (row,) = unit_tables.supported(WATER, [shared.item]).to_dict("records")
    assert (row["牵头单位"], row["本单位部分"], row["说明"]) == (shared.units[0], "✕ 受阻", STUCK)


def test_who_leads_by_a_document_speaks_of_the_whole_from_then_on(shared: Shared) -> None:
    old = shared.units[0]
    shared.say(WATER, "blocked", STUCK)

    shared.lead_by(WATER)
    shared.say(WATER, "in_progress", "全面推进")
    shared.say(old, "in_progress", "已配合")

    item = shared.item
    assert (item.lead_unit, item.original_lead_unit) == (WATER, old)
    assert item.latest_report.note == "全面推进"
    assert item.part_of(old).note == "已配合"
    # what it said of its part before it led stands in the history alone
    assert item.part_of(WATER) is None
    assert item.item_id in [own.item_id for own in shared.board.led_by(WATER)]
    assert item.item_id in [own.item_id for own in shared.board.supported_by(old)]


@pytest.mark.parametrize(
    ("who", "written"), [("colleague", True), ("lead", False), ("other", False), ("office", True)]
)
def test_a_part_is_taken_back_by_its_own_unit_or_the_office_alone(
    shared: Shared, who: str, written: bool
) -> None:
    people.join(shared.store, shared.now, "水利同事", WATER)
    names = {"colleague": "水利同事", "lead": shared.units[0], "office": "tester"}
    other = next(unit for unit in shared.units[1:] if unit != WATER)
    shared.say(WATER, "blocked", STUCK)

    with nullcontext() if written else pytest.raises(RefusedError, match="does not lead"):
        shared.store.undo(shared.item_id, 1, names.get(who, other), shared.now)

    assert (shared.item.part_of(WATER) is None) is written


def test_a_unit_takes_back_no_report_that_the_office_made_for_it(shared: Shared) -> None:
    shared.say("tester", "blocked", STUCK, unit_id=shared.ids[WATER])

    with pytest.raises(RefusedError):
        shared.store.undo(shared.item_id, 1, WATER, shared.now)

    assert shared.item.part_of(WATER).note == STUCK

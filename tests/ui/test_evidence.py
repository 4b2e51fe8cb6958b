"""The forms take photos and PDFs; the page of an item shows them, and the office chooses one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash.runtime import clock
from kzdash.runtime.config import evidence_folder
from kzdash.store import evidence_folder as disk
from kzdash.store import evidence_on
from tests import evidence
from tests.matters import Office
from tests.ui.forms import KEPT, OF_EACH_SORT, PLACES, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.rules import NewFile
    from kzdash.store import Store
    from tests.ui.forms import Place
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]

MILESTONE = PLACES["milestone"]
FILES = (evidence.photo(), evidence.PAPER)


def attach(screen: Screen, *files: NewFile) -> Screen:
    """Choose files for the form that is open, which nobody learns of before it is sent."""
    (uploader,) = (it for it in screen.app.file_uploader if "-files-" in it.key)
    uploader.set_value([(file.name, file.content, "application/octet-stream") for file in files])
    return screen


def kept(store: Store) -> list[tuple[int, str]]:
    return [(row.seq, row.name) for row in evidence_on(store, clock.today())][::-1]


@OF_EACH_SORT
def test_a_report_of_each_sort_takes_files_with_it(
    place: Place, visit: Visit, log_in: LogIn, own_store: Store, item_id: Callable[[str, int], int]
) -> None:
    log_in(place.unit)
    screen = place.open(visit, item_id(place.kind, place.number)).fill(**place.typed)

    attach(screen, *FILES).send()

    assert any("附件2个。" in words for words in screen.said("success"))
    assert {name for _, name in kept(own_store)} == {"现场.jpg", "验收报告.pdf"}


def test_the_form_asks_for_nothing_and_says_what_may_be_sent(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: Callable[[str, int], int]
) -> None:
    log_in(MILESTONE.unit)
    screen = MILESTONE.open(visit, item_id("milestone", 4)).fill(**MILESTONE.typed)
    (uploader,) = (it for it in screen.app.file_uploader if "-files-" in it.key)

    assert "附照片或 PDF（自愿，不作要求）" in [it.label for it in screen.app.expander]
    assert "每个不超过20 MB，最多6个" in screen.text
    assert (uploader.proto.max_upload_size_mb, uploader.proto.multiple_files) == (20, True)
    screen.send()
    assert kept(own_store) == []
    assert not any("附件" in words for words in screen.said("success"))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (("假.jpg", evidence.PAGE), "没有写入：附件“假.jpg”不是照片（JPEG、PNG）或 PDF"),
        (("半张.png", evidence.picture("PNG")[:-300]), "没有写入：附件“半张.png”已损坏"),
        (("炸弹.png", evidence.bomb()), "没有写入：附件“炸弹.png”像素太多"),
        (("大.pdf", evidence.too_large()), "没有写入：附件“大.pdf”超过20 MB"),
        (("空.jpg", b""), "没有写入：附件“空.jpg”是空文件"),
    ],
    ids=["a web page", "half a picture", "a bomb", "20 MB and a byte", "nothing"],
)
def test_a_bad_file_stores_nothing_says_why_and_keeps_what_was_typed(
    visit: Visit,
    log_in: LogIn,
    own_store: Store,
    item_id: Callable[[str, int], int],
    sent: tuple[str, bytes],
    words: str,
) -> None:
    name, content = sent
    log_in(MILESTONE.unit)
    screen = MILESTONE.open(visit, item_id("milestone", 4)).fill(**MILESTONE.typed)

    attach(screen, *FILES, evidence.NewFile(name, content)).send()

    (said,) = (
        said.value.replace("\\", "") for form in screen.app.get("form") for said in form.error
    )
    assert said.startswith(words)
    assert said.endswith(KEPT)
    assert own_store.since(item_id("milestone", 4), 0) == []
    assert not list(disk.files_in(evidence_folder(own_store.url)))
    assert screen.field("note").value == MILESTONE.typed["note"]
    # without the bad one it is stored
    attach(screen, *FILES).send()
    assert kept(own_store) == [(1, "验收报告.pdf"), (1, "现场.jpg")]


def test_nothing_has_changed_is_not_said_of_a_report_that_brings_a_file(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: Callable[[str, int], int]
) -> None:
    log_in(MILESTONE.unit)
    first = MILESTONE.open(visit, item_id("milestone", 4))
    first.fill(status="推进中", note="等批复").send()
    screen = MILESTONE.open(visit, item_id("milestone", 4))

    attach(screen, evidence.PAPER).press("无变化")

    assert "没有按“无变化”填报" in screen.text
    assert kept(own_store) == []


def test_an_item_shows_its_files_which_only_who_logged_in_downloads(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: Callable[[str, int], int]
) -> None:
    log_in(MILESTONE.unit)
    before = MILESTONE.visit(visit)
    screen = MILESTONE.open(visit, item_id("milestone", 4)).fill(**MILESTONE.typed)
    attach(screen, *FILES).send()
    screen.jar.clear()
    anybody = visit("milestones", as_of=TODAY, item="4")

    assert "附件 2 个" not in before.text
    for shown in (screen, anybody):
        assert "附件 2 个" in shown.text
        assert shown.tables["history"]["附件"][0] == "现场.jpg、验收报告.pdf"
    assert {"/evidence/1", "/evidence/2"} <= screen.hrefs.keys()
    assert not any(href.startswith("/evidence") for href in anybody.hrefs)
    assert "登录后可以下载原件" in anybody.text
    assert "投屏时放的照片" not in screen.text


def test_the_photos_of_a_project_stand_above_its_facts(
    visit: Visit, log_in: LogIn, item_id: Callable[[str, int], int]
) -> None:
    project = PLACES["project"]
    log_in(project.unit)
    screen = project.open(visit, item_id("project", project.number)).fill(**project.typed)

    attach(screen, *FILES).send()

    assert screen.text.index("附件 2 个") < screen.text.index("工程类别")


def test_files_of_a_report_that_was_taken_back_stay_in_the_history_alone(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: Callable[[str, int], int]
) -> None:
    log_in(MILESTONE.unit)
    screen = MILESTONE.open(visit, item_id("milestone", 4)).fill(**MILESTONE.typed)
    attach(screen, *FILES).send()
    own_store.undo(
        item_id("milestone", 4), 1, evidence_on(own_store, clock.today())[0].account, clock.now()
    )

    screen = MILESTONE.visit(visit)

    assert "附件 2 个" not in screen.text
    assert list(screen.tables["history"]["附件"]) == ["—", "现场.jpg、验收报告.pdf"]


def test_the_office_chooses_the_photo_of_a_slide_and_takes_it_away_again(
    visit: Visit, log_in: LogIn, own_store: Store, item_id: Callable[[str, int], int]
) -> None:
    log_in()
    screen = MILESTONE.open(visit, item_id("milestone", 4)).fill(**MILESTONE.typed)
    attach(screen, *FILES).send()
    day = clock.today()
    named = f"现场.jpg（{day.year}年{day.month}月{day.day}日）"
    (box,) = (it for it in screen.app.selectbox if it.label == "投屏时放的照片")
    assert box.options == ["不放照片", named]

    box.set_value(1)
    screen.run().press("确定")

    (box,) = (it for it in screen.app.selectbox if it.label == "投屏时放的照片")
    assert box.value == 1
    box.set_value(0)
    screen.run().press("确定")
    (box,) = (it for it in screen.app.selectbox if it.label == "投屏时放的照片")
    assert box.value == 0
    assert "确定" not in screen.buttons


def test_an_answer_to_a_matter_takes_files_and_its_life_names_them(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    office = Office(own_store)
    today = clock.today()
    matter = office.assign(today - timedelta(days=3), due_on=today + timedelta(days=9))
    office.answer(matter, today - timedelta(days=2), "received")
    log_in("区水利局")
    screen = visit("matters", as_of=TODAY, item="1")
    (choice,) = [it for it in screen.app.segmented_control if it.key.endswith("-act")]
    choice.set_value("推进中")
    screen.run()
    screen.field("note").set_value("已开工")

    attach(screen, *FILES).press("提交")

    assert any("已反馈：推进中。附件2个。" in words for words in screen.said("success"))
    assert "附件 2 个" in screen.text
    (answered,) = (row for row in screen.tables["life"]["内容"] if "已开工" in row)
    assert "附件：现场.jpg、验收报告.pdf" in answered

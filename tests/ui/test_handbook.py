"""帮助 shows a chapter at a time, and the work leads to the chapter about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from kzdash.board import compute_board
from kzdash.documents.handbook import read_handbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.ui.screen import Screen

    Visit = Callable[..., Screen]

DAY = date(2025, 6, 30)
UNIT = "区水利局"


def test_every_chapter_is_in_the_contents_and_opens(visit: Visit) -> None:
    screen = visit("help")
    named = {address for address in screen.hrefs if address.startswith("/help?")}
    keys = {parse_qs(urlsplit(address).query)["chapter"][0] for address in named}

    assert keys == set(read_handbook().by_key)
    for key, chapter in read_handbook().by_key.items():
        opened = visit("help", chapter=key)
        assert chapter.heading in opened.text
        assert opened.said("warning") == []


def test_a_chapter_that_there_is_not_is_said_and_the_contents_stay(visit: Visit) -> None:
    screen = visit("help", chapter="没有*这*章")

    assert "没有名为“没有*这*章”的章" in screen.said("warning")[0].replace("\\", "")
    assert "用 Excel 填报" in screen.text


def test_the_files_for_paper_are_offered(visit: Visit) -> None:
    addresses = {link.proto.url for link in visit("help").app.get("link_button")}

    assert {"/handbook", "/handbook/handbook.docx", "/handbook/sheet"} <= addresses


@pytest.mark.parametrize(("unit", "chapter"), [(UNIT, "ten-minutes"), (None, "month")])
def test_reporting_leads_to_the_chapters_about_it(
    visit: Visit, log_in: Callable[..., str], unit: str | None, chapter: str
) -> None:
    log_in(unit)

    screen = visit("reporting")

    for key in (chapter, "excel", "day"):
        label = f"帮助：{read_handbook().by_key[key].name.partition('：')[0]}"
        assert label in screen.links, key
        assert f"chapter={key}" in screen.addresses[label]


def test_who_is_asked_to_log_in_is_led_to_how(visit: Visit) -> None:
    links = {link.proto.label: link.proto.url for link in visit("reporting").app.get("link_button")}

    assert links["第一次登录怎样做"] == "/handbook#login"


@pytest.mark.parametrize(("unit", "chapter"), [(UNIT, "matters"), (None, "meetings")])
def test_matters_lead_to_the_chapter_about_them(
    visit: Visit, log_in: Callable[..., str], unit: str | None, chapter: str
) -> None:
    log_in(unit)

    label = f"帮助：{read_handbook().by_key[chapter].name.partition('：')[0]}"

    assert f"chapter={chapter}" in visit("matters").addresses[label]


def test_the_form_of_a_part_leads_to_the_chapter_about_shared_items(
    visit: Visit, log_in: Callable[..., str], own_store: Store
) -> None:
    item = next(item for item in compute_board(own_store, DAY).tasks if item.supporting_units)
    log_in(item.supporting_units[0])

    screen = visit("item", id=f"task-{item.number}", report=f"{item.item_id}-0")

    assert f"帮助：{read_handbook().by_key['shared'].name.partition('：')[0]}" in screen.links

"""Whoever is logged in sees whom to ask at a unit; the office and the unit itself keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.store import contacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.store import Store
    from tests.ui.conftest import Screen

    Visit = Callable[..., Screen]
    LogIn = Callable[..., str]

WATER, PHONE = "区水利局", "02352220000"
EMAIL = "li@kz.example"


def kept(visit: Visit) -> Screen:
    """Keep the telephone number of a unit on its page."""
    screen = visit("duties", unit=WATER)
    return screen.fill(经办人="李四", 电话=PHONE, 经办人邮箱=EMAIL).press("保存联系人")


def test_a_unit_keeps_its_own_contacts_and_all_who_are_logged_in_see_them(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in(WATER, "水利")
    screen = kept(visit)

    assert screen.said("success") == [f"已保存{WATER}的联系人。"]
    assert contacts(own_store)[WATER].telephone == PHONE
    assert contacts(own_store)[WATER].handler_email == EMAIL
    log_in("区总工会", "工会")
    other = visit("duties", unit=WATER)
    assert PHONE in other.text
    assert "保存联系人" not in other.buttons
    log_in(None, "新人", must_change=True)
    assert PHONE not in visit("duties", unit=WATER).text


def test_a_stranger_sees_no_contact_and_no_form(
    visit: Visit, log_in: LogIn, jar: dict[str, str]
) -> None:
    log_in(WATER, "水利")
    kept(visit)
    jar.clear()

    screen = visit("duties", unit=WATER)

    assert PHONE not in screen.text
    assert EMAIL not in screen.text
    assert "联系人" not in screen.text


def test_what_is_no_telephone_number_is_refused_and_stays(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in(WATER)

    screen = visit("duties", unit=WATER)
    screen.fill(电话="问办公室").press("保存联系人")

    (said,) = screen.said("error")
    assert said.startswith("电话不是电话号码。")
    assert screen.filled("电话") == {"电话": "问办公室"}
    assert contacts(own_store) == {}


def test_what_is_no_email_address_is_refused_and_stays(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in(WATER)

    screen = visit("duties", unit=WATER)
    screen.fill(分管领导邮箱="张局长").press("保存联系人")

    (said,) = screen.said("error")
    assert said.startswith("分管领导邮箱不是邮箱地址。")
    assert screen.filled("分管领导邮箱") == {"分管领导邮箱": "张局长"}
    assert contacts(own_store) == {}


def test_the_office_pastes_a_list_which_is_tried_out_first_and_written_whole_or_not_at_all(
    visit: Visit, log_in: LogIn, own_store: Store
) -> None:
    log_in()
    screen = visit("accounts")
    lines = f"{WATER}\t张三\t李四\t{PHONE}\n某某局\t王五\t\t"
    screen.app.text_area(key="contacts-0-lines").set_value(lines)

    screen.press("试算")

    assert list(screen.tables["tried-contacts"]["试算"]) == [
        "将写入",
        "没有这个单位。请按方案中的写法填写。",
    ]
    assert any("1行有问题，什么都还没有写入" in said for said in screen.said("error"))
    assert contacts(own_store) == {}

    screen.app.text_area(key="contacts-0-lines").set_value(lines.replace("某某局", "区总工会"))
    screen.press("试算").press("写入2个单位的联系人")

    assert set(contacts(own_store)) == {WATER, "区总工会"}
    assert "已写入2个单位的联系人。" in screen.said("success")

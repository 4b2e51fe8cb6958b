"""On 账号 the office is told what it should know of the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash import accounts
from kzdash.errors import WrongPasswordError
from kzdash.runtime import clock
from tests.reporting import ole

if TYPE_CHECKING:
    from collections.abc import Callable

    from kzdash.domain.models import Account
    from kzdash.store import Store
    from tests.ui.screen import Screen


@pytest.mark.slow
def test_the_office_is_told_at_whose_account_somebody_guesses(
    visit: Callable[..., Screen], log_in: Callable[..., str], own_store: Store
) -> None:
    name = log_in("区水利局")
    log_in(None, "王华")
    assert visit("accounts").said("warning") == []

    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            accounts.log_in(own_store, name, "wrong", clock.now())

    (warning,) = visit("accounts").said("warning")
    assert f"**{name}**" in warning
    assert "连续输错 5 次" in warning


LIST = "单位\t姓名\t电话\n区水利局\t孙大\t13800000001\n区财政局\t李四\t"


def tried(visit: Callable[..., Screen], text: str) -> Screen:
    """Try out a list on 账号."""
    screen = visit("accounts")
    screen.app.text_area(key="people-0-text").set_value(text)
    return screen.press("试算名单")


def names(store: Store) -> set[str]:
    return {account.name for account in store.accounts()}


def found(store: Store, name: str) -> Account:
    return next(account for account in store.accounts() if account.name == name)


def test_a_list_is_tried_out_with_every_fault_by_line_on_top_and_makes_nobody(
    visit: Callable[..., Screen], log_in: Callable[..., str], own_store: Store
) -> None:
    log_in(None, "王华")
    before = names(own_store)

    screen = tried(visit, f"{LIST}\n水务局\t张三\n区水利局\t孙大")

    table = screen.tables["tried-accounts"]
    assert table[["行", "账号", "结果"]].to_numpy().tolist() == [
        ["4", "—", "请从方案的责任单位中选择单位。"],
        ["5", "—", "与前面的行是同一个人。请只保留一行。"],
        ["2", "qslj01", "可以开设"],
        ["3", "qczj01", "可以开设"],
    ]
    assert screen.said("error") == ["2行有问题，没有开设任何账号。请改好名单后再点“试算名单”。"]
    assert names(own_store) == before


def test_a_list_without_faults_makes_accounts_whose_slips_are_shown_once(
    visit: Callable[..., Screen],
    log_in: Callable[..., str],
    own_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KZDASH_OFFICE_PHONE", "023-52238888")
    log_in(None, "王华")

    screen = tried(visit, LIST).press("开设2个账号")

    (slips,) = [piece for piece in screen.pieces if "ol" in piece.tags]
    told = " ".join(" ".join(slips.words).split())
    assert slips.tags.count("section") == 2
    assert "区水利局 孙大 13800000001" in told
    assert "请找专班办公室：023-52238888。" in told
    given = next(word for word in slips.words if word.count("-") == 3)
    assert accounts.log_in(own_store, "qslj01", given.replace("-", "").upper(), clock.now())
    # the page around them comes back, and they are gone
    screen.press("已打印，不再显示")
    assert given not in screen.text
    assert "添加账号" in screen.buttons
    listed = next(frame for frame in screen.frames if "最近登录" in frame)
    assert listed.iloc[0]["最近登录"] == "尚未登录"


OLD_LIST = ole.packed(ole.workbook(ole.label(0, 0, "区水利局") + ole.label(0, 1, "孙大")))


@pytest.mark.parametrize(
    ("content", "accounts_made", "said"),
    [
        ("区水利局,孙大\n".encode("gb18030"), ["qslj01"], []),
        (b"PK\x03\x04broken", [], ["文件不是能读的名单，没有开设任何账号。"]),
        (OLD_LIST, ["qslj01"], []),
    ],
    ids=["list", "damaged", "old"],
)
def test_an_uploaded_list_is_tried_out_or_said_to_be_none(
    visit: Callable[..., Screen],
    log_in: Callable[..., str],
    content: bytes,
    accounts_made: list[str],
    said: list[str],
) -> None:
    log_in(None, "王华")
    screen = visit("accounts")
    screen.app.file_uploader[0].upload("名单.csv", content, "text/csv")

    screen.press("试算名单")

    tables = [list(table["账号"]) for name, table in screen.tables.items() if "tried" in name]
    assert tables == ([accounts_made] if accounts_made else [])
    assert [words.partition("。")[0] + "。" for words in screen.said("error")] == said


@pytest.mark.parametrize("text", ["", "\n" * 3, "单位\t姓名"])
def test_an_empty_list_is_said(
    visit: Callable[..., Screen], log_in: Callable[..., str], text: str
) -> None:
    log_in(None, "王华")

    assert tried(visit, text).said("error") == ["名单是空的。请每行写一人：单位、姓名、电话。"]


def test_a_list_that_is_too_long_is_said(
    visit: Callable[..., Screen], log_in: Callable[..., str]
) -> None:
    log_in(None, "王华")

    (said,) = tried(visit, "区水利局,孙大\n" * 201).said("error")

    assert said == "一次最多200人，现有201人。请分几次开设。"


def test_what_is_done_to_an_account_is_asked_first_by_whose_it_is(
    visit: Callable[..., Screen], log_in: Callable[..., str], own_store: Store
) -> None:
    name = log_in("区水利局", "孙大")
    log_in(None, "王华")
    screen = visit("accounts")
    screen.app.selectbox(key="chosen").set_value("孙大（孙大）")
    screen.run()

    (asked,) = screen.press("停用账号").said("warning")
    assert asked.startswith("停用账号：**孙大**（孙大，区水利局）。不能再登录")
    assert screen.press("取消").said("warning") == []
    assert not found(own_store, name).disabled
    screen.press("停用账号").press("确认停用账号")
    assert found(own_store, name).disabled
    assert "确认停用账号" not in screen.buttons
    screen.press("重置密码").press("确认重置密码")
    assert not found(own_store, name).disabled
    assert screen.app.code[0].value.count("-") == 3


def test_an_account_is_handed_over_and_the_office_reads_who_did_what(
    visit: Callable[..., Screen], log_in: Callable[..., str], own_store: Store
) -> None:
    log_in("区水利局", "孙大")
    log_in(None, "王华")
    screen = visit("accounts")
    screen.app.selectbox(key="chosen").set_value("孙大（孙大）")
    screen.run().press("移交账号")

    screen.press("确认移交账号")
    assert screen.said("error") == ["请填姓名，最多50个字。"]
    screen.app.text_input(key="successor").set_value("李四")
    screen.press("确认移交账号")

    assert screen.app.code[0].value.count("-") == 3
    assert found(own_store, "孙大").disabled
    new = found(own_store, "qslj01")
    assert (new.person, new.unit and new.unit.name) == ("李四", "区水利局")
    (told,) = [frame for frame in screen.frames if "移交给" in frame]
    assert told.iloc[0].tolist()[1:] == [
        "王华（王华）",
        "移交并停用",
        "孙大（孙大）",
        "qslj01（李四）",
    ]


def test_nobody_but_the_office_reads_who_changed_which_account(
    visit: Callable[..., Screen], log_in: Callable[..., str]
) -> None:
    log_in("区水利局", "孙大")

    screen = visit("accounts")

    assert screen.frames == []
    assert "账号变动记录" not in screen.text

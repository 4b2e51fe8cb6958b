"""Whatever is refused about an account is said in Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kzdash import accounts
from kzdash.errors import (
    BadAccountError,
    KzdashError,
    Refusal,
    RefusedError,
    TryLaterError,
    WrongPasswordError,
    chinese,
)

SOURCES = Path(accounts.__file__).parent.glob("*.py")
OF_RULES = {"NO_ACCOUNT", "DISABLED", "MUST_CHANGE", "OFFICE_ONLY"}
OF_ACCOUNTS = {
    name
    for source in SOURCES
    for name in re.findall(r"Refusal\.([A-Z_]+)", source.read_text("utf-8"))
}
LATIN = re.compile(r"[A-Za-z]+")


@pytest.mark.parametrize("name", sorted(OF_RULES | OF_ACCOUNTS))
@pytest.mark.parametrize("error", [RefusedError, BadAccountError])
def test_every_account_refusal_has_its_own_chinese_sentence(name: str, error: type) -> None:
    said = chinese.account_error(error(Refusal[name], "given"))

    assert said != chinese.UNEXPECTED
    assert LATIN.findall(said) == []


def test_the_list_of_account_refusals_is_read_from_the_source() -> None:
    assert len(OF_ACCOUNTS) > 15
    assert {"NEW_TOO_SHORT", "LAST_OFFICE"} <= OF_ACCOUNTS


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (WrongPasswordError(), "账号或密码不对"),
        (TryLaterError(1), "请1分钟后再试"),
        (TryLaterError(60), "请1分钟后再试"),
        (TryLaterError(61), "请2分钟后再试"),
        (TryLaterError(900), "请15分钟后再试"),
        (KzdashError("new"), "没有办成"),
    ],
)
def test_every_login_error_has_a_chinese_sentence(error: KzdashError, words: str) -> None:
    assert words in chinese.account_error(error)

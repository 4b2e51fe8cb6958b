"""On 账号 the office is told what it should know of the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kzdash import accounts
from kzdash.errors import WrongPasswordError
from kzdash.runtime import clock

if TYPE_CHECKING:
    from collections.abc import Callable

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

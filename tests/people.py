"""People whose passwords the tests know, and a hasher that they can watch."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError

from kzdash import accounts
from kzdash.accounts import passwords
from kzdash.domain.models import Account, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from kzdash.store import Store

PASSWORD = "correct horse 电池"  # the tests' own
NEW = "another horse 电池"
UNIT = "区水利局"


def join(
    store: Store, now: datetime, name: str, unit: str | None = UNIT, email: str | None = None
) -> str:
    """Add an account that has chosen its own password; return its name."""
    role = Role.UNIT if unit else Role.OFFICE
    given = accounts.add_account(store, name, f"{name}本人", role, unit, email, now, by=None)
    token = accounts.log_in(store, name, given, now)
    token = accounts.change_password(store, token, given, PASSWORD, now)
    accounts.log_out(store, token)
    return name


def office_account(store: Store, now: datetime, name: str = "tester") -> None:
    """Add an account of the office, ready to report: the one that most tests report as."""
    with store.writing() as session:
        account = Account(name=name, person="测试员", role=Role.OFFICE, must_change=False)
        account.created_at = now
        session.add(account)


class Watched(PasswordHasher):
    """Argon2 with small parameters that counts, and lets a test act while it verifies."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=64, parallelism=1)
        self.verified = self.running = self.most_at_once = 0
        self.meanwhile: Callable[[], object] = lambda: None
        self._lock = threading.Lock()

    def verify(self, stored: str | bytes, password: str | bytes) -> Any:
        with self._lock:
            self.verified += 1
            self.running += 1
            self.most_at_once = max(self.most_at_once, self.running)
        try:
            self.meanwhile()
            return super().verify(stored, password)
        except InvalidHashError:
            self.verified -= 1  # it took no time
            raise
        finally:
            with self._lock:
                self.running -= 1


@contextmanager
def watched() -> Iterator[Watched]:
    """Hash cheaply, and watched, until the block ends."""
    made = Watched()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", made)
        passwords._dummy_hash.cache_clear()  # noqa: SLF001 - made with the other hasher
        yield made
    passwords._dummy_hash.cache_clear()  # noqa: SLF001 - likewise

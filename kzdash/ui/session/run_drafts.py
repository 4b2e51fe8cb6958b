"""The drafts of a user, which a run reads once, however many forms its page has."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from kzdash.store import drafts_of
from kzdash.ui.frame.board import store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzdash.store import KeptDraft

# none where no run remembers any
_known: ContextVar[dict[str, Sequence[KeptDraft]] | None] = ContextVar("_known", default=None)


@contextmanager
def remember_drafts() -> Iterator[None]:
    """Let `drafts_of_run` read an account's drafts once until the block ends."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def drafts_of_run(account: str) -> Sequence[KeptDraft]:
    """Return the drafts of an account, the newest first, as they were when the run first asked."""
    known = _known.get()
    if known is None:
        return drafts_of(store(), account)
    if account not in known:
        known[account] = drafts_of(store(), account)
    return known[account]


def forget_drafts() -> None:
    """Have them read anew, since one was kept or removed."""
    known = _known.get()
    if known is not None:
        known.clear()

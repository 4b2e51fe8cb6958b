"""Who asks for a page: the login that their cookie names, and the store that knows it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from kzdash import accounts
from kzdash.errors import KzdashError
from kzdash.runtime import clock, config
from kzdash.store import shared_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from kzdash.accounts import User
    from kzdash.store import Store

KNOWN_FOR_S = 180 * 86_400
_AWAY: ContextVar[KzdashError | None] = ContextVar("why the store is not asked", default=None)


def store() -> Store:
    """Return the store that the settings name, unless this request is not to ask it."""
    if away := _AWAY.get():
        raise away
    return shared_store(config.current().database_url)


@contextmanager
def asking_no_store(why: KzdashError | None) -> Iterator[None]:
    """Let nothing that is asked in the block wait for a store that does not answer."""
    before = _AWAY.set(why)
    try:
        yield
    finally:
        _AWAY.reset(before)


def token(request: Request) -> str:
    """Return the token that a browser sends, empty where it sends none."""
    return request.cookies.get(accounts.COOKIE, "")


def current_user(request: Request, *, touch: bool = False) -> User | None:
    """Return who is logged in; a KzdashError where the store cannot be asked."""
    given, known = token(request), store()
    return accounts.user_of_token(known, given, clock.now(), touch=touch) if given else None


def known_browser_key(request: Request, name: str) -> str:
    """Return by what a browser is known to have logged in to an account, empty where it is not."""
    return request.cookies.get(accounts.device_cookie(name), "")


def remember_browser(answer: Response, request: Request, name: str, new_token: str) -> None:
    """Let the browser be known to have logged in to an account."""
    try:
        made = accounts.remember_browser(store(), new_token)
    except KzdashError:
        return  # it is logged in all the same, and next time a browser like any other
    answer.set_cookie(
        accounts.device_cookie(name),
        made,
        max_age=KNOWN_FOR_S,
        path="/login",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def remember_login(answer: Response, request: Request, new_token: str) -> None:
    """Give the browser a token until it is closed; the server ends an idle one before."""
    answer.set_cookie(
        accounts.COOKIE,
        new_token,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )

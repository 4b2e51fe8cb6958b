"""The store of a request, and the current user that its cookie names."""

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

BROWSER_COOKIE_MAX_AGE_S = 180 * 86_400
_store_error: ContextVar[KzdashError | None] = ContextVar("_store_error", default=None)


def store() -> Store:
    """Return the store that the settings name; raise the error of `fail_fast` if there is one."""
    if error := _store_error.get():
        raise error
    return shared_store(config.current().database_url)


@contextmanager
def fail_fast(error: KzdashError | None) -> Iterator[None]:
    """Let `store` raise an error in this block, so that nothing waits for a store that is down."""
    reset = _store_error.set(error)
    try:
        yield
    finally:
        _store_error.reset(reset)


def token(request: Request) -> str:
    """Return the login token in the cookie; empty if there is none."""
    return request.cookies.get(accounts.COOKIE, "")


def current_user(request: Request, *, touch: bool = False) -> User | None:
    """Return who is logged in; KzdashError if the store cannot be read.

    `touch` prolongs an idle login.
    """
    source, login = store(), token(request)
    return accounts.user_of_token(source, login, clock.now(), touch=touch) if login else None


def known_browser_key(request: Request, name: str) -> str:
    """Return the key of a browser that has logged in to this account before; empty if none."""
    return request.cookies.get(accounts.device_cookie(name), "")


def set_browser_cookie(response: Response, request: Request, name: str, new_token: str) -> None:
    """Mark the browser as one that has logged in to this account."""
    try:
        key = accounts.remember_browser(store(), new_token)
    except KzdashError:
        return  # the login itself is complete; only the next one is treated as a new browser's
    response.set_cookie(
        accounts.device_cookie(name),
        key,
        max_age=BROWSER_COOKIE_MAX_AGE_S,
        path="/login",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def set_login_cookie(response: Response, request: Request, new_token: str) -> None:
    """Give the browser the login token until it is closed; the server ends an idle login sooner."""
    response.set_cookie(
        accounts.COOKIE,
        new_token,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )

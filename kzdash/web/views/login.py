"""The pages to log in, change the password and log out."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import anyio
from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from kzdash import accounts
from kzdash.documents.pages.period_page import OFFICE, VIEW
from kzdash.domain.formatting import mark_demonstration
from kzdash.errors import (
    KzdashError,
    RefusedError,
    TooManyGuessesError,
    TryLaterError,
    WrongPasswordError,
    chinese,
)
from kzdash.runtime import clock, config, logs
from kzdash.web import forms, identity, login_limits, store_health
from kzdash.web.caching import NO_STORE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from kzdash.accounts import User
    from kzdash.web.forms import Form

    View = Callable[[Request, Form | None], Response]

LOG = logging.getLogger("kzdash")
PATHS = ("/login", "/password", "/logout")
REPORTING = "/reporting"
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    trim_blocks=True,
)
STATUS = {
    WrongPasswordError: 401,
    TryLaterError: 429,
    TooManyGuessesError: 429,
    RefusedError: 400,
}
PASSWORDS_DIFFER = "两次输入的新密码不一致，没有修改。请重新输入。"
NOT_A_PAGE = "退出登录要用页面上的“退出登录”按钮。"
# verifying a password takes long; it must not use up the server's threads
LIMITER = anyio.CapacityLimiter(4)


def routes() -> list[Route]:
    """Return the routes of these pages, which need no login."""
    views = (_log_in, _password, _log_out)
    return [
        Route(path, _in_thread(view), methods=["GET", "POST"])
        for path, view in zip(PATHS, views, strict=True)
    ]


def _in_thread(view: View) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that reads the form and runs a view in a thread, since views block."""

    async def endpoint(request: Request) -> Response:
        form = await forms.read_form(request) if request.method == "POST" else None
        limiter = LIMITER if form else None
        # check the store before the view starts, so that no view hangs halfway through a write
        with identity.fail_fast(await store_health.problem()):
            return await anyio.to_thread.run_sync(partial(view, request, form), limiter=limiter)

    return endpoint


def _log_in(request: Request, form: Form | None) -> Response:
    target = forms.next_path(request)
    name = form["name"][:64] if form else ""
    settings = config.current()
    show = partial(
        _page,
        request,
        "login.html",
        name=name,
        closed=settings.login_to_read,
        phone=settings.office_phone,
    )
    try:
        if form is None:
            return _redirect(target) if identity.current_user(request) else show()
        if form.problem:
            return show(form.status, form.problem)
        token = _new_login(request, form)
        me = accounts.user_of_token(identity.store(), token, clock.now(), touch=False)
    except KzdashError as error:
        _log_event(request, "log-in refused", reason=type(error).__name__)
        return _error_page(show, error)
    _log_event(request, "logged in", token, account=me.name if me else "")
    target = _landing(me, target)
    response = _redirect(_with_next("/password", target) if me and me.must_change else target)
    identity.set_login_cookie(response, request, token)
    identity.set_browser_cookie(response, request, form["name"], token)
    return response


def _landing(me: User | None, target: str) -> str:
    """Return where a new login leads: to 填报, unless it came from a page beside 总览.

    The office sees there the month of all units.
    """
    if target != "/" or me is None:
        return target
    return f"{REPORTING}?{VIEW}={OFFICE}" if me.is_office else REPORTING


def _new_login(request: Request, form: Form) -> str:
    """Return the token of a new login; KzdashError if the password or the address is refused."""
    store, name = identity.store(), form["name"]
    device = identity.known_browser_key(request, name)
    with login_limits.count_guess(request, known=accounts.is_known_browser(store, name, device)):
        return accounts.log_in(
            store, name, form["password"], clock.now(), device, identity.token(request)
        )


def _password(request: Request, form: Form | None) -> Response:
    target = forms.next_path(request)
    show = partial(_page, request, "password.html")
    try:
        me = identity.current_user(request, touch=True)
        if me is None:
            return _redirect(_with_next("/login", _with_next("/password", target)))
        show = partial(show, me=me, stay=me.must_change and config.current().login_to_read)
        if form is None:
            return show()
        problem = form.problem or (PASSWORDS_DIFFER if form["new"] != form["again"] else "")
        if problem:
            return show(form.status if form.problem else 400, problem)
        token = identity.token(request)
        token = accounts.change_password(
            identity.store(), token, form["old"], form["new"], clock.now()
        )
        _log_event(request, "password changed", token, account=me.name)
    except WrongPasswordError:
        _log_event(request, "password not changed", identity.token(request))
        return show(STATUS[WrongPasswordError], chinese.WRONG_OLD_PASSWORD)
    except KzdashError as error:
        return _error_page(show, error)
    response = _redirect(target)
    identity.set_login_cookie(response, request, token)
    identity.set_browser_cookie(response, request, me.name, token)
    return response


def _log_out(request: Request, form: Form | None) -> Response:
    show = partial(_page, request, "message.html")
    if form is None:
        response = show(405, NOT_A_PAGE)
        response.headers["Allow"] = "POST"
        return response
    if form.problem:
        return show(form.status, form.problem)
    try:
        me = identity.current_user(request)
        accounts.log_out(identity.store(), identity.token(request))
    except KzdashError as error:
        return _error_page(show, error)
    if me:
        _log_event(request, "logged out", identity.token(request))
    response = _redirect("/")
    response.delete_cookie(accounts.COOKIE, httponly=True, samesite="lax")
    return response


def _log_event(request: Request, event: str, token: str = "", **facts: object) -> None:
    """Log an event, as audit if there is a login: anybody can cause the other events.

    The account name of a failed log-in is left out, since people type passwords there by mistake.
    """
    client = request.client.host if request.client else ""
    log = logs.log_audit if token else logs.log_event
    log(event, logs.log_number(token) if token else "", client=client, **facts)


def _error_page(show: Callable[..., Response], error: KzdashError) -> Response:
    status = STATUS.get(type(error), 503)
    if status not in STATUS.values():
        LOG.warning("%s", error)
    response = show(status, chinese.account_error(error))
    if isinstance(error, TryLaterError):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def _page(
    request: Request, template: str, status: int = 200, problem: str = "", **context: object
) -> Response:
    html = TEMPLATES.get_template(template).render(
        plan=_plan_title(),
        next_path=forms.next_path(request),
        problem=problem.replace("`", ""),
        **context,
    )
    return HTMLResponse(html, status, headers=NO_STORE)


def _plan_title() -> str:
    try:
        plan = identity.store().plan().plan
        return mark_demonstration(plan.short_title, demonstration=plan.demonstration)
    except KzdashError:
        return ""


def _with_next(path: str, target: str) -> str:
    return path if target == "/" else f"{path}?{urlencode({'next': target})}"


def _redirect(target: str) -> RedirectResponse:
    return RedirectResponse(target, 303, headers=NO_STORE)

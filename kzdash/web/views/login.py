"""The pages before the pages: log in, change the password, log out."""

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

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from kzdash.web.forms import Form

    Answer = Callable[[Request, Form | None], Response]

LOG = logging.getLogger("kzdash")
PATHS = ("/login", "/password", "/logout")
PAGES = Environment(
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
UNEQUAL = "两次输入的新密码不一致，没有修改。请重新输入。"
NO_PAGE = "退出登录要用页面上的“退出登录”按钮。"
# those who wait for a password to be verified leave the server's other threads alone
AT_ONCE = anyio.CapacityLimiter(4)


def routes() -> list[Route]:
    """Return the routes of the pages that need no login."""
    answers = (_log_in, _password, _log_out)
    return [
        Route(path, _aside(answer), methods=["GET", "POST"])
        for path, answer in zip(PATHS, answers, strict=True)
    ]


def _aside(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Answer in a thread, once a form is read: passwords and the store take their time."""

    async def endpoint(request: Request) -> Response:
        sent = await forms.read(request) if request.method == "POST" else None
        limiter = AT_ONCE if sent else None
        # before anything is written: what is then done need not be given up halfway
        with identity.asking_no_store(await store_health.problem()):
            return await anyio.to_thread.run_sync(partial(answer, request, sent), limiter=limiter)

    return endpoint


def _log_in(request: Request, form: Form | None) -> Response:
    goal = forms.goal(request)
    name = form["name"][:64] if form else ""
    show = partial(_page, request, "login.html", name=name, closed=config.current().login_to_read)
    try:
        if form is None:
            return _onward(goal) if identity.current_user(request) else show()
        if form.problem:
            return show(form.status, form.problem)
        token = _new_login(request, form)
        me = accounts.user_of_token(identity.store(), token, clock.now(), touch=False)
    except KzdashError as error:
        _note(request, "log-in refused", reason=type(error).__name__)
        return _refused(show, error)
    _note(request, "logged in", token, account=me.name if me else "")
    answer = _onward(_to("/password", goal) if me and me.must_change else goal)
    identity.remember_login(answer, request, token)
    identity.remember_browser(answer, request, form["name"], token)
    return answer


def _new_login(request: Request, form: Form) -> str:
    """Return the token of a new login, where the address may guess and the password is right."""
    store, name = identity.store(), form["name"]
    device = identity.known_browser_key(request, name)
    with login_limits.count_guess(request, known=accounts.is_known_browser(store, name, device)):
        return accounts.log_in(
            store, name, form["password"], clock.now(), device, identity.token(request)
        )


def _password(request: Request, form: Form | None) -> Response:
    goal = forms.goal(request)
    show = partial(_page, request, "password.html")
    try:
        me = identity.current_user(request, touch=True)
        if me is None:
            return _onward(_to("/login", _to("/password", goal)))
        show = partial(show, me=me, stay=me.must_change and config.current().login_to_read)
        if form is None:
            return show()
        problem = form.problem or (UNEQUAL if form["new"] != form["again"] else "")
        if problem:
            return show(form.status if form.problem else 400, problem)
        token = identity.token(request)
        token = accounts.change_password(
            identity.store(), token, form["old"], form["new"], clock.now()
        )
        _note(request, "password changed", token, account=me.name)
    except WrongPasswordError:
        _note(request, "password not changed", identity.token(request))
        return show(STATUS[WrongPasswordError], chinese.WRONG_OLD_PASSWORD)
    except KzdashError as error:
        return _refused(show, error)
    answer = _onward(goal)
    identity.remember_login(answer, request, token)
    identity.remember_browser(answer, request, me.name, token)
    return answer


def _log_out(request: Request, form: Form | None) -> Response:
    show = partial(_page, request, "message.html")
    if form is None:
        answer = show(405, NO_PAGE)
        answer.headers["Allow"] = "POST"
        return answer
    if form.problem:
        return show(form.status, form.problem)
    try:
        me = identity.current_user(request)
        accounts.log_out(identity.store(), identity.token(request), clock.now())
    except KzdashError as error:
        return _refused(show, error)
    if me:
        _note(request, "logged out", identity.token(request))
    answer = _onward("/")
    answer.delete_cookie(accounts.COOKIE, httponly=True, samesite="lax")
    return answer


def _note(request: Request, event: str, token: str = "", **facts: object) -> None:
    """Write an event of this room; the name given is left out, for it may be a password.

    What anybody can bring about is no part of the trail of those who are logged in.
    """
    client = request.client.host if request.client else ""
    write = logs.log_audit if token else logs.log_event
    write(event, logs.log_number(token) if token else "", client=client, **facts)


def _refused(show: Callable[..., Response], error: KzdashError) -> Response:
    status = STATUS.get(type(error), 503)
    if status not in STATUS.values():
        LOG.warning("%s", error)
    answer = show(status, chinese.account_error(error))
    if isinstance(error, TryLaterError):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _page(
    request: Request, template: str, status: int = 200, problem: str = "", **words: object
) -> Response:
    html = PAGES.get_template(template).render(
        plan=_plan_title(),
        goal=forms.goal(request),
        problem=problem.replace("`", ""),
        **words,
    )
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def _plan_title() -> str:
    try:
        plan = identity.store().plan().plan
        return mark_demonstration(plan.short_title, demonstration=plan.demonstration)
    except KzdashError:
        return ""


def _to(path: str, goal: str) -> str:
    return path if goal == "/" else f"{path}?{urlencode({'next': goal})}"


def _onward(goal: str) -> RedirectResponse:
    return RedirectResponse(goal, 303, headers={"Cache-Control": "no-store"})

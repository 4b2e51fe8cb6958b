"""What a form sends: read within bounds, told from another site's, and where it leads."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

COOKIE = "kzdash_form"
MOST_BYTES = 16_384
MOST_FIELDS = 20
LONGEST_GOAL = 2_000
TOKEN_LENGTH = len(secrets.token_urlsafe(32))


@dataclass(frozen=True, slots=True)
class Form:
    """The fields sent, or with which status and words a form is refused."""

    fields: dict[str, str] = field(default_factory=dict)
    status: int = 200
    problem: str = ""

    def __getitem__(self, name: str) -> str:
        """Return a field, empty where it was not sent."""
        return self.fields.get(name, "")


TOO_BIG = Form({}, 413, "提交的内容太长，没有处理。请重新填写。")
UNREADABLE = Form({}, 400, "提交的内容无法识别，没有处理。请重新填写。")
STALE = "页面停留过久或已在别处打开，没有提交。请再填一次。"


async def read(request: Request) -> Form:
    """Read a form and check that this server's page sent it."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return UNREADABLE
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return TOO_BIG
        text = body.decode("ascii")
        fields = dict(parse_qsl(text, True, errors="strict", max_num_fields=MOST_FIELDS))
    except (ValueError, ClientDisconnect):
        return UNREADABLE
    return Form(fields) if _is_own(request, fields) else Form(fields, 403, STALE)


def _is_own(request: Request, fields: dict[str, str]) -> bool:
    """Whether form and cookie bear the same token, which another site can neither read nor set."""
    kept, given = request.cookies.get(COOKIE, ""), fields.get("token", "")
    same = secrets.compare_digest(kept.encode(), given.encode("utf-8", "replace"))
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") in {"cross-site", "same-site"}
    return same and len(kept) == TOKEN_LENGTH and not elsewhere


def token(request: Request) -> str:
    """Return the token for a form: the one this browser has, so that its other tabs stay good."""
    kept = request.cookies.get(COOKIE, "")
    return kept if len(kept) == TOKEN_LENGTH else secrets.token_urlsafe(32)


def remember(answer: Response, request: Request, given: str) -> None:
    """Give the browser the token that its forms bear."""
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, given, httponly=True, samesite="strict", secure=secure)


def goal(request: Request) -> str:
    """Return the path of this server that `next` names, else the first page."""
    asked = request.query_params.get("next", "")
    is_own_path = asked.startswith("/") and not asked.startswith("//") and "\\" not in asked
    if not is_own_path or not asked.isprintable() or len(asked) > LONGEST_GOAL:
        return "/"
    return asked

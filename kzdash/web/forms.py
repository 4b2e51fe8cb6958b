"""Submitted HTML forms: read them within limits, refuse those of other sites."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from kzdash.web.same_origin import is_allowed_to_write

if TYPE_CHECKING:
    from starlette.types import Message, Receive

MAX_BYTES = 16_384
MAX_FIELDS = 20
MAX_NEXT_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form; if it was refused, `status` and `problem` say why."""

    fields: dict[str, str] = field(default_factory=dict)
    status: int = 200
    problem: str = ""

    def __getitem__(self, name: str) -> str:
        """Return a field; empty if the browser did not send it."""
        return self.fields.get(name, "")


TOO_LARGE = Form({}, 413, "提交的内容太长，没有处理。请重新填写。")
UNREADABLE = Form({}, 400, "提交的内容无法识别，没有处理。请重新填写。")
CROSS_SITE = Form({}, 403, "这张表不是从本系统的页面发出的，没有提交。请在本页再填一次。")


async def read_form(request: Request) -> Form:
    """Read a form; refuse it if another site's page sent it or if it is too large."""
    if not is_allowed_to_write(request.headers):
        return CROSS_SITE
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return UNREADABLE
    limited = Request(request.scope, _limited(request.receive))
    try:
        fields = await limited.form(max_fields=MAX_FIELDS, max_part_size=MAX_BYTES)
    except HTTPException as error:
        return TOO_LARGE if error.status_code == TOO_LARGE.status else UNREADABLE
    except ClientDisconnect:
        return UNREADABLE
    # this content type has no files, so every value is a text
    return Form({name: str(value) for name, value in fields.items()})


def _limited(receive: Receive) -> Receive:
    """Refuse a body of more than MAX_BYTES; Starlette limits single fields, not their sum."""
    left = MAX_BYTES

    async def receive_limited() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(TOO_LARGE.status)
        return message

    return receive_limited


def next_path(request: Request) -> str:
    """Return the path in the query's `next`, or `/` if it is not a path on this server."""
    path = request.query_params.get("next", "")
    is_own_path = path.startswith("/") and not path.startswith("//") and "\\" not in path
    if not is_own_path or not path.isprintable() or len(path) > MAX_NEXT_LENGTH:
        return "/"
    return path

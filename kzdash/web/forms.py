"""What a form sends: read within bounds, not from another site's page, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from kzdash.web.same_origin import is_allowed_to_write

if TYPE_CHECKING:
    from starlette.types import Message, Receive

MOST_BYTES = 16_384
MOST_FIELDS = 20
LONGEST_GOAL = 2_000


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
FOREIGN = Form({}, 403, "这张表不是从本系统的页面发出的，没有提交。请在本页再填一次。")


async def read(request: Request) -> Form:
    """Read a form, unless another site's page sent it or it is too long to be read whole."""
    if not is_allowed_to_write(request.headers):
        return FOREIGN
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return UNREADABLE
    bounded = Request(request.scope, _bounded(request.receive))
    try:
        sent = await bounded.form(max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
    except HTTPException as error:
        return TOO_BIG if error.status_code == TOO_BIG.status else UNREADABLE
    except ClientDisconnect:
        return UNREADABLE
    # forms of this type hold no files
    return Form({name: str(value) for name, value in sent.items()})


def _bounded(receive: Receive) -> Receive:
    """Pass on what a browser sends until it is too much: Starlette bounds fields, not their sum."""
    left = MOST_BYTES

    async def receiving() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(TOO_BIG.status)
        return message

    return receiving


def goal(request: Request) -> str:
    """Return the path of this server that `next` names, else the first page."""
    asked = request.query_params.get("next", "")
    is_own_path = asked.startswith("/") and not asked.startswith("//") and "\\" not in asked
    if not is_own_path or not asked.isprintable() or len(asked) > LONGEST_GOAL:
        return "/"
    return asked

"""Documents at addresses of their own, made when they are asked for.

Streamlit drops a file that a button has made as soon as any two open pages have looked for news,
which among many open pages is before the browser has fetched it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import Route

from kzdash import changes, clock
from kzdash.board import board as board_of
from kzdash.briefing import Asked
from kzdash.documents import CATALOGUE, Given, NoUnitError
from kzdash.web import asked, printing, visitor

if TYPE_CHECKING:
    import datetime as dt

    from starlette.requests import Request

    from kzdash.changes import Changes

FOLDER = "/files/"
NO_KIND = "没有这种文件。请回到资料页下载。"


def routes() -> list[Route]:
    """Return the route of the documents."""
    return [Route(f"{FOLDER}{{kind}}", asked.answering(_file, printing.message))]


def _file(request: Request) -> Response:
    document = CATALOGUE.get(request.path_params["kind"])
    if document is None:
        return printing.message(NO_KIND, 404)
    unit = request.query_params.get("unit", "")
    # the numbers first: who reports in between is then seen as a conflict
    seqs = visitor.store().seqs()
    board, me = asked.board(request), visitor.who(request)
    start = Asked(since=asked.day(request, "since")).since_when(board.as_of)
    news = partial(_between, start, board.as_of)
    given = Given(news, clock.now(), unit, me.words if me else unit, seqs)
    try:
        content = document.make(board, given)
    except NoUnitError:
        return printing.message(asked.no_unit(unit), 404)
    plain, name = document.plain_file_name(board), quote(document.file_name(board, unit))
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=document.mime, headers=headers)


def _between(start: dt.date, end: dt.date) -> Changes:
    before, after = (board_of(visitor.store(), on, entered=True) for on in (start, end))
    return changes.changes(visitor.store(), before, after)

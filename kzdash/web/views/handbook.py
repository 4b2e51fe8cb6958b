"""The handbook at addresses of its own, open to whoever has no account yet, and without a store."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kzdash.documents.document import PAPER
from kzdash.documents.handbook import PICTURES, one_page_sheet, picture_names, read_handbook
from kzdash.documents.handbook.html import FOLDER, IN_PAGE, compose_whole

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["FOLDER", "PATH", "routes"]

PATH = FOLDER.removesuffix("/")
NO_SUCH_FILE = "没有这个文件。请回到帮助页。"


def routes() -> list[Route]:
    """Return the routes of the handbook, of its files for paper, and of its pictures."""
    return [
        Route(PATH, _whole),
        Route(f"{FOLDER}sheet", _sheet),
        Route(f"{FOLDER}handbook.docx", _paper),
        Route(f"{FOLDER}{{name}}", _picture),
    ]


async def _whole(_request: Request) -> Response:
    return HTMLResponse(compose_whole(read_handbook(), IN_PAGE))


async def _sheet(_request: Request) -> Response:
    return HTMLResponse(compose_whole(one_page_sheet(), IN_PAGE))


async def _paper(_request: Request) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="kzdash-handbook.docx"'}
    return Response(await run_in_threadpool(_make_paper), media_type=PAPER, headers=headers)


@cache
def _make_paper() -> bytes:
    from kzdash.documents.handbook import paper  # noqa: PLC0415 - with python-docx

    return paper.make(read_handbook())


async def _picture(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in picture_names():
        return PlainTextResponse(NO_SUCH_FILE, 404)
    return FileResponse(PICTURES / name)

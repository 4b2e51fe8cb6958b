"""The files that came with reports: smaller pictures for the pages, and the files to download.

Whoever may read a report sees the picture, which says nothing of where and by what it was taken.
The file itself may say that, or be a paper not meant for everybody, so it asks for a log-in.
"""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kzdash.errors import KzdashError, chinese
from kzdash.runtime import config
from kzdash.store import evidence_folder, find_file
from kzdash.web import identity
from kzdash.web.caching import NO_STORE
from kzdash.web.views import documents, print_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from kzdash.domain.models import EvidenceFile

LOG = logging.getLogger("kzdash")
FOLDER = "/evidence/"
SIZES = {"small": evidence_folder.SMALL, "large": evidence_folder.LARGE}
# a page that is read again shows them at once; a reader who must log in leaves none behind
KEPT_A_WHILE = {"Cache-Control": "private, max-age=600"}
UNKNOWN = "没有这个附件。请回到事项页面查看。"
NO_LOGIN = "附件原件登录后才能下载。请登录后回到事项页面再下载。"
MISSING = (
    "这个附件在服务器上缺失，或已被改动，没有给出。填报内容不受影响。"
    "请告诉管理员：运行 `python -m kzdash check` 可查明，备份旁的 evidence 文件夹里有原件。"
).replace("`", "")


def routes() -> list[Route]:
    """Return the routes of the files and of their smaller pictures."""
    return [
        Route(FOLDER + "{file_id:int}", _answer(_original)),
        Route(FOLDER + "{file_id:int}/{size}.jpg", _answer(_picture)),
    ]


def _answer(
    view: Callable[[Request, EvidenceFile], Response],
) -> Callable[[Request], Response]:
    """Return an endpoint, run in a thread, that finds the file; a fault is told in words."""

    def endpoint(request: Request) -> Response:
        try:
            # as many digits as an id may have in the store
            found = find_file(identity.store(), min(request.path_params["file_id"], 2**31 - 1))
            return view(request, found) if found else print_pages.message_page(UNKNOWN, 404)
        except KzdashError as error:
            LOG.warning("%s", error)
            words = chinese.SENTENCES.get(type(error), chinese.UNEXPECTED)
            return print_pages.message_page(words.replace("`", ""), 503)

    return endpoint


def _original(request: Request, found: EvidenceFile) -> Response:
    me = identity.current_user(request)
    if me is None or not me.may_read:
        return print_pages.message_page(NO_LOGIN, 401)
    file = evidence_folder.path_of(config.evidence_folder(identity.store().url), found.sha256)
    try:
        with file.open("rb") as stream:
            intact = hashlib.file_digest(stream, "sha256").hexdigest() == found.sha256
    except OSError:
        intact = False
    if not intact:
        LOG.error("the file %s of a report is missing or was altered", file)
        return print_pages.message_page(MISSING, 410)
    suffix = found.name.rpartition(".")[2]
    headers = documents.download_headers(f"kzdash-{found.id}.{suffix}", found.name)
    return FileResponse(file, media_type=found.media_type, headers=headers)


def _picture(request: Request, found: EvidenceFile) -> Response:
    edge = SIZES.get(request.path_params["size"])
    if edge is None or not found.media_type.startswith("image/"):
        return print_pages.message_page(UNKNOWN, 404)
    folder = config.evidence_folder(identity.store().url)
    picture = evidence_folder.read_smaller(folder, found.sha256, edge)
    if picture is None:
        return print_pages.message_page(MISSING, 410)
    kept = NO_STORE if config.current().login_to_read else KEPT_A_WHILE
    return Response(picture, media_type="image/jpeg", headers=kept)

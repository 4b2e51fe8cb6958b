"""Documents at urls of their own, made on request.

Streamlit drops the file of a download button once any two open pages have refreshed; with many
open pages that is before the browser has fetched it.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import quote

from cachetools import LRUCache
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from kzdash.board import cached_board, cached_closed_board, take_snapshot
from kzdash.board.audit_trail import BATCH_SIZE, AuditTrail, TrailFilter
from kzdash.board.closing import closings_between
from kzdash.board.items import KIND_WORDS
from kzdash.documents import CATALOGUE, DocumentRequest
from kzdash.documents.papers import template_files
from kzdash.errors import BadTemplateError, NoUnitError, chinese
from kzdash.runtime import clock
from kzdash.store import read_photo
from kzdash.web import identity, query
from kzdash.web.caching import NO_STORE
from kzdash.web.views import print_pages

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable, Iterator, Sequence

    from starlette.requests import Request

    from kzdash.board.audit_trail import TrailEntry
    from kzdash.board.closing import Closing
    from kzdash.store import Store

LOG = logging.getLogger("kzdash")
FOLDER, TRAIL = "/files/", "trail"
CACHE_BYTES = 20_000_000
UNKNOWN_KIND = "没有这种文件。请回到资料页下载。"
UNKNOWN_CLOSING = "没有这一期定稿。请回到资料页下载。"


@dataclass(frozen=True, slots=True)
class _File:
    """A document with its file name, and the ASCII one for clients that cannot read that."""

    ascii_name: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Asked:
    """What makes one document differ from another, beside the contents of the store."""

    kind: str
    day: dt.date
    since: dt.date
    unit: str
    author: str
    entered: bool
    closing: Closing | None


_cache: LRUCache[Hashable, _File] = LRUCache(CACHE_BYTES, lambda file: len(file.content))
_lock = Lock()


def routes() -> list[Route]:
    """Return the route of the documents."""
    return [
        Route(f"{FOLDER}{TRAIL}", query.queued(_trail, print_pages.message_page)),
        Route(f"{FOLDER}{{kind}}", query.queued(_document, print_pages.message_page)),
    ]


def _document(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind not in CATALOGUE:
        return print_pages.message_page(UNKNOWN_KIND, 404)
    unit, me = request.query_params.get("unit", ""), identity.current_user(request)
    day, entered = query.requested_day(request)
    try:
        closing = query.requested_closing(request)
    except LookupError:
        return print_pages.message_page(UNKNOWN_CLOSING, 404)
    if closing is not None:
        day, board = closing.as_of, cached_closed_board(identity.store(), closing)
    else:
        board = cached_board(identity.store(), day, entered=entered)
    since = query.requested_start(request, board)
    # the office hands forms out, and does not fill in those of a unit
    author = me.words if me and unit in {"", me.unit} else unit
    asked = _Asked(kind, day, since, unit, author, entered, closing)
    try:
        file = _make_file(identity.store(), asked)
    except NoUnitError as error:
        return print_pages.message_page(chinese.unknown_unit(error.unit), 404)
    except BadTemplateError as error:
        LOG.warning("%s", error)
        return print_pages.message_page(chinese.bad_template(error), 500)
    headers = download_headers(file.ascii_name, file.name)
    return Response(file.content, media_type=CATALOGUE[kind].mime, headers=headers)


def _make_file(store: Store, asked: _Asked) -> _File:
    """Make a document, or return it from the cache if store and templates are the same since."""
    # read the version first: a report stored meanwhile makes the key outdated, never the file
    key = (store.url, store.version(), asked, template_files.current_state())
    with _lock:
        cached = _cache.get(key)
    if cached is not None:
        return cached
    snapshot = take_snapshot(
        store, asked.day, asked.since, entered=asked.entered, closing=asked.closing
    )
    document = CATALOGUE[asked.kind]
    request = DocumentRequest(
        snapshot.changes,
        clock.now(),
        asked.unit,
        asked.author,
        snapshot.seqs,
        partial(read_photo, store),
        snapshot.reports,
    )
    content, board = document.make(snapshot.board, request), snapshot.board
    file = _File(document.ascii_file_name(board), document.file_name(board, asked.unit), content)
    with _lock, suppress(ValueError):  # the file alone is larger than the cache
        _cache[key] = file
    return file


def _trail(request: Request) -> Response:
    """Stream the audit trail as CSV: it may be too long for the memory."""
    params, (until, _) = request.query_params, query.requested_day(request)
    store = identity.store()
    board = cached_board(store, until, entered=True)
    trail = AuditTrail(store, query.requested_start(request, board), board)
    kinds = {words: kind for kind, words in KIND_WORDS.items()}
    trail_filter = TrailFilter(
        kinds.get(params.get("kind", "")),
        params.get("who") or None,
        tuple(params.get("q", "").split()),
    )
    name = f"操作记录-{until.isoformat()}.csv"
    headers = download_headers(f"kzdash-trail-{until.isoformat()}.csv", name)
    # a closing is about no item, nobody's kind or words
    is_whole = trail_filter == TrailFilter()
    closings = (
        closings_between(store, query.requested_start(request, board), until) if is_whole else ()
    )
    return StreamingResponse(
        _csv_batches(
            trail.all_entries(trail_filter), closings, demonstration=board.plan.demonstration
        ),
        media_type="text/csv",
        headers=headers,
    )


def _csv_batches(
    entries: Iterator[TrailEntry], closings: Sequence[Closing], *, demonstration: bool
) -> Iterator[bytes]:
    """Yield the closings and then the entries as CSV, a batch at a time."""
    from kzdash.documents import tables, trail_tables  # noqa: PLC0415 - with pandas

    head = True
    if closings:
        yield tables.to_csv(trail_tables.closings(closings), demonstration=demonstration)
        head = False
    while batch := list(islice(entries, BATCH_SIZE)):
        yield tables.to_csv(trail_tables.audit_trail(batch), head=head, demonstration=demonstration)
        head = False


def download_headers(ascii_name: str, name: str) -> dict[str, str]:
    """Return the headers by which a browser stores an answer under a name, and shows nothing."""
    encoded = quote(name)
    disposition = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{encoded}"
    return {"Content-Disposition": disposition, **NO_STORE}

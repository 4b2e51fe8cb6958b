"""Documents at addresses of their own, made when they are asked for.

Streamlit drops a file that a button has made as soon as any two open pages have looked for news,
which among many open pages is before the browser has fetched it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import quote

from cachetools import LRUCache
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from kzdash.board import cached_board, take_snapshot
from kzdash.board.audit_trail import BATCH_SIZE, AuditTrail, TrailFilter
from kzdash.board.items import KIND_WORDS
from kzdash.documents import CATALOGUE, DocumentRequest, tables
from kzdash.documents.slides import BriefingRequest
from kzdash.domain.parsing import parse_date
from kzdash.errors import NoUnitError, chinese
from kzdash.runtime import clock
from kzdash.web import identity, query
from kzdash.web.views import print_pages

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable, Iterator

    from starlette.requests import Request

    from kzdash.board.audit_trail import TrailEntry
    from kzdash.board.board import PlanDocument
    from kzdash.store import Store

FOLDER, TRAIL = "/files/", "trail"
MOST_KEPT_BYTES = 20_000_000
NO_KIND = "没有这种文件。请回到资料页下载。"


@dataclass(frozen=True, slots=True)
class _Made:
    """A document and the names of its file."""

    plain_name: str
    name: str
    content: bytes


_KEPT: LRUCache[Hashable, _Made] = LRUCache(MOST_KEPT_BYTES, lambda made: len(made.content))
_LOCK = Lock()


def routes() -> list[Route]:
    """Return the route of the documents."""
    return [
        Route(f"{FOLDER}{TRAIL}", query.in_turn(_trail, print_pages.message)),
        Route(f"{FOLDER}{{kind}}", query.in_turn(_file, print_pages.message)),
    ]


def _file(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind not in CATALOGUE:
        return print_pages.message(NO_KIND, 404)
    unit, me = request.query_params.get("unit", ""), identity.current_user(request)
    day, entered = query.requested_day(request)
    since = BriefingRequest(since=parse_date(request.query_params.get("since", ""))).changes_since(
        day
    )
    who = me.words if me else unit
    try:
        made = _made(identity.store(), kind, day, since, unit, who, entered=entered)
    except NoUnitError as error:
        return print_pages.message(chinese.unknown_unit(error.unit), 404)
    headers = _named(made.plain_name, made.name)
    return Response(made.content, media_type=CATALOGUE[kind].mime, headers=headers)


def _made(
    store: Store, kind: str, day: dt.date, since: dt.date, unit: str, who: str, *, entered: bool
) -> _Made:
    """Make a document, or take it out of the last ones where nothing has changed."""
    # the version first: what is reported in between is in a document that is kept for no longer
    key = (store.url, store.version(), kind, day, since, unit, who, entered)
    with _LOCK:
        kept = _KEPT.get(key)
    if kept is not None:
        return kept
    shot, document = take_snapshot(store, day, since, entered=entered), CATALOGUE[kind]
    given = DocumentRequest(shot.changes, clock.now(), unit, who, shot.seqs)
    content, board = document.make(shot.board, given), shot.board
    made = _Made(document.ascii_file_name(board), document.file_name(board, unit), content)
    with _LOCK, suppress(ValueError):  # one larger than the room there is for all
        _KEPT[key] = made
    return made


def _trail(request: Request) -> Response:
    """Give the audit trail as CSV, sent as it is read: it may be longer than fits in memory."""
    params, (until, _) = request.query_params, query.requested_day(request)
    start = BriefingRequest(since=parse_date(params.get("since", ""))).changes_since(until)
    store = identity.store()
    board = cached_board(store, until, entered=True)
    made = AuditTrail(store, start, board)
    kinds = {words: kind for kind, words in KIND_WORDS.items()}
    sought = TrailFilter(
        kinds.get(params.get("kind", "")),
        params.get("who") or None,
        tuple(params.get("q", "").split()),
    )
    name = f"操作记录-{until.isoformat()}.csv"
    headers = _named(f"kzdash-trail-{until.isoformat()}.csv", name)
    return StreamingResponse(
        _rows(made.all_entries(sought), board.plan), media_type="text/csv", headers=headers
    )


def _rows(acts: Iterator[TrailEntry], plan: PlanDocument) -> Iterator[bytes]:
    head = True
    while part := list(islice(acts, BATCH_SIZE)):
        yield tables.to_csv(tables.audit_trail(part), plan, head=head)
        head = False


def _named(plain: str, name: str) -> dict[str, str]:
    """Headers that give a file its name, and a plain one for what cannot read that."""
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "no-store",
    }

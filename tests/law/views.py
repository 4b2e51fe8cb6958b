"""All that somebody may look at on a day: pages and slides, documents and sheets to print."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
import openpyxl
from docx import Document
from pptx import Presentation
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.context import ContextProxy

from kzdash import accounts, reporting
from kzdash.board.board import FOLLOWED, compute_board
from kzdash.board.changes import compare_boards
from kzdash.documents import CATALOGUE, board_json
from kzdash.documents import slides as presentation
from kzdash.domain import formatting
from kzdash.errors import KzdashError
from kzdash.runtime import clock
from kzdash.store import Store, backups
from tests.law.world import OFFICE
from tests.ui.screen import Screen
from tests.web.conftest import composed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    import pytest

    from kzdash.board.board import Board
    from tests.law.world import World

UNREADABLE = re.compile(r"\b(None|nan|NaN|Infinity|Traceback|Error)\b")
# of files to take away, of paper, and of what a chart shows as one character
OF_FILES = {"A", "JSON", "docx", "pptx", "xlsx", "ics", "json", "zip", "amp", "lt", "gt"}
OPENED: dict[str, Callable[[io.BytesIO], Any]] = {
    "xlsx": openpyxl.load_workbook,
    "docx": Document,
    "pptx": Presentation,
}


@dataclass(frozen=True)
class Look:
    """A moment, the day that is looked at then, and whether only what was entered by it counts."""

    now: dt.datetime
    as_of: dt.date
    entered: bool

    @property
    def query(self) -> dict[str, str]:
        """What the address of everything says."""
        entered = {"entered": "true"} if self.entered else {}
        return {"as_of": self.as_of.isoformat(), **entered}


class Onlooker:
    """Somebody who looks at a world, which is where the settings say while they do."""

    def __init__(self, world: World, patch: pytest.MonkeyPatch) -> None:
        self.world, self.patch = world, patch
        self.jar: dict[str, str] = {}
        self.components = BidiComponentManager()
        self.components.discover_and_register_components(start_file_watching=False)
        patch.setenv("KZDASH_DATABASE_URL", world.store.url)
        patch.setenv("KZDASH_SEED", str(world.seed))
        patch.setattr(ContextProxy, "cookies", property(lambda _context: self.jar))

    def at(self, look: Look, who: int) -> None:
        """Let it be the moment of the look, and somebody be logged in."""
        self.patch.setattr(clock, "now", lambda: look.now)
        self.jar[accounts.COOKIE] = self.world.log_in(who, look.now)

    def board(self, look: Look) -> Board:
        return compute_board(self.world.store, look.as_of, entered=look.entered)

    def pages(self, look: Look, board: Board) -> list[tuple[str, dict[str, str]]]:
        """Every page by its address: the whole, and for each kind of item one of its own."""
        found: list[tuple[str, dict[str, str]]] = [
            *((page, {}) for page in ("overview", "indicators", "projects", "milestones")),
            *(
                (page, {})
                for page in ("duties", "policies", "matters", "changes", "documents", "reporting")
            ),
            ("changes", {"since": "2000-01-01"}),
            ("reporting", {"scope": "全部"}),
            ("accounts", {}),
        ]
        for page in ("indicators", "projects", "milestones", "matters"):
            found += [(page, {"item": str(line.number)}) for line in getattr(board, page)]
        for kind in (
            *("tasks", "policies", "reforms", "directions", "aims", "safeguards"),
            *("steps", "proposals", "matters", "meetings"),
        ):
            own = getattr(board, kind)[:2]
            found += [("item", {"id": f"{line.kind}-{line.number}"}) for line in own]
        found += [("duties", {"unit": unit}) for unit in board.units]
        slides = len(presentation.list_slides(board, self.news(look)))
        found += [("briefing", {"slide": str(at + 1)}) for at in range(slides)]
        found += [
            ("briefing", {"unit": unit, "minutes": "90"}) for unit in ("all", *board.units[:2])
        ]
        shown = [item for name in FOLLOWED for item in getattr(board, name)[:2]]
        found += [("briefing", {"show": f"{item.kind}-{item.number}"}) for item in shown]
        return found

    def page(self, look: Look, page: str, query: dict[str, str]) -> None:
        """Open a page: it says nothing that is no Chinese, and nothing went wrong."""
        screen = Screen(page, {**look.query, **query}, self.components, self.jar)
        assert screen.said("error") == [], screen.said("error")
        words = screen.foreign_words - OF_FILES
        assert words == set(), words

    def news(self, look: Look) -> Any:
        start = presentation.BriefingRequest().changes_since(look.as_of)
        store = self.world.store
        before, after = (compute_board(store, day, entered=True) for day in (start, look.as_of))
        return compare_boards(store, before, after)

    def addresses(self, look: Look, board: Board) -> list[str]:
        """Every sheet to print and every document by its address."""
        query = look.query
        unit = next((line.units[0] for line in board.followed if line.units), "")
        of_unit = urlencode({**query, "unit": unit})
        sheets = ("overview", "indicators", "projects", "changes")
        found = [f"/print/{sheet}?{urlencode(query)}" for sheet in sheets]
        found += ["/calendar.ics", f"/print/changes?{urlencode({**query, 'since': '2000-01-01'})}"]
        found += [f"/print/unit?{of_unit}", f"/files/form?{of_unit}"] if unit else []
        found += [
            f"/files/{kind}?{of_unit if document.of_unit and kind != 'form' else urlencode(query)}"
            for kind, document in CATALOGUE.items()
            if unit or not document.needs_unit
        ]
        return found

    def file(self, address: str) -> None:
        """Take a document or a sheet: it is given, can be opened, and says nothing odd."""
        answer = asyncio.run(_got(address, self.jar))
        assert answer.status_code == 200, (answer.status_code, answer.text)
        if answer.headers["content-type"].startswith("text/html"):
            read = re.sub("<[^>]*>", " ", answer.text)
            assert UNREADABLE.search(read) is None, read
        name = answer.headers.get("content-disposition", "").rpartition(".")[2]
        for suffix, content in _files(name, answer.content):
            if suffix in OPENED:
                OPENED[suffix](io.BytesIO(content))
        if "entered" in address:
            return
        if address.startswith("/files/forms?"):
            with zipfile.ZipFile(io.BytesIO(answer.content)) as forms:
                for one in forms.namelist():
                    self._hand_in(forms.read(one))
        elif address.startswith("/files/form?"):
            self._hand_in(answer.content)

    def _hand_in(self, form: bytes) -> None:
        """A form that nobody has filled in changes nothing."""
        try:
            filled = reporting.read_upload(form)
        except KzdashError:
            # a plan that follows nothing up makes a form without sheets
            assert not compute_board(self.world.store, clock.today()).followed
            return
        found = reporting.preview(self.world.store, filled, OFFICE, clock.now())
        assert (found.changes, found.conflicts) == ([], []), found

    def keep(self, look: Look) -> None:
        """Check the store, take a backup and put it back elsewhere: it makes the same board."""
        world = self.world
        # once all is past that was reported, whatever day is looked at
        faults = backups.check_store(
            world.store, world.seed, formatting.end_of_day(formatting.LATEST)
        )
        assert faults == []
        copy, other = world.folder / "copy.db", world.folder / "other.db"
        for file in (copy, other):
            file.unlink(missing_ok=True)
        backups.take_backup(world.store.url, copy)
        backups.restore_backup(copy, f"sqlite:///{other}")
        assert board_json.dumps(self.board(look)) == board_json.dumps(
            compute_board(Store(f"sqlite:///{other}"), look.as_of, entered=look.entered)
        )

    def every(self, look: Look) -> Iterator[tuple[str, Callable[[], None]]]:
        """Everything there is to look at, by its address, and what looks at it."""
        board = self.board(look)
        for page, query in self.pages(look, board):
            path = "" if page == "overview" else page
            address = f"/{path}?{urlencode({**look.query, **query})}"
            yield address, lambda page=page, query=query: self.page(look, page, query)
        for address in self.addresses(look, board):
            yield address, lambda address=address: self.file(address)
        yield "python -m kzdash check, backup, restore", lambda: self.keep(look)


def _files(suffix: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file with its suffix, or all those in an archive."""
    if suffix != "zip":
        yield suffix, content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name.rpartition(".")[2], archive.read(name)


async def _got(address: str, cookies: dict[str, str]) -> httpx.Response:
    transport = httpx.ASGITransport(composed())
    async with httpx.AsyncClient(transport=transport, base_url="http://board") as client:
        client.cookies.update(cookies)
        return await client.get(address)

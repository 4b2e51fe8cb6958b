"""A server whose answers are late: what it says to a browser is held back for a while."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, WebSocketRoute

PATIENCE_S, LOOK_EVERY_MS = 20, 20


class SlowAnswers:
    """What passes between a page and the server; `hold` keeps the answers until `release`.

    `checks` are the queries of the urls with which the page asked for news, `whole_runs` how often
    the server told that it ran all of the page. A server that `is_deaf` hears nothing; `lost` is
    how often it did not. With `drops_drawings` the page is told of runs, and not
    what their fragments drew, with `drops_components` of no component either; with `drops_ends`
    it takes each run for one that goes on; `ends` is how many have ended unheard.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._browser: WebSocketRoute | None = None
        self._held: list[bytes | str] = []
        self._is_holding = False
        self.checks: list[str] = []
        self.whole_runs = self.lost = self.ends = 0
        self.is_deaf = self.drops_ends = False
        self.drops_drawings = self.drops_components = False
        page.route_web_socket("**/_stcore/stream", self._connect)

    def hold(self) -> None:
        """Keep from now on what the server answers, and count anew what it is asked."""
        self._is_holding, self.whole_runs = True, 0
        self.checks.clear()

    def release(self) -> None:
        """Let the browser have all that was kept."""
        self._is_holding = False
        held, self._held = self._held, []
        for message in held:
            assert self._browser
            self._browser.send(message)

    def wait_until(self, is_so: Callable[[SlowAnswers], bool]) -> None:
        """Wait until something has passed."""
        end = time.monotonic() + PATIENCE_S
        while not is_so(self):
            assert time.monotonic() < end, "it has not passed"
            self._page.wait_for_timeout(LOOK_EVERY_MS)

    def _connect(self, browser: WebSocketRoute) -> None:
        self._browser, server = browser, browser.connect_to_server()
        browser.on_message(lambda message: self._ask(server, message))
        server.on_message(self._answer)

    def _ask(self, server: WebSocketRoute, message: bytes | str) -> None:
        if isinstance(message, bytes):
            asked = BackMsg.FromString(message).rerun_script
            if asked.is_auto_rerun:
                self.checks.append(asked.query_string)
        if self.is_deaf:
            self.lost += 1
        else:
            server.send(message)

    def _answer(self, message: bytes | str) -> None:
        if isinstance(message, bytes):
            told = ForwardMsg.FromString(message)
            is_end = told.WhichOneof("type") == "script_finished"
            is_whole = told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            self.whole_runs += is_end and is_whole
            if self.drops_ends and is_end:
                self.ends += 1
                return
            if self.drops_drawings and told.delta.fragment_id:
                return
            # a component, whose script is long, is named by its hash where the page had it before
            if self.drops_components and told.WhichOneof("type") == "ref_hash":
                return
        if self._is_holding:
            self._held.append(message)
        else:
            assert self._browser
            self._browser.send(message)

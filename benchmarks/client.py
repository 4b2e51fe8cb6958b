"""A visitor without a browser: speaks the app's own protocol over its websocket.

It asks for pages, fills forms in, looks every other second for news as the page asks it to, takes
what the server sends by itself and, as a browser does, keeps large messages for a while, so that
the server needs only to name one that it would send again.
"""

from __future__ import annotations

import json
import ssl
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

if TYPE_CHECKING:
    from types import TracebackType

    from websockets.sync.client import ClientConnection

PATIENCE_S = 120
# Streamlit's global.maxCachedMessageAge
KEPT_RUNS = 2
# the widget by which Streamlit takes the events of a component
EVENTS_OF = "$$STREAMLIT_INTERNAL_KEY_{}__events"
NOT_YET = {ForwardMsg.FINISHED_EARLY_FOR_RERUN, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class Run(NamedTuple):
    """A whole run of a page: when it was asked for, or seen to start, and when it had ended."""

    page: str
    start: float
    end: float


class Reader:
    """One session, from an address of this machine.

    `elements` are the widgets on the page by id, `said` its notices, `session` its name; `runs` are
    all whole runs of its pages, also those that nobody here asked for.
    """

    def __init__(self, address: str, source: str = "", **cookies: str) -> None:
        self._address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self._source = (source, 0) if source else None
        self._cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self._until_left = ExitStack()
        self._socket: ClientConnection | None = None
        self._page, self._hash = "", ""
        self._look: tuple[str, float] | None = None
        self._next_look = 0.0
        self._started, self._asking = 0.0, False
        self._kept: dict[str, tuple[ForwardMsg, int]] = {}
        self._run_number = 0
        self.query = self.session = ""
        self.elements: dict[str, Any] = {}
        self.said: list[str] = []
        self.runs: list[Run] = []

    def __enter__(self) -> Self:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connecting = connect(
            self._address,
            max_size=None,
            subprotocols=["streamlit"],
            open_timeout=PATIENCE_S,
            source_address=self._source,
            ssl=trusting if self._address.startswith("wss") else None,
            additional_headers={"Cookie": self._cookies} if self._cookies else None,
        )
        self._socket = self._until_left.enter_context(connecting)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._until_left.close()

    def run(self, page: str, query: str) -> float:
        """Open a page; return the seconds from asking until its script has finished."""
        self._page, self._hash, self.query = page, "", query
        return self._run({})

    def send(self, values: dict[str, Any]) -> float:
        """Set widgets, by the end of their ids, and let the page run again; as `run`.

        True clicks a button, a list chooses options, a text is typed, a dict holds the events of a
        component, a state is of sent files.
        """
        return self._run(values)

    def wait(self, seconds: float) -> None:
        """Look at the page for some time: ask for news, and take what comes."""
        end = time.perf_counter() + seconds
        while (now := time.perf_counter()) < end:
            if self._look and now >= self._next_look:
                self._ask({}, fragment=self._look[0])
                self._next_look = now + self._look[1]
            until = min(end, self._next_look if self._look else end)
            self._receive(max(until - time.perf_counter(), 0.001))

    def _run(self, values: dict[str, Any]) -> float:
        start = time.perf_counter()
        self._ask(values)
        self.said, self.elements = [], {}
        self._started, self._asking = start, True
        while self._asking:
            if self._receive(PATIENCE_S) is None:
                raise TimeoutError(f"no answer in {PATIENCE_S} s from {self._address}")
        return time.perf_counter() - start

    def _ask(self, values: dict[str, Any], fragment: str = "") -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name, asked.query_string = self._page, self.query
        asked.page_script_hash = self._hash
        asked.fragment_id, asked.is_auto_rerun = fragment, bool(fragment)
        asked.cached_message_hashes.extend(self._kept)
        for ending, value in values.items():
            state = asked.widget_states.widgets.add(id=self._id(ending))
            match value:
                case bool():
                    state.trigger_value = value
                case str():
                    state.string_value = value
                case list():
                    state.string_array_value.data.extend(value)
                case dict():
                    events = [{"event": event, "value": sent} for event, sent in value.items()]
                    state.id = EVENTS_OF.format(state.id)
                    state.json_trigger_value = json.dumps(events)
                case FileUploaderState():
                    state.file_uploader_state_value.CopyFrom(value)
        self._open().send(message.SerializeToString())

    def _id(self, ending: str) -> str:
        found = [name for name in self.elements if name.endswith(ending)]
        if len(found) != 1:
            raise LookupError(f"{len(found)} widgets end in {ending!r}: {sorted(self.elements)}")
        return found[0]

    def _receive(self, timeout: float) -> ForwardMsg | None:
        try:
            received = self._open().recv(timeout=timeout)
        except TimeoutError:
            return None
        message = ForwardMsg()
        message.ParseFromString(bytes(received))
        if message.WhichOneof("type") == "ref_hash":
            message, _ = self._kept[message.ref_hash]
        if message.metadata.cacheable:
            self._kept[message.hash] = message, self._run_number
        self._take(message)
        return message

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session" if not message.metadata.run.fragment_ids:
                self.session = message.new_session.initialize.session_id
                self._look = None
                if not self._asking:
                    self._started = time.perf_counter()
            case "navigation":
                self._hash = message.navigation.page_script_hash
            case "auto_rerun":
                self._look = message.auto_rerun.fragment_id, message.auto_rerun.interval
                self._next_look = time.perf_counter() + message.auto_rerun.interval
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                self._keep(message.delta.new_element)
            case "script_finished" if self._started and message.script_finished not in NOT_YET:
                self.runs.append(Run(self._page, self._started, time.perf_counter()))
                self._forget()
                self._started, self._asking = 0.0, False

    def _keep(self, element: Any) -> None:  # noqa: ANN401 - Streamlit makes its class at run time
        kind = element.WhichOneof("type")
        inner = getattr(element, kind)
        if kind == "alert":
            self.said.append(inner.body)
        elif name := getattr(inner, "id", ""):
            self.elements[name] = inner

    def _forget(self) -> None:
        self._run_number += 1
        self._kept = {
            name: (message, run)
            for name, (message, run) in self._kept.items()
            if self._run_number - run <= KEPT_RUNS
        }

    def _open(self) -> ClientConnection:
        if self._socket is None:
            raise RuntimeError("open the reader first")
        return self._socket

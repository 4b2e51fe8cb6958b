"""A reader without a browser: speaks the app's own protocol over its websocket."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

if TYPE_CHECKING:
    from types import TracebackType

    from websockets.sync.client import ClientConnection


class Reader:
    """One session; every `run` is a full run of a page's script."""

    def __init__(self, address: str) -> None:
        self._address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket: ClientConnection | None = None

    def __enter__(self) -> Self:
        self._socket = connect(self._address, max_size=None, subprotocols=["streamlit"])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._socket:
            self._socket.close()

    def run(self, page: str, query: str) -> float:
        """Ask for a run; return the seconds from asking until the script has finished."""
        if self._socket is None:
            raise RuntimeError("open the reader first")
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        start = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(bytes(self._socket.recv(timeout=60)))
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - start

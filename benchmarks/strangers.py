"""What strangers do to a server all day, and one account that means harm; each counts its outcomes.

They are a process of their own, come from addresses of their own and stop by themselves.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import itertools
import ssl
import threading
import time
import uuid
import zipfile
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx
import openpyxl
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.sync.client import connect as knock

from benchmarks.client import PATIENCE_S, Reader
from kzdash import accounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from websockets.asyncio.client import ClientConnection

TABS, OF_ONE_ADDRESS, LOOKS_EVERY_S = 300, 100, 2
PAUSE_S = 0.5
DOCUMENTS, GUESSES_AT_ONCE, BOMBERS = 45, 40, 4
BIG = bytes(49 * 2**20)
FIRST_DAY = dt.date(2024, 1, 1)
UPLOAD = "/_stcore/upload_file"


def storm(address: str, seconds: float, victim: str, bomber: str) -> Counter[str]:
    """Do all of it for some time: guess at the victim's name, send bombs by a bomber's log-in."""
    seen: Counter[str] = Counter()
    end = time.monotonic() + seconds
    again: list[Callable[[], None]] = [
        lambda: _handshake(address, seen),
        lambda: _upload(address, seen),
        lambda: _guess(address, victim, seen),
        lambda: _documents(address, seen),
        *(lambda: _bomb(address, bomber, seen) for _ in range(BOMBERS)),
    ]
    threads = [threading.Thread(target=_repeated, args=(one, end, seen)) for one in again]
    for thread in threads:
        thread.start()
    asyncio.run(_tabs(address, end, seen))
    for thread in threads:
        thread.join()
    return seen


def browser(address: str, source: str) -> httpx.Client:
    """Return what asks from an address of this machine, and trusts any certificate."""
    wire = httpx.HTTPTransport(local_address=source, verify=False)
    return httpx.Client(base_url=address, transport=wire, timeout=PATIENCE_S)


def trusting(address: str) -> ssl.SSLContext | None:
    """Return what trusts any certificate, none where there is none."""
    if not address.startswith("https"):
        return None
    made = ssl.create_default_context()
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    return made


def bomb(digits: int = 25_000_000) -> bytes:
    """Return a workbook of 50 kB with one attribute as long as that."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["编号", "填报次数", "状态"])
    book.save(out)
    made = io.BytesIO()
    with zipfile.ZipFile(out) as whole, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in whole.namelist():
            part = whole.read(name)
            if name.endswith("sheet1.xml"):
                long = b'<x a="%s"/></worksheet>' % (b"1" * digits)
                part = part.replace(b"</worksheet>", long)
            packed.writestr(name, part)
    return made.getvalue()


def _repeated(work: Callable[[], None], end: float, seen: Counter[str]) -> None:
    while time.monotonic() < end:
        try:
            work()
        except (OSError, TimeoutError, LookupError, httpx.HTTPError, websockets.WebSocketException):
            seen["cut off"] += 1
        time.sleep(PAUSE_S)


async def _tabs(address: str, end: float, seen: Counter[str]) -> None:
    every = (_tab(address, f"127.0.0.{100 + n // OF_ONE_ADDRESS}", end, seen) for n in range(TABS))
    await asyncio.gather(*every)


async def _tab(address: str, source: str, end: float, seen: Counter[str]) -> None:
    """Open a page, and look for news as its browser would, until the end."""
    try:
        async with connect(
            address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers={"Cookie": f"kzdash_route={uuid.uuid4().hex}"},
            local_addr=(source, 0),
            ssl=trusting(address),
            max_size=None,
            open_timeout=PATIENCE_S,
            ping_interval=None,
        ) as wire:
            look = await _opened(wire)
            seen["tabs opened"] += 1
            dropping = asyncio.create_task(_drop(wire))
            while time.monotonic() < end:
                await wire.send(look)
                await asyncio.sleep(LOOKS_EVERY_S)
            dropping.cancel()
    except (OSError, TimeoutError, websockets.WebSocketException):
        seen["tabs turned away"] += 1


async def _opened(wire: ClientConnection) -> bytes:
    """Ask for the first page; return what its browser asks every other second.

    It names what it keeps, so that a large message is not sent once more.
    """
    first, look = BackMsg(), BackMsg()
    first.rerun_script.query_string = ""
    await wire.send(first.SerializeToString())
    async for received in wire:
        message = ForwardMsg()
        message.ParseFromString(bytes(received))
        if message.metadata.cacheable:
            look.rerun_script.cached_message_hashes.append(message.hash)
        match message.WhichOneof("type"):
            case "navigation":
                look.rerun_script.page_script_hash = message.navigation.page_script_hash
            case "auto_rerun":
                look.rerun_script.fragment_id = message.auto_rerun.fragment_id
                look.rerun_script.is_auto_rerun = True
            case "script_finished":
                break
    return look.SerializeToString()


async def _drop(wire: ClientConnection) -> None:
    with suppress(websockets.ConnectionClosed):
        async for _ in wire:
            pass


def _handshake(address: str, seen: Counter[str]) -> None:
    """Ask for a websocket as a page of another site does in a reader's browser."""
    try:
        knock(
            address.replace("http", "ws", 1) + "/_stcore/stream",
            origin=websockets.Origin("http://other.example"),
            ssl=trusting(address),
            source_address=("127.0.0.66", 0),
            open_timeout=PATIENCE_S,
        ).close()
    except websockets.InvalidStatus as error:
        seen[f"foreign handshakes {error.response.status_code}"] += 1
    else:
        seen["foreign handshakes accepted"] += 1


def _upload(address: str, seen: Counter[str]) -> None:
    """Send a big file, and a bomb, without a log-in; and the bomb to the log-in's door."""
    small = bomb()
    for name, content in (("files of 49 MiB", BIG), ("bombs without a log-in", small)):
        with browser(address, "127.0.0.66") as client:
            try:
                answer = client.put(f"{UPLOAD}/{uuid.uuid4()}/{uuid.uuid4()}", content=content)
                seen[f"{name} {answer.status_code}"] += 1
            except (httpx.WriteError, httpx.ReadError):
                # the answer was there before all was sent
                seen[f"{name} cut off"] += 1
    with browser(address, "127.0.0.66") as client:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = client.post("/login", content=small, headers=form)
        seen[f"bombs without a log-in {answer.status_code}"] += 1


def _documents(address: str, seen: Counter[str]) -> None:
    """Ask for many documents in one moment, each of another day so that none is kept."""

    def ask(number: int) -> None:
        with suppress(httpx.HTTPError), browser(address, "127.0.0.67") as client:
            day = FIRST_DAY + dt.timedelta(days=(number + round(time.monotonic())) % 700)
            seen[f"documents {client.get(f'/files/deck?as_of={day}').status_code}"] += 1

    _at_once(ask, DOCUMENTS)


def _guess(address: str, victim: str, seen: Counter[str]) -> None:
    names = itertools.cycle((victim, "nobody", "office"))

    def guess(_number: int) -> None:
        with suppress(httpx.HTTPError), browser(address, "127.0.0.68") as client:
            form = {"name": next(names), "password": uuid.uuid4().hex}
            answer = client.post("/login", data=form)
            seen[f"guesses {answer.status_code}"] += 1

    _at_once(guess, GUESSES_AT_ONCE)


def _bomb(address: str, token: str, seen: Counter[str]) -> None:
    """Hand in a form that takes a parser a minute, each time another."""
    content = bomb(25_000_000 + uuid.uuid4().int % 100_000)
    route = uuid.uuid4().hex
    cookies = {accounts.COOKIE: token, "kzdash_route": route}
    with Reader(address, "127.0.0.69", **cookies) as reader:
        reader.run("reporting", "")
        uploaders = [one for one in reader.elements if "-upload-" in one]
        if not uploaders:
            seen["bombs by an account, no form"] += 1
            return
        with browser(address, "127.0.0.69") as client:
            client.cookies.update(cookies)
            client.get("/_stcore/health")
            given = client.cookies["_streamlit_xsrf"]
            name = str(uuid.uuid4())
            path = f"{UPLOAD}/{reader.session}/{name}"
            files = {"file": ("form.xlsx", content)}
            answer = client.put(path, files=files, headers={"X-Xsrftoken": given})
        if answer.status_code != 204:
            seen[f"bombs by an account, {answer.status_code}"] += 1
            return
        state = FileUploaderState()
        sent = state.uploaded_file_info.add(file_id=name, name="form.xlsx", size=len(content))
        sent.file_urls.file_id = name
        reader.send({uploaders[0]: state})
        refused = any("解压后异常地大" in words for words in reader.said)
        full = any("磁盘已满" in words for words in reader.said)
        said = "refused" if refused else "disk full" if full else f"not refused: {reader.said}"
        seen[f"bombs by an account, {said}"] += 1


def _at_once(work: Callable[[int], None], count: int) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

"""Scripts and styles as brotli: made once in the background, and kept for later starts.

Brotli at its best leaves four fifths of what gzip does, but takes eight seconds for Plotly's 5 MB.
So no request waits for it. Browsers take it over HTTPS and from localhost only.
"""

from __future__ import annotations

import hashlib
import logging
import os
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread, get_native_id
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LOG = logging.getLogger("kzdash")
QUALITY, WINDOW = 11, 24
ENDING = ".br"


class BrotliFiles:
    """Holds files as brotli, in memory and in a folder that several processes may share.

    A name in the folder has the hash of the file's content. Whatever is wrong there is made anew,
    and a folder that takes no files only means that the next start makes them again.
    """

    def __init__(self, folder: Path, files: Iterable[Path]) -> None:
        self._folder, self._files = folder, tuple(files)
        self._made: dict[Path, bytes] = {}
        self._asked: set[Path] = set()
        self._waiting: SimpleQueue[Path] = SimpleQueue()
        # a daemon, so that an end of the process does not wait for it
        Thread(target=self._work, name="brotli", daemon=True).start()

    def get(self, file: Path) -> bytes | None:
        """Return a file as brotli, None where it is not made yet; it will be then."""
        if file not in self._made and file not in self._asked:
            self._asked.add(file)
            self._waiting.put(file)
        return self._made.get(file)

    def _work(self) -> None:
        _give_way()
        for file in self._kept():
            self._waiting.put(file)
        while True:
            file = self._waiting.get()
            try:
                self._make(file)
            except OSError as error:
                LOG.info("%s is not kept as brotli: %s", file.name, error)

    def _kept(self) -> list[Path]:
        """Return the files that are in the folder, as far as their names tell."""
        with suppress(OSError):
            kept = {path.name.rsplit(".", 2)[0] for path in self._folder.glob(f"*{ENDING}")}
            return [file for file in self._files if file.name in kept]
        return []

    def _make(self, file: Path) -> None:
        if file in self._made:
            return
        content = file.read_bytes()
        kept = self._folder / f"{file.name}.{hashlib.sha256(content).hexdigest()[:16]}{ENDING}"
        packed = _read(kept, content)
        if packed is not None:
            self._made[file] = packed
            return
        self._made[file] = brotli.compress(content, quality=QUALITY, lgwin=WINDOW)
        _write(kept, self._made[file])


def _give_way() -> None:
    """Let this thread run only when no other has work; where a system cannot, it shares."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, get_native_id(), 19)


def _read(kept: Path, content: bytes) -> bytes | None:
    """Return what is kept of a content; None if nothing is, or something else."""
    with suppress(OSError, brotli.error):
        packed = kept.read_bytes()
        return packed if brotli.decompress(packed) == content else None
    return None


def _write(kept: Path, packed: bytes) -> None:
    """Put a file in its place whole; OSError where the folder takes none."""
    part = kept.with_name(f"{kept.name}.{os.getpid()}-{get_native_id()}")
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(packed)
        part.replace(kept)
    finally:
        part.unlink(missing_ok=True)

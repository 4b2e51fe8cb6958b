"""Write an .xls of a test's own: records of BIFF8 in the package that Excel keeps them in."""

from __future__ import annotations

import struct

SECTOR = 512
FREE, END, FAT = -1, -2, -3
GLOBALS, SHEET = 0x0005, 0x0010


def record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def start(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def label(row: int, column: int, text: str) -> bytes:
    letters = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + letters)


def workbook(*sheets: bytes, more: bytes = b"", at: int | None = None) -> bytes:
    """The stream of a workbook with these sheets; all begin `at` a place, if it is given."""
    style = record(0x00E0, bytes(20))
    size = len(start(GLOBALS)) + len(style) + len(more) + 4
    size += sum(len(_bound(0, number)) for number in range(len(sheets)))
    bounds, parts = b"", b""
    for number, sheet in enumerate(sheets):
        bounds += _bound(size + len(parts) if at is None else size + at, number)
        parts += start(SHEET) + sheet + record(0x000A)
    return start(GLOBALS) + style + more + bounds + record(0x000A) + parts


def _bound(position: int, number: int) -> bytes:
    name = f"{number:03}".encode()
    return record(0x0085, struct.pack("<IBBBB", position, 0, 0, len(name), 0) + name)


def packed(stream: bytes, name: str = "Workbook") -> bytes:
    """A file with one stream."""
    stream += bytes(-len(stream) % SECTOR) + bytes(8 * SECTOR)
    count = len(stream) // SECTOR
    fats = -(-(count + 2) // (SECTOR // 4 - 1))
    chain = [*range(1, count), END, END, *[FAT] * fats]
    chain += [FREE] * (fats * SECTOR // 4 - len(chain))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xIII4xI", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, count, 4096)
    head += struct.pack("<iIiI", END, 0, END, 0)
    head += struct.pack("<109i", *range(count + 1, count + 1 + fats), *[FREE] * (109 - fats))
    folder = _entry("Root Entry", 5, END, 0, child=1) + _entry(name, 2, 0, len(stream))
    folder += bytes(SECTOR - len(folder))
    return head + stream + folder + struct.pack(f"<{len(chain)}i", *chain)


def _entry(name: str, kind: int, first: int, size: int, child: int = FREE) -> bytes:
    letters = name.encode("utf-16-le")
    entry = letters + bytes(64 - len(letters))
    entry += struct.pack("<HBBiii", len(letters) + 2, kind, 1, FREE, FREE, child)
    return entry + bytes(36) + struct.pack("<iII", first, size, 0)

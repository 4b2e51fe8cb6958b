"""Photos and papers as people send them, and what only looks like one."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from kzdash.domain.rules import MAX_FILE_BYTES, NewFile

CAMERA, UPRIGHT_BY_TURNING = "SecretCam", 6
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
PAPER = NewFile("验收报告.pdf", PDF)
PAGE = b"<html><script>alert(1)</script></html>"


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), colour: str = "#487") -> bytes:
    """Return a picture that says which camera took it, held how."""
    held = Image.Exif()
    held[0x010F], held[0x0112] = CAMERA, UPRIGHT_BY_TURNING
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, exif=held)
    return out.getvalue()


def photo(name: str = "现场.jpg", colour: str = "#487") -> NewFile:
    return NewFile(name, picture(colour=colour))


def bomb(side: int = 60_000) -> bytes:
    """Return a PNG of a few hundred bytes that claims to be of very many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 10_000)
    ending = chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + ending


def too_large() -> bytes:
    """Return a PDF of one byte more than there may be."""
    return PDF[:9] + b" " * (MAX_FILE_BYTES + 1 - len(PDF)) + PDF[9:]

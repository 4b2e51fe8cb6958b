"""The folder with the files that came with reports, each under its SHA-256: ab/abcdef….

A file is written whole or not at all, and never changed. Smaller pictures of a photo stand beside
it; they are made when first asked for, and can be made again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING

from kzdash import errors
from kzdash.domain.rules.evidence import DECODING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHA256 = re.compile(r"[0-9a-f]{64}")
# the longer edge in pixels: in a list, and on a slide
SMALL, LARGE = 320, 1600
QUALITY, WHITE = 82, (255, 255, 255)
DISK_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}


def path_of(folder: Path, sha256: str) -> Path:
    """Return where a file is kept."""
    return folder / sha256[:2] / sha256


def keep(folder: Path, sha256: str, content: bytes) -> None:
    """Keep a file unless it is there, or put it in the place of one that was altered.

    StoreFullError or StoreReadOnlyError where the disk takes none.
    """
    file = path_of(folder, sha256)
    with _translate_errors(folder):
        if read(folder, sha256) is None:
            write_whole(file, content)
        else:
            # younger than any file that nobody needs
            os.utime(file)


def read(folder: Path, sha256: str) -> bytes | None:
    """Return a file, None if it is missing, cannot be read or was altered."""
    try:
        content = path_of(folder, sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def read_smaller(folder: Path, sha256: str, edge: int) -> bytes | None:
    """Return a photo as a JPEG of at most `edge` pixels a side, with nothing but the picture.

    None if the photo is missing or was altered, and nobody asked for this size while it was not.
    """
    file = path_of(folder, sha256)
    smaller = file.with_name(f"{sha256}-{edge}.jpg")
    with suppress(OSError):
        return smaller.read_bytes()
    content = read(folder, sha256)
    if content is None:
        return None
    made = _shrink(content, edge)
    with suppress(OSError):  # it is made again next time
        write_whole(smaller, made)
    return made


def _shrink(content: bytes, edge: int) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - for photos alone

    with DECODING, Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as photo:
        photo.draft("RGB", (edge, edge))
        upright = ImageOps.exif_transpose(photo)
        upright.thumbnail((edge, edge))
        picture = Image.new("RGB", upright.size, WHITE)
        opaque = upright.convert("RGBA")
        picture.paste(opaque, mask=opaque)
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that appears with all it holds, also after a power cut, or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}.new")
    try:
        with draft.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    if hasattr(os, "O_DIRECTORY"):  # Windows opens no folder
        folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def files_in(folder: Path) -> Iterator[Path]:
    """Return each file in a folder that came with a report, and none of the pictures beside it."""
    return (file for file in folder.glob("??/*") if SHA256.fullmatch(file.name))


def copy_missing(source: Path, target: Path, *, mend: bool = False) -> None:
    """Copy the files that another folder lacks, but for those that were altered.

    With `mend` those that were altered in the other folder are put right as well.
    """
    with _translate_errors(target):
        for file in files_in(source):
            sha256 = file.name
            there = read(target, sha256) is not None if mend else path_of(target, sha256).exists()
            if not there and (content := read(source, sha256)) is not None:
                write_whole(path_of(target, sha256), content)


def remove(folder: Path, sha256: str) -> None:
    """Remove a file and the pictures beside it."""
    file = path_of(folder, sha256)
    with _translate_errors(folder):
        for kept in file.parent.glob(f"{sha256}*"):
            kept.unlink(missing_ok=True)


@contextmanager
def _translate_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        kind = errors.StoreFullError if error.errno in DISK_ERRNOS else errors.StoreReadOnlyError
        raise kind(str(folder)) from error

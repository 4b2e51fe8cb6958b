"""Which files may come with a report: photos and PDFs, told by what they hold, not by name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from kzdash.errors import EvidenceError, EvidenceProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_FILE_MB, MAX_FILES = 20, 6
MAX_FILE_BYTES = MAX_FILE_MB * 1024 * 1024
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
PHOTOS = (JPEG, PNG)
SIGNATURES = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG, b"%PDF-1.": PDF, b"%PDF-2.": PDF}
SUFFIXES = {JPEG: (".jpg", ".jpeg"), PNG: (".png",), PDF: (".pdf",)}
ALL_SUFFIXES = tuple(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
# how a photo of an iPhone says what it is, after the length of its first box
HEIC = re.compile(rb".{4}ftyp(?:hei[cxsm]|hev[cx]|mif1|msf1|avif)", re.DOTALL)
# a decoded PNG takes four bytes a pixel; a JPEG is decoded at an eighth of its size, but one that
# gets clearer by and by is kept whole meanwhile, at up to six
MAX_PIXELS = {JPEG: 64_000_000, PNG: 30_000_000}
DECODED_AT = (400, 400)
PDF_END_WITHIN = 2_048
LONGEST_STEM = 60
# what no system takes in a name, and what turns the direction of a text
UNNAMEABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
# decoding takes memory, so one file is decoded at a time
DECODING = Lock()


class NewFile(NamedTuple):
    """A file as somebody sent it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A photo or PDF that may be kept, under a name that fits what it holds."""

    name: str
    media_type: str
    sha256: str
    content: bytes


def check_files(files: Sequence[NewFile]) -> list[CheckedFile]:
    """Return the files of one report, each once; EvidenceError for the first that may not be."""
    if len(files) > MAX_FILES:
        raise EvidenceError(EvidenceProblem.TOO_MANY, "")
    once: dict[str, CheckedFile] = {}
    for file in files:
        checked = check_file(file)
        once.setdefault(checked.sha256, checked)
    return list(once.values())


def check_file(file: NewFile) -> CheckedFile:
    """Return a photo or PDF ready to be kept; EvidenceError with what is wrong with another."""
    name, content = _last_part(file.name), file.content
    if not content:
        raise EvidenceError(EvidenceProblem.EMPTY, name)
    if len(content) > MAX_FILE_BYTES:
        raise EvidenceError(EvidenceProblem.TOO_LARGE, name)
    media_type = next((kind for sign, kind in SIGNATURES.items() if content.startswith(sign)), "")
    if not media_type:
        is_heic = HEIC.match(content)
        raise EvidenceError(EvidenceProblem.HEIC if is_heic else EvidenceProblem.WRONG_KIND, name)
    problem = _pdf_problem(content) if media_type == PDF else _photo_problem(content, media_type)
    if problem:
        raise EvidenceError(problem, name)
    return CheckedFile(
        clean_name(name, media_type), media_type, hashlib.sha256(content).hexdigest(), content
    )


def clean_name(name: str, media_type: str) -> str:
    """Return a name without folders and what no system takes, with the suffix of what it holds."""
    stem, suffix = _last_part(name), SUFFIXES[media_type][0]
    own = next((it for it in ALL_SUFFIXES if stem.lower().endswith(it)), "")
    stem = stem.removesuffix(stem[-len(own) :] if own else "").strip(" .")[:LONGEST_STEM]
    return f"{stem.strip(' .') or '附件'}{suffix}"


def _last_part(name: str) -> str:
    printable = UNNAMEABLE.sub("", re.split(r"[/\\]", name)[-1])
    words = unicodedata.normalize("NFC", printable).split()
    return " ".join(words).encode("utf-8", "ignore").decode()


def _photo_problem(content: bytes, media_type: str) -> EvidenceProblem | None:
    """Decode a photo, which tells whether all of it is there."""
    from PIL import Image  # noqa: PLC0415 - for the few reports that bring a file

    kind = "JPEG" if media_type == JPEG else "PNG"
    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with DECODING, Image.open(BytesIO(content), formats=[kind]) as image:
            if image.width * image.height > MAX_PIXELS[media_type]:
                return EvidenceProblem.TOO_MANY_PIXELS
            image.draft("RGB", DECODED_AT)
            image.load()
    except bombs:
        return EvidenceProblem.TOO_MANY_PIXELS
    # what Pillow raises on bytes that are no picture
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError):
        return EvidenceProblem.DAMAGED
    return None


def _pdf_problem(content: bytes) -> EvidenceProblem | None:
    end = content[-PDF_END_WITHIN:]
    return None if b"startxref" in end and b"%%EOF" in end else EvidenceProblem.DAMAGED

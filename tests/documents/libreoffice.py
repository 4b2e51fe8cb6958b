"""LibreOffice and pdftotext, independent readers of what is made."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
HOW_TO_GET = (
    "no LibreOffice or pdftotext was found: on Debian run 'apt-get install libreoffice-writer "
    "libreoffice-calc libreoffice-impress poppler-utils' as root, then run 'make test' again"
)
TIMEOUT_S = 180
WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*)</word>')


def found() -> bool:
    """Whether both are there."""
    return PROGRAM is not None and shutil.which("pdftotext") is not None


def converted(files: Sequence[Path], folder: Path, kind: str = "pdf") -> str:
    """Convert files to PDF in a folder, all by one start of the program; return what it said.

    It is given a home of its own, so that it runs beside others.
    """
    profile = folder / "profile"
    home = {**os.environ, "HOME": str(folder)}
    done = subprocess.run(
        [
            str(PROGRAM),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        env=home,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=True,
    )
    return done.stdout + done.stderr


def text(pdf: Path) -> str:
    """All that a PDF says, without the breaks that its lines make."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


class Word(NamedTuple):
    """Words of a PDF between blanks, with their place on a page in mm from its top left."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def words(pdf: Path) -> list[Word]:
    """All words of a PDF with their places, in the order of its pages."""
    done = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    found, page = [], 0
    for line in done.stdout.splitlines():
        page += "<page " in line
        if match := WORD.search(line):
            *place, said = match.groups()
            edges = (float(edge) / 72 * 25.4 for edge in place)
            found.append(Word(html.unescape(said), page, *edges))
    return found


def pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    done = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True)
    (line,) = [one for one in done.stdout.splitlines() if one.startswith("Pages:")]
    return int(line.split()[1])

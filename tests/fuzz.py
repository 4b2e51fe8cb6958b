"""`make fuzz`: whatever is typed, seeded, handed in as a form or as a backup is read or refused.

Runs for ten minutes, or as many as are given, and prints how much was tried; what is found is
raised with the smallest input that shows it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import sqlite_utils
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from kzdash.domain import parsing
from kzdash.errors import KzdashError
from kzdash.store import seed as seeds
from kzdash.store.backups.backup import check_backup
from tests import fuzz_forms, released
from tests.hypothesis_settings import USUAL

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTY = Path(__file__).resolve().parent / "county"
MINUTES, AT_ONCE = 10, 200
UNITS = st.sampled_from(["", "万元", "%", "公里", "个"])
KEYS = st.text(
    st.one_of(st.sampled_from("0123456789+-.,，。％%万亿元年月日/ eE_\u3000"), st.characters())
)
# what spreadsheets, editors and torn files put where something else was
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b'"', b'""', b",", b"\r", b"\n", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"NaN", b"1e999"]
    ),
    st.text(max_size=5).map(lambda text: text.encode("utf-8", "replace")),
    st.text("零一〇二三亿", max_size=5).map(lambda text: text.encode("gb18030")),
)


@st.composite
def torn(draw: st.DrawFn, whole: bytes, more: st.SearchStrategy[bytes] = PIECES) -> bytes:
    """Bytes with a few passages replaced, doubled or gone."""
    made, pieces = whole, PIECES | more
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(made)))
        end = draw(st.integers(start, min(len(made), start + 40)))
        made = made[:start] + draw(pieces) * draw(st.integers(0, 3)) + made[end:]
    return made


def typing(tried: Counter[str]) -> Callable[[], None]:
    """Figures, days and texts as they are typed."""

    @given(KEYS, UNITS)
    def read(keys: str, unit: str) -> None:
        parsing.parse_text(keys)
        for reader in (lambda: parsing.parse_figure(keys, unit), lambda: parsing.parse_date(keys)):
            tried["typed"] += 1
            try:
                reader()
            except KzdashError:
                tried["typed, refused"] += 1

    return read


def seeding(tried: Counter[str], folder: Path) -> Callable[[], None]:
    """Files of a seed, one of them torn."""
    names = sorted(file.name for file in COUNTY.iterdir())

    @given(st.data())
    def read(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(names))
        whole = (COUNTY / name).read_bytes()
        (folder / name).write_bytes(data.draw(torn(whole)))
        tried["seed"] += 1
        try:
            seeds.read_seed(folder)
        except KzdashError:
            tried["seed, refused"] += 1
        finally:
            (folder / name).write_bytes(whole)

    shutil.copytree(COUNTY, folder, dirs_exist_ok=True)
    return read


def handing_over(tried: Counter[str], folder: Path) -> Callable[[], None]:
    """Backups of SQLite, torn."""
    file, store = folder / "torn.db", folder / "whole.db"
    store.unlink(missing_ok=True)
    released.write(released.revisions()[-1], store)
    with closing(sqlite_utils.Database(store)) as database:
        database.disable_wal()
    whole = store.read_bytes()

    @given(torn(whole))
    def read(given: bytes) -> None:
        file.write_bytes(given)
        tried["backup"] += 1
        try:
            check_backup(file)
        except KzdashError:
            tried["backup, refused"] += 1

    return read


def run(minutes: float, at_once: int = AT_ONCE) -> Counter[str]:
    """Try each kind in turn until the time is over; return how often."""
    tried: Counter[str] = Counter()
    end = time.monotonic() + minutes * 60
    usual = settings(USUAL, max_examples=at_once)
    with tempfile.TemporaryDirectory() as name:
        desk = fuzz_forms.Desk(Path(name) / "desk", COUNTY)
        kinds = [
            lambda: typing(tried),
            lambda: seeding(tried, Path(name) / "seed"),
            lambda: handing_over(tried, Path(name)),
            lambda: fuzz_forms.handing_in(tried, desk, torn),
        ]
        turn = 0
        while turn == 0 or time.monotonic() < end:
            for kind in kinds:
                seed(time.time_ns() if minutes else turn)(usual(kind()))()
            turn += 1
    return tried


if __name__ == "__main__":
    for what, count in sorted(run(float(sys.argv[1]) if sys.argv[1:] else MINUTES).items()):
        print(f"{what:<32} {count:>8,}")  # noqa: T201 - what the command says

"""The archive that `make bundle` made, installed and upgraded on machines that have only Python.

Each machine is in a network namespace of its own, where nothing but itself can be reached.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests import released

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.bundle

MIRROR = "http://deb.debian.org/debian"
PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"
ALONE = ("unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
WAIT_S = 120
ASK = """
import sys, urllib.request
asked = urllib.request.Request(sys.argv[1], headers={"Accept": "text/html"})
answer = urllib.request.urlopen(asked, timeout=10)
print(answer.status, answer.read().decode())
"""


@dataclass
class Machine:
    """A folder as a machine sees it, and how a command is run there."""

    prefix: tuple[str, ...]
    folder: Path
    seen_as: str

    def command(self, program: str, *words: str) -> list[str]:
        return [*ALONE, *self.prefix, "sh", f"{self.seen_as}/{program}/start.sh", *words]

    def says(self, program: str, *words: str) -> str:
        done = subprocess.run(
            self.command(program, *words), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def serving(self, program: str) -> Iterator[subprocess.Popen[bytes]]:
        with (self.folder / "said").open("wb") as said:
            started = subprocess.Popen(
                self.command(program, "serve", "--port", "8600"), stdout=said, stderr=said
            )
            try:
                yield started
            finally:
                started.terminate()
                started.wait(30)


def answer(started: subprocess.Popen[bytes], path: str) -> str:
    """Ask from within the machine's own network; all that it says, its status first."""
    within = ["nsenter", "--net", "--target", str(started.pid)]
    asked = [*within, sys.executable, "-c", ASK, f"http://127.0.0.1:8600{path}"]
    end = time.monotonic() + WAIT_S
    while True:
        # anew each time: the process may not have its own network yet
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if not done.returncode or time.monotonic() > end:
            return done.stdout


def python_itself(version: str) -> str:
    """Return where a Python is, past any script that only chooses one; empty where it is not."""
    named = shutil.which(f"python{version}") or "false"
    asked = [named, "-c", "import sys; print(sys.executable)"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


@pytest.fixture(params=["debian", "3.11", "3.12", "3.13"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    if os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("a network namespace is made by root, with iproute2 and util-linux")
    if request.param != "debian":
        python = python_itself(request.param)
        if not python:
            pytest.skip(f"there is no python{request.param}")
        prefix = ("env", "-i", PATH, f"PYTHON={python}")
        return Machine(prefix, tmp_path, str(tmp_path))
    if not shutil.which("debootstrap"):
        pytest.skip("a bare Debian is made by debootstrap: apt-get install debootstrap")
    system = tmp_path / "debian"
    making = ["debootstrap", "--variant=minbase", "--include=python3", "bookworm", system, MIRROR]
    subprocess.run(making, check=True, stdout=subprocess.DEVNULL)
    return Machine(("chroot", str(system), "env", "-i", PATH), system / "srv", "/srv")


@pytest.fixture
def archive(root: Path) -> Path:
    return max((root / "dist").glob("*-linux.tar"), key=lambda file: file.stat().st_mtime)


def unpack(archive: Path, machine: Machine, name: str) -> None:
    with tarfile.open(archive) as opened:
        opened.extractall(machine.folder, filter="data")
    (machine.folder / archive.name.removesuffix("-linux.tar")).rename(machine.folder / name)


def reports(file: Path) -> list[tuple[Any, ...]]:
    sql = "SELECT id, item_id, seq, as_of, recorded_at, account, value FROM reports ORDER BY id"
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql).fetchall()


def test_it_installs_serves_and_is_upgraded_with_no_network(
    archive: Path, machine: Machine, root: Path
) -> None:
    unpack(archive, machine, "old")

    began = time.monotonic()
    machine.says("old", "install")
    installed = time.monotonic()
    with machine.serving("old") as started:
        assert answer(started, "/ready").startswith("200")
        ready = time.monotonic()
        assert "<title>" in answer(started, "/")
        assert answer(started, "/login").startswith("200")
    print(  # noqa: T201 - for the table in docs/deploy.md
        f"\n{archive.stat().st_size / 1e6:.0f} MB, installed in {installed - began:.0f} s, "
        f"ready {ready - installed:.0f} s after a start"
    )

    # an office with a plan of its own, kept by the first version there was
    data = machine.folder / "kzdash-data"
    shutil.copytree(root / "tests" / "county", data / "seed")
    released.write(released.revisions()[0], data / "lanxi.db")
    kept = reports(data / "lanxi.db")
    (data / "kzdash.env").write_text("KZDASH_READ=login\n")
    unpack(archive, machine, "new")
    machine.says("new", "install")
    with machine.serving("new") as started:
        assert answer(started, "/ready").startswith("200")
        # whoever reads must log in, as the settings say
        assert '<form method="post">' in answer(started, "/")

    assert "is sound" in machine.says("new", "check")
    names = {file.name.rpartition("-before")[2] for file in (data / "backups").iterdir()}
    assert f"-upgrade-of-{released.revisions()[0]}.db" in names
    assert reports(data / "lanxi.db") == kept

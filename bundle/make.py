"""Makes the archives that install where there is no way out: `make bundle`.

Of the last commit and of the wheels that `requirements.lock` names: `dist/kzdash-…-linux.tar` for
x86_64 and aarch64, `dist/kzdash-…-windows.zip` for x86_64, each for Python 3.11, 3.12 and 3.13.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
# of the oldest system that is served, glibc 2.28, back to the oldest that wheels are named after
GLIBCS = [f"manylinux_2_{minor}" for minor in range(28, 4, -1)]
LINUX = [*GLIBCS, "manylinux2014", "manylinux2010", "manylinux1"]
MACHINES = {
    "linux": [[f"{tag}_{machine}" for tag in LINUX] for machine in ("x86_64", "aarch64")],
    "windows": [["win_amd64"]],
}
STARTS = {"linux": "start.sh", "windows": "start.cmd"}
MARKER = re.compile(r" ; .*(?= \\$)", re.MULTILINE)
SECTION = re.compile(r"^## 离线安装\n.*?(?=^## )", re.MULTILINE | re.DOTALL)


def download(lock: Path, system: str, wheels: Path) -> None:
    """Bring every wheel of a lock for every machine of a system, each checked by its hash."""
    with tempfile.TemporaryDirectory() as folder:
        # pip would judge "only on Windows" by the machine it runs on
        everything = Path(folder) / "everything.txt"
        everything.write_text(
            re.sub(r" ; .*(?= \\$)", "", lock.read_text("utf-8"), flags=re.MULTILINE)
        )
        for tags in MACHINES[system]:
            for version in PYTHONS:
                _pip_download(everything, wheels, tags, version)


def _pip_download(lock: Path, wheels: Path, tags: list[str], version: str) -> None:
    told = [word for tag in tags for word in ("--platform", tag)]
    told += ["--python-version", version, "--implementation", "cp", "--only-binary=:all:"]
    told += ["--require-hashes", "--no-deps", "-r", lock, "-d", wheels]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "download", "-q", *told], check=True)


def pack(root: Path, system: str, wheels: Path, to: Path) -> Path:
    """Write the archive of a system: the last commit of a project, wheels, and what starts it."""
    day, commit = _git(root, "log", "-1", "--format=%cs %h").decode().split()
    name = f"kzdash-{day.replace('-', '')}-{commit}"
    with tempfile.TemporaryDirectory(dir=to) as folder:
        tree = Path(folder) / name
        _lay_out(root, system, wheels, tree)
        packed = to / f"{name}-{system}.{'tar' if system == 'linux' else 'zip'}"
        _write(tree, packed)
    return packed


def _lay_out(root: Path, system: str, wheels: Path, tree: Path) -> None:
    program = tree / "program"
    program.mkdir(parents=True)
    subprocess.run(["tar", "-x", "-C", program], input=_git(root, "archive", "HEAD"), check=True)
    for start in ("start.py", STARTS[system]):
        shutil.copy(program / "bundle" / start, tree)
    said = SECTION.search((program / "README.zh-CN.md").read_text("utf-8"))
    lines = said[0] if said else ""
    # with a mark and line ends that an old Notepad reads, too
    (tree / "README.txt").write_text(lines, "utf-8-sig", newline="\r\n")
    shutil.copytree(wheels, tree / "wheels")
    sums = [f"{_sum(file)}  {file.relative_to(tree).as_posix()}\n" for file in _files(tree)]
    (tree / "SHA256SUMS").write_text("".join(sums), "utf-8", newline="\n")


def _write(tree: Path, packed: Path) -> None:
    # wheels are compressed already
    if packed.suffix == ".tar":
        with tarfile.open(packed, "w") as archive:
            archive.add(tree, tree.name, filter=_nobody_s)
        return
    with zipfile.ZipFile(packed, "w") as archive:
        for file in _files(tree):
            archive.write(file, file.relative_to(tree.parent))


def _nobody_s(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid, entry.gid, entry.uname, entry.gname = 0, 0, "root", "root"
    return entry


def _files(tree: Path) -> list[Path]:
    return sorted(file for file in tree.rglob("*") if file.is_file())


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(["git", "-C", root, *words], check=True, capture_output=True).stdout


def main(to: Path) -> None:
    """Make both archives, and say how large they are and by what sum they are known."""
    to.mkdir(exist_ok=True)
    if _git(ROOT, "status", "--porcelain"):
        print("what is not committed is not in the bundle")
    for system in MACHINES:
        with tempfile.TemporaryDirectory(dir=to) as wheels:
            download(ROOT / "requirements.lock", system, Path(wheels))
            packed = pack(ROOT, system, Path(wheels), to)
        print(f"{packed.relative_to(ROOT)}  {packed.stat().st_size / 1e6:.0f} MB  {_sum(packed)}")


if __name__ == "__main__":
    main(ROOT / "dist")

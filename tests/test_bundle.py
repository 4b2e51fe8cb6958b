"""The archives that install with no network: all or nothing, and what is the office's stays."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from bundle import make

# what stands for the program: it says how it was started, and needs what was installed
PROGRAM = """
import json, os, sys
import tiny
told = {name: value for name, value in os.environ.items() if name.startswith("KZDASH_")}
print(json.dumps({"words": sys.argv[1:], "tiny": tiny.__file__, "told": told}))
"""


def a_wheel(folder: Path) -> Path:
    """Make a library of one line."""
    files = {
        "tiny.py": "",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n",
    }
    made = folder / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr(
            "tiny-1.0.dist-info/RECORD",
            "".join(f"{name},,\n" for name in [*files, "tiny-1.0.dist-info/RECORD"]),
        )
    return made


def pinned(wheel: Path) -> str:
    name, version = wheel.name.split("-")[:2]
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library, and the pip that every Python brings along."""
    ensurepip = Path(pytest.importorskip("ensurepip").__file__).parent
    # Debian keeps it in a folder of its own
    places = (ensurepip / "_bundled", Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or ensurepip))
    folder = tmp_path_factory.mktemp("wheels")
    shutil.copy(next(pip for place in places for pip in place.glob("pip-*.whl")), folder)
    a_wheel(folder)
    return folder


@pytest.fixture(scope="session")
def project(root: Path, wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one commit with what ours is installed by, and a program that is soon told."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(root / "bundle", folder / "bundle")
    for name in ("README.zh-CN.md", ".gitattributes"):
        shutil.copy(root / name, folder)
    (folder / "kzdash").mkdir()
    (folder / "kzdash" / "__main__.py").write_text(PROGRAM)
    (folder / "requirements.lock").write_text("".join(map(pinned, wheels.iterdir())))
    committed(folder)
    return folder


def committed(folder: Path) -> None:
    who = ["-c", "user.name=tests", "-c", "user.email=tests@localhost"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "all"]):
        subprocess.run(["git", "-C", folder, *words], check=True)


@pytest.fixture
def unpacked(project: Path, wheels: Path, tmp_path: Path) -> Path:
    """A folder as the archive makes it, beside nothing else."""
    return unpack(make.pack(project, "linux", wheels, tmp_path), tmp_path / "所在 文件夹")


@pytest.fixture(scope="module")
def installed(project: Path, wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which it was started once; its data lie beside it."""
    folder = tmp_path_factory.mktemp("installed")
    there = unpack(make.pack(project, "linux", wheels, folder), folder / "所在 文件夹")
    first = start(there)
    assert first.returncode == 0, first.stderr
    (there / "told.json").write_text(first.stdout)
    return there


def unpack(packed: Path, into: Path) -> Path:
    with tarfile.open(packed) as archive:
        archive.extractall(into, filter="data")
    return into / packed.name.removesuffix("-linux.tar")


def start(folder: Path, *words: str, **told: str) -> subprocess.CompletedProcess[str]:
    """Start as a technician does, from some other folder, on a machine with settings of its own."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("KZDASH", "PY"))
    }
    return subprocess.run(
        ["sh", folder / "start.sh", *words],
        cwd=folder.parent,
        env={**inherited, "PYTHON": sys.executable, "PIP_REQUIRE_VIRTUALENV": "1", **told},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_it_installs_what_it_brings_and_starts_the_program_with_its_data_beside_it(
    installed: Path,
) -> None:
    told = json.loads((installed / "told.json").read_text())

    assert told["words"] == ["serve"]
    assert Path(told["tiny"]).is_relative_to(installed / "program" / ".venv")
    assert told["told"] == {"KZDASH_DATA": str(installed.parent / "kzdash-data")}
    assert (installed.parent / "kzdash-data").is_dir()


def test_what_stands_in_the_data_counts_and_the_environment_before_it(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "seed").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "kzdash.env").write_text('# ours\nKZDASH_READ=login\nKZDASH_NOTE="a = b"\n\n')
    there = {"KZDASH_DATA": str(tmp_path), "KZDASH_READ": "open"}

    done = start(installed, "account", "reset", "office", **there)

    told = json.loads(done.stdout)
    # it was installed before: nothing is said of that
    assert (done.returncode, done.stderr) == (0, "")
    assert told["words"] == ["account", "reset", "office"]
    assert told["told"] == {
        **there,
        "KZDASH_SEED": str(tmp_path / "seed"),
        "KZDASH_TEMPLATES": str(tmp_path / "templates"),
        "KZDASH_NOTE": "a = b",
    }


def test_settings_in_another_code_are_said_in_a_sentence(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "kzdash.env").write_text("KZDASH_NOTE=开州\n", "gb18030")

    done = start(installed, "check", KZDASH_DATA=str(tmp_path))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == (
        f"{tmp_path / 'kzdash.env'} 不是 UTF-8 编码，请另存为 UTF-8，再运行一次。"
    )


@pytest.mark.slow
def test_a_newer_one_beside_it_goes_on_with_the_same_data(
    project: Path, wheels: Path, tmp_path: Path, installed: Path
) -> None:
    newer = shutil.copytree(project, tmp_path / "newer")
    (newer / "new.txt").write_text("news")
    committed(newer)
    data = installed.parent / "kzdash-data"
    (data / "plan.db").write_text("reports")
    (data / "kzdash.env").write_text("KZDASH_READ=login\n")

    beside = unpack(make.pack(newer, "linux", wheels, tmp_path), installed.parent)
    told = json.loads(start(beside, "check").stdout)

    assert beside != installed
    assert (beside / "program" / "new.txt").is_file()
    assert told["told"] == {"KZDASH_DATA": str(data), "KZDASH_READ": "login"}
    assert (data / "plan.db").read_text() == "reports"
    # and back again, should the newer one not please
    assert json.loads(start(installed, "check").stdout)["told"] == told["told"]


@pytest.mark.parametrize("name", ["wheels/tiny-1.0-py3-none-any.whl", "program/kzdash/__main__.py"])
def test_a_file_that_came_damaged_is_named_and_nothing_is_installed(
    unpacked: Path, name: str
) -> None:
    (unpacked / name).write_bytes((unpacked / name).read_bytes()[:-1])

    done = start(unpacked)

    assert (done.returncode, done.stdout) == (1, "")
    assert f"安装包不完整：{name} 等 1 个文件" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (unpacked / "program" / ".venv").exists()
    assert not (unpacked.parent / "kzdash-data").exists()


@pytest.mark.slow
def test_a_library_that_is_not_the_locked_one_is_refused_though_the_sums_agree(
    project: Path, wheels: Path, tmp_path: Path
) -> None:
    others = shutil.copytree(wheels, tmp_path / "others")
    with zipfile.ZipFile(others / "tiny-1.0-py3-none-any.whl", "a") as archive:
        archive.writestr("evil.py", "")
    unpacked = unpack(make.pack(project, "linux", others, tmp_path), tmp_path / "there")

    done = start(unpacked)

    assert (done.returncode, done.stdout) == (1, "")
    assert "组件没有装好" in done.stderr
    assert "Traceback" not in done.stderr
    # so the next start does not begin with the half of it
    assert not (unpacked / "program" / ".venv" / "installed").exists()


def test_without_a_fitting_python_it_says_which_are(unpacked: Path, tmp_path: Path) -> None:
    old = tmp_path / "bin"
    old.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (old / name).write_text("#!/bin/sh\nexit 1\n")
        (old / name).chmod(0o755)

    done = start(unpacked, PYTHON="", PATH=f"{old}{os.pathsep}{os.environ['PATH']}")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("没有找到 Python 3.11、3.12 或 3.13。")


def test_windows_gets_a_zip_with_a_script_that_its_command_line_reads(
    project: Path, wheels: Path, tmp_path: Path
) -> None:
    packed = make.pack(project, "windows", wheels, tmp_path)

    with zipfile.ZipFile(packed) as archive:
        top = packed.name.removesuffix("-windows.zip")
        names = {name.partition("/")[2] for name in archive.namelist()}
        script = archive.read(f"{top}/start.cmd")
        said = archive.read(f"{top}/README.txt").decode("utf-8-sig")
        sums = archive.read(f"{top}/SHA256SUMS").decode().splitlines()
    assert {name.partition("/")[0] for name in names} == {
        *("start.cmd", "start.py", "README.txt", "SHA256SUMS", "program", "wheels")
    }
    assert script.isascii()
    assert script.count(b"\n") == script.count(b"\r\n") > 10
    assert said.startswith("## 离线安装\r\n")
    assert "start.cmd" in said
    assert {line.partition("  ")[2] for line in sums} == names - {"SHA256SUMS"}


def test_the_table_of_what_fits_is_the_one_the_archives_are_made_for(root: Path) -> None:
    text = (root / "bundle" / "start.sh").read_text("utf-8")
    first, *_, last = make.PYTHONS

    assert (
        f"({first.replace('.', ', ')}) <= sys.version_info[:2] <= ({last.replace('.', ', ')})"
        in text
    )
    assert all(f"python{version}" in text for version in make.PYTHONS)

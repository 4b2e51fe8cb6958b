"""Installs the board out of the unpacked archive it lies in, with no network, and starts it.

`start.sh` and `start.cmd` find a Python and hand over what they were given: `serve` where that is
nothing, `install` for installing alone, else a command of `python -m kzdash`. What must outlive
this version (store, backups, log, `kzdash.env`, a `seed/` of the office's own) lies beside the
unpacked folder, in `kzdash-data/`, or where `KZDASH_DATA` says.
"""

import hashlib
import os
import platform
import shutil
import signal
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM, WHEELS, SUMS = HERE / "program", HERE / "wheels", HERE / "SHA256SUMS"
VENV = PROGRAM / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DONE = VENV / "installed"
DATA = Path(os.environ.get("KZDASH_DATA") or HERE.parent / "kzdash-data").absolute()
MACHINES = {"linux-x86_64", "linux-aarch64", "win-amd64"}
OLDEST_GLIBC = (2, 28)


class StoppedError(Exception):
    """What hinders the start, and what to do."""


def must_fit() -> None:
    """Raise StoppedError where the archive has nothing for this machine."""
    machine = sysconfig.get_platform()
    if machine not in MACHINES:
        raise StoppedError(
            f"安装包不支持这台机器的 Python（{machine}）。请安装 64 位的 Python 3.11 至 3.13。"
        )
    name, version = platform.libc_ver()
    if os.name != "nt" and (name != "glibc" or tuple(map(int, version.split("."))) < OLDEST_GLIBC):
        raise StoppedError(
            f"系统太旧或不兼容（{name} {version}），"
            "需要 glibc 2.28 以上，例如麒麟 V10、统信 20、Debian 12。"
        )


def must_be_whole() -> None:
    """Raise StoppedError unless every file is as it was when the archive was made."""
    wrong = []
    for line in SUMS.read_text("utf-8").splitlines():
        expected, _, name = line.partition("  ")
        file = HERE / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            wrong.append(name)
    if wrong:
        raise StoppedError(
            f"安装包不完整：{'、'.join(wrong[:3])} 等 {len(wrong)} 个文件缺失或与发布时不同。"
            "什么也没有安装。请重新拷贝安装包，解压到一个新文件夹。"
        )


def install() -> None:
    """Install into a folder of its own, all of it or anew; nothing where that was done before."""
    mark = f"{hashlib.sha256(SUMS.read_bytes()).hexdigest()} {sys.version}"
    if DONE.is_file() and DONE.read_text("utf-8") == mark:
        return
    say(f"正在安装到 {PROGRAM}，大约需要一分钟……")
    must_fit()
    must_be_whole()
    shutil.rmtree(VENV, ignore_errors=True)
    # pip comes out of its own wheel: Debian keeps Python's in a package apart
    venv.create(VENV, symlinks=os.name != "nt", with_pip=False)
    pip = next(WHEELS.glob("pip-*.whl")) / "pip"
    only_ours = ("--isolated", "--no-index", "--find-links", WHEELS, "--no-cache-dir")
    checked = ("--require-hashes", "--no-deps", "--only-binary=:all:")
    done = subprocess.run(
        [
            PYTHON,
            "-I",
            pip,
            "install",
            "-q",
            *only_ours,
            *checked,
            "-r",
            PROGRAM / "requirements.lock",
        ],
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull},
        check=False,
    )
    if done.returncode:
        raise StoppedError("组件没有装好，原因见上。数据没有变动；请把以上文字发给提供安装包的人。")
    DONE.write_text(mark, "utf-8")


def settings() -> dict[str, str]:
    """Return what the program is told: by the environment, else by `kzdash.env` in the data."""
    DATA.mkdir(parents=True, exist_ok=True)
    told = {"KZDASH_DATA": str(DATA), "PYTHONPATH": str(PROGRAM), "PYTHONUTF8": "1"}
    if (DATA / "seed").is_dir():
        told["KZDASH_SEED"] = str(DATA / "seed")
    if (DATA / "templates").is_dir():
        told["KZDASH_TEMPLATES"] = str(DATA / "templates")
    for line in _lines(DATA / "kzdash.env"):
        name, equals, value = line.partition("=")
        if equals and not name.lstrip().startswith("#"):
            told[name.strip()] = value.strip().strip("\"'")
    return {**told, **os.environ, "PYTHONPATH": told["PYTHONPATH"]}


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8-sig").splitlines() if file.is_file() else []
    except UnicodeDecodeError as error:
        raise StoppedError(f"{file} 不是 UTF-8 编码，请另存为 UTF-8，再运行一次。") from error


def run(words: list[str]) -> int:
    """Give way to the program, or on Windows, which cannot, wait for it."""
    # -P: another version's program in the folder one stands in is not taken for this one
    command = [str(PYTHON), "-P", "-m", "kzdash", *words]
    if os.name != "nt":
        os.execve(command[0], command, settings())  # noqa: S606 - no shell is wanted
    # Ctrl+C is for the program, which ends in its own time
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.run(command, env=settings(), check=False).returncode


def say(sentence: str) -> None:
    """Tell whoever started it."""
    print(sentence, file=sys.stderr, flush=True)


def main(words: list[str]) -> int:
    """Install where that is still to do, then do what was asked for."""
    try:
        install()
        if words == ["install"]:
            say(f"已安装。数据文件夹：{DATA}")
            return 0
        if words == ["serve"]:
            say(f"数据文件夹：{DATA}")
        return run(words)
    except StoppedError as error:
        say(f"\n{error}")
    except OSError as error:
        say(
            f"\n不能读写 {error.filename or HERE}：{error.strerror}。"
            "请检查磁盘空间和文件夹权限，再运行一次。"
        )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["serve"]))

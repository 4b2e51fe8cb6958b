"""What is installed is locked: with hashes, in agreement with what is asked for, naming no host."""

from __future__ import annotations

import re
from importlib import metadata
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCKS = ["requirements", "requirements-dev"]
ENTRY = re.compile(
    r"^(?P<pin>\S+==.+?) \\\n(?P<hashes>(?:    --hash=.+\n)+)(?P<why>(?:    #.+\n)*)", re.MULTILINE
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
AGAIN = "run `make lock`"
IMPORT = re.compile(r"^ *(?:from|import) (\w+)", re.MULTILINE)
PROGRAM = ("app.py", "pages/*.py", "kzdash/**/*.py")
USERS = {
    "requirements": PROGRAM,
    "requirements-dev": ("tests/**/*.py", "benchmarks/**/*.py"),
    "requirements-bench": ("benchmarks/**/*.py",),
}


def asked(file: Path) -> Iterator[Requirement]:
    """What a file of requirements asks for itself, not by way of another."""
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "-r ")):
            yield Requirement(line.partition(" #")[0])


def imported(root: Path, patterns: tuple[str, ...]) -> set[str]:
    """The top-level modules that the code of some folders imports."""
    code = [file.read_text("utf-8") for pattern in patterns for file in root.glob(pattern)]
    return {name for text in code for name in IMPORT.findall(text)}


def locked(file: Path) -> dict[str, tuple[Requirement, str, str]]:
    """Each library of a lock with its hashes and for whom it is there."""
    found = [
        (Requirement(entry["pin"]), entry["hashes"], entry["why"])
        for entry in ENTRY.finditer(file.read_text("utf-8"))
    ]
    return {canonicalize_name(pin.name): (pin, hashes, why) for pin, hashes, why in found}


def brought_along(wanted: list[Requirement]) -> Iterator[tuple[str, Requirement]]:
    """All that a list of requirements comes to on this machine, and who asks for it."""
    seen = set()
    waiting = [("", one) for one in wanted]
    while waiting:
        asker, one = waiting.pop()
        yield asker, one
        for extra in ("", *one.extras):
            if (one.name, extra) in seen:
                continue
            seen.add((one.name, extra))
            for line in metadata.requires(one.name) or []:
                needed = Requirement(line)
                if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                    waiting.append((one.name, needed))


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_one_version_with_hashes_and_no_address(
    root: Path, name: str
) -> None:
    text = (root / f"{name}.lock").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]

    pins = [line for line in lines if not line.startswith(" ")]
    assert len(pins) == len(locked(root / f"{name}.lock")) > 60
    assert "://" not in text
    assert [line for line in pins if not re.match(r"[a-z0-9-]+==\S+( ; .+)? \\$", line)] == []
    assert [
        line for line in lines if line not in pins and not HASH.fullmatch(line.strip(" \\"))
    ] == []


@pytest.mark.parametrize("name", USERS)
def test_what_no_code_imports_says_why_it_is_asked_for(root: Path, name: str) -> None:
    modules = imported(root, USERS[name])
    of_installed = metadata.packages_distributions()
    # what is not installed here goes by the name of its module
    used = {canonicalize_name(one) for module in modules for one in of_installed.get(module, ())}
    used |= {canonicalize_name(module) for module in modules}

    pins = [
        line
        for line in (root / f"{name}.txt").read_text("utf-8").splitlines()
        if line and not line.startswith(("#", "-r "))
    ]
    unexplained = [line for line in pins if "  # " not in line]
    assert [
        line for line in unexplained if canonicalize_name(Requirement(line).name) not in used
    ] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_agrees_with_its_requirements(root: Path, name: str) -> None:
    lock = locked(root / f"{name}.lock")
    wanted = {
        canonicalize_name(one.name): str(one.specifier) for one in asked(root / f"{name}.txt")
    }

    direct = {
        key: str(pin.specifier)
        for key, (pin, _, why) in lock.items()
        if re.search(rf"-r {name}\.txt$", why, re.MULTILINE)
    }
    assert direct == wanted, AGAIN


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_all_that_its_requirements_bring_along(root: Path, name: str) -> None:
    lock = locked(root / f"{name}.lock")

    missing = [
        f"{asker} needs {needed}, locked is {pin and pin.specifier}"
        for asker, needed in brought_along(list(asked(root / f"{name}.txt")))
        for pin, *_ in [lock.get(canonicalize_name(needed.name), (None,))]
        if pin is None or not needed.specifier.contains(next(iter(pin.specifier)).version)
    ]
    assert missing == [], AGAIN


def test_tests_run_with_what_runs(root: Path) -> None:
    runs, tests = (locked(root / f"{name}.lock") for name in LOCKS)

    assert {key: tests[key][:2] for key in runs} == {key: entry[:2] for key, entry in runs.items()}


def test_libraries_are_the_same_for_every_python_and_system_where_the_board_runs(
    root: Path,
) -> None:
    lock = locked(root / "requirements.lock")
    places = [
        {
            "python_full_version": f"3.{minor}.0",
            "python_version": f"3.{minor}",
            "sys_platform": system,
        }
        for minor in (11, 12, 13)
        for system in ("linux", "win32")
    ]

    assert [
        str(pin)
        for pin, *_ in lock.values()
        if pin.marker and not all(pin.marker.evaluate(place) for place in places)
    ] == []


@pytest.mark.parametrize("name", LOCKS)
def test_these_tests_run_with_what_is_locked(root: Path, name: str) -> None:
    lock = locked(root / f"{name}.lock")
    here = {canonicalize_name(one.name): one.version for one in metadata.distributions()}

    assert {
        key: f"{here[key]} is installed, locked is {pin.specifier}"
        for key, (pin, *_) in lock.items()
        if key in here and here[key] not in pin.specifier
    } == {}, "run `make setup`"

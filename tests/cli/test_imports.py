"""A command imports what it needs and nothing else: it starts sooner, in less memory."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {
    "alembic",
    "docx",
    "docxtpl",
    "icalendar",
    "numpy",
    "openpyxl",
    "pandas",
    "plotly",
    "pptx",
    "psycopg",
    "pypinyin",
    "starlette",
    "streamlit",
    "uvicorn",
}
COMMANDS: dict[str, tuple[list[str], set[str]]] = {
    "check": (["check"], set()),
    "board": (["board", "--json"], set()),
    "json": (["export", "json"], set()),
    "accounts": (["account", "list"], set()),
    "form": (["export", "form"], {"openpyxl"}),
    "deck": (["export", "deck"], {"pptx"}),
    "summary": (["export", "summary"], {"docx", "docxtpl"}),
    "calendar": (["export", "calendar"], {"icalendar"}),
}
RUN = """
import sys
from kzdash.cli.main import cli
cli(sys.argv[1:], standalone_mode=False)
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_imports_no_library_that_it_does_not_use(
    name: str, file: Path, tmp_path: Path, root: Path
) -> None:
    arguments, needed = COMMANDS[name]
    if arguments[0] == "export":
        arguments = [*arguments, "--out", str(tmp_path / "file")]
    environment = {**os.environ, "KZDASH_DATABASE_URL": f"sqlite:///{file}"}

    ended = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        env=environment,
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )

    imported = set(ended.stderr.splitlines()[-1].split())
    # openpyxl takes numbers of numpy, if there is one
    assert (imported & HEAVY) - {"numpy"} == needed, ended.stderr
    assert needed or "numpy" not in imported


def test_a_server_is_ready_before_what_tables_searches_and_documents_need_is_imported(
    root: Path,
) -> None:
    run = "import sys, kzdash.cli.serving, app; print(*sys.modules)"

    ended = subprocess.run(
        [sys.executable, "-c", run], cwd=root, capture_output=True, text=True, check=True
    )

    imported = {name.partition(".")[0] for name in ended.stdout.split()}
    assert imported & HEAVY == {"starlette", "streamlit", "uvicorn", "plotly"}

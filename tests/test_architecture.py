"""Who may import whom, and that no county's name is in the program."""

from __future__ import annotations

import ast
import csv
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
STDLIB = set(sys.stdlib_module_names)
PROGRAM = sorted([*ROOT.glob("kzdash/**/*.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("app.py")])
MAY_KNOW_STREAMLIT = re.compile(r"app\.py|pages/.+|kzdash/main\.py|kzdash/ui(\.py|/.+)")
COUNTY = ("开州", "kaizhou", "62.42", "624202", "小县大城", "重庆")


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def module_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def imports_of(file: Path) -> set[str]:
    """Every module a file imports, also inside functions and for types alone."""
    return set(imported(ast.parse(file.read_text("utf-8")), module_of(file)))


def imported(tree: ast.Module, importer: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = importer.split(".")[: -node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def belongs(module: str, *rooms: str) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def other_rooms(room: str, *allowed: str) -> list[tuple[str, str]]:
    """Imports by a room of parts of the program that it may not know."""
    return [
        (file, module)
        for file, module in forbidden(in_room(room), "kzdash")
        if module != "kzdash" and not belongs(module, room.replace("/", "."), *allowed)
    ]


def foreign(files: Iterator[Path], *allowed: str) -> list[tuple[str, str]]:
    """Imports that are neither of the standard library nor of the rooms allowed."""
    return [
        (name_of(file), module)
        for file in files
        for module in sorted(imports_of(file))
        if module.split(".")[0] not in STDLIB
        and not belongs(module, *allowed)
        and module != "kzdash"
    ]


def forbidden(files: Iterator[Path], *rooms: str) -> list[tuple[str, str]]:
    return [
        (name_of(file), module)
        for file in files
        for module in sorted(imports_of(file))
        if belongs(module, *rooms)
    ]


def in_room(room: str) -> Iterator[Path]:
    folder = ROOT / room
    return iter(sorted(folder.glob("**/*.py")) if folder.is_dir() else [folder.with_suffix(".py")])


def test_the_imports_of_the_program_are_read() -> None:
    assert "sqlalchemy" in imports_of(ROOT / "kzdash" / "models" / "base.py")
    assert "kzdash.models.base" in imports_of(ROOT / "kzdash" / "models" / "plan.py")
    assert "kzdash.words" in imports_of(ROOT / "kzdash" / "progress" / "indicator.py")
    assert "kzdash.listening" in imports_of(ROOT / "kzdash" / "__main__.py")


def test_progress_knows_the_standard_library_and_words_alone() -> None:
    assert foreign(in_room("kzdash/progress"), "kzdash.progress", "kzdash.words") == []


def test_words_know_the_standard_library_alone() -> None:
    assert foreign(in_room("kzdash/words")) == []
    assert forbidden(in_room("kzdash/words"), "kzdash") == []


def test_errors_know_the_standard_library_alone() -> None:
    assert foreign(in_room("kzdash/errors")) == []


def test_typed_knows_the_standard_library_errors_and_words_alone() -> None:
    assert foreign(in_room("kzdash/typed"), "kzdash.errors", "kzdash.words") == []


def test_models_know_no_other_room() -> None:
    assert other_rooms("kzdash/models") == []


def test_rules_know_models_errors_and_words_alone() -> None:
    rooms = ("kzdash.models", "kzdash.errors", "kzdash.words")

    assert foreign(in_room("kzdash/rules"), "kzdash.rules", *rooms) == []


def test_the_store_knows_models_rules_errors_measurements_and_the_log_alone() -> None:
    rooms = ("kzdash.models", "kzdash.rules", "kzdash.errors", "kzdash.metrics", "kzdash.logs")

    assert other_rooms("kzdash/store", *rooms) == []


def test_backups_know_the_store_the_seed_and_the_settings_alone() -> None:
    below = ("store", "seed", "models", "migrations", "errors", "settings", "words")

    assert other_rooms("kzdash/backups", *(f"kzdash.{room}" for room in below)) == []
    assert forbidden(in_room("kzdash/backups"), "streamlit") == []
    for room in ("store", "seed"):
        assert forbidden(in_room(f"kzdash/{room}"), "kzdash.backups") == []


@pytest.mark.parametrize("room", ["metrics", "logs"])
def test_measurements_and_the_log_know_errors_alone(room: str) -> None:
    assert other_rooms(f"kzdash/{room}", "kzdash.errors", "kzdash.repeats") == []
    assert other_rooms("kzdash/repeats") == []


def test_no_arrow_runs_from_the_plan_up_to_the_pages() -> None:
    lower = (
        "models",
        "rules",
        "typed",
        "store",
        "lines",
        "board",
        "board_json",
        "urgency",
        "progress",
        "seed",
    )
    upper = ("kzdash.ui", "kzdash.main", "kzdash.web", "kzdash.figures", "pages", "app")

    assert [found for room in lower for found in forbidden(in_room(f"kzdash/{room}"), *upper)] == []


def test_documents_know_neither_screen_nor_store_nor_clock() -> None:
    rooms = ("streamlit", "sqlalchemy", "kzdash.store", "kzdash.clock", "kzdash.ui", "kzdash.web")

    assert forbidden(in_room("kzdash/documents"), *rooms) == []


def test_what_takes_files_in_knows_neither_screen_nor_clock() -> None:
    rooms = ("streamlit", "sqlalchemy", "kzdash.clock", "kzdash.ui", "kzdash.web")

    assert forbidden(in_room("kzdash/intake"), *rooms, "kzdash.documents") == []


def test_figures_know_neither_screen_nor_store_nor_clock() -> None:
    rooms = ("streamlit", "sqlalchemy", "kzdash.store", "kzdash.clock", "kzdash.ui")

    assert forbidden(in_room("kzdash/figures"), *rooms) == []


def test_a_briefing_is_data_and_knows_neither_screen_nor_store_nor_clock() -> None:
    rooms = ("streamlit", "plotly", "sqlalchemy", "kzdash.store", "kzdash.clock", "kzdash.figures")

    assert forbidden(in_room("kzdash/briefing"), *rooms, "kzdash.ui") == []


@pytest.mark.parametrize(
    "room",
    [
        "briefing",
        "progress",
        "figures",
        "board",
        "lines",
        "urgency",
        "store",
        "rules",
        "typed",
        "models",
        "backups",
    ],
)
def test_only_pages_and_the_command_line_ask_what_day_it_is(room: str) -> None:
    asked = re.compile(r"\b(?:today|now|utcnow|time)\(")

    assert forbidden(in_room(f"kzdash/{room}"), "kzdash.clock", "time") == []
    assert [
        (name_of(file), call)
        for file in in_room(f"kzdash/{room}")
        for call in asked.findall(file.read_text("utf-8"))
    ] == []


def test_only_the_pages_and_what_surrounds_them_know_streamlit() -> None:
    knowing = [file for file in PROGRAM if forbidden(iter([file]), "streamlit")]

    assert [
        name_of(file) for file in knowing if not MAY_KNOW_STREAMLIT.fullmatch(name_of(file))
    ] == []


@pytest.mark.parametrize("word", ["sqlalchemy", "unsafe_allow_html", "sqlite", "SELECT "])
def test_pages_hold_no_sql_and_no_html(word: str) -> None:
    screen = [file for file in PROGRAM if MAY_KNOW_STREAMLIT.fullmatch(name_of(file))]

    assert [name_of(file) for file in screen if word in file.read_text("utf-8")] == []


def test_the_program_names_no_county() -> None:
    with (ROOT / "seed" / "units.csv").open(encoding="utf-8-sig") as lines:
        units = [row["名称"] for row in csv.DictReader(lines)]

    assert [
        (name_of(file), word)
        for file in PROGRAM
        for word in (*COUNTY, *units)
        if word in file.read_text("utf-8").lower()
    ] == []


def test_every_part_of_a_page_that_runs_by_itself_asks_first_who_may_read_it() -> None:
    named = {name_of(file) for file in PROGRAM if "st.fragment" in file.read_text("utf-8")}

    # what looks for news draws nothing
    assert named == {"kzdash/ui/fragments.py", "kzdash/ui/live.py"}

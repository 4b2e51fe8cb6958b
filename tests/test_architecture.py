"""What no import contract can say: no clock below, no county in code, no SQL or HTML in pages.

Who may import whom stands in `pyproject.toml`, and `make lint` holds it.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = sorted([*ROOT.glob("kzdash/**/*.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("app.py")])
SCREEN = re.compile(r"app\.py|pages/.+|kzdash/ui/.+")
BELOW_THE_EDGES = re.compile(
    r"kzdash/(domain|store|accounts|board|charts|reporting|documents|errors)/.+"
)
ROOMS = {
    "accounts",
    "board",
    "charts",
    "cli",
    "documents",
    "domain",
    "errors",
    "reporting",
    "runtime",
    "store",
    "ui",
    "web",
}
WITH_CODE = ("kzdash", "pages", "tests", "benchmarks", "bundle", "docs", ".ci")
CODE = [*ROOT.glob("*.py"), *(file for name in WITH_CODE for file in ROOT.glob(f"{name}/**/*.py"))]
SILENCED = re.compile(r"# (?:noqa|type: ignore|fmt: |pragma: ).*")
WITH_WHY = re.compile(r"# (?:noqa: [A-Z0-9, ]+ - |type: ignore\[[a-z-]+\]  # )\w.*")
COUNTY = ("开州", "kaizhou", "62.42", "624202", "小县大城", "重庆")


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_the_program_has_twelve_rooms_and_nothing_loose() -> None:
    inside = {path.name for path in (ROOT / "kzdash").iterdir() if path.name != "__pycache__"}

    assert inside == {*ROOMS, "__init__.py", "__main__.py"}


def test_each_room_says_its_job() -> None:
    rooms = [file for file in ROOT.glob("kzdash/**/__init__.py") if "migrations" not in file.parts]

    assert [name_of(file) for file in rooms if not file.read_text("utf-8").startswith('"""')] == []


def test_nothing_below_the_edges_asks_what_time_it_is() -> None:
    asked = re.compile(r"\b(?:today|now|utcnow|time\.time)\(")

    assert [
        (name_of(file), call)
        for file in PROGRAM
        if BELOW_THE_EDGES.fullmatch(name_of(file))
        for call in asked.findall(file.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize("word", ["sqlalchemy", "unsafe_allow_html", "sqlite", "SELECT "])
def test_pages_hold_no_sql_and_no_html(word: str) -> None:
    screen = [file for file in PROGRAM if SCREEN.fullmatch(name_of(file))]

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
    named = {
        call: {name_of(file) for file in PROGRAM if call in file.read_text("utf-8")}
        for call in ("st.fragment", "st.dialog")
    }

    guarded = "kzdash/ui/session/fragments.py"
    # what looks for news draws nothing
    assert named["st.fragment"] == {guarded, "kzdash/ui/frame/live_refresh.py"}
    assert named["st.dialog"] == {guarded}


def test_whoever_silences_a_check_says_why() -> None:
    silenced = [
        (name_of(file), found[0])
        for file in CODE
        if file != Path(__file__)
        for found in SILENCED.finditer(file.read_text("utf-8"))
    ]

    assert [one for one in silenced if not WITH_WHY.fullmatch(one[1])] == []
    # mypy, which says which of its own are in vain, looks at no more than the program
    of_types = {name for name, words in silenced if words.startswith("# type")}
    assert {name.partition("/")[0] for name in of_types} <= {"kzdash"}

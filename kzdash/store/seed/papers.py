"""Read the section `[papers]` of plan.toml: what the office's papers carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzdash.domain.letterhead import Letterhead
from kzdash.errors import SeedProblem
from kzdash.store.seed import cells
from kzdash.store.seed.files import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("issuer", "code", "signer", "addressee", "copies")
SWITCH = "red_head"


def read_papers(declared: object) -> tuple[Letterhead, list[SeedProblem]]:
    """Return what the section says, and what is wrong with it."""
    if not isinstance(declared, dict):
        return Letterhead(), [_problem("papers", declared, "a section [papers]")]
    problems = list(_problems(declared))
    return (Letterhead(), problems) if problems else (Letterhead(**declared), [])


def _problems(declared: dict[str, object]) -> Iterator[SeedProblem]:
    for key, value in declared.items():
        where = f"papers.{key}"
        if key == SWITCH:
            if not isinstance(value, bool):
                yield _problem(where, value, "true or false")
        elif key not in NAMES:
            yield _problem(where, value, f"only {', '.join([*NAMES, SWITCH])}")
        elif not isinstance(value, str) or "\n" in value:
            yield _problem(where, value, "a text on one line")
        else:
            try:
                cells.printable(value)
            except ValueError as error:
                yield _problem(where, value, str(error))


def _problem(where: str, found: object, expected: str) -> SeedProblem:
    return SeedProblem(PLAN, 0, where, str(found), expected)

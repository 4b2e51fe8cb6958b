"""What is wrong with a seed: where, what stands there, what is expected."""

from __future__ import annotations

from dataclasses import dataclass

from kzdash.errors.base import KzdashError


@dataclass(frozen=True, slots=True)
class SeedProblem:
    """One bad cell, row or count. `line` is the row a spreadsheet shows, 0 for the whole file."""

    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        """Write as a sentence: `seed/projects.csv line 7, 开工年: found "x", expected a year`."""
        place = f"seed/{self.file}" + (f" line {self.line}" if self.line else "")
        where = f"{place}, {self.column}" if self.column else place
        return f'{where}: found "{self.value}", expected {self.expected}'


class SeedError(KzdashError):
    """The seed is not fit to be stored; carries every problem found, not only the first."""

    def __init__(self, problems: list[SeedProblem]) -> None:
        self.problems = problems
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"the seed has {len(problems)} problem(s). Nothing was changed. Correct:\n{listed}"
        )

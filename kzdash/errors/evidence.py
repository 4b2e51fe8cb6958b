"""What can be wrong with a photo or PDF that comes with a report."""

from __future__ import annotations

from enum import Enum

from kzdash.errors.base import KzdashError


class EvidenceProblem(Enum):
    """Why a file was not kept."""

    EMPTY = "it is empty"
    TOO_LARGE = "it is larger than 20 MB"
    TOO_MANY = "a report takes 6 files at most"
    HEIC = "it is a HEIC or AVIF photo. Save it as JPEG"
    WRONG_KIND = "it is no JPEG, PNG or PDF, whatever its name says"
    DAMAGED = "it is damaged, or incomplete"
    TOO_MANY_PIXELS = "it has too many pixels. Save it smaller"


class EvidenceError(KzdashError):
    """A file that may not come with a report; `name` is the file's."""

    def __init__(self, problem: EvidenceProblem, name: str) -> None:
        self.problem, self.name = problem, name
        super().__init__(f"cannot keep the file {name}: {problem.value}. Nothing was stored.")

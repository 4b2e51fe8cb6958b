"""Why a document is not made."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kzdash.errors.base import KzdashError

if TYPE_CHECKING:
    from pathlib import Path


class NoUnitError(KzdashError):
    """A document of a unit was asked for, and no unit of this name leads anything."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(
            f"no unit named {unit!r} leads anything. Nothing was written. Choose a name from "
            "seed/units.csv."
        )


class UnreadableMasterError(KzdashError):
    """The file that is set as the master of decks is no presentation, is damaged or is gone."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(
            f"{file!r} is no presentation that can be opened ({fault}). No deck was made. Set "
            "KZDASH_DECK_MASTER to a .pptx or .potx file without a password or macros, or unset it."
        )


class UnfitMasterError(KzdashError):
    """The pages of a master have no title, or too little room for a deck to be read."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"the pages of {file!r} have no placeholder for a title, or too little room beneath "
            "it. No deck was made. Enlarge the placeholders for title and content of its layouts, "
            "or set KZDASH_DECK_MASTER to another file."
        )


class TemplateProblem(Enum):
    """Why no paper is made of a template; `{}` is the mark, style or text that it is about."""

    UNREADABLE = "it is no .docx document, or damaged ({}). Open it and save it as .docx"
    WIDE_BRACES = "the braces in {} are full-width. Type {{{{ and }}}}"
    OPEN_BRACES = "in {} a brace is missing. Each mark begins with {{{{ and ends with }}}}"
    UNREADABLE_MARK = "the mark in {} cannot be read. Write a name alone between {{{{ and }}}}"
    NO_SUCH_MARK = "it has the mark {}, which no paper has. Take one from docs/deploy.md"
    NO_MARK = "the mark {} is missing. Put it where that shall stand"
    NOT_ALONE = "{} does not stand alone in one paragraph of the text. Put it there, and once"
    NO_STYLE = "the paragraph style {} is missing. Make one of this name, or copy the product's"
    FAILED = "it could not be filled in ({}). Keep only marks that are a name in braces"


class BadTemplateError(KzdashError):
    """A template of an office's papers that cannot be filled in; `words` is what it is about."""

    def __init__(self, problem: TemplateProblem, file: Path, words: str) -> None:
        self.problem, self.file_name, self.words = problem, file.name, words[:60]
        super().__init__(
            f"cannot make a paper of the template {file}: {problem.value.format(self.words)}. "
            "Other documents are made as ever."
        )

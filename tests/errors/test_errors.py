"""Every exception that reaches people, for every reason, has an English and a Chinese sentence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kzdash import errors
from kzdash.errors import (
    CellProblem,
    DeliveryProblem,
    EvidenceProblem,
    FileProblem,
    ParseProblem,
    Refusal,
    SeedProblem,
    TemplateProblem,
    chinese,
)
from kzdash.errors.chinese.files import CELL_PROBLEMS

if TYPE_CHECKING:
    from enum import Enum

PLACE, DETAIL = "/data/plan.db", "no answer"
EXAMPLES: list[errors.KzdashError] = [
    errors.StoreMissingError(PLACE),
    errors.StoreLockedError(PLACE),
    errors.StoreReadOnlyError(PLACE),
    errors.StoreCorruptError(PLACE),
    errors.StoreNewerError(PLACE, "9999"),
    errors.StoreOutdatedError(PLACE),
    errors.DemonstrationError(PLACE, "moved"),
    errors.StoreTakenError(PLACE),
    errors.StoreAwayError(PLACE, DETAIL),
    errors.StoreDeniedError(PLACE, DETAIL),
    errors.NoDatabaseError(PLACE, DETAIL),
    errors.StoreEncodingError(PLACE, "LATIN1"),
    errors.StoreFullError(PLACE),
    errors.OtherPlanError("1号", "2号"),
    errors.MoveError(PLACE, "reports"),
    errors.BackupUnfitError("plan.dump", DETAIL),
    errors.ToolError("pg_dump", DETAIL),
    errors.ToolMissingError("pg_dump"),
    errors.BadUrlError("plan.db"),
    errors.BadSettingError("KZDASH_READ", "logn", "open or login"),
    errors.SeedError([SeedProblem("projects.csv", 7, "开工年", "x", "a year")]),
    errors.WrongPasswordError(),
    errors.TryLaterError(61),
    errors.TooManyGuessesError(60),
    errors.TooFastError(60),
    errors.ConflictError(4, 2),
    errors.NoUnitError("某局"),
    errors.UnreadableMasterError(PLACE, DETAIL),
    errors.UnfitMasterError(PLACE),
    errors.NoChannelError(),
    *(errors.UndeliveredError(problem) for problem in DeliveryProblem),
    *(errors.RefusedError(refusal, "value") for refusal in Refusal),
    *(errors.BadAccountError(refusal, "name") for refusal in chinese.ACCOUNT_REFUSALS),
    *(errors.ParseError(problem, "12x", "value") for problem in ParseProblem),
    *(errors.UnreadableFileError(problem, "任务") for problem in FileProblem),
    *(errors.CellError(problem, "12x") for problem in CellProblem),
    *(errors.EvidenceError(problem, "a.jpg") for problem in EvidenceProblem),
    *(
        errors.BadTemplateError(problem, Path("/data/1.docx"), "{{ 标题 }}")
        for problem in TemplateProblem
    ),
]
TYPED = {
    **chinese.PARSE_PROBLEMS,
    **chinese.FILE_PROBLEMS,
    **CELL_PROBLEMS,
    **chinese.EVIDENCE_PROBLEMS,
}
# caught by the store and by the reading of a file, each in a place or two
INTERNAL = {errors.UnreadableValueError, errors.RowFaultsError}
COMMANDS = {
    "KZDASH",
    "DATABASE",
    "URL",
    "SEED",
    "DECK",
    "MASTER",
    "SMTP",
    "WEBHOOK",
    "METRICS",
    "PostgreSQL",
    "python",
    "m",
    "kzdash",
    "init",
    "units",
    "csv",
}
FORMATS = {
    *("MB", "Excel", "WPS", "XML", "CSV", "UTF", "xls", "xlsx", "xlsb", "ods", "pptx", "potx"),
    *("Word", "docx"),
    *("JPEG", "PNG", "HEIC", "PDF"),
}


def kinds(base: type[Exception]) -> set[type[Exception]]:
    return {
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, base)
    }


def in_chinese(error: Any) -> str:
    """What a screen says of an error, without what it puts in of its own."""
    match error:
        case (
            errors.ParseError()
            | errors.UnreadableFileError()
            | errors.CellError()
            | errors.EvidenceError()
        ):
            return TYPED[error.problem]
        case errors.UndeliveredError():
            return chinese.delivery_problem(error.problem.name)
        case errors.NoUnitError() | errors.BadTemplateError():
            return chinese.terminal_error(error)
        case errors.RefusedError() if error.refusal in chinese.REPORT_REFUSALS:
            return chinese.REPORT_REFUSALS[error.refusal].format(field="数值", longest=500)
        case errors.ConflictError() | errors.TooFastError():
            return chinese.NOT_STORED[type(error)]
        case _:
            return chinese.account_error(error)


def named(error: errors.KzdashError) -> str:
    reason = getattr(error, "problem", getattr(error, "refusal", None))
    return " ".join(filter(None, (type(error).__name__, reason and reason.name)))


def test_every_exception_is_among_the_examples_or_reaches_nobody() -> None:
    assert {errors.KzdashError, *map(type, EXAMPLES)} == kinds(errors.KzdashError)
    assert kinds(Exception) - kinds(errors.KzdashError) == INTERNAL


@pytest.mark.parametrize(
    "reasons",
    [
        Refusal,
        ParseProblem,
        FileProblem,
        CellProblem,
        EvidenceProblem,
        DeliveryProblem,
        TemplateProblem,
    ],
)
def test_every_reason_has_its_own_words(reasons: type[Enum]) -> None:
    assert all(reason.value for reason in reasons)
    # two of the same words would be one reason
    assert len(reasons.__members__) == len(reasons)


@pytest.mark.parametrize("error", EXAMPLES, ids=named)
def test_every_error_has_a_sentence_in_chinese(error: errors.KzdashError) -> None:
    sentence = in_chinese(error)

    assert sentence != chinese.UNEXPECTED
    assert set(re.findall("[A-Za-z]+", sentence)) <= COMMANDS | FORMATS


@pytest.mark.parametrize("error", EXAMPLES, ids=named)
def test_every_error_has_plain_sentences_in_english(error: errors.KzdashError) -> None:
    head = str(error).split("\n")[0]

    assert head.endswith((".", ":"))
    assert ";" not in head
    assert head.count(": ") <= 1
    assert all(re.match("[A-Z]", sentence) for sentence in head.split(". ")[1:])

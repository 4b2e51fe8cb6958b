"""The files that were brought at once: each tried out, all of them in one table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from kzdash import reporting
from kzdash.errors import RefusedError, UnreadableFileError
from kzdash.reporting import Answers, DryRun
from kzdash.runtime import clock
from kzdash.ui.frame.board import store
from kzdash.ui.reporting import refusals, upload_cache, upload_errors, upload_marks, upload_outcome
from kzdash.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzdash.accounts import User


TableRow = dict[str, str | int]


@dataclass(slots=True)
class BroughtFile:
    """A file that was brought: what it would do, or `problem`, why nobody can tell."""

    name: str
    content: bytes
    problem: str = ""
    answers: Answers = field(default_factory=Answers)
    outcome: DryRun = field(default_factory=DryRun)

    @property
    def has_problems(self) -> bool:
        """Whether some of the file cannot be stored as it is."""
        return bool(self.problem) or self.outcome.has_problems


def show_files(named: Sequence[tuple[str, bytes]], me: User) -> list[BroughtFile]:
    """Show what files would do, and ask about what cannot be told; one is shown by itself."""
    files = [_tried(BroughtFile(*it), me) for it in named]
    if len(files) == 1:
        _show_file(0, files[0], me)
        return files
    place = st.empty()
    for number, file in enumerate(files):
        if file.has_problems:
            with st.expander(plain(file.name), expanded=True):
                _show_file(number, file, me)
    _show_one_of([file for file in files if file.outcome.may_be_stored and not file.problem])
    place.dataframe(_table(files, me), hide_index=True)
    return files


def written(files: Sequence[BroughtFile], outcomes: Sequence[DryRun], me: User) -> list[TableRow]:
    """A row a file, by unit: how much of it was written, and how much was not."""
    rows: list[TableRow] = [
        {
            "单位": _unit_words(outcome, me),
            "文件": file.name,
            "已写入": len(outcome.changes) + len(outcome.steps),
            "没有写入": len(outcome.faults) + len(outcome.conflicts) + len(outcome.unread_columns),
            "没有变化": outcome.unchanged,
        }
        for file, outcome in zip(files, outcomes, strict=True)
    ]
    rows.sort(key=_by_unit)
    return rows


def try_out(file: BroughtFile, me: User) -> DryRun:
    """Try out a file with the answers given on it; one that nobody could read does nothing."""
    if file.problem:
        return DryRun()
    form = upload_cache.read_once(file.content)
    return reporting.preview(store(), form, me.name, clock.now(), file.answers)


def _tried(file: BroughtFile, me: User) -> BroughtFile:
    try:
        file.outcome = try_out(file, me)
    except UnreadableFileError as error:
        file.problem = upload_errors.file_problem(error)
    except RefusedError as error:
        file.problem = f"{refusals.field_refusal(error)}{upload_errors.NOTHING_STORED}"
    return file


def _show_file(number: int, file: BroughtFile, me: User) -> None:
    if file.problem:
        st.error(file.problem)
        return
    file.answers = upload_outcome.ask_about_columns_and_rows(file.outcome, number)
    if file.answers != Answers():
        _tried(file, me)
    upload_outcome.show_outcome(file.outcome)
    if file.outcome.has_problems:
        upload_marks.offer_marked(number, file.name, file.content, file.outcome)


def _show_one_of(files: Sequence[BroughtFile]) -> None:
    """Show the changes of one of the files in which nothing is wrong, if it is chosen."""
    if not files:
        return
    names = [f"{number}. {file.name}" for number, file in enumerate(files, 1)]
    chosen = st.selectbox(
        "没有问题的文件，看其中一份的改动",
        names,
        index=None,
        placeholder="选择文件",
        key="upload-one",
    )
    if chosen in names:
        upload_outcome.show_outcome(files[names.index(chosen)].outcome)


def _table(files: Sequence[BroughtFile], me: User) -> pd.DataFrame:
    """A row a file: by unit, how much it would write, and how much is wrong with it."""
    rows: list[TableRow] = [
        {
            "单位": _unit_words(file.outcome, me),
            "文件": file.name,
            "填报人": file.outcome.cover.contact_words or "—",
            "将写入": len(file.outcome.changes) + len(file.outcome.steps),
            "要改正": len(file.outcome.faults) + len(file.outcome.unread_columns),
            "他人已报": len(file.outcome.conflicts),
            "没有变化": file.outcome.unchanged,
            "结果": _result(file),
        }
        for file in files
    ]
    rows.sort(key=_by_unit)
    return pd.DataFrame(rows)


def _by_unit(row: TableRow) -> tuple[str, str]:
    return str(row["单位"]), str(row["文件"])


def _unit_words(outcome: DryRun, me: User) -> str:
    """Name the units whose form a file is: by its cover, by what it says, or by who brings it."""
    whose = [
        *(it.part or it.item.lead_unit for it in outcome.changes),
        *(it.others[-1].unit or it.item.lead_unit for it in outcome.conflicts),
    ]
    units = dict.fromkeys(unit for unit in whose if unit)
    return outcome.cover.unit or "、".join(units) or me.unit or "—"


def _result(file: BroughtFile) -> str:
    if file.problem:
        return file.problem
    if file.outcome.has_problems:
        return "有问题，请看下面"
    return "可以写入" if file.outcome.has_news else "与现有填报相同"

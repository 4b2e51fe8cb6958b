"""The files that came with reports: keep them, find them, check them, choose one for a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from kzdash import errors
from kzdash.domain import rules
from kzdash.domain.models import Account, EvidenceFile, Item, Report, SlidePhoto
from kzdash.runtime import logs
from kzdash.runtime.config import evidence_folder
from kzdash.store import evidence_folder as disk
from kzdash.store import queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from sqlalchemy import ScalarSelect, Select

    from kzdash.store.plan_rows import StoredRow
    from kzdash.store.store import Admit, Store

# what nobody refers to after so long was left by a report that was refused
NEEDED_WITHIN_S = 86_400


def keep_files(
    store: Store, files: Sequence[rules.NewFile], account: str, now: datetime
) -> list[EvidenceFile]:
    """Keep the files of a report on the disk, and return their rows, to be stored with it.

    EvidenceError for the first that is no photo or PDF, or too large; then none is kept.
    """
    folder, checked = evidence_folder(store.url), rules.check_files(files)
    for file in checked:
        disk.keep(folder, file.sha256, file.content)
    return [
        EvidenceFile(
            name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            sha256=file.sha256,
            recorded_at=now,
            account=account,
        )
        for file in checked
    ]


def evidence_on(
    store: Store, as_of: date, entered_before: datetime | None = None
) -> Sequence[StoredRow]:
    """Read the files of all reports for a day or earlier, the newest report's first.

    Each row has the columns of `evidence_files`, and `item_id`, `seq` and `as_of` of its report;
    `taken_back_to` is the `seq` that an undo of that report went back to, None if it stands.
    """
    query: Select[Any] = (
        select(
            *EvidenceFile.__table__.columns,
            *(Report.item_id, Report.seq, Report.as_of),
            _restored_after(entered_before).label("taken_back_to"),
        )
        .join(Report, Report.id == EvidenceFile.report_id)
        .where(Report.as_of <= as_of, *queries.recorded_before(Report, entered_before))
        .order_by(Report.as_of.desc(), Report.seq.desc(), EvidenceFile.id)
    )
    with store.session() as session:
        return session.execute(query).all()


def _restored_after(entered_before: datetime | None) -> ScalarSelect[Any]:
    """Select what the last undo of the reports for the same day went back to: a report's `seq`."""
    undo = aliased(Report)
    moments = () if entered_before is None else (undo.recorded_at < entered_before,)
    return (
        select(undo.restores)
        .where(
            undo.item_id == Report.item_id,
            undo.period == Report.period,
            undo.unit_id.is_not_distinct_from(Report.unit_id),
            undo.as_of == Report.as_of,
            undo.seq > Report.seq,
            undo.restores.is_not(None),
            *moments,
        )
        .order_by(undo.seq.desc())
        .limit(1)
        .correlate(Report)
        .scalar_subquery()
    )


def find_file(store: Store, file_id: int) -> EvidenceFile | None:
    """Read the row of a file, None if there is none of this id."""
    with store.session() as session:
        return session.get(EvidenceFile, file_id)


def choose_photo(
    store: Store, item_id: int, file_id: int | None, account: str, now: datetime, admit: Admit
) -> None:
    """Store that a slide shows a photo of an item, or with None that it shows none.

    RefusedError unless the account is the office's and the photo came with a report on the item.
    """
    audit = logs.log_outcome(SlidePhoto.__tablename__, item=item_id, photo=file_id, account=account)
    with audit, store.writing() as session:
        admit(session)
        rules.check_office(session.scalar(select(Account).where(Account.name == account)))
        if session.get(Item, item_id) is None:
            raise errors.RefusedError(errors.Refusal.NO_ITEM)
        photo = select(EvidenceFile.id).join(Report, Report.id == EvidenceFile.report_id)
        is_its = photo.where(
            EvidenceFile.id == file_id,
            Report.item_id == item_id,
            EvidenceFile.media_type.in_(rules.PHOTOS),
        )
        if file_id is not None and session.scalar(is_its) is None:
            raise errors.RefusedError(errors.Refusal.AGAINST_THE_STORE)
        row = {"item_id": item_id, "evidence_id": file_id, "account": account, "recorded_at": now}
        session.add(SlidePhoto(**row))
        session.flush()


def chosen_photos(store: Store, entered_before: datetime | None = None) -> dict[int, int | None]:
    """Return the id of the photo chosen last for each item, by the item's id; None for none."""
    query = select(SlidePhoto.item_id, SlidePhoto.evidence_id).order_by(SlidePhoto.id)
    if entered_before is not None:
        query = query.where(SlidePhoto.recorded_at < entered_before)
    with store.session() as session:
        return dict(session.execute(query).all())


def read_photo(store: Store, sha256: str) -> bytes | None:
    """Return the picture of a photo, large enough for a slide, as a JPEG; None if it is missing."""
    return disk.read_smaller(evidence_folder(store.url), sha256, disk.LARGE)


def faults(store: Store) -> Iterator[str]:
    """Say of each file of a report that it is missing or was altered; this reads all of them."""
    folder = evidence_folder(store.url)
    query = (
        select(EvidenceFile.sha256, EvidenceFile.name, Report.item_id, Report.seq)
        .join(Report, Report.id == EvidenceFile.report_id)
        .order_by(EvidenceFile.id)
    )
    with store.session() as session:
        rows = session.execute(query).all()
    for sha256, name, item_id, seq in rows:
        file = disk.path_of(folder, sha256)
        if disk.read(folder, sha256) is None:
            what = "was altered" if file.exists() else "is missing"
            yield (
                f"the file {name} of report {seq} on item {item_id} {what}: {file}. "
                "All else works. `python -m kzdash restore` takes it from the folder "
                "`evidence` beside the backup; or copy it from there."
            )


def sweep(store: Store, now: datetime) -> int:
    """Remove the files that no report refers to and nobody sent in the last day; count them."""
    folder = evidence_folder(store.url)
    latest = now.timestamp() - NEEDED_WITHIN_S
    old = {file.name: file for file in disk.files_in(folder) if file.stat().st_mtime < latest}
    with store.session() as session:
        needed = set(session.scalars(select(EvidenceFile.sha256).distinct()))
    # whoever sends a file once more makes it younger before they refer to it
    unneeded = [name for name in old.keys() - needed if old[name].stat().st_mtime < latest]
    for name in unneeded:
        disk.remove(folder, name)
    return len(unneeded)


def count_files(store: Store) -> int:
    """Count the files that came with reports."""
    with store.session() as session:
        return session.scalar(select(func.count()).select_from(EvidenceFile)) or 0

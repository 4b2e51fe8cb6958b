"""The version of a store's contents: whatever was read at one version may be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from kzdash.domain.models import Addition, Adjustment, ItemLink, Plan, Report, SlidePhoto
from kzdash.store import queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Version(NamedTuple):
    """A version of a store's contents: the plan's revision, and the ids of the last rows.

    `recorded` is when the last report, adjustment and addition were recorded. It matters when
    somebody puts an older copy of the store in its place by hand, which then gives the later ids a
    second time. `photo` is the last choice of a photo for a slide,
    `link` the last change of what supports what.
    """

    revision: int
    report: int
    adjustment: int
    recorded: str
    addition: int = 0
    photo: int = 0
    link: int = 0


def read_version(session: Session) -> Version:
    """Read the version of the contents of a store."""
    tables = (Report, Adjustment, Addition)
    last = [column for table in tables for column in queries.last_row(table)]
    others = [select(func.max(table.id)).scalar_subquery() for table in (SlidePhoto, ItemLink)]
    revision, photo, link, *row = session.execute(select(Plan.revision, *others, *last)).one()
    report, adjustment, addition = (row_id or 0 for row_id in row[::2])
    recorded = queries.moments_in_words(*row[1::2])
    return Version(revision, report, adjustment, recorded, addition, photo or 0, link or 0)

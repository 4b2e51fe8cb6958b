"""The tables of the files that came with reports: added only, never changed or removed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, UtcTime


class EvidenceFile(Base):
    """A photo or PDF that came with a report; its bytes stand beside the store, by `sha256`.

    `size` is in bytes. `name` is what people see, and names no place on a disk.
    """

    __tablename__ = "evidence_files"
    __table_args__ = (
        Index("ix_evidence_files_report_id", "report_id"),
        CheckConstraint(
            "media_type IN ('image/jpeg', 'image/png', 'application/pdf')", name="media_type"
        ),
        CheckConstraint("size >= 1", name="size"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)


class SlidePhoto(Base):
    """That the office chose which photo of an item a slide shows, none where `evidence_id` is NULL.

    The last choice on an item counts.
    """

    __tablename__ = "slide_photos"
    __table_args__ = (Index("ix_slide_photos_item_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_files.id"))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    account: Mapped[str] = mapped_column(Text)

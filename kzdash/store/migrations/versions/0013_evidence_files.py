"""The photos and PDFs that came with reports, and which photo of an item a slide shows."""

import sqlalchemy as sa
from alembic import op

from kzdash.domain.models import UtcTime
from kzdash.store.migrations.engines import make_append_only
from kzdash.store.migrations.triggers import ONE_ROW_KEY

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "media_type IN ('image/jpeg', 'image/png', 'application/pdf')",
            name=op.f("ck_evidence_files_media_type"),
        ),
        sa.CheckConstraint("size >= 1", name=op.f("ck_evidence_files_size")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_evidence_files_sha256")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_evidence_files_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_files")),
    )
    op.create_index("ix_evidence_files_report_id", "evidence_files", ["report_id"])
    op.create_table(
        "slide_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", UtcTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_slide_photos_item_id")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence_files.id"], name=op.f("fk_slide_photos_evidence_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slide_photos")),
    )
    op.create_index("ix_slide_photos_item_id", "slide_photos", ["item_id"])
    make_append_only("evidence_files", ONE_ROW_KEY)
    make_append_only("slide_photos", ONE_ROW_KEY)

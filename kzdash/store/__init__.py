"""The store: open it, read the plan and the reports of a day, append, move it elsewhere."""

from kzdash.runtime.config import sqlite_file
from kzdash.store.add import admit_and_add
from kzdash.store.calendar import calendar_changes, change_calendar
from kzdash.store.closed_periods import close_period, closed_periods
from kzdash.store.connect import (
    create_store,
    location_of,
    make_engine,
    revision_of,
    revisions,
    translate_errors,
    upgrade,
    wait_at_most,
)
from kzdash.store.contacts import contacts, keep_contacts
from kzdash.store.drafts import (
    FormPart,
    KeptDraft,
    discard_draft,
    draft_of,
    drafts_of,
    keep_draft,
)
from kzdash.store.evidence import (
    choose_photo,
    chosen_photos,
    evidence_on,
    find_file,
    keep_files,
    read_photo,
)
from kzdash.store.links import change_link
from kzdash.store.news import items_changed_since
from kzdash.store.plan_rows import BoardRows, PlanRows, StoredRow
from kzdash.store.queries import CLOCK_SKEW
from kzdash.store.reminders import (
    LastSent,
    SentReminder,
    claim_reminders,
    last_reminded,
    last_sent,
    record_outcome,
    sent_reminders,
)
from kzdash.store.report_list import newest_reports
from kzdash.store.report_times import report_times
from kzdash.store.store import (
    Admit,
    Store,
    admit_anybody,
    shared_store,
)
from kzdash.store.transfer import TableChecksum, move_store, table_checksums
from kzdash.store.undo import RestoredReport, restored_reports, undo_file
from kzdash.store.units import unit_names
from kzdash.store.version import Version

__all__ = [
    "CLOCK_SKEW",
    "Admit",
    "BoardRows",
    "FormPart",
    "KeptDraft",
    "LastSent",
    "PlanRows",
    "RestoredReport",
    "SentReminder",
    "Store",
    "StoredRow",
    "TableChecksum",
    "Version",
    "admit_and_add",
    "admit_anybody",
    "calendar_changes",
    "change_calendar",
    "change_link",
    "choose_photo",
    "chosen_photos",
    "claim_reminders",
    "close_period",
    "closed_periods",
    "contacts",
    "create_store",
    "discard_draft",
    "draft_of",
    "drafts_of",
    "evidence_on",
    "find_file",
    "items_changed_since",
    "keep_contacts",
    "keep_draft",
    "keep_files",
    "last_reminded",
    "last_sent",
    "location_of",
    "make_engine",
    "move_store",
    "newest_reports",
    "read_photo",
    "record_outcome",
    "report_times",
    "restored_reports",
    "revision_of",
    "revisions",
    "sent_reminders",
    "shared_store",
    "sqlite_file",
    "table_checksums",
    "translate_errors",
    "undo_file",
    "unit_names",
    "upgrade",
    "wait_at_most",
]

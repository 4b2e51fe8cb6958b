"""Drafts: one a form and account, replaced, removed, bounded, moved along, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kzdash import accounts
from kzdash.domain import rules
from kzdash.errors import Refusal, RefusedError
from kzdash.store import (
    FormPart,
    KeptDraft,
    Store,
    discard_draft,
    draft_of,
    drafts_of,
    keep_draft,
    move_store,
    table_checksums,
)
from tests import people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    ItemId = Callable[[str, int], int]
    Typed = Callable[..., KeptDraft]

HALF = {"note": "写到一半", "as_of": "2025-6-3", "status": "推进中", "period": "2025年"}


@pytest.fixture
def typed(item_id: ItemId, now: datetime) -> Typed:
    """Return what somebody typed into the form on a task; not yet kept."""

    def build(number: int = 1, part: int = 0, minutes: int = 0, **said: str) -> KeptDraft:
        form = FormPart(item_id("task", number), part)
        return KeptDraft(form, 0, HALF | said, now + timedelta(minutes=minutes))

    return build


def test_a_draft_is_kept_as_typed_replaced_and_removed(store: Store, typed: Typed) -> None:
    keep_draft(store, "tester", typed())
    assert draft_of(store, "tester", typed().form) == typed()

    later = typed(minutes=3, note="又写了一段")
    keep_draft(store, "tester", later)
    assert drafts_of(store, "tester") == [later]

    discard_draft(store, "tester", later.form)
    discard_draft(store, "tester", later.form)
    assert drafts_of(store, "tester") == []


def test_a_part_and_the_whole_of_an_item_have_a_draft_each(store: Store, typed: Typed) -> None:
    keep_draft(store, "tester", typed())
    keep_draft(store, "tester", typed(part=3, minutes=1, note="配合"))

    discard_draft(store, "tester", typed().form)

    assert [(draft.form.part, draft.typed["note"]) for draft in drafts_of(store, "tester")] == [
        (3, "配合")
    ]


def test_a_draft_changes_neither_the_version_nor_the_number_of_reports(
    store: Store, typed: Typed, rows: Callable[[], int]
) -> None:
    before = store.version(), rows()

    keep_draft(store, "tester", typed())

    assert (store.version(), rows()) == before


def test_nobody_else_has_the_draft_and_who_takes_over_gets_none(
    store: Store, now: datetime, typed: Typed
) -> None:
    people.join(store, now, "水利")
    keep_draft(store, "水利", typed())
    assert drafts_of(store, "tester") == []

    heir, _ = accounts.hand_over_account(store, "水利", "接手人", None, now, by="tester")

    assert drafts_of(store, "水利") == []
    assert drafts_of(store, heir) == []
    with pytest.raises(RefusedError) as refused:
        keep_draft(store, "水利", typed())
    assert refused.value.refusal is Refusal.DISABLED


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"note": "字" * 2001}, Refusal.TOO_LONG),
        ({"value": "1" * 101}, Refusal.TOO_LONG),
        ({"note": "\x00"}, Refusal.UNPRINTABLE),
        ({"account": "li"}, Refusal.NOT_OF_KIND),
    ],
)
def test_a_draft_holds_no_more_than_a_report_may_and_a_refused_one_leaves_the_last(
    store: Store, typed: Typed, said: dict[str, str], refusal: Refusal
) -> None:
    keep_draft(store, "tester", typed())

    with pytest.raises(RefusedError) as refused:
        keep_draft(store, "tester", typed(minutes=1, **said))

    assert refused.value.refusal is refusal
    assert drafts_of(store, "tester") == [typed()]


def test_there_is_no_draft_on_what_is_no_item(store: Store, typed: Typed) -> None:
    nothing = typed()._replace(form=FormPart(999_999))
    with pytest.raises(RefusedError) as refused:
        keep_draft(store, "tester", nothing)
    assert refused.value.refusal is Refusal.NO_ITEM


def test_the_oldest_draft_of_an_account_gives_way(
    store: Store, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_DRAFTS", 3)
    for number in range(1, 6):
        keep_draft(store, "tester", typed(number, minutes=number))

    assert [draft.form for draft in drafts_of(store, "tester")] == [
        typed(number).form for number in (5, 4, 3)
    ]


def test_drafts_move_with_the_store_and_the_log_has_nothing_of_them(
    file: Path, tmp_path: Path, store: Store, typed: Typed, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    keep_draft(store, "tester", typed())
    target = f"sqlite:///{tmp_path / 'moved.db'}"

    move_store(store, target)

    assert table_checksums(Store(target))["drafts"] == table_checksums(store)["drafts"]
    assert drafts_of(Store(target), "tester") == [typed()]
    assert HALF["note"] not in str([vars(record) for record in caplog.records])

"""Open a matter for each problem that the last report on a project asks others to solve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

# the words of `holder_in_words` and of boards for whoever reported, when this schema was made
OFFICE, SEED, SEED_WORDS = "专班办公室", "seed", "公开资料"
LONGEST_NAME = 60
PROBLEMS = """
    SELECT reports.item_id, reports.as_of, reports.recorded_at, reports.account, reports.problems,
        (SELECT unit_id FROM leads WHERE leads.item_id = reports.item_id
            ORDER BY position LIMIT 1) AS unit_id,
        (SELECT units.name FROM accounts JOIN units ON units.id = accounts.unit_id
            WHERE accounts.name = reports.account) AS reporter
    FROM reports JOIN items ON items.id = reports.item_id
    WHERE items.kind = 'project' AND reports.id = (
        SELECT last.id FROM reports AS last
        WHERE last.item_id = items.id AND last.period = 0
        ORDER BY last.as_of DESC, last.seq DESC LIMIT 1
    ) AND reports.problems <> ''
    ORDER BY items.number
"""
ITEM = """
    INSERT INTO items (kind, number, paragraph, name, short_name, summary, citation, more_units)
    VALUES ('matter', :number, 0, :name, :name, :text, '', false) RETURNING id
"""
ROWS = (
    """INSERT INTO matters (item_id, matter_kind, level, raised_by)
    VALUES (:id, 'problem', 'office', :raised_by)""",
    "INSERT INTO matter_items (matter_id, item_id) VALUES (:id, :item_id)",
    """INSERT INTO additions (item_id, as_of, recorded_at, account, document_number)
    VALUES (:id, :as_of, :recorded_at, :account, '')""",
)


def open_reported_problems(connection: Connection) -> None:
    """Add a matter for each, as whoever reported it would have: from that report's day on."""
    rows = [row for row in connection.execute(text(PROBLEMS)).mappings() if row["problems"].strip()]
    for number, row in enumerate(rows, start=1):
        problem = row["problems"].strip()
        first = problem.splitlines()[0]
        name = first if len(first) <= LONGEST_NAME else first[: LONGEST_NAME - 1] + "…"
        fields = {"number": number, "name": name, "text": problem}
        added = {
            "id": connection.execute(text(ITEM), fields).scalar_one(),
            "raised_by": row["reporter"] or (SEED_WORDS if row["account"] == SEED else OFFICE),
            **{key: row[key] for key in ("item_id", "as_of", "recorded_at", "account", "unit_id")},
        }
        for statement in ROWS:
            connection.execute(text(statement), added)
        if row["unit_id"] is not None:
            lead = "INSERT INTO leads (item_id, unit_id, position) VALUES (:id, :unit_id, 1)"
            connection.execute(text(lead), added)

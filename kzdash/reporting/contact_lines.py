"""The contacts of units written line by line, typed or pasted from a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kzdash.domain.models import Contact
from kzdash.domain.parsing import parse_text
from kzdash.domain.rules import CONTACT_FIELDS, EMAIL_FIELDS, check_contact
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kzdash.domain.models import Account

COLUMNS = ("单位", "分管领导", "经办人", "电话", "经办人邮箱", "分管领导邮箱")
MARKS = re.compile("[\t,，]")
TELEPHONE = COLUMNS.index("电话")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A line that was tried out: the contact it would keep, or why it cannot."""

    number: int
    cells: tuple[str, ...]
    contact: Contact | None = None
    fault: RefusedError | None = None


def try_out_contacts(
    text: str, unit_ids: Mapping[str, int], account: Account | None, now: dt.datetime
) -> list[ContactLine]:
    """Read lines of the six columns, between tabs or commas; store nothing.

    Empty lines and a line of headers are passed over. What is after the third mark is one telephone
    number, but for e-mail addresses at the end: the handler's, then the leader's.
    """
    tried: list[ContactLine] = []
    seen: set[str] = set()
    for number, raw in enumerate(text.splitlines(), 1):
        mark = "\t" if "\t" in raw else MARKS
        cells = _cells(raw, mark)
        unit = cells[0]
        if not raw.strip() or unit == COLUMNS[0]:
            continue
        line = ContactLine(number, cells)
        tried.append(_tried(line, unit_ids, account, now, is_second=unit in seen))
        seen.add(unit)
    return tried


def _cells(raw: str, mark: str | re.Pattern[str]) -> tuple[str, ...]:
    """Return what a line says in each column, empty where it says nothing."""
    *named, rest = [*re.split(mark, raw, maxsplit=TELEPHONE), *[""] * TELEPHONE][: TELEPHONE + 1]
    marks, numbers = re.findall(mark, rest), re.split(mark, rest)
    emails: list[str] = []
    while len(numbers) > 1 and len(emails) < len(EMAIL_FIELDS) and _ends_in_email(numbers[-1]):
        emails.insert(0, numbers.pop())
    telephone = "".join(map(str.__add__, numbers, [*marks[: len(numbers) - 1], ""]))
    said = (*named, telephone, *emails, "", "")[: len(COLUMNS)]
    return tuple(map(parse_text, said))


def _ends_in_email(cell: str) -> bool:
    return "@" in cell or not cell.strip()


def _tried(
    line: ContactLine,
    unit_ids: Mapping[str, int],
    account: Account | None,
    now: dt.datetime,
    *,
    is_second: bool,
) -> ContactLine:
    unit, *said = line.cells
    if unit not in unit_ids or is_second:
        refusal = Refusal.UNIT_TWICE if unit in unit_ids else Refusal.NO_UNIT
        return replace(line, fault=RefusedError(refusal))
    fields = zip(CONTACT_FIELDS, said, strict=True)
    # an address that a line leaves out stays as it is known
    contact = Contact(
        unit_id=unit_ids[unit],
        **{name: text for name, text in fields if text or name not in EMAIL_FIELDS},
        updated_at=now,
        account=account.name if account else "",
    )
    try:
        check_contact(contact, account)
    except RefusedError as error:
        return replace(line, fault=error)
    return replace(line, contact=contact)

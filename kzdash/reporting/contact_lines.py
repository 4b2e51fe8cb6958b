"""The contacts of units written line by line, typed or pasted from a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kzdash.domain.models import Contact
from kzdash.domain.parsing import parse_text
from kzdash.domain.rules import check_contact
from kzdash.errors import Refusal, RefusedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kzdash.domain.models import Account

COLUMNS = ("单位", "分管领导", "经办人", "电话")
MARKS = re.compile("[\t,，]")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A line that was tried out: the contact it would keep, or why it cannot."""

    number: int
    cells: tuple[str, str, str, str]
    contact: Contact | None = None
    fault: RefusedError | None = None


def try_out_contacts(
    text: str, unit_ids: Mapping[str, int], account: Account | None, now: dt.datetime
) -> list[ContactLine]:
    """Read lines of unit, leader, handler and telephone, between tabs or commas; store nothing.

    Empty lines and a line of headers are passed over. What is after the third mark is one number.
    """
    tried: list[ContactLine] = []
    seen: set[str] = set()
    for number, raw in enumerate(text.splitlines(), 1):
        mark = "\t" if "\t" in raw else MARKS
        cells = re.split(mark, raw, maxsplit=len(COLUMNS) - 1)
        unit, supervisor, handler, telephone = (*map(parse_text, cells), "", "", "")[: len(COLUMNS)]
        if not raw.strip() or unit == COLUMNS[0]:
            continue
        line = ContactLine(number, (unit, supervisor, handler, telephone))
        tried.append(_tried(line, unit_ids, account, now, is_second=unit in seen))
        seen.add(unit)
    return tried


def _tried(
    line: ContactLine,
    unit_ids: Mapping[str, int],
    account: Account | None,
    now: dt.datetime,
    *,
    is_second: bool,
) -> ContactLine:
    unit, supervisor, handler, telephone = line.cells
    if unit not in unit_ids or is_second:
        refusal = Refusal.UNIT_TWICE if unit in unit_ids else Refusal.NO_UNIT
        return replace(line, fault=RefusedError(refusal))
    contact = Contact(
        unit_id=unit_ids[unit],
        supervisor=supervisor,
        handler=handler,
        telephone=telephone,
        updated_at=now,
        account=account.name if account else "",
    )
    try:
        check_contact(contact, account)
    except RefusedError as error:
        return replace(line, fault=error)
    return replace(line, contact=contact)

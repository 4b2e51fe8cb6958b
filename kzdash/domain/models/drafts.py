"""The table of what people have typed and not yet reported: kept until it is, then removed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from kzdash.domain.models.base import Base, UtcTime

WHOLE = 0
# what stands in the place of a part where a form is no report on its item; ids of units are more
# than 0
ADJUSTMENT, STEPS, PROBLEM, QUERY = -1, -2, -3, -4
YEARLY_PLAN, GOAL, SUPPORT, DECISION, WITHDRAWAL = -6, -7, -8, -9, -10
# a form about no item yet, or about several: its draft is kept with the plan's first
NEW_MATTER, MEETING, DECIDED, TABLE, TABLE_OF_PARTS = -5, -11, -12, -13, -14
GOAL_LIST, CALENDAR, CONTACT_LIST = -15, -16, -17
# less by the id of the unit whose contact it is, and by the month that is closed: 202511
CONTACT, CLOSING = -1_000, -100_000


class Draft(Base):
    """The answers that an account has typed into the form on an item, as a JSON object of texts.

    `part` is the id of the supporting unit whose part they speak of, 0 for the whole, and less than
    0 for another form. `seq` is the number of the item's last report, or adjustment, when the form
    was opened. A draft is nobody's word yet: it is replaced and removed, and no board, file or
    history knows of it.
    """

    __tablename__ = "drafts"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=WHOLE)
    seq: Mapped[int]
    typed: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[dt.datetime] = mapped_column(UtcTime)

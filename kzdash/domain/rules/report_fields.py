"""The fields of a report: one table that rules, forms, files, documents and history read.

One more field is a row here beside its column in the store; CONTRIBUTING.md walks through one.
"""

from __future__ import annotations

from kzdash.domain.models import Kind
from kzdash.domain.progress import Answer, Stage
from kzdash.domain.progress.status import REPORTABLE
from kzdash.domain.rules.field_types import (
    ANY_KIND,
    WAN_YUAN,
    ChoiceField,
    DayField,
    FigureField,
    ReportField,
    TextField,
)
from kzdash.domain.rules.fields import check_amount, check_share

PROJECT = frozenset({Kind.PROJECT})
MATTER = frozenset({Kind.MATTER})
# the year, unit, decimals and limits of a value are those of its indicator
VALUE = FigureField(name="value", label="数值", kinds=frozenset({Kind.INDICATOR}))
STATUS = ChoiceField(
    name="status",
    label="状态",
    kinds=ANY_KIND - PROJECT - VALUE.kinds - MATTER - {Kind.MEETING},
    options=REPORTABLE,
)
COMPLETED_ON = DayField(
    name="completed_on",
    label="完成日期",
    kinds=frozenset({Kind.MILESTONE, Kind.STEP, Kind.MATTER}),
    question="完成日期（已完成时填）",
    lead="完成于",
)
ANSWER = ChoiceField(name="answer", label="反馈", kinds=MATTER, options=tuple(Answer))
REQUESTED_DUE_ON = DayField(
    name="requested_due_on",
    label="申请延期至",
    kinds=MATTER,
    question="申请延期至（申请延期时填）",
    lead="申请延期至",
)
PAYLOAD: tuple[ReportField, ...] = (
    ANSWER,
    REQUESTED_DUE_ON,
    VALUE,
    STATUS,
    COMPLETED_ON,
    ChoiceField(name="stage", label="阶段", kinds=PROJECT, options=tuple(Stage)),
    FigureField(
        name="physical_progress_percent",
        label="形象进度",
        kinds=PROJECT,
        placeholder="0到100的数字",
        lead="形象进度 ",
        unit="%",
        limit=check_share,
    ),
    FigureField(
        name="completed_investment_wan_yuan",
        label="完成投资",
        kinds=PROJECT,
        question="开工以来完成投资",
        placeholder="累计数",
        lead="完成投资 ",
        unit=WAN_YUAN,
        limit=check_amount,
    ),
    FigureField(
        name="funds_received_wan_yuan",
        label="到位资金",
        kinds=PROJECT,
        placeholder="累计数",
        lead="到位资金 ",
        unit=WAN_YUAN,
        limit=check_amount,
    ),
    TextField(
        name="problems",
        label="需协调解决的问题",
        kinds=PROJECT,
        short="需协调问题",
        placeholder="没有就不填",
        lead="需协调：",
        width=30,
        longest=2000,
    ),
)
EVIDENCE = TextField(name="evidence", label="依据", lead="依据：", width=30, longest=500)
# what is asked of every report
GROUNDS: tuple[ReportField, ...] = (
    EVIDENCE,
    TextField(name="note", label="说明", width=34, longest=2000),
)
REPORT_FIELDS = (*PAYLOAD, *GROUNDS)
# of which day a report speaks, beside what it says
AS_OF = DayField(name="as_of", label="数据截至")


def payload_of(kind: Kind, *, part: bool = False) -> tuple[ReportField, ...]:
    """Return what a report on an item of a kind may say that can be judged.

    On its `part` of an item of any kind, a supporting unit says how it stands.
    """
    return (STATUS,) if part else tuple(field for field in PAYLOAD if kind in field.kinds)


def measures_of(kind: Kind) -> tuple[FigureField | ChoiceField, ...]:
    """Return the fields of the payload that have a column each in a table of items.

    The last of them comes first: money beside the money that is planned, then how far it has led.
    """
    fields = reversed(payload_of(kind))
    return tuple(field for field in fields if isinstance(field, FigureField | ChoiceField))
